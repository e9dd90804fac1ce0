"""Setting a document: the same bytes, text that stays text, letters that are there or said to be missing."""

import logging
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings as pace, strategies as st
from pypdf import PdfReader
from pytest_django import Settings

from alongside.paper import About, Addressee, Letterhead, LettersMissing, letter, qr, render, setting
from alongside.paper.letters import LETTER
from tests.alongside.paper.reading import (
    codes_on,
    is_within_the_page,
    kinds_of_parts,
    said_of_pictures,
    stands_in_order,
    text_of,
)

NOON = datetime(2026, 11, 27, 19, tzinfo=UTC)
ADDRESS = "https://alongside.example/check/0123456789abcdef012345/"


def a_letter(name: str = "Rosa Ruiz", *, language: str = "en", body: str = "Your certificate ends in June.") -> bytes:
    return letter(
        head=Letterhead("Demo board", ("12 Elm Street, Santa Fe",)),
        dated="November 27, 2026",
        to=Addressee(name, ("4 Oak Road", "Taos, NM 87571")),
        subject="Your renewal",
        paragraphs=[f"Dear {name},", body],
        signed=["Amira Haddad", "Certification"],
        about=About("Your renewal", language, NOON, "L-12", "Demo board"),
        square=qr(ADDRESS, says="Opens the public page of the certificate."),
    )


def test_a_letter_says_everything_in_reading_order() -> None:
    text = text_of(a_letter())

    assert stands_in_order(
        text,
        "Demo board", "12 Elm Street", "November 27, 2026", "Rosa Ruiz", "4 Oak Road", "Taos, NM", "Your renewal",
        "Dear Rosa Ruiz,", "ends in June.", "Amira Haddad", "Certification", "L-12", "Page 1 of 1",
    )  # fmt: skip


def test_the_file_is_tagged_titled_and_says_its_language() -> None:
    pdf = a_letter(language="es")

    root = PdfReader(BytesIO(pdf)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert PdfReader(BytesIO(pdf)).metadata.title == "Your renewal"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"H1", "P", "Figure"} <= set(kinds_of_parts(pdf))
    assert "Página 1 de 1" in text_of(pdf)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert a_letter() == a_letter()


def test_it_says_when_it_was_made_by_the_moment_it_was_given() -> None:
    assert PdfReader(BytesIO(a_letter())).metadata.creation_date == NOON


def test_the_printed_square_is_read_by_a_phone_and_told_to_those_who_do_not_see_it() -> None:
    pdf = a_letter()

    assert codes_on(pdf) == [ADDRESS]
    assert said_of_pictures(pdf) == ["Opens the public page of the certificate."]


@pytest.mark.parametrize(
    "name",
    [
        "#eval(1) ] $x$",
        '#panic("x")',
        "*Rosa* _Ruiz_ `x`",
        '] #read("/etc/passwd") [',
        "<label> @reference // gone /* gone */",
        "\\u{41} ~ -- --- ...",
        "= Not a heading",
        "%(name)s {page} {{ name }}",
    ],
)
def test_what_somebody_typed_stays_text(name: str) -> None:
    assert " ".join(name.split()) in text_of(a_letter(name))


@example("a\x00b\u202ec\ufeff")
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc"]), min_size=1, max_size=120)
)
@pace(max_examples=25)
def test_any_latin_name_is_printed_within_the_page(name: str) -> None:
    assert is_within_the_page(a_letter(name))


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh",
        "Yazzie Hózhǫ́ Tsʼą́",
        "Дмитрий Ковальчук",
        "Ελένη Παπαδοπούλου",
        "محمد عبد الله",
        "שרה כהן",
        "ሰላም አበበ",
        "देवी शर्मा",
        "ᏣᎳᎩ",
    ],
)
def test_names_in_many_scripts_are_printed(name: str) -> None:
    assert a_letter(name).startswith(b"%PDF")


@pytest.mark.parametrize(("name", "letter"), [("李小龍", "李"), ("김민수", "김"), ("Rosa 🙂", "🙂")])
def test_letters_no_font_has_are_named_and_nothing_is_printed(
    name: str, letter: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(LettersMissing) as refused:
        a_letter(name)

    assert letter in refused.value.letters
    assert letter in str(refused.value)
    assert refused.value.__context__ is None
    assert name not in caplog.text


def test_a_font_that_the_operator_lays_there_is_printed_with(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "fonts").mkdir()
    monkeypatch.setattr(setting, "OWN_FONTS", tmp_path / "none")
    with pytest.raises(LettersMissing):
        a_letter("ሰላም")

    shutil.copy(Path(setting.__file__).parent / "fonts" / "NotoSansEthiopic_400Regular.ttf", tmp_path / "fonts")
    settings.PAPER_FONTS = tmp_path / "fonts"

    assert a_letter("ሰላም").startswith(b"%PDF")


def test_without_the_staged_fonts_a_document_is_still_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(setting, "OWN_FONTS", tmp_path)

    assert "Dear Nguyễn Thị Ánh," in text_of(a_letter("Nguyễn Thị Ánh"))


def test_a_long_letter_goes_on_over_numbered_pages() -> None:
    text = text_of(a_letter(body="A line that says something. " * 400))

    assert stands_in_order(text, "Page 1 of 4", "Page 3 of 4", "Amira Haddad", "Page 4 of 4")


def test_a_moment_without_a_zone_and_data_that_is_not_plain_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        render(LETTER, {}, about=About("x", "en", datetime(2026, 1, 1)))
    with pytest.raises(ValueError, match="plain"):
        render(LETTER, {"when": NOON}, about=About("x", "en", NOON))


def test_a_letter_that_says_nothing_is_not_printed() -> None:
    with pytest.raises(ValueError, match="says something"):
        a_letter_of_nothing()


def a_letter_of_nothing() -> bytes:
    about = About("x", "en", NOON)
    return letter(
        head=Letterhead("B"), dated="d", to=Addressee("n"), subject="s", paragraphs=["  "], signed=["x"], about=about
    )
