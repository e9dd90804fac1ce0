"""What a clause refuses in the product it refuses in the command: one refusal of every group of a week, asked again there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from alongside.caseload.assigning import accept, offer
from alongside.caseload.ties import Said
from alongside.consent.words import Purpose, RecipientKind, What
from alongside.instruments.shelf import Files, load_instrument
from alongside.people import clock
from alongside.people.models import SupervisorOfRecord, Worker
from alongside.practice.closing import Ending, ask_to_close
from alongside.practice.models import Closing, How, Told
from alongside.practice.others import Somebody
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.serving import Fitness
from alongside.practice.telling import Heard, tell_person
from alongside.rulings.duties import duties_of
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.cli.conftest import Run
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
from tests.alongside.rulings.makers import MORNING, TODAY, set_policy
from tests.alongside.today.conftest import Asking
from tests.asked_again import as_data, asked_again, assert_same
from tests.clauses import clause

BEYOND_MY_ROLE = Fitness(in_scope=False)
Scene = Callable[[Practice], None]


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


def kept_question(worker: Worker, act: str, answers: dict[str, str]) -> None:
    """Asked on the page of May I…?, and kept there for oneself."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user_of(worker))
    asking = Asking(client, act)
    asking.keep(asking.through(answers))


# ---- one scene of each group: what a worker does, and is not let do


def assignment(here: Practice) -> None:
    row = offer(person=here.caseload.teo, worker=here.dana, by=here.amira, on=TODAY)
    refused(lambda: accept(assignment=row, said=Said(was_friendship=True), by=here.user, on=TODAY))


def own_home(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)
    refused(lambda: planned(worker, here.caseload.teo, slot(worker, 14, how=How.WORKERS_HOME)))


def hours(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)
    refused(lambda: planned(worker, here.caseload.teo, slot(worker, 20)))


def places(here: Practice) -> None:
    worker = here.with_("nc")
    put_hours_on_file(here)
    refused(lambda: planned(worker, here.caseload.teo, slot(worker, 14, how=How.ELECTRONIC)))


def scope(here: Practice) -> None:
    worker = here.with_("ak")
    note = written(worker, here.caseload.teo, held(slot(worker), fitness=BEYOND_MY_ROLE))
    assert note.contact.holds.exists(), "written, and held"


def assessment(here: Practice) -> None:
    agency = here.caseload.place.agency
    clinical = load_instrument(agency=agency, files=Files(SURVEY, SURVEY_SCORING), terms=CLINICAL, by=None)
    refused(lambda: give(clinical, here.rosa, here.dana))


def transport(here: Practice) -> None:
    set_policy(here.caseload.place, "policy.transport", "refused", TODAY)
    kept_question(here.dana, "transport-person", {"vehicle.kind": "own", "vehicle.is_lawful": "yes"})


def medication(here: Practice) -> None:
    kept_question(here.dana, "help-with-medication", {"medication.help": "handle"})


def release(here: Practice) -> None:
    clinic = Somebody(RecipientKind.PROVIDER, "City Clinic", (What.IN_SERVICES,), Purpose.CARE, person_is_there=False)
    plan = Plan(slot(here.dana, 14, how=How.TELEPHONE), "", uuid4(), clinic)
    refused(lambda: plan_contact(record=open_for(here.dana, here.rosa), plan=plan, by=here.user, on=TODAY))


def declaration(here: Practice) -> None:
    kept_question(here.dana, "accept-gift", {"person.served": "now", "gift.value": "30", "gift.kind": "other"})


def supervision(here: Practice) -> None:
    worker = here.with_("ak")
    SupervisorOfRecord.objects.filter(worker=worker).update(to_day=TODAY)
    refused(lambda: planned(worker, here.caseload.teo, slot(worker, 14)))


def ending(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)
    ground, words = Closing.Ground.NO_RESPONSE, Ending("No answer for a week.", "", "")
    refused(lambda: ask_to_close(record=record, ground=ground, ending=words, by=here.user, on=TODAY))


@clause("nm.integrity.2", "nc.2.4", "nc.2.6", "ak.intro.5", "nm.role.5a", "nm.role.6", "nm.confidentiality.3")
@clause("nm.integrity.3", "nm.safety.1", "ak.intro.6", "nm.role.8")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scene", "cites"),
    [
        (assignment, "nm.integrity.2"),
        (own_home, "nc.2.4"),
        (hours, "nc.2.6"),
        (places, "nc.2.6"),
        (scope, "ak.intro.5"),
        (assessment, "nm.role.5a"),
        (transport, "nm.safety.1"),
        (medication, "nm.role.6"),
        (release, "nm.confidentiality.3"),
        (declaration, "nm.integrity.3"),
        (supervision, "ak.intro.6"),
        (ending, "nm.role.8"),
    ],
    ids=lambda own: getattr(own, "__name__", None),
)
def test_a_refusal_of_every_group_is_the_same_by_the_command(
    here: Practice, run: Run, tmp_path: Path, scene: Scene, cites: str
) -> None:
    scene(here)

    stands_against = [row for row in KeptRuling.objects.order_by("pk") if row.answer in ("prohibited", "refer")]
    assert cites in [name for row in stands_against for name in row.told().decided_by]
    for row in stands_against:
        kept = as_data(row)
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
