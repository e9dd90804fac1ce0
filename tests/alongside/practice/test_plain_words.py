"""With children, young people and families plain words stand beside the note: where a code asks for it, and only there."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from alongside.caseload.essentials import Known, keep_essentials
from alongside.people.models import Person, Worker
from alongside.practice.models import Note
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from alongside.wording.checking import check_words
from alongside.wording.lists import LANGUAGES, plain_words
from alongside.wording.shapes import Kind
from canon.prompt import At
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

JARGON = {
    "en": ("We utilized coping mechanisms prior to school.", "use", "what helps in a hard moment"),
    "es": ("Antes de la escuela: utilizar estrategias de afrontamiento.", "usar", "lo que ayuda en un momento difícil"),
}


def about(worker: Worker, person: Person, voice: str) -> None:
    keep_essentials(record=open_for(worker, person), known=Known(voice=voice), by=user_of(worker))


def draft(client: Client, person: Person, line: str, language: str) -> str:
    """The page of a note that cannot be signed yet, as it stands with what was typed."""
    client.cookies["django_language"] = language
    return unescape(client.post(f"/contacts/log/{person.pk}/", note(line=line, day="2030-01-01")).content.decode())


@clause("ca.family.8")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", ["family", "youth"])
def test_a_plainer_word_stands_beside_a_note_on_a_family_or_a_young_person(
    here: Practice, voice: str, language: str
) -> None:
    uma, teo = here.with_("ca"), here.caseload.teo
    about(uma, teo, voice)
    line, *plainer = JARGON[language]
    (prompt,) = prompts_at(["ca.family.8"], At.PLAIN_WORDS)

    page = draft(as_(uma), teo, line, language)

    assert [words for words in plainer if words not in page] == []
    assert prompt.say(language) in page
    assert f'href="{clause_address("ca.family.8")}"' in page
    assert "plain=1" in page, "and while typing"


@clause("ca.family.8")
def test_elsewhere_nobody_is_told_to_write_otherwise(here: Practice) -> None:
    uma = here.with_("ca")
    line, _use, coping = JARGON["en"]

    own = draft(as_(uma), here.caseload.teo, line, "en")
    about(here.dana, here.rosa, "family")
    new_mexico = draft(as_(here.dana), here.rosa, line, "en")

    assert coping not in own
    assert coping not in new_mexico


@clause("ca.family.8")
def test_they_are_offered_and_never_stop_a_note(here: Practice) -> None:
    uma, teo = here.with_("ca"), here.caseload.teo
    about(uma, teo, "youth")

    assert as_(uma).post(f"/contacts/log/{teo.pk}/", note(line=JARGON["en"][0])).status_code == 302
    assert Note.objects.count() == 1


@clause("ca.family.8")
def test_whoever_writes_here_may_try_a_text_in_plain_words(here: Practice) -> None:
    uma = here.with_("ca")
    sent = {"text": JARGON["en"][0], "language": "en"}
    client = as_(uma)

    without = unescape(client.post("/wording/", sent).content.decode())
    plain = unescape(client.post("/wording/", sent | {"is_plain": "on"}).content.decode())
    typed = unescape(client.post("/wording/check/?field=line&plain=1", {"line": JARGON["en"][0]}).content.decode())

    assert JARGON["en"][2] not in without
    assert JARGON["en"][2] in plain
    assert JARGON["en"][2] in typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plain_word_is_found_as_a_suggestion_and_nothing_more(language: str) -> None:
    words = plain_words(language)

    assert len(words) >= 20
    for word in words:
        first = " ".join(part.split("|")[0] for part in word.phrases[0].split())
        found = check_words(f"Then {first} again.", language=language, on=TODAY, extra=words)
        assert word.instead in [own.instead for own in found], first
        assert {own.kind for own in found} == {Kind.SUGGEST}
