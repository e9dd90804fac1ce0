"""Choices are the person's: kept as choices, never as refusals; what support was about, in the code's own kinds."""

from __future__ import annotations

from dataclasses import fields
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from alongside.practice.models import Closing, Contact, Hold, Note
from alongside.practice.words import ABOUT
from alongside.practice.writing import Written, read_written
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice
from tests.alongside.practice.test_pages import note
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
