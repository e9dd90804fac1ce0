"""Persons served at the invented place of the rulings' tests, and a second peer worker who may serve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.accounts.models import User
from alongside.caseload.assigning import accept, offer
from alongside.caseload.models import Assignment
from alongside.caseload.ties import Said
from alongside.credentials.models import Certificate
from alongside.people.models import Agency, Person, RoleKind, SupervisorOfRecord, Worker
from alongside.people.viewer import Viewer, viewer_of
from tests.alongside.rulings.makers import LONG_AGO, TODAY, Place, account, give, make_place, take_on

NOTHING = Said()


@dataclass(frozen=True)
class Caseload:
    """Dana and Jo may serve; Rosa and Teo are to be served; Lena was taken in elsewhere."""

    place: Place
    jo: Worker
    rosa: Person
    teo: Person
    lena: Person
    elsewhere: Agency

    @property
    def dana(self) -> Worker:
        return self.place.dana

    @property
    def amira(self) -> User:
        return self.place.amira

    def viewer(self, who: User | Worker) -> Viewer:
        return viewer_of(user_of(who))


def make_caseload() -> Caseload:
    place = make_place()
    jo = Worker.objects.get(agency=place.agency, user=place.others["colleague"])
    SupervisorOfRecord.objects.create(agency=place.agency, worker=jo, supervisor=place.amira, from_day=LONG_AGO)
    grant(place, jo, "nm")
    elsewhere = Agency.objects.create(slug="rio", name="Rio Calma", place="Rio Calma", zone="America/Denver")
    give(place.others["administrator"], RoleKind.AGENCY_ADMINISTRATOR, agency=elsewhere)
    rosa, teo, lena = (
        Person.objects.create(agency=agency, chosen_name=name)
        for agency, name in ((place.agency, "Rosa"), (place.agency, "Teo"), (elsewhere, "Lena"))
    )
    return Caseload(place, jo, rosa, teo, lena, elsewhere)


def grant(place: Place, worker: Worker, code: str, *, through: date = date(2028, 6, 30)) -> Certificate:
    """A certificate of that worker under a code."""
    return Certificate.objects.create(
        board=place.board,
        holder=worker.practitioner,
        code=code,
        number=f"{code}-w{worker.pk}",
        name_on_certificate=worker.name,
        applied_on=LONG_AGO,
        valid_from=date(2026, 2, 1),
        valid_through=through,
    )


def hire(place: Place, name: str, code: str, *, through: date = date(2028, 6, 30)) -> Worker:
    """One more worker with a certificate, whom Amira supervises."""
    user = account(name)
    give(user, RoleKind.WORKER, agency=place.agency)
    worker = take_on(place.agency, user)
    SupervisorOfRecord.objects.create(agency=place.agency, worker=worker, supervisor=place.amira, from_day=LONG_AGO)
    grant(place, worker, code, through=through)
    return worker


def assign(person: Person, worker: Worker, supervisor: User, *, on: date = TODAY) -> Assignment:
    """Offered and taken on by somebody who does not know the person."""
    row = offer(person=person, worker=worker, beyond="They agreed to it.", by=supervisor, on=on)
    return accept(assignment=row, said=NOTHING, by=user_of(worker), on=on)


def user_of(who: User | Worker) -> User:
    if isinstance(who, User):
        return who
    assert who.user is not None
    return who.user
