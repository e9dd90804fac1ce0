"""Supervision and learning at a glance on a worker's Today: the figures of the pages behind, and where each leads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from alongside.learning.actions import log_learning
from alongside.learning.entering import Learned
from alongside.people import clock
from tests.alongside.rulings.makers import MORNING
from tests.alongside.supervision.makers import Team, at, booked, make_team, signed_in, was_held
from tests.clauses import clause


@pytest.fixture
def team(db: None) -> Iterator[Team]:
    with clock.standing_at(MORNING):
        yield make_team()


def card(client: Client) -> str:
    """The card's words and addresses, tags left out."""
    page = client.get("/today/").content.decode()
    found = re.search(r'aria-labelledby="h-glance".*?</section>', page, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r'<(?!a )[^>]*>|<a[^>]*href="([^"]*)"[^>]*>', r" \1 ", found[0])).split())


@clause("sud.1.1")
def test_a_month_of_clinical_supervision_stands_with_its_clause_and_what_is_missing(team: Team) -> None:
    team.certify("sud")
    was_held(team, [team.dana], at(11, 3), 75, clinical=True)

    shown = card(signed_in(team.dana_user))

    assert "Clinical supervision 1 hour 15 minutes of 2 hours" in shown
    assert "45 minutes more by Monday, November 30" in shown
    assert "sud.1.1" in shown
    assert "No session is booked. /supervision/mine/ Ask for one" in shown


@clause("nm.rights.3")
def test_what_is_booked_says_when_and_leads_to_it(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 25, 14))

    shown = card(signed_in(team.dana_user))

    assert "Supervision this month 0 of 1 On course" in shown
    assert f"/supervision/mine/sessions/{session.pk}/ Next: Wednesday, November 25 at 2:00 pm" in shown


def test_hours_of_learning_stand_under_each_board_and_lead_to_their_page(team: Team) -> None:
    before = card(signed_in(team.dana_user))
    log_learning(
        practitioner=team.dana.practitioner,
        learned=Learned("Grief and peer support", "Peer Institute", date(2026, 11, 2), Decimal(6)),
        boards=[team.place.board],
        by=team.dana_user,
    )

    after = card(signed_in(team.dana_user))

    assert "Learning: New Mexico 0 of 40 h" in before
    assert "Learning: New Mexico 6 of 40 h" in after
    assert "/learning/ Your learning, topic by topic" in after
