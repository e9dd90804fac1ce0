"""A conviction that touches one's own recovery: told to the board, in its queue until somebody looks, and looked into there."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.people.models import Practitioner
from alongside.renewals.models import ActionReview, LegalAction
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from canon.prompt import At
from tests.alongside.renewals.conftest import TODAY, certify, user_of
from tests.alongside.rulebook.keeping import board_keeping, staff_of
from tests.clauses import clause


@pytest.fixture
def new_mexican(teo: Practitioner) -> Certificate:
    return certify(teo, board_keeping("nm"), code="nm", number="NM-7")


def page(client: Client, user: User, name: str, *args: int, spanish: bool = False) -> str:
    client.force_login(user)
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(reverse(name, args=args)).content.decode())


@clause("nm.integrity.4")
def test_a_conviction_is_told_waits_for_the_board_and_becomes_a_case(new_mexican: Certificate, client: Client) -> None:
    teo, staff = user_of(new_mexican.holder), staff_of(new_mexican.board)
    (prompt,) = prompts_at(["nm.integrity.4"], At.CONVICTION)
    began = TODAY - timedelta(days=3)
    form = {"code": "nm", "kind": "conviction", "began_on": began.isoformat(), "words": "Driving while intoxicated."}

    blank, in_spanish = page(client, teo, "renewals:legal-new"), page(client, teo, "renewals:legal-new", spanish=True)
    for _twice in range(2):
        client.post(reverse("renewals:legal-new"), form)
    row = LegalAction.objects.get()
    waits = page(client, staff, "renewals:actions")
    shown = page(client, staff, "renewals:action", row.pk)
    client.post(reverse("renewals:action", args=[row.pk]), {"outcome": "case", "reason": "We will write to you."})

    assert prompt.say("en") in blank
    assert prompt.say("es") in in_spanish
    assert (row.kind, row.began_on, row.told_on, row.board) == ("conviction", began, TODAY, new_mexican.board)
    assert "1 legal action nobody has looked at" in waits
    assert prompt.say("en") in shown
    assert f'href="{clause_address("nm.integrity.4")}"' in shown
    assert ActionReview.objects.get().outcome == ActionReview.Outcome.CASE
    assert "The board looks into it" in page(client, staff, "renewals:actions")
    assert "We will write to you." in page(client, teo, "renewals:legal-one", row.pk)


@clause("nm.integrity.4")
def test_another_kind_or_another_code_says_nothing_of_it(
    new_mexican: Certificate, held: Certificate, client: Client
) -> None:
    teo = user_of(new_mexican.holder)
    rows = {}
    for code, kind in (("nm", "firing"), ("nc", "conviction")):
        client.force_login(teo)
        client.post(
            reverse("renewals:legal-new"), {"code": code, "kind": kind, "began_on": TODAY.isoformat(), "words": "x"}
        )
        rows[code] = LegalAction.objects.get(code=code)

    for code, row in rows.items():
        assert "nm.integrity.4" not in page(client, teo, "renewals:legal-one", row.pk), code


@clause("nm.integrity.4")
def test_the_clause_page_leads_to_telling(client: Client, db: None) -> None:
    (prompt,) = prompts_at(["nm.integrity.4"], At.CONVICTION)
    shown = unescape(client.get(clause_address("nm.integrity.4")).content.decode())

    assert prompt.say("en") in shown
    assert f'href="{reverse("renewals:mine")}"' in shown
