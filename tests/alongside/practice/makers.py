"""A worker and a person in the middle of things: slots, plans, contacts and notes in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from alongside.accounts.models import User
from alongside.caseload.access import Record, record_seen_by, record_to_write_in
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.fees import set_fee
from alongside.practice.hours import Window, set_hours
from alongside.practice.models import Contact, How, Note
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.serving import Fitness, Slot
from alongside.practice.writing import HeldContact, Promised, Written, sign_note
from tests.alongside.caseload.makers import Caseload, assign, hire, make_caseload, user_of
from tests.alongside.rulings.makers import TODAY, set_policy

DAYTIME = Window("12345", time(8), time(18), frozenset({How.PERSONS_HOME, How.AGREED_PLACE, How.TELEPHONE}))


@dataclass(frozen=True)
class Practice:
    """The caseload, with Rosa assigned to Dana."""

    caseload: Caseload

    @property
    def dana(self) -> Worker:
        return self.caseload.dana

    @property
    def rosa(self) -> Person:
        return self.caseload.rosa

    @property
    def amira(self) -> User:
        return self.caseload.amira

    @property
    def user(self) -> User:
        return user_of(self.caseload.dana)

    def with_(self, code: str, name: str = "Uma Reyes") -> Worker:
        """A worker under that code alone, with Teo assigned, where the agency's hours are on file."""
        worker = hire(self.caseload.place, name, code)
        assign(self.caseload.teo, worker, self.caseload.amira)
        return worker


def make_practice() -> Practice:
    caseload = make_caseload()
    assign(caseload.rosa, caseload.dana, caseload.amira, on=date(2026, 11, 1))
    return Practice(caseload)


def put_hours_on_file(here: Practice) -> None:
    """Weekdays from eight to six, from today on, and the policy that says so."""
    administrator = here.caseload.place.others["administrator"]
    set_hours(agency=here.caseload.place.agency, windows=[DAYTIME], from_day=TODAY, by=administrator, on=TODAY)
    set_policy(here.caseload.place, "policy.service", "on-file", date(2026, 1, 1))


def put_fee_on_file(here: Practice) -> None:
    """What support costs, as the agency sets it from today on."""
    administrator = here.caseload.place.others["administrator"]
    set_fee(agency=here.caseload.place.agency, words={"en": "Nothing. Medicaid pays."}, by=administrator)


def at(hour: int, minute: int = 0, *, day: date = TODAY, worker: Worker) -> datetime:
    return datetime.combine(day, time(hour, minute), worker.agency.time_zone)


def slot(worker: Worker, hour: int = 8, *, minutes: int = 45, day: date = TODAY, how: How = How.AGREED_PLACE) -> Slot:
    begins = at(hour, day=day, worker=worker)
    return Slot(begins, begins + timedelta(minutes=minutes), how)


def open_for(worker: Worker, person: Person) -> Record:
    return record_seen_by(person.pk, viewer=viewer_of(user_of(worker)))


def planned(worker: Worker, person: Person, when: Slot) -> Contact:
    plan = Plan(when, "City library", uuid4())
    return plan_contact(record=open_for(worker, person), plan=plan, by=user_of(worker), on=TODAY)


def held(
    when: Slot,
    line: str = "We filled in the bus pass form together.",
    *,
    fitness: Fitness | None = None,
    promises: tuple[Promised, ...] = (),
) -> HeldContact:
    return HeldContact(
        token=uuid4(),
        slot=when,
        place="City library",
        written=Written(did=("listened",), line=line),
        fitness=fitness or Fitness(),
        promises=promises,
    )


def written(worker: Worker, person: Person, contact: HeldContact) -> Note:
    record = record_to_write_in(person.pk, viewer=viewer_of(user_of(worker)))
    return sign_note(record=record, held=contact, by=user_of(worker))
