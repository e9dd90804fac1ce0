"""The queue: what each application needs now, in the same number of queries for two rows as for many."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import User
from alongside.applications.actions import begin_application
from alongside.applications.models import Application, Stage
from alongside.applications.reviewing.actions import ask_for_more, recommend
from alongside.applications.reviewing.queue import Queue, queue_of
from alongside.credentials.applied import enter_applied_within
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from tests.alongside.applications.conftest import IDENTITY, NOON, TODAY, fill, send
from tests.alongside.applications.test_reviewing import DENY, verify_all

SignIn = Callable[[User], Client]


def seen(board: Board, reader: User, shelf: str = "all", search: str = "", day: int = 0) -> Queue:
    return queue_of(board, reader, TODAY + timedelta(days=day), shelf=shelf, search=search, page="1")


def someone(board: Board, name: str) -> Application:
    user = User.objects.create_user(f"{name.split(maxsplit=1)[0].lower()}@example.test", name=name)
    begun = begin_application(by=user, board=board, code="nc")
    return send(fill(begun, user, identity={**IDENTITY, "name": name}), user)


def many(board: Board, count: int) -> None:
    for n in range(count):
        holder = Practitioner.objects.create(name=f"Person {n}")
        held = enter_applied_within(
            holder=holder, board=board, code="nc", name_on_certificate=f"Person {n}", applied_on=TODAY, by=None
        )
        Application.objects.create(
            board=board,
            code="nc",
            practitioner=holder,
            certificate=held,
            stage=Stage.IN_REVIEW,
            name_key=f"person {n}",
            started_at=NOON,
            stage_since=NOON,
            submitted_on=TODAY,
            due_on=TODAY + timedelta(days=n),
        )


def test_each_shelf_holds_what_waits_for_somebody(board: Board, reviewer: User, decider: User) -> None:
    first, second, third = (someone(board, name) for name in ("Ana Reyes", "Bo Lindqvist", "Cleo Marsh"))
    recommend(application=first, said=DENY, by=reviewer)
    ask_for_more(application=second, sections=["identity"], words="Which name?", by=reviewer)

    mine, theirs = seen(board, reviewer), seen(board, decider)

    assert mine.counts == {"review": 1, "decide": 0, "applicant": 1, "colleagues": 1}
    assert theirs.counts == {"review": 1, "decide": 1, "applicant": 1, "colleagues": 0}
    assert [row.needs for row in seen(board, decider, "decide").rows] == ["Your decision, as the second of two"]
    assert [row.application for row in seen(board, decider, "review").rows] == [third]


def test_a_row_says_what_it_needs_and_how_its_clock_stands(board: Board, reviewer: User) -> None:
    someone(board, "Ana Reyes")

    words = {day: seen(board, reviewer, day=day).rows[0] for day in (0, 23, 30, 32)}

    assert [(row.clock, row.state) for row in words.values()] == [
        ("30 days left", "calm"),
        ("7 days left", "soon"),
        ("Ends today", "late"),
        ("2 days past", "late"),
    ]
    assert words[32].age == 32
    assert words[0].needs == "A first look"


def test_what_is_verified_waits_for_a_recommendation(board: Board, reviewer: User) -> None:
    sent = someone(board, "Ana Reyes")
    verify_all(sent, reviewer)

    assert seen(board, reviewer).rows[0].needs == "Your recommendation"


def test_the_clock_stands_still_while_more_is_asked(board: Board, reviewer: User) -> None:
    sent = someone(board, "Ana Reyes")
    ask_for_more(application=sent, sections=["identity"], words="Which name?", by=reviewer)

    late = seen(board, reviewer, day=60)

    assert (late.past, late.rows[0].clock) == (0, "Stands still")


@pytest.mark.parametrize(
    ("search", "found"),
    [("alvarez", ["José Álvarez"]), ("JOSÉ", ["José Álvarez"]), ("nobody", []), ("a%z", []), ("n_q", [])],
)
def test_a_name_is_found_however_it_is_typed(board: Board, reviewer: User, search: str, found: list[str]) -> None:
    someone(board, "José Álvarez")
    someone(board, "Bo Lindqvist")

    rows = seen(board, reviewer, search=search).rows

    assert [row.name for row in rows] == found


def test_a_number_finds_exactly_one(board: Board, reviewer: User) -> None:
    first, _second = someone(board, "Ana Reyes"), someone(board, "Bo Lindqvist")

    assert [row.application for row in seen(board, reviewer, search=first.number.lower()).rows] == [first]


def test_the_first_glance_is_the_answer(board: Board, reviewer: User, browser: SignIn) -> None:
    someone(board, "Ana Reyes")
    someone(board, "Bo Lindqvist")

    with clock.standing_at(NOON + timedelta(days=31)):
        page = browser(reviewer).get(reverse("applications:queue")).content.decode()

    assert "2 applications, two past their clock" in page


def test_the_queue_costs_the_same_for_many_rows(board: Board, reviewer: User, browser: SignIn) -> None:
    client = browser(reviewer)
    many(board, 2)
    client.get(reverse("applications:queue"))

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("applications:queue"))
    many(board, 60)
    with CaptureQueriesContext(connection) as lots:
        page = client.get(reverse("applications:queue"), {"page": "2"})

    assert len(lots) == len(few)
    assert len(page.context["queue"].rows) == 25


def test_pages_of_the_board_are_no_dead_ends(board: Board, reviewer: User, browser: SignIn) -> None:
    sent = someone(board, "Ana Reyes")
    client = browser(reviewer)

    pages = [
        client.get(reverse(f"applications:{name}", args=[sent.pk, *more]))
        for name, more in (
            ("item", []),
            ("more", []),
            ("item_section", ["identity"]),
            ("item_section", ["references"]),
            ("item_section", ["code"]),
        )
    ]
    bad = client.post(reverse("applications:more", args=[sent.pk]), {"words": "Tell me more"})
    unchecked = client.post(
        reverse("applications:item_section", args=[sent.pk, "identity"]), {"claim": "identity", "version": "1"}
    )

    assert [page.status_code for page in pages] == [200] * 5
    assert (bad.status_code, unchecked.status_code) == (422, 422)
    assert "Tell me more" in bad.content.decode()
