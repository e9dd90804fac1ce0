"""What a clause refuses in the product it refuses in the command: every row of the week under all five codes, asked again there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from django.utils import translation

from alongside.caseload.assigning import accept, offer
from alongside.caseload.models import Assignment, TieDecision
from alongside.caseload.ties import Said, TieDecided, decide_tie, newest_tie
from alongside.consent.words import Purpose, RecipientKind, What
from alongside.goals.models import Part
from alongside.goals.planning import add
from alongside.instruments.shelf import Files, load_instrument
from alongside.people import clock
from alongside.people.models import Person, SupervisorOfRecord, Worker
from alongside.practice.closing import ask_to_close
from alongside.practice.helping import MEDICATION, OPINION, RIDE, Help
from alongside.practice.leaving import Ending
from alongside.practice.models import Closing, How, Told
from alongside.practice.others import Somebody
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.serving import Fitness
from alongside.practice.telling import Heard, tell_person
from alongside.rulings.duties import duties_of
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from alongside.wording.signing import WordsStopped
from canon.values import Stated
from tests.alongside.caseload.makers import user_of
from tests.alongside.cli.conftest import Run
from tests.alongside.declarations.makers import ahead, said
from tests.alongside.instruments.forms import SURVEY, SURVEY_SCORING
from tests.alongside.instruments.makers import CLINICAL, give
from tests.alongside.practice.makers import (
    Practice,
    held,
    make_practice,
    open_for,
    planned,
    put_hours_on_file,
    slot,
    written,
)
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.asked_again import as_data, asked_again, assert_same
from tests.clauses import clause
from tests.week import WEEK, Spoken

Scene = Callable[[Practice, Worker, Person, Spoken], None]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Practice:
    return make_practice()


def refused(scene: Callable[[], object]) -> None:
    with pytest.raises(ActRefused):
        scene()


# ---- one scene for each door of the week: what a worker does, and is not let do


def answering(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    known = Person.objects.create(agency=person.agency, chosen_name="Old")
    offered = offer(person=known, worker=worker, by=here.amira, on=TODAY)
    refused(lambda: accept(assignment=offered, said=TIES[row.how], by=user_of(worker), on=TODAY))


def answering_again(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    answering(here, worker, person, row)
    offered = Assignment.objects.get(worker=worker, status="offered")
    tie = newest_tie(worker, offered.person)
    assert tie is not None
    decide_tie(tie=tie, decided=TieDecided(TieDecision.Decision.STEP_OUT), by=here.amira, on=TODAY)
    refused(lambda: accept(assignment=offered, said=TIES[row.how], by=user_of(worker), on=TODAY))


def planning(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    put_hours_on_file(here)
    plan = Plan(slot(worker, 14), "City library", uuid4())
    refused(lambda: plan_with(PLANNED[row.how](plan, worker), worker, person))


def planning_alone(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    SupervisorOfRecord.objects.filter(worker=worker).update(to_day=TODAY)
    refused(lambda: plan_with(Plan(slot(worker, 14), "City library", uuid4()), worker, person))


def planning_with_somebody(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    put_hours_on_file(here)
    clinic = Somebody(RecipientKind.PROVIDER, "City Clinic", (What.IN_SERVICES,), Purpose.CARE, person_is_there=False)
    plan = Plan(slot(worker, 14, how=How.TELEPHONE), "", uuid4(), clinic)
    refused(lambda: plan_with(plan, worker, person))


def plan_with(plan: Plan, worker: Worker, person: Person) -> None:
    plan_contact(record=open_for(worker, person), plan=plan, by=user_of(worker), on=TODAY)


def writing(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    note = written(worker, person, held(slot(worker), fitness=NOT_WELL[row.how]))
    assert row.clause in note.contact.holds.get().clauses.split(), "written, and held"


def giving(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    clinical = load_instrument(agency=worker.agency, files=Files(SURVEY, SURVEY_SCORING), terms=CLINICAL, by=None)
    refused(lambda: give(clinical, person, worker))


def writing_a_goal(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    record = open_for(worker, person)
    with pytest.raises(WordsStopped):
        add(record=record, kind=Part.Kind.GOAL, area="", words=row.how, token=uuid4(), by=user_of(worker), on=TODAY)


def declaring(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    refused(lambda: ahead(worker, said(row.how, person, DECLARED.get(row.how))))


def closing(here: Practice, worker: Worker, person: Person, row: Spoken) -> None:
    ending = Ending("So it was.", "The Tuesday group.", "")

    def ask() -> None:
        record = open_for(worker, person)
        ask_to_close(
            record=record,
            ground=GROUNDS.get(row.how, Closing.Ground.NEEDS_MET),
            ending=ending,
            is_protected_ground=row.how == "who they are",
            by=user_of(worker),
            on=TODAY,
        )

    if row.answer == "refer":
        ask()  # it waits for the supervisor
    else:
        refused(ask)


TIES: Final[Mapping[str, Said]] = {
    "friends": Said(was_friendship=True),
    "romance": Said(was_romantic=True),
    "sexual": Said(was_sexual=True),
    "sponsor": Said(is_sponsor=True),
    "other tie": Said(is_other=True, is_shared=True, words="We sing in one choir."),
}
PLANNED: Final[Mapping[str, Callable[[Plan, Worker], Plan]]] = {
    "at night": lambda plan, worker: replace(plan, slot=slot(worker, 22)),
    "my own home": lambda plan, worker: replace(plan, slot=slot(worker, 14, how=How.WORKERS_HOME)),
    "by phone": lambda plan, worker: replace(plan, slot=slot(worker, 14, how=How.TELEPHONE)),
    "In my own car": lambda plan, _worker: replace(plan, helps=(Help(RIDE, "own", is_lawful=True),)),
    "Picking up a prescription": lambda plan, _worker: replace(plan, helps=(Help(MEDICATION, "pick-up"),)),
    "On a prescription": lambda plan, _worker: replace(plan, helps=(Help(OPINION, "prescription"),)),
    "On a diagnosis": lambda plan, _worker: replace(plan, helps=(Help(OPINION, "diagnosis"),)),
}
NOT_WELL: Final[Mapping[str, Fitness]] = {
    "not able": Fitness(is_able=False),
    "beyond my role": Fitness(in_scope=False),
    "alcohol": Fitness(substance="alcohol", as_directed=True, impairs=False),
    "impaired": Fitness(substance="prescribed", as_directed=True, impairs=True),
}
DECLARED: Final[Mapping[str, Mapping[str, Stated]]] = {
    "gift-to-me": {"gift.value": Decimal(30), "gift.kind": "other"},
    "gift-from-me": {"gift.value": Decimal(30), "gift.kind": "other"},
    "lend": {"loan.value": Decimal(20), "loan.is_money": True},
    "payment": {"fee.is_to_worker": True, "fee.is_above_schedule": True, "worker.is_approved_provider": False},
}
GROUNDS: Final = {"silence": Closing.Ground.NO_RESPONSE, "met": Closing.Ground.NEEDS_MET}
SCENES: Final[Mapping[str, Scene]] = {
    "answer": answering,
    "answer again": answering_again,
    "plan": planning,
    "plan alone": planning_alone,
    "plan with": planning_with_somebody,
    "note": writing,
    "give": giving,
    "goal": writing_a_goal,
    "declare": declaring,
    "close": closing,
}


@pytest.mark.django_db
@pytest.mark.parametrize("row", [pytest.param(row, marks=clause(row.clause), id=str(row)) for row in WEEK])
def test_what_a_week_is_refused_is_refused_by_the_command(
    here: Practice, run: Run, tmp_path: Path, row: Spoken
) -> None:
    worker, person = (here.dana, here.rosa) if row.code == "nm" else (here.with_(row.code), here.caseload.teo)

    SCENES[row.door](here, worker, person, row)

    stands_against = [
        as_data(own) for own in KeptRuling.objects.order_by("pk") if own.answer in ("prohibited", "refer")
    ]
    found = {
        (own["act"], name, own["answer"]) for own in stands_against for name in own["codes"][row.code]["decided_by"]
    }
    assert (row.act, row.clause, row.answer) in found
    for kept in stands_against:
        for code, words in asked_again(kept, tmp_path):
            assert_same(kept, code, run(*words).data)


@clause("ak.rel.1")
@pytest.mark.parametrize("is_told", [False, True])
def test_what_is_to_be_told_first_is_owed_the_same_by_the_command(
    here: Practice, run: Run, tmp_path: Path, *, is_told: bool
) -> None:
    worker, person = here.with_("ak"), here.caseload.teo
    planned(worker, person, slot(worker, 14))
    if is_told:
        heard = Heard(Told.Took.SAID_YES, "en")
        tell_person(record=open_for(worker, person), about=[Told.About.ROLE], heard=heard, by=user_of(worker), on=TODAY)
    found = {own.owed.ref: own.owed for own in duties_of(worker, TODAY) if own.clause == "ak.rel.1"}
    (ref,) = found
    events: list[dict[str, Any]] = [{"event": "first-service", "on": TODAY.isoformat(), "ref": ref, "planned": True}]
    if is_told:
        at = clock.now().astimezone(worker.agency.time_zone)
        events.append({"event": "role-explained", "at": at.isoformat(), "ref": ref})
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"events": events}), "utf-8")

    rows = run("duties", "--code", "ak", "--events", path, "--as-of", TODAY.isoformat(), "--json").data

    (row,) = [own for own in rows if own["clause"] == "ak.rel.1" and own["ref"] == ref]
    assert row["status"] == found[ref].status.value == ("met" if is_told else "due")
