"""A place with a caseload and two instruments on its shelf, and quick ways to give and answer one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.accounts.models import User
from alongside.instruments.answers import begin, save_draft, send_answers
from alongside.instruments.asking import Answers
from alongside.instruments.giving import Form, give_instrument, token_of
from alongside.instruments.models import AnswersSeenBy, Giving, Instrument, Response, Span
from alongside.instruments.shelf import Files, Terms, load_instrument
from alongside.people.models import Agency, Person, Worker
from tests.alongside.caseload.makers import Caseload, assign, make_caseload, user_of
from tests.alongside.instruments.forms import NEEDS, NEEDS_SCORING, SURVEY, SURVEY_SCORING
from tests.alongside.rulings.makers import TODAY

ON_SERVICES = Terms(is_clinical=False, answers_seen_by=AnswersSeenBy.NOBODY, every_months=12, figures_by=Span.QUARTER)
ON_NEEDS = Terms(is_clinical=False, answers_seen_by=AnswersSeenBy.IF_SHOWN)
CLINICAL = Terms(is_clinical=True, answers_seen_by=AnswersSeenBy.NOBODY)


@dataclass(frozen=True)
class Shelf:
    """The caseload's place; Rosa is Dana's. `survey` is about services, `needs` about what would help."""

    people: Caseload
    survey: Instrument
    needs: Instrument

    @property
    def agency(self) -> Agency:
        return self.people.place.agency

    @property
    def dana(self) -> Worker:
        return self.people.dana

    @property
    def rosa(self) -> Person:
        return self.people.rosa

    @property
    def administrator(self) -> User:
        return self.people.place.others["administrator"]


def make_shelf() -> Shelf:
    people = make_caseload()
    assign(people.rosa, people.dana, people.amira)
    agency = people.place.agency
    return Shelf(
        people,
        load_instrument(agency=agency, files=Files(SURVEY, SURVEY_SCORING), terms=ON_SERVICES, by=None),
        load_instrument(agency=agency, files=Files(NEEDS, NEEDS_SCORING), terms=ON_NEEDS, by=None),
    )


def give(instrument: Instrument, person: Person, worker: Worker, form: Form | None = None) -> Giving:
    return give_instrument(
        instrument=instrument,
        person=person,
        worker=worker,
        form=form or Form(),
        by=user_of(worker),
        on=TODAY,
    )


def answer(giving: Giving, answers: Answers, *, show: bool = False) -> Response:
    """Begun, written and sent on one device."""
    device = begin(giving=giving, device="", by=None)
    save_draft(giving=giving, device=device, answers=answers, about=list(answers))
    return send_answers(giving=giving, device=device, show=show, by=None)


def put(instrument: Instrument, person: Person, worker: Worker, answers: Answers, *, at: datetime) -> Response:
    """An answer of an earlier day, without asking the code again for each."""
    from uuid import uuid4

    from alongside.instruments.asking import answers_data
    from alongside.instruments.giving import digest_of
    from alongside.rulings.models import KeptRuling
    from alongside.rulings.sealing import seal

    ruling = KeptRuling.objects.filter(worker=worker).order_by("pk").first()
    assert ruling is not None
    giving = Giving.objects.create(
        agency_id=instrument.agency_id,
        instrument=instrument,
        person=person,
        worker=worker,
        ruling=ruling,
        status=Giving.Status.SENT,
        token_sha256=digest_of(str(uuid4())),
        token_sealed=b"",
        device_sha256=digest_of("it"),
        given_at=at,
        expires_at=at,
        begun_at=at,
        ended_at=at,
    )
    return Response.objects.create(
        agency_id=instrument.agency_id,
        giving=giving,
        instrument=instrument,
        person=person,
        identifier=uuid4(),
        language="en",
        on=at.date(),
        sent_at=at,
        sealed=seal({"answers": answers_data(answers)}),
    )


__all__ = ["CLINICAL", "ON_NEEDS", "ON_SERVICES", "Shelf", "answer", "give", "make_shelf", "put", "token_of"]
