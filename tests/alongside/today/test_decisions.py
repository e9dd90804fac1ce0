"""Whatever waits for a supervisor has a clock, its clause beside it and a named deputy; nothing is granted by silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.caseload.assigning import accept, offer
from alongside.caseload.changes import answer_change, ask_for_change
from alongside.caseload.models import Assignment, ChangeAsked, TieDecision
from alongside.caseload.ties import Said, TieDecided, decide_tie, newest_tie
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.viewer import viewer_of
from alongside.practice.closing import Staffing, ask_to_close, staff_closing
from alongside.practice.holding import decide_hold
from alongside.practice.leaving import Ending
from alongside.practice.models import Closing, Hold
from alongside.rulings.clocks import due_day, first_in_time
from alongside.rulings.seeking import ActRefused
from alongside.supervision.deputies import name_deputy
from alongside.today.decisions import Decision, decisions_for
from alongside.today.numbers import numbers_of
from tests.alongside.caseload.makers import hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, make_practice, open_for, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

DUE = date(2026, 11, 23)
"""What comes on Thursday should be decided by Monday."""
LATE = MORNING + timedelta(days=5)
LONG_AFTER = MORNING + timedelta(days=60)


@pytest.fixture
def here(db: None) -> Iterator[Practice]:
    with clock.standing_at(MORNING):
        yield make_practice()


@dataclass(frozen=True)
class Case:
    """Something that waits. is_open: whether it is still undecided and nothing followed from it; decide: by somebody"""

    title: str
    clauses: set[str]
    is_open: Callable[[], bool]
    decide: Callable[[User], object]


def a_tie(here: Practice) -> Case:
    """Under sud.2.14a another tie waits for the supervisor; the worker tries again while it does."""
    worker = hire(here.caseload.place, "Uma Reyes", "sud")
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    said = Said(is_other=True, is_shared=True, words="We share a church.")

    def take_on() -> None:
        with suppress(ActRefused):
            accept(assignment=row, said=said, by=user_of(worker), on=today())

    take_on()
    tie = newest_tie(worker, here.rosa)
    assert tie is not None

    def is_open() -> bool:
        take_on()
        row.refresh_from_db()
        return row.status == Assignment.Status.OFFERED

    go_on = TieDecided(TieDecision.Decision.GO_ON)
    return Case(
        "Uma Reyes and Rosa know each other",
        {"sud.2.14a"},
        is_open,
        lambda user: decide_tie(tie=tie, decided=go_on, by=user, on=today()),
    )


def a_closing(here: Practice) -> Case:
    row = ask_to_close(
        record=open_for(here.dana, here.rosa), ground=Closing.Ground.NEEDS_MET, ending=Ending("Ready.", "A group."),
        is_protected_ground=False, by=here.user, on=TODAY,
    )  # fmt: skip
    talked = Staffing(is_agreed=True, words="Talked through.", presence=Closing.Presence.THERE)

    def is_open() -> bool:
        row.refresh_from_db()
        return row.closed_on is None and Assignment.objects.filter(person=here.rosa, status="open").exists()

    return Case(
        "Dana Ruiz: shall Rosa’s case close?",
        {"nm.continuation.4a", "nm.role.8b"},
        is_open,
        lambda user: staff_closing(closing=row, staffing=talked, by=user, on=today()),
    )


def a_contact_held(here: Practice) -> Case:
    for _twice in range(2):
        written(here.dana, here.rosa, held(slot(here.dana, 8), line=f"We talked about the bus pass, {_twice}."))
    row = Hold.objects.get(reason=Hold.Reason.OVERLAP)

    def is_open() -> bool:
        row.refresh_from_db()
        return row.outcome == ""

    return Case(
        "Dana Ruiz: a contact is held from billing",
        set(),
        is_open,
        lambda user: decide_hold(hold=row, outcome=Hold.Outcome.RELEASED, words="The clock was wrong.", by=user),
    )


def a_change(here: Practice) -> Case:
    row = ask_for_change(
        record=open_for(here.dana, here.rosa), worker=here.dana, wants=ChangeAsked.Wants.ANOTHER, words="A woman.",
        by=here.user, on=TODAY,
    )  # fmt: skip

    def is_open() -> bool:
        row.refresh_from_db()
        return row.outcome == ""

    return Case(
        "Rosa asks for a change",
        set(),
        is_open,
        lambda user: answer_change(change=row, outcome=ChangeAsked.Outcome.CHANGED, words="", by=user),
    )


EACH = pytest.mark.parametrize("make", [a_tie, a_closing, a_contact_held, a_change])


def today() -> date:
    return clock.now().date()  # at this hour the same day in New Mexico


def deputy_of_amira(here: Practice) -> User:
    deputy = here.caseload.place.others["another supervisor"]
    name_deputy(agency=here.caseload.place.agency, supervisor=here.amira, deputy=deputy, by=here.amira)
    return deputy


def waiting(here: Practice, who: User) -> list[Decision]:
    viewer, agency = viewer_of(who), here.caseload.place.agency
    return decisions_for(viewer, agency, numbers_of(viewer, agency).of)


@EACH
def test_it_stands_on_the_supervisors_list_with_its_day_and_its_clause(
    here: Practice, make: Callable[[Practice], Case]
) -> None:
    case = make(here)

    listed = waiting(here, here.amira)
    pages = [as_(here.amira).get(url).content.decode() for url in ("/today/", "/referrals/")]

    assert [(own.title, own.due_on) for own in listed] == [(case.title, DUE)]
    assert case.clauses <= set(listed[0].clauses)
    for page in pages:
        assert case.title in page
        assert f'href="{listed[0].url}"' in page
        assert "Answer by Monday, November 23" in page
        assert all(f">{own}<" in page for own in case.clauses)
    assert as_(here.amira).get(listed[0].url).status_code == 200


@EACH
def test_the_deputy_has_it_once_its_day_has_passed_and_not_before(
    here: Practice, make: Callable[[Practice], Case]
) -> None:
    deputy, case = deputy_of_amira(here), make(here)

    early = waiting(here, deputy)
    with pytest.raises(NotTheirs):
        case.decide(deputy)
    with clock.standing_at(LATE):
        late = waiting(here, deputy)
        page = as_(deputy).get("/referrals/").content.decode()
        shown = as_(deputy).get(late[0].url)
        case.decide(deputy)

    assert early == []
    assert [(own.title, own.instead_of) for own in late] == [(case.title, "Amira Haddad")]
    assert "For Amira Haddad, whose deputy you are" in page
    assert shown.status_code == 200
    assert not case.is_open()
    with clock.standing_at(LATE):
        assert waiting(here, deputy) == waiting(here, here.amira) == []


@clause("nm.rights.3")
@EACH
def test_a_supervisor_who_never_answers_grants_nothing_and_the_agency_sees_it(
    here: Practice, make: Callable[[Practice], Case]
) -> None:
    case, keeper = make(here), as_(here.caseload.place.others["administrator"])

    before = keeper.get("/agency/unanswered/").content.decode()
    with clock.standing_at(LONG_AFTER):
        still = case.is_open()
        morning = keeper.get("/agency/").content.decode()
        page = keeper.get("/agency/unanswered/").content.decode()
        mine = as_(here.amira).get("/today/").content.decode()

    assert still
    assert "No decision waits past its day" in before
    assert "decision waits past its day" in morning
    assert 'href="/agency/unanswered/"' in morning
    assert "With Amira Haddad, who has no deputy" in page
    assert "Was due by Monday, November 23" in page
    assert "It is late." in mine


@EACH
def test_neither_another_supervisor_nor_the_worker_decides_it(here: Practice, make: Callable[[Practice], Case]) -> None:
    case = make(here)

    for who in (here.user, here.caseload.place.others["another supervisor"]):
        with clock.standing_at(LONG_AFTER), pytest.raises((NotTheirs, PermissionError)):
            case.decide(who)

    assert case.is_open()


def test_all_of_it_stands_on_one_list_the_oldest_clock_first_and_the_dock_counts_it(here: Practice) -> None:
    with clock.standing_at(MORNING + timedelta(days=1)):
        a_contact_held(here)
    for make in (a_closing, a_change):
        make(here)

    page = as_(here.amira).get("/referrals/").content.decode()

    titles = ["shall Rosa’s case close", "Rosa asks for a change", "a contact is held"]
    places = [page.index(title) for title in titles]
    assert "Three decisions wait for you" in page
    assert max(places[:2]) < places[2]
    assert "Referrals" in page.split("<main", maxsplit=1)[0]
    assert ">3<" in page.split("<main", maxsplit=1)[0]


def test_the_first_day_in_time_is_the_first_whose_clock_still_runs() -> None:
    for number in range(400):
        day = date(2026, 1, 1) + timedelta(days=number)

        first = first_in_time(day)

        assert due_day(first) >= day > due_day(first - timedelta(days=1))
