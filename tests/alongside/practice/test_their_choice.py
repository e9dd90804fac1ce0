"""Choices are the person's: kept as choices, never as refusals; what support was about, in the code's own kinds."""

from __future__ import annotations

from dataclasses import fields
from html import unescape
from typing import Final
from uuid import uuid4

import pytest
from django.test import Client

from alongside.caseload.essentials import Known, keep_essentials
from alongside.practice.models import Closing, Contact, Hold, Note
from alongside.practice.words import ABOUT
from alongside.practice.writing import Written, read_written
from alongside.wording.checking import check_words
from alongside.wording.shapes import Kind
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

CHOICE = "No medication for now. He wants to sleep first, and see."


def read(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


@clause("ca.person.3a", "ak.values.6")
@pytest.mark.parametrize("code", ["ca", "ak"])
def test_a_decision_that_others_think_unwise_stands_as_their_choice(here: Practice, code: str) -> None:
    worker = here.with_(code)
    client = as_(worker)
    told = {"options": "Medication, the sleep group, waiting.", "choice": CHOICE}

    sent = client.post(f"/contacts/log/{here.caseload.teo.pk}/", note(**told))

    written = read_written(Note.objects.get())
    assert (written.options, written.choice) == (told["options"], CHOICE)
    english, spanish = read(client, sent["Location"]), read(client, sent["Location"], spanish=True)
    assert "What they chose" in english
    assert CHOICE in english
    assert CHOICE in spanish
    assert not any(word in english.lower() for word in ("refus", "declin", "non-compl", "noncompl", "resist"))
    assert not any(word in spanish.lower() for word in ("rechaz", "se negó", "incumpl", "resist"))
    assert not Hold.objects.exists(), "a choice holds nothing from billing"


@clause("ca.person.3a", "ak.values.6")
def test_nothing_in_the_record_can_mark_a_choice_as_refusal(here: Practice) -> None:
    client = as_(here.dana)
    words = [own.name for own in fields(Written)]
    words += [*Contact.Status.values, *Closing.Ground.values, *Hold.Reason.values]

    assert not [word for word in words if "refus" in word or "declin" in word]
    assert "Not taking something up is a choice too." in read(client, f"/contacts/log/{here.rosa.pk}/")


MARKS: Final = ("refus", "declin", "compl", "obey", "mandat", "told to come")
MARCAS: Final = ("rechaz", "se negó", "incumpl", "cumpl", "obedec", "dijeron que viniera")


@clause("ca.person.5", "ca.person.3a")
def test_what_somebody_decides_who_was_told_to_come_is_a_choice_like_any_other(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    client, path = as_(worker), f"/contacts/log/{teo.pk}/"
    before = read(client, path)
    told = Known(is_mandated=True, reasons={"is_mandated": "So that nobody presses him."})
    keep_essentials(record=open_for(worker, teo), known=told, by=user_of(worker))

    form, spanish_form = read(client, path), read(client, path, spanish=True)
    sent = client.post(path, note(did=["decided"], choice=CHOICE))

    english, spanish = read(client, sent["Location"]), read(client, sent["Location"], spanish=True)
    assert "Write what they chose, not whether they obeyed." not in before
    assert "Write what they chose, not whether they obeyed." in form
    assert "Escriba qué eligió, no si obedeció." in spanish_form
    assert CHOICE in english
    assert not [word for word in MARKS if word in english.lower()]
    assert not [word for word in MARCAS if word in spanish.lower()]
    assert not [own.name for own in fields(Written) if any(word in own.name for word in MARKS)]
    assert not Hold.objects.exists()


@clause("ca.person.5")
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "He complied with the court order and takes his medication."),
        ("en", "He is compliant with the program."),
        ("es", "Cumplió con la orden del juez."),
    ],
)
def test_words_of_compliance_get_others_beside_them_and_hold_up_nothing(language: str, line: str) -> None:
    found = check_words(line, language=language, on=TODAY)

    assert [own.kind for own in found] == [Kind.SUGGEST]


@clause("ak.intro.2")
def test_what_support_was_about_is_recorded_in_the_kinds_the_code_names(here: Practice) -> None:
    worker = here.with_("ak")
    client = as_(worker)
    kinds = ["hope", "responsibility", "understanding", "education", "self-advocacy", "self-determination"]

    sent = client.post(f"/contacts/log/{here.caseload.teo.pk}/", note(about=kinds, token=str(uuid4())))

    assert set(kinds) <= set(read_written(Note.objects.get()).did)
    shown = read(client, sent["Location"])
    assert [kind for kind in kinds if str(ABOUT[kind]) not in shown] == []


@clause("ak.intro.2")
def test_the_kinds_are_offered_and_none_is_asked(here: Practice) -> None:
    worker = here.with_("ak")
    client = as_(worker)
    page = read(client, f"/contacts/log/{here.caseload.teo.pk}/")

    assert [str(words) for words in ABOUT.values() if str(words) not in page] == []
    assert client.post(f"/contacts/log/{here.caseload.teo.pk}/", note()).status_code == 302
