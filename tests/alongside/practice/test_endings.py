"""How a case ends: the person's own wish, whoever is away; a closing asked for and staffed; attempts on file; a door left open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from alongside.accounts.models import User
from alongside.caseload.access import Record, record_seen_by
from alongside.caseload.assigning import end, offer
from alongside.caseload.ended import EndedByThem
from alongside.caseload.hearing import record_to_hear
from alongside.caseload.models import Assignment, Ground, TeamPlace
from alongside.caseload.stepping import step_back
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, RoleKind, SupervisorOfRecord, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.closing import (
    AskedBefore,
    NeedsNextSteps,
    SettledBefore,
    Staffing,
    ask_to_close,
    closings_waiting,
    come_back,
    staff_closing,
)
from alongside.practice.leaving import Ending, person_ends
from alongside.practice.models import Closing, ClosingWords, Contact, How
from alongside.practice.planning import Plan, did_not_happen, plan_contact
from alongside.practice.refusals import NeedsWords, NotPossibleNow, StillToCome
from alongside.practice.trying import Try, tried_to_reach, tries_on_file
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from alongside.supervision.figures import ATTEMPTS, set_figure
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.practice.makers import Practice, held, open_for, planned, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause

REASON = Ending("She found work and friends, and says she is ready.", "A weekly group.", "Call any time.")
THERE = Closing.Presence.THERE
AGREED = Staffing(is_agreed=True, words="Well done, both.", presence=THERE)
NOT_YET = Staffing(is_agreed=False, words="Give it a month.", presence=THERE)
NO_STEPS = Staffing(is_agreed=True, words="She wants to leave it there.", presence=THERE, wants_no_steps=True)


def ask(
    here: Practice,
    worker: Worker,
    person: Person,
    ground: Closing.Ground,
    ending: Ending = REASON,
    *,
    is_protected_ground: bool = False,
) -> Closing:
    return ask_to_close(
        record=open_for(worker, person),
        ground=ground,
        ending=ending,
        is_protected_ground=is_protected_ground,
        by=user_of(worker),
        on=TODAY,
    )


def hear(who: User, person: Person, words: str = "") -> Closing:
    viewer = viewer_of(who)
    record = record_to_hear(person.pk, viewer=viewer, agency=viewer.agency)
    return person_ends(record=record, words=words, by=who, on=TODAY)


def try_on(worker: Worker, person: Person, *days: date) -> None:
    for day in days:
        at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
        tried_to_reach(record=open_for(worker, person), tried=Try(uuid4(), at, How.TELEPHONE), by=user_of(worker))


# ---- asked for and staffed


@clause("nm.continuation.2", "nm.continuation.3", "nm.continuation.4a", "nm.role.8b")
def test_a_case_closes_once_it_is_staffed_with_its_reason_and_next_steps(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    waiting = list(closings_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency))
    with pytest.raises(NotTheirs):
        staff_closing(closing=closing, staffing=AGREED, by=here.user, on=TODAY)
    closed = staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    assert [row.pk for row in waiting] == [closing.pk]
    assert closed.closed_on == TODAY
    assert closed.data()["next_steps"] == "A weekly group."
    assert closed.staffed()["words"] == "Well done, both."
    assert Assignment.objects.get(person=here.rosa).why == Assignment.Why.CLOSED


@clause("nm.continuation.3", "nm.continuation.1")
def test_no_file_closes_without_next_steps_or_that_they_wanted_none_nor_without_words(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET, Ending("She is ready."))

    with pytest.raises(NeedsNextSteps):
        staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)
    with pytest.raises(NeedsWords):
        staff_closing(closing=closing, staffing=Staffing(True, " ", THERE, "A group."), by=here.amira, on=TODAY)
    still_open = Closing.objects.get().staffed_on
    closed = staff_closing(closing=closing, staffing=NO_STEPS, by=here.amira, on=TODAY)

    assert still_open is None
    assert (closed.closed_on, closed.staffed()["wants_no_steps"]) == (TODAY, True)


@clause("nm.continuation.3", "nm.continuation.4a")
def test_next_steps_are_asked_for_after_a_persons_own_ending_too_and_hold_up_nothing_but_the_file(
    here: Practice,
) -> None:
    row = hear(here.user, here.rosa)

    with pytest.raises(NeedsNextSteps):
        staff_closing(closing=row, staffing=AGREED, by=here.amira, on=TODAY)
    with pytest.raises(EndedByThem):
        planned(here.dana, here.rosa, slot(here.dana, 15))
    steps = Staffing(is_agreed=True, words="We spoke.", presence=THERE, next_steps="The garden group.")
    closed = staff_closing(closing=row, staffing=steps, by=here.amira, on=TODAY)

    assert closed.staffed()["next_steps"] == "The garden group."


@clause("ca.advocacy.4")
@pytest.mark.parametrize("presence", list(Closing.Presence))
def test_whether_the_person_was_part_of_the_talk_about_them_is_on_record(
    here: Practice, presence: Closing.Presence
) -> None:
    worker = here.with_("ca")
    closing = ask(here, worker, here.caseload.teo, Closing.Ground.NEEDS_MET)

    closed = staff_closing(closing=closing, staffing=Staffing(True, "We met.", presence), by=here.amira, on=TODAY)

    closed.refresh_from_db()
    assert closed.presence == presence


@clause("nm.continuation.2")
@pytest.mark.parametrize("ground", [Closing.Ground.OTHER, Closing.Ground.NO_BENEFIT])
def test_a_ground_the_code_does_not_know_closes_nothing(here: Practice, ground: Closing.Ground) -> None:
    with pytest.raises(ActRefused) as refusal:
        ask(here, here.dana, here.rosa, ground)

    assert "nm.continuation.2" in refusal.value.ruling.told().decided_by
    assert not Closing.objects.exists()


@clause("sud.3.18", "ak.rel.8")
@pytest.mark.parametrize(("code", "name"), [("sud", "sud.3.18"), ("ak", "ak.rel.8")])
def test_support_that_no_longer_helps_is_ended_and_the_code_obliges_it(here: Practice, code: str, name: str) -> None:
    worker = here.with_(code)

    closing = ask(here, worker, here.caseload.teo, Closing.Ground.NO_BENEFIT)
    closed = staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    assert closed.ruling is not None
    assert name in closed.ruling.told().required_by


@clause("nm.continuation.1", "nm.role.8a")
def test_service_that_still_helps_waits_for_the_supervisor_and_ends_with_their_staffing(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    asked = KeptRuling.objects.filter(act="end-service").latest("pk")

    before = planned(here.dana, here.rosa, slot(here.dana, 15))
    staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)
    staffed = KeptRuling.objects.filter(act="end-service").latest("pk")

    assert asked.answer == "refer"
    assert "nm.continuation.1" in asked.told().decided_by
    assert before.status == Contact.Status.PLANNED
    assert staffed.answer == "permitted"


@clause("nm.nondiscrimination.1", "nc.2.3", "ca.cultural.4", "ca.cultural.5", "ak.rel.4")
@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("nm", "nm.nondiscrimination.1"),
        ("nc", "nc.2.3"),
        ("ca", "ca.cultural.4"),
        ("ca", "ca.cultural.5"),
        ("ak", "ak.rel.4"),
    ],
)
def test_who_a_person_is_is_no_reason_to_end_their_service(here: Practice, code: str, name: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)

    with pytest.raises(ActRefused) as refusal:
        ask(here, worker, person, Closing.Ground.NEEDS_MET, is_protected_ground=True)

    assert name in refusal.value.ruling.told().decided_by
    assert not Closing.objects.exists()
    assert ask(here, worker, person, Closing.Ground.NEEDS_MET).asked_on == TODAY


def test_what_nobody_was_asked_is_put_on_record_in_nobodys_name(here: Practice) -> None:
    hear(here.user, here.rosa)

    ruling = KeptRuling.objects.filter(act="end-service").latest("pk")
    assert [own.name for own in ruling.told().facts] == ["person.asked_to_end"]


@clause("nm.role.8a")
def test_a_supervisor_directs_a_closing_and_staffs_it_with_the_worker(here: Practice) -> None:
    record = record_seen_by(here.rosa.pk, viewer=viewer_of(here.amira))
    directed = Closing.Ground.DIRECTED

    closing = ask_to_close(
        record=record, ground=directed, ending=REASON, is_protected_ground=False, by=here.amira, on=TODAY
    )
    closed = staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    assert closing.worker == here.dana
    assert closed.ruling is not None
    assert "nm.role.8a" in closed.ruling.told().decided_by
    of_service = KeptRuling.objects.filter(act="end-service").latest("pk")
    assert of_service.answer == "permitted"
    assert {own.source["who"] for own in of_service.told().facts} == {"record"}


def test_nobody_asks_who_only_reads_the_plan_or_is_the_person(here: Practice) -> None:
    own = give_account(here.rosa)
    record = record_seen_by(here.rosa.pk, viewer=viewer_of(own))

    with pytest.raises(NotTheirs):
        ask_to_close(
            record=record,
            ground=Closing.Ground.NEEDS_MET,
            ending=REASON,
            is_protected_ground=False,
            by=own,
            on=TODAY,
        )


def test_the_second_who_asks_is_told_who_was_first_and_their_words_stand_beside_it(here: Practice) -> None:
    assign(here.rosa, here.caseload.jo, here.amira)
    first = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    again = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    with pytest.raises(AskedBefore, match="Dana Ruiz asked to close this case on November 19, 2026"):
        ask(here, here.caseload.jo, here.rosa, Closing.Ground.PROGRAM_MET, Ending("She finished.", "The choir."))

    said = ClosingWords.objects.get()
    assert again == first
    assert Closing.objects.count() == 1
    assert (said.words, said.by) == ("She finished.\n\nThe choir.", user_of(here.caseload.jo))


def test_two_supervisors_close_one_case_and_the_second_is_told_who_and_when(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    administrator = here.caseload.place.others["administrator"]
    with pytest.raises(SettledBefore, match="Amira Haddad settled this on November 19, 2026"):
        staff_closing(closing=closing, staffing=NOT_YET, by=administrator, on=TODAY)


@clause("nm.role.8a")
def test_a_no_keeps_service_going_and_it_may_be_asked_again(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    staff_closing(closing=closing, staffing=NOT_YET, by=here.amira, on=TODAY)
    again = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    assert again.pk != closing.pk
    assert Assignment.objects.get(person=here.rosa).status == Assignment.Status.OPEN


def test_the_door_stays_open(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    for _ in range(2):
        come_back(closing=closing, by=here.amira, on=TODAY)

    closing.refresh_from_db()
    assert closing.returned_on == TODAY
    assert Entry.objects.filter(kind="case.returned").count() == 1


@clause("nm.continuation.4a")
def test_the_database_closes_no_case_that_was_not_staffed(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=closing.pk).update(closed_on=TODAY)


# ---- somebody does not answer


@clause("nm.role.8")
def test_nobody_is_closed_for_silence_before_they_were_tried_on_as_many_days_as_the_agency_says(
    here: Practice,
) -> None:
    silence = Closing.Ground.NO_RESPONSE
    for days in ((), (date(2026, 11, 16),), (date(2026, 11, 17), date(2026, 11, 17))):
        try_on(here.dana, here.rosa, *days)
        with pytest.raises(ActRefused) as refusal:
            ask(here, here.dana, here.rosa, silence)
        assert "nm.role.8" in refusal.value.ruling.told().decided_by
    planned_one = planned(here.dana, here.rosa, slot(here.dana, 11))

    with clock.standing_at(MORNING + timedelta(hours=3)):
        did_not_happen(contact=planned_one, is_attempt=True, by=here.user)
        closing = ask(here, here.dana, here.rosa, silence)
        closed = staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    assert tries_on_file(here.rosa).days == 3
    assert closed.closed_on == TODAY


@clause("nm.role.8")
def test_an_agency_sets_how_many_days_and_may_ask_for_one(here: Practice) -> None:
    try_on(here.dana, here.rosa, date(2026, 11, 16))
    ours = tries_on_file(here.rosa)

    administrator = here.caseload.place.others["administrator"]
    set_figure(agency=here.caseload.place.agency, name=ATTEMPTS, value=1, by=administrator)
    theirs = tries_on_file(here.rosa)

    assert (ours.is_enough, ours.needed.value, ours.needed.is_own) == (False, 3, False)
    assert (theirs.is_enough, theirs.needed.value, theirs.needed.is_own) == (True, 1, True)


def _meet(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8)))


def _return(here: Practice) -> None:
    closing = hear(here.user, here.rosa)
    staff_closing(closing=closing, staffing=NO_STEPS, by=here.amira, on=TODAY)
    come_back(closing=closing, by=here.amira, on=TODAY)
    assign(here.rosa, here.dana, here.amira)


@clause("nm.role.8")
@pytest.mark.parametrize("reached", [_meet, _return])
def test_who_answered_or_came_back_since_was_reached_and_is_not_closed_for_silence(
    here: Practice, reached: Callable[[Practice], None]
) -> None:
    try_on(here.dana, here.rosa, date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12))
    before = tries_on_file(here.rosa).is_enough

    reached(here)
    with pytest.raises(ActRefused) as refusal:
        ask(here, here.dana, here.rosa, Closing.Ground.NO_RESPONSE)

    assert before
    assert "nm.role.8" in refusal.value.ruling.told().decided_by


@clause("nm.role.8")
def test_a_try_without_a_plan_is_on_file_once_and_never_of_a_time_to_come(here: Practice) -> None:
    tried = Try(uuid4(), MORNING - timedelta(minutes=5), How.TELEPHONE)
    record = open_for(here.dana, here.rosa)

    rows = [tried_to_reach(record=record, tried=tried, by=here.user) for _ in range(2)]
    with pytest.raises(StillToCome):
        tried_to_reach(record=record, tried=Try(uuid4(), MORNING + timedelta(hours=1), How.TELEPHONE), by=here.user)

    assert rows[0] == rows[1]
    assert (rows[0].status, rows[0].is_attempt, Contact.objects.count()) == (Contact.Status.MISSED, True, 1)


# ---- the person's own wish


def give_account(person: Person) -> User:
    user = account(f"{person.chosen_name} Own")
    give(user, RoleKind.PERSON_SERVED, agency=person.agency)
    Person.objects.filter(pk=person.pk).update(user=user)
    return user


def _supervisor(here: Practice) -> User:
    step_back(worker=here.dana, person=None, is_able=False, is_protected_ground=False, words="", by=here.user, on=TODAY)
    return here.amira


def _supervisor_of_nobody(here: Practice) -> User:
    """Nobody is assigned to her any more, and Sam supervises at the agency."""
    Assignment.objects.filter(person=here.rosa).update(
        status="ended", to_day=TODAY, why=Assignment.Why.DIRECTED, ended_by=here.amira
    )
    return here.caseload.place.others["another supervisor"]


def _administrator(here: Practice) -> User:
    """The worker has stepped back, and their supervisor of record has left."""
    SupervisorOfRecord.objects.filter(worker=here.dana).update(to_day=TODAY)
    return here.caseload.place.others["administrator"]


def _team(here: Practice) -> User:
    jo = user_of(here.caseload.jo)
    TeamPlace.objects.create(
        agency=here.rosa.agency, person=here.rosa, user=jo, as_what="peer", from_day=TODAY, by=here.user
    )
    return jo


def _themselves(here: Practice) -> User:
    return give_account(here.rosa)


def _before(here: Practice) -> User:
    """Jo supports her now, and Dana is the one she still talks to."""
    assign(here.rosa, here.caseload.jo, here.amira)
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    return here.user


@clause("nm.continuation.4", "sud.3.18a", "ak.rel.8a", "nm.continuation.4a")
@pytest.mark.parametrize("code", ["nm", "sud", "ak"])
def test_the_persons_wish_ends_service_at_once_and_staffing_never_holds_it_up(here: Practice, code: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    contact = planned(worker, person, slot(worker, 14))

    rows = [hear(user_of(worker), person) for _ in range(2)]
    contact.refresh_from_db()
    with pytest.raises(EndedByThem):
        plan_contact(
            record=open_for(worker, person), plan=Plan(slot(worker, 15), "", uuid4()), by=user_of(worker), on=TODAY
        )
    with pytest.raises(NotPossibleNow, match="ended this themselves"):
        staff_closing(closing=rows[0], staffing=NOT_YET, by=here.amira, on=TODAY)
    closed = staff_closing(closing=rows[0], staffing=NO_STEPS, by=here.amira, on=TODAY)

    assert len({row.pk for row in rows}) == 1
    assert contact.status == Contact.Status.CALLED_OFF
    assert Assignment.objects.get(person=person).why == Assignment.Why.PERSON_ASKED
    assert closed.closed_on == TODAY
    assert Entry.objects.filter(kind="service.ended-by-person").count() == 1


@clause("nm.continuation.4", "sud.3.18a", "ak.rel.8a")
@pytest.mark.parametrize("heard_by", [_supervisor, _supervisor_of_nobody, _administrator, _team, _themselves, _before])
def test_whoever_is_away_somebody_can_put_the_persons_wish_down_and_it_holds_that_moment(
    here: Practice, heard_by: Callable[[Practice], User]
) -> None:
    coming = planned(here.dana, here.rosa, slot(here.dana, 14))
    who = heard_by(here)

    row = hear(who, here.rosa, "Enough for now.")

    coming.refresh_from_db()
    said = ClosingWords.objects.get()
    assert (row.person_ended, coming.status) == (True, Contact.Status.CALLED_OFF)
    assert (said.by, said.words, said.whose) == (who, "Enough for now.", "person")
    assert Entry.objects.filter(kind="service.ended-by-person").count() == 1


@clause("nm.continuation.4")
def test_it_holds_where_nobody_was_ever_assigned_and_takes_a_waiting_offer_back(here: Practice) -> None:
    waiting = offer(person=here.caseload.teo, worker=here.caseload.jo, by=here.amira, on=TODAY)

    row = hear(here.amira, here.caseload.teo)
    waiting.refresh_from_db()
    mine = list(closings_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency))
    closed = staff_closing(closing=row, staffing=NO_STEPS, by=here.amira, on=TODAY)

    assert row.worker is None
    assert waiting.status == Assignment.Status.WITHDRAWN
    assert (mine, closed.closed_on) == ([row], TODAY)


@clause("nm.continuation.4")
def test_who_supports_them_hears_of_it_at_once_and_who_staffs_the_file_too(here: Practice) -> None:
    hear(give_account(here.rosa), here.rosa)

    told = {
        (row.kind, row.user_id)
        for row in Notice.objects.filter(kind__in=["service.ended", "closing.asked", "closing.ended"])
    }
    assert told == {("service.ended", here.user.pk), ("closing.ended", here.amira.pk)}
    assert not Notice.objects.filter(data__icontains="Rosa").exists()


def test_where_no_supervisor_is_on_record_the_file_stands_before_whoever_supervises_here(here: Practice) -> None:
    SupervisorOfRecord.objects.filter(worker=here.dana).update(to_day=TODAY)
    row = hear(here.user, here.rosa)
    sam = here.caseload.place.others["another supervisor"]

    listed = list(closings_waiting(viewer_of(sam), here.caseload.place.agency))
    closed = staff_closing(closing=row, staffing=NO_STEPS, by=sam, on=TODAY)

    assert listed == [row]
    assert closed.staffed_by == sam
    assert Notice.objects.filter(kind="closing.ended", user=here.caseload.place.others["administrator"]).exists()


def test_somebody_who_never_supported_them_and_supervises_others_hears_nothing_of_them(here: Practice) -> None:
    for who in (user_of(here.caseload.jo), here.caseload.place.others["another supervisor"]):
        with pytest.raises(Http404):
            hear(who, here.rosa)


def test_their_last_words_are_kept_beside_a_closing_that_was_asked_for_and_said_again_once(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)

    for words in ("Thank you for the walks.", "Thank you for the walks. ", "Tell Jo goodbye."):
        row = hear(here.user, here.rosa, words)

    closing.refresh_from_db()
    assert row == closing
    assert closing.person_ended
    assert closing.data()["reason"] == REASON.reason
    assert [own.words for own in ClosingWords.objects.order_by("pk")] == [
        "Thank you for the walks.",
        "Tell Jo goodbye.",
    ]


def test_what_was_said_on_leaving_cannot_be_changed(here: Practice) -> None:
    hear(here.user, here.rosa, "Thank you.")

    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingWords.objects.update(sealed=b"")


def test_a_case_that_is_closed_is_not_opened_again_by_a_wish_to_end_it(here: Practice) -> None:
    closing = ask(here, here.dana, here.rosa, Closing.Ground.NEEDS_MET)
    staff_closing(closing=closing, staffing=AGREED, by=here.amira, on=TODAY)

    row = hear(here.user, here.rosa, "I wanted to stop anyway.")

    assert row == closing
    assert ClosingWords.objects.get().words == "I wanted to stop anyway."


def test_a_record_that_is_heard_from_outside_shows_and_takes_nothing_else(here: Practice) -> None:
    _before(here)
    viewer = viewer_of(here.user)

    record: Record = record_to_hear(here.rosa.pk, viewer=viewer, agency=viewer.agency)

    assert (record.is_shut, record.may_write, record.ground) == (True, False, Ground.ASSIGNED)
