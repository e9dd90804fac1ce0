"""A person's language is any that people speak; those of pages are two."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from alongside.people.languages import (
    is_a_language,
    language_name,
    languages_like,
    languages_offered,
    own_language,
    page_language,
    tag_of,
)
from alongside.people.languages.fields import LanguageField


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Navajo", "nv"),
        (" navajo ", "nv"),
        ("vietnamita", "vi"),
        ("Español", "es"),
        ("espanol", "es"),
        ("American Sign Language", "ase"),
        ("lengua de señas americana", "ase"),
        ("Central Yup'ik", "esu"),
        ("Mixtepec Mixtec", "mix"),
        ("es-mx", "es-MX"),
        ("Yosondúa Mixtec", "mpm"),
        ("Elvish", None),
        ("", None),
    ],
)
def test_a_language_is_known_by_its_name_however_it_is_typed(typed: str, tag: str | None) -> None:
    assert tag_of(typed) == tag


def test_its_name_is_that_of_the_pages_language() -> None:
    with translation.override("es"):
        names = language_name("vi"), language_name("mpm"), "vietnamita" in languages_offered()

    assert names == ("vietnamita", "Yosondúa Mixtec", True)
    assert language_name("vi") == "Vietnamese"
    assert language_name("??") == "??"


@pytest.mark.parametrize(("tag", "page"), [("es", "es"), ("es-MX", "es"), ("en", "en"), ("nv", "en"), ("ase", "en")])
def test_our_words_for_somebody_are_in_their_language_or_in_that_of_the_page(tag: str, page: str) -> None:
    with translation.override("en"):
        assert page_language(tag) == page
    assert own_language(tag) == (page if tag.startswith(page) else None)


@pytest.mark.parametrize("tag", ["", "xx", "Navajo", "en-"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValidationError):
        is_a_language(tag)


def test_a_field_gives_the_tag_and_says_which_may_be_meant() -> None:
    field = LanguageField()

    assert field.clean("Navajo") == "nv"
    assert field.prepare_value("nv") == "Navajo"
    assert '<option value="Navajo">' in str(field.widget.render("language", "nv", {"id": "id_language"}))
    assert any("Mixtec" in own for own in languages_like("Mixteco"))
    with pytest.raises(ValidationError, match="Which one"):
        field.clean("Mixteco")
    with pytest.raises(ValidationError, match="no language of that name"):
        field.clean("Qqqqq")
    assert languages_like(" ") == []


def test_every_tag_fits_where_it_is_kept_and_names_lead_back_to_it() -> None:
    for name in languages_offered():
        tag = tag_of(name)
        assert tag is not None
        assert len(tag) <= 8
        assert language_name(tag) == name
