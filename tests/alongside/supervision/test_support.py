"""Asking for support in one tap: who has it, what was arranged, and that it is nobody else's."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind, SupervisorOfRecord
from alongside.people.viewer import viewer_of
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import buttons_of
from alongside.supervision.deputies import name_deputy
from alongside.supervision.models import SupportAsk
from alongside.supervision.refusals import NotPossible
from alongside.supervision.support import (
    answer_ask,
    answer_of,
    ask_support,
    asks_for,
    take_ask_back,
    unanswered_asks,
    words_of,
)
from tests.alongside.rulings.makers import account, give
from tests.alongside.supervision.makers import Team, at, signed_in
from tests.clauses import clause

Kind = SupportAsk.Kind


def asked(team: Team, kind: SupportAsk.Kind = Kind.SUPERVISION, words: str = "") -> SupportAsk:
    return ask_support(worker=team.dana, kind=kind, words=words, form_token=None, by=team.dana_user)


def has(user: User) -> list[SupportAsk]:
    return list(asks_for(viewer_of(user)))


@clause("nm.rights.2", "ca.authenticity.7", "ca.safety.7", "nc.1.2a")
@pytest.mark.parametrize("kind", list(Kind))
def test_one_tap_without_a_word_reaches_the_supervisor_of_record(team: Team, kind: SupportAsk.Kind) -> None:
    page = signed_in(team.dana_user)
    token = str(page.get("/supervision/mine/").context["asking"]["token"].value())

    answer = page.post("/supervision/mine/ask/", {"kind": kind.value, "words": "", "token": token})

    assert answer.status_code == 302
    assert [(ask.worker, ask.kind, ask.to) for ask in has(team.amira)] == [(team.dana, kind.value, team.amira)]
    assert Notice.objects.filter(user=team.amira, kind="support.asked").count() == 1


@clause("nm.rights.2")
def test_it_is_a_right_so_nothing_is_ruled_on_and_the_clause_finds_its_button(team: Team) -> None:
    asked(team)

    assert KeptRuling.objects.count() == 0
    assert "supervision.support.ask_support" in buttons_of("seek-supervision")


@clause("nc.1.2a", "nm.rights.2")
def test_nobody_else_sees_that_somebody_asked(team: Team) -> None:
    ask = asked(team, words="I am not well this week")

    for other in (team.sam, team.ada, team.place.others["colleague"], team.place.others["auditor"]):
        assert has(other) == []
        assert signed_in(other).get(f"/supervision/asks/{ask.pk}/").status_code in (403, 404)
    bodies = " ".join(Entry.objects.values_list("body", flat=True))
    assert "not well" not in bodies
    assert b"not well" not in bytes(ask.words)
    assert words_of(ask) == "I am not well this week"


@clause("nm.rights.2")
def test_what_was_arranged_comes_back_to_the_worker_once(team: Team) -> None:
    ask = asked(team)

    for _ in range(2):
        answer_ask(ask=ask, words="Today at four", by=team.amira)

    ask.refresh_from_db()
    assert (ask.status, answer_of(ask), has(team.amira)) == (SupportAsk.Status.ANSWERED, "Today at four", [])
    assert Notice.objects.filter(user=team.dana_user, kind="support.answered").count() == 1
    assert "Today at four" in signed_in(team.dana_user).get("/supervision/mine/").content.decode()


def test_two_who_answer_are_told_who_was_first(team: Team) -> None:
    name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.sam, by=team.amira)
    ask = asked(team)
    answer_ask(ask=ask, words="Today at four", by=team.sam)

    with pytest.raises(NotPossible) as late:
        answer_ask(ask=ask, words="Tomorrow", by=team.amira)

    assert "Sam Okoro" in str(late.value)
    with pytest.raises(DatabaseError), transaction.atomic():
        SupportAsk.objects.filter(pk=ask.pk).update(status="open", answered_by=None, answered_at=None)


def test_a_deputy_has_it_too_and_the_page_says_so_before(team: Team) -> None:
    name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.sam, by=team.amira)

    page = signed_in(team.dana_user).get("/supervision/mine/").content.decode()
    ask = asked(team)

    assert "Amira Haddad and Sam Okoro, their deputy, get it" in page
    assert has(team.amira) == has(team.sam) == [ask]


@clause("nm.rights.3")
def test_without_a_supervisor_of_record_an_administrator_has_it(team: Team) -> None:
    SupervisorOfRecord.objects.filter(worker=team.dana).delete()

    ask = asked(team)

    assert (ask.to, has(team.ada), has(team.amira)) == (None, [ask], [])
    answer_ask(ask=ask, words="Sam meets you today", by=team.ada)


def test_an_administrator_of_another_agency_has_nothing(team: Team) -> None:
    stranger = account("Far Admin")
    give(stranger, RoleKind.AGENCY_ADMINISTRATOR, agency=team.elsewhere)
    SupervisorOfRecord.objects.filter(worker=team.dana).delete()

    ask = asked(team)

    assert has(stranger) == []
    with pytest.raises(NotTheirs):
        answer_ask(ask=ask, words="x", by=stranger)


@clause("nm.rights.2")
def test_what_waits_past_its_day_shows_to_the_administrator_without_what_it_is_about(team: Team) -> None:
    asked(team, Kind.BOUNDARIES, words="A neighbor")

    with clock.standing_at(at(11, 23)):
        late = list(unanswered_asks(viewer_of(team.ada)))
        page = signed_in(team.ada).get("/supervision/").content.decode()

    assert len(late) == 1
    assert "An ask for support of Dana Ruiz" in page
    assert "boundary" not in page
    assert "neighbor" not in page


def test_asked_twice_is_asked_once_and_words_may_come_later(team: Team) -> None:
    token = uuid4()

    first = ask_support(worker=team.dana, kind=Kind.SUPERVISION, words="", form_token=token, by=team.dana_user)
    second = ask_support(worker=team.dana, kind=Kind.SUPERVISION, words="", form_token=token, by=team.dana_user)
    third = asked(team, words="About Tuesday")

    assert first.pk == second.pk == third.pk
    assert words_of(third) == "About Tuesday"
    assert Entry.objects.filter(kind="support.asked").count() == 1


def test_taken_back_nobody_sees_it_any_more(team: Team) -> None:
    ask = asked(team, words="Never mind")

    take_ask_back(ask=ask, by=team.dana_user)

    ask.refresh_from_db()
    assert (has(team.amira), bytes(ask.words)) == ([], b"")
    with pytest.raises(NotTheirs):
        take_ask_back(ask=ask, by=team.amira)
