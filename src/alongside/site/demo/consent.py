"""Releases in the demo: in force, ending soon, taken back; what was told under them, and a call to the clinic to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from alongside.consent.disclosing import disclose
from alongside.consent.models import Release
from alongside.consent.partners import Partner, add_partner
from alongside.consent.releasing import Explained, Sheet, Signed, Terms, revoke_release, sign_release
from alongside.consent.sharing import Sharing
from alongside.consent.words import Channel, Ended, Purpose, RecipientKind, What
from alongside.goals.commenting import say_to_plan
from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.models import How
from alongside.practice.others import Somebody
from alongside.practice.planning import Plan, plan_contact
from alongside.site.demo.practice import at, record_of, slot_of

SPACE: Final = UUID("3f2f5c0b-6b52-4d4e-8f0b-0a1b6f7f9c21")
CLINIC: Final = "Desert Willow Clinic"


@dataclass(frozen=True)
class Let:
    """Whom somebody let know what: signed so many days ago, for so many days."""

    person: str
    worker: str
    kind: RecipientKind
    recipient: str
    whats: tuple[What, ...]
    purposes: tuple[Purpose, ...]
    signed_ago: int
    days: int
    name: str
    taken_back_ago: int | None = None


LET: Final = (
    Let("Rosa", "Dana Ruiz", RecipientKind.PROVIDER, CLINIC, (What.IN_SERVICES, What.APPOINTMENTS), (Purpose.APPOINTMENTS, Purpose.RIDE), 16, 180, "Rosa Archuleta"),
    Let("Rosa", "Dana Ruiz", RecipientKind.FAMILY, "Yolanda, my sister", (What.IN_SERVICES, What.GOALS), (Purpose.FAMILY,), 24, 30, "Rosa Archuleta"),
    Let("Rosa", "Dana Ruiz", RecipientKind.OTHER, "Mesa Housing Office", (What.IN_SERVICES, What.ATTENDANCE), (Purpose.BENEFITS,), 40, 180, "Rosa Archuleta", 13),
    Let("Lupita", "Xochitl Amaya", RecipientKind.PROVIDER, "Rosales High School", (What.IN_SERVICES, What.ATTENDANCE), (Purpose.CARE,), 20, 120, "Guadalupe Ríos"),
    Let("Nuka", "Aggie Tunuchuk", RecipientKind.FAMILY, "Auntie Vera", (What.IN_SERVICES,), (Purpose.FAMILY,), 30, 365, "Nuka T."),
)  # fmt: skip


def sign_all(workers: Mapping[str, Worker], today: date) -> None:
    """Releases and their ends, two calls that were made under them, and one that is planned."""
    for let in LET:
        _sign(let, workers[let.worker], today)
    dana = workers["Dana Ruiz"]
    _gather(dana, today)
    _tell(dana, today - timedelta(days=12), "When her next visit is, to set up a ride.")
    _tell(dana, today - timedelta(days=3), "That she would like the later bus.")
    with clock.standing_at(at(today - timedelta(days=1), 16, dana)):
        record = record_of(dana, "Rosa")
        slot = slot_of(dana, today + timedelta(days=1), time(10, 0), 15, How.TELEPHONE)
        clinic = Somebody(
            RecipientKind.PROVIDER,
            CLINIC,
            (What.IN_SERVICES, What.APPOINTMENTS),
            Purpose.APPOINTMENTS,
            person_is_there=True,
        )
        plan = Plan(slot, "", uuid5(SPACE, "plan-clinic"), clinic)
        plan_contact(record=record, plan=plan, by=record.viewer.user, on=today - timedelta(days=1))


def _gather(worker: Worker, today: date) -> None:
    """Who stands with Rosa outside, and what her worker says to her plan."""
    day = today - timedelta(days=6)
    with clock.standing_at(at(day, 15, worker)):
        record = record_of(worker, "Rosa")
        by = record.viewer.user
        for partner in (
            Partner(RecipientKind.PROVIDER, CLINIC, "Her doctor’s office"),
            Partner(RecipientKind.OTHER, "Ms. Tsosie", "Her teacher in the morning class"),
        ):
            add_partner(record=record, partner=partner, agreed=True, by=by, on=day)
        words = "Rosa is surest in the mornings. Let us plan nothing for her after five."
        say_to_plan(record=record, words=words, token=uuid5(SPACE, "said-to-plan"), by=by)


def _sign(let: Let, worker: Worker, today: date) -> Release:
    day = today - timedelta(days=let.signed_ago)
    with clock.standing_at(at(day, 15, worker)):
        record = record_of(worker, let.person)
        terms = Terms(
            recipient_kind=let.kind,
            recipient=let.recipient,
            whats=let.whats,
            purposes=let.purposes,
            channels=(Channel.IN_PERSON, Channel.TELEPHONE),
            from_day=day,
            until=day + timedelta(days=let.days),
        )
        explained = Explained(record.person.language, told_right=True, told_consequences=True, told_passing_on=True)
        sheet = Sheet(terms, explained, Signed(let.name))
        token = uuid5(SPACE, f"{let.person}-{let.recipient}")
        release = sign_release(record=record, sheet=sheet, token=token, by=record.viewer.user, on=day)
    if let.taken_back_ago is not None:
        with clock.standing_at(at(today - timedelta(days=let.taken_back_ago), 11, worker)):
            record = record_of(worker, let.person)
            words = "They ask too much. I will talk to them myself."
            revoke_release(record=record, release=release, why=Ended.BY_WORD, words=words, by=record.viewer.user)
    return release


def _tell(worker: Worker, day: date, words: str) -> None:
    sharing = Sharing(
        RecipientKind.PROVIDER,
        CLINIC,
        (What.IN_SERVICES, What.APPOINTMENTS),
        Purpose.APPOINTMENTS,
        Channel.TELEPHONE,
        is_secure=True,
    )
    with clock.standing_at(at(day, 14, worker)):
        record = record_of(worker, "Rosa")
        token = uuid5(SPACE, f"told-{words}")
        disclose(record=record, sharing=sharing, words=words, token=token, by=record.viewer.user)
