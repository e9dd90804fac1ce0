"""What the month brings to the agenda, and what of it is the worker's alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.rulings.actions import ask_supervisor
from alongside.supervision import agenda
from alongside.supervision.agenda import Item, add_line, agenda_of, delete_line, lines_of, register_agenda
from alongside.supervision.models import AgendaLine
from alongside.supervision.refusals import NotPossible
from tests.alongside.rulings.makers import TODAY, ask_gift, certify
from tests.alongside.supervision.makers import Team, at, booked, signed_in
from tests.clauses import clause


@pytest.fixture
def brought() -> Iterator[None]:
    """Two things that an app above brings, one of them private."""
    before = dict(agenda._sources)

    def source(worker: Worker, on: date, reader: User) -> Iterator[Item]:
        yield Item("A gift to talk over")
        yield Item("Something of my own", is_private=True)

    register_agenda("gifts", source)
    yield
    agenda._sources.clear()
    agenda._sources.update(before)


def titles(team: Team, reader: User) -> set[str]:
    return {item.title for item in agenda_of(team.dana, TODAY, reader=reader)}


@clause("ak.conduct.1a")
def test_what_apps_bring_is_shown_to_both_and_what_is_private_to_the_worker_alone(team: Team, brought: None) -> None:
    assert {"A gift to talk over", "Something of my own"} <= titles(team, team.dana_user)
    assert "A gift to talk over" in titles(team, team.amira)
    assert "Something of my own" not in titles(team, team.amira)


def test_a_question_that_waits_stands_on_the_agenda_of_those_it_was_sent_to(team: Team) -> None:
    ask_supervisor(ask_gift(team.place), worker=team.dana, form_token=None, by=team.dana_user)

    assert "May I accept a gift?" in titles(team, team.dana_user)
    assert "May I accept a gift?" in titles(team, team.amira)
    assert "May I accept a gift?" not in titles(team, team.sam)


@clause("ak.conduct.1a")
def test_a_line_is_the_workers_alone_until_they_say_otherwise(team: Team) -> None:
    own = add_line(worker=team.dana, words="A hard week", is_private=True, form_token=None, by=team.dana_user)
    add_line(worker=team.dana, words="Saying goodbye", is_private=False, form_token=None, by=team.dana_user)

    session = booked(team, [team.dana], at(11, 24))
    page = signed_in(team.amira).get(f"/supervision/sessions/{session.pk}/").content.decode()

    assert [line.words for line in lines_of(team.dana, reader=team.dana_user)] == ["A hard week", "Saying goodbye"]
    assert "Saying goodbye" in page
    assert "A hard week" not in page
    assert b"hard" not in bytes(own.sealed)
    assert not Entry.objects.filter(kind__contains="agenda").exists()


def test_a_line_is_deleted_without_a_trace_and_by_nobody_else(team: Team) -> None:
    line = add_line(worker=team.dana, words="A hard week", is_private=True, form_token=None, by=team.dana_user)

    with pytest.raises(NotTheirs):
        delete_line(line=line, by=team.amira)
    assert (
        signed_in(team.place.others["colleague"]).post(f"/supervision/mine/agenda/{line.pk}/delete/").status_code == 404
    )
    before = Entry.objects.count()
    delete_line(line=line, by=team.dana_user)

    assert not AgendaLine.objects.exists()
    assert Entry.objects.count() == before


def test_one_form_adds_one_line_and_an_empty_one_none(team: Team) -> None:
    token = uuid4()

    for _ in range(2):
        add_line(worker=team.dana, words="Twice", is_private=True, form_token=token, by=team.dana_user)
    with pytest.raises(NotPossible):
        add_line(worker=team.dana, words="  ", is_private=True, form_token=None, by=team.dana_user)

    assert AgendaLine.objects.count() == 1


def test_a_certificate_near_its_end_is_something_to_talk_about(team: Team) -> None:
    certify(team.place, "nc", through=date(2026, 12, 10))

    assert any(title.startswith("Your certificate") for title in titles(team, team.amira))
