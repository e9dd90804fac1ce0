"""What workers and people did together in the demo: told, agreed, met, promised; a day with something on it, and a closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from alongside.accounts.models import User
from alongside.caseload.access import Record, record_seen_by
from alongside.people import clock
from alongside.people.languages import own_language
from alongside.people.models import Agency, Person, Role, RoleKind, Worker
from alongside.people.queries import holding
from alongside.people.viewer import viewer_of
from alongside.practice.agreeing import Terms, agree
from alongside.practice.closing import ask_to_close
from alongside.practice.disposing import Disposing, dispose_of_records
from alongside.practice.fees import set_fee
from alongside.practice.helping import MEDICATION, OPINION, RIDE, Help
from alongside.practice.hours import Window, set_hours
from alongside.practice.leaving import Ending
from alongside.practice.models import Agreement, Closing, Disposal, How, Told
from alongside.practice.planning import Plan, plan_contact
from alongside.practice.reaching import Reach
from alongside.practice.scoping import SERVICES, set_scope
from alongside.practice.serving import Slot
from alongside.practice.telling import Heard, tell_person
from alongside.practice.telling_others import tell_others
from alongside.practice.writing import HeldContact, Promised, Written, sign_note
from alongside.site.demo.caseload import CASES

SPACE: Final = UUID("6f0a3c52-5d0e-4b8b-9d1d-0c5a4a9f7a11")
"""Of the tokens of contacts, so that the same demo has the same."""

WEEKDAYS: Final = Window("12345", time(8), time(19), frozenset(set(How) - {How.WORKERS_HOME}))
SATURDAYS: Final = Window("6", time(10), time(14), frozenset({How.TELEPHONE, How.AGREED_PLACE}))


FREE: Final = {"en": "Nothing. Medicaid or the agency pays.", "es": "Nada. Lo paga Medicaid o la agencia."}
FEES: Final[dict[str, dict[str, str]]] = {
    "mesa-abierta": FREE,
    "two-rivers": FREE,
    "poplar-bend": FREE,
    "larkspur": {
        "en": "Nothing to you. Medi-Cal pays while you have it, and the county pays if you do not.",
        "es": "Nada para usted. Lo paga Medi-Cal mientras lo tenga, y el condado si no lo tiene.",
    },
    "manzanita": {
        "en": "Nothing for meetings and calls. The weekly group is $5, and nobody is sent away who cannot pay.",
        "es": "Nada por las reuniones y llamadas. El grupo semanal cuesta $5, y a nadie que no pueda pagar se le deja fuera.",
    },
    "kestrel-bay": FREE,
    "juniper-crossing": FREE,
}
"""What each agency says that support costs."""

HEARD_TOO: Final = {"Lupita": "Ana, her mother", "Mrs. Xiong": "Her son Pao, who helps with letters"}
"""Who heard how privacy works, beside the person."""


@dataclass(frozen=True)
class Met:
    """A contact that took place so many days ago."""

    person: str
    days_ago: int
    at: time
    minutes: int
    how: How
    place: str
    did: tuple[str, ...]
    line: str
    promised: tuple[str, int] | None = None
    """Words, and by how many days from today."""
    helps: tuple[Help, ...] = ()


MET: Final = (
    Met("Rosa", 20, time(13, 30), 45, How.AGREED_PLACE, "City library, Room 2", ("listened", "options"), "Rosa talked about her sister and chose the morning class."),
    Met("Rosa", 9, time(14, 0), 60, How.AGREED_PLACE, "City library, Room 2", ("listened", "goal"), "We filled in the bus pass form. Rosa will hand it in herself.", ("Bring two copies of the bus pass form", 1)),
    Met("Eusebio", 12, time(17, 15), 30, How.TELEPHONE, "", ("listened", "story"), "Eusebio llamó después del trabajo. Hablamos de las noches."),
    Met("Eusebio", 2, time(17, 20), 30, How.TELEPHONE, "", ("listened", "resource"), "Found the evening group near his bus line.", ("Ask whether the evening group has a place", 4)),
    Met("Jules", 6, time(10, 0), 45, How.AGREED_PLACE, "Riverside park", ("listened", "along"), "Walked along the river. Jules decided to keep the job.", helps=(Help(RIDE, "other"), Help(MEDICATION, "learn"))),
    Met("Teo", 8, time(18, 30), 45, How.AGREED_PLACE, "City library, Community Room 2", ("listened", "options"), "Teo chose the morning class over evenings."),
    Met("Miss Opal", 5, time(11, 0), 60, How.PERSONS_HOME, "", ("listened",), "Tea and the photo albums. She wants to see the choir again."),
    Met("Lupita", 4, time(15, 0), 45, How.AGREED_PLACE, "Community center", ("goal",), "Lupita wrote her first letter to the school."),
    Met("Nuka", 3, time(9, 30), 45, How.TELEPHONE, "", ("listened",), "Nuka called from the boat. All well."),
)  # fmt: skip

COMING: Final = (
    ("Rosa", 0, time(14, 30), 45, How.AGREED_PLACE, "City library, Room 2"),
    ("Eusebio", 0, time(17, 15), 30, How.TELEPHONE, ""),
    ("Jules", 1, time(10, 0), 45, How.AGREED_PLACE, "Riverside park"),
    ("Teo", 1, time(18, 0), 45, How.AGREED_PLACE, "City library, Community Room 2"),
)


def practice_all(agencies: Mapping[str, Agency], workers: Mapping[str, Worker], today: date) -> None:
    """Hours on file, then for each case what was told and agreed, then the contacts in the order they took place."""
    supporters = {case.person: workers[case.worker] for case in CASES}
    began = {case.person: today - timedelta(days=case.days_ago) for case in CASES}
    _set_hours(agencies, today)
    _set_fees(agencies, today)
    _keep_lists(agencies, today)
    for name, worker in supporters.items():
        with clock.standing_at(at(began[name], time(10, 0), worker)):
            _begin(record_of(worker, name), worker, began[name], is_new=name in {"Fig", "Hollis"})
    for met in sorted(MET, key=lambda own: (-own.days_ago, own.at)):
        _meet(met, supporters[met.person], today)
    for name, days, hour, minutes, how, place in COMING:
        worker = supporters[name]
        with clock.standing_at(at(today - timedelta(days=1), time(9, 0), worker)):
            slot = slot_of(worker, today + timedelta(days=days), hour, minutes, how)
            plan = Plan(slot, place, uuid5(SPACE, f"plan-{name}-{days}"))
            plan_contact(record=record_of(worker, name), plan=plan, by=_user(worker), on=today - timedelta(days=1))
    _leave_one_unwritten(supporters["Jules"], today)
    _let_sheets_go(supporters["Rosa"], today)
    _ask_for_a_closing(supporters["Eusebio"], today)


def _set_hours(agencies: Mapping[str, Agency], today: date) -> None:
    day = today - timedelta(days=120)
    for agency in agencies.values():
        keeper = Role.objects.filter(agency=agency, kind=RoleKind.AGENCY_ADMINISTRATOR).select_related("user").first()
        if keeper is not None:
            with clock.standing_at(datetime.combine(day, time(9), agency.time_zone)):
                set_hours(agency=agency, windows=[WEEKDAYS, SATURDAYS], from_day=day, by=keeper.user, on=day)


def _set_fees(agencies: Mapping[str, Agency], today: date) -> None:
    """What support costs, on file before anybody was told."""
    for slug, words in FEES.items():
        agency = agencies[slug]
        keeper = Role.objects.filter(agency=agency, kind=RoleKind.AGENCY_ADMINISTRATOR).select_related("user").get()
        with clock.standing_at(datetime.combine(today - timedelta(days=119), time(9), agency.time_zone)):
            set_fee(agency=agency, words=words, by=keeper.user)


def _keep_lists(agencies: Mapping[str, Agency], today: date) -> None:
    """What peers do at two agencies in California; the others have no list, which is a finding under that code."""
    day = today - timedelta(days=100)
    for slug in ("larkspur", "manzanita"):
        agency = agencies[slug]
        keeper = holding(RoleKind.AGENCY_ADMINISTRATOR, today, agency=agency.pk)[0]
        does = [key for key in SERVICES if key != OPINION]
        with clock.standing_at(datetime.combine(day, time(9), agency.time_zone)):
            set_scope(agency=agency, does=does, from_day=day, by=keeper, on=day)


def _begin(record: Record, worker: Worker, day: date, *, is_new: bool) -> None:
    if is_new:
        return  # so that the page shows what is still to be said
    speaks = record.person.language
    took = Told.Took.SAID_YES if own_language(speaks) else Told.Took.BY_INTERPRETER
    tell_person(record=record, about=list(Told.About), heard=Heard(took, speaks), by=_user(worker), on=day)
    if record.person.chosen_name in HEARD_TOO:
        who = HEARD_TOO[record.person.chosen_name]
        about = [Told.About.CONFIDENTIALITY, Told.About.REPORTING]
        tell_others(record=record, who=who, about=about, by=_user(worker), on=day)
    terms = Terms(
        together="We look at things side by side.",
        deciding="They choose what we talk about.",
        boundaries="No calls after nine. In town we greet each other if they greet first.",
    )
    said = Agreement.Took.SAID_YES if own_language(speaks) else Agreement.Took.BY_INTERPRETER
    agree(record=record, terms=terms, took=said, by=_user(worker), on=day)


def _meet(met: Met, worker: Worker, today: date) -> None:
    day = today - timedelta(days=met.days_ago)
    slot = slot_of(worker, day, met.at, met.minutes, met.how)
    promised: tuple[Promised, ...] = ()
    if met.promised is not None:
        promised = (Promised(met.promised[0], today + timedelta(days=met.promised[1])),)
    with clock.standing_at(slot.ends + timedelta(minutes=20)):
        contact = HeldContact(
            token=uuid5(SPACE, f"met-{met.person}-{met.days_ago}"),
            slot=slot,
            place=met.place,
            written=Written(did=met.did, line=met.line),
            promises=promised,
            reach=Reach(is_secure=True, has_asked=True),
            helps=met.helps,
        )
        sign_note(record=record_of(worker, met.person), held=contact, by=_user(worker))


def _leave_one_unwritten(worker: Worker, today: date) -> None:
    """A call this morning that has no note yet."""
    with clock.standing_at(at(today - timedelta(days=2), time(9, 0), worker)):
        slot = slot_of(worker, today, time(8, 15), 30, How.TELEPHONE)
        plan = Plan(slot, "", uuid5(SPACE, "plan-unwritten"))
        plan_contact(record=record_of(worker, "Jules"), plan=plan, by=_user(worker), on=today - timedelta(days=2))


def _let_sheets_go(worker: Worker, today: date) -> None:
    """Paper that its agency's schedule lets go."""
    day = today - timedelta(days=6)
    with clock.standing_at(at(day, time(16, 0), worker)):
        going = Disposing(
            kind=Disposal.Kind.PAPER,
            way=Disposal.Way.SHREDDED,
            what="Sign-in sheets of the Tuesday group",
            rule="Sign-in sheets: 6 years",
            records_until=day - timedelta(days=365 * 6 + 30),
            on=day,
            is_done=False,
            token=uuid5(SPACE, "sheets"),
        )
        dispose_of_records(worker=worker, disposing=going, by=_user(worker), on=day)


def _ask_for_a_closing(worker: Worker, today: date) -> None:
    """Somebody has what they needed: a closing waits for its supervisor."""
    with clock.standing_at(at(today - timedelta(days=1), time(17, 55), worker)):
        ending = Ending(
            reason="Eusebio has the evening group, steady work, and says that he is ready.",
            next_steps="The Tuesday group; his sister on Sundays.",
            way_back="Call the center any weekday, or come by.",
        )
        record = record_of(worker, "Eusebio")
        ask_to_close(
            record=record,
            ground=Closing.Ground.NEEDS_MET,
            ending=ending,
            is_protected_ground=False,
            by=_user(worker),
            on=today - timedelta(days=1),
        )


def record_of(worker: Worker, name: str) -> Record:
    """The record of somebody the worker supports, by chosen name."""
    person = Person.objects.get(agency=worker.agency, chosen_name=name)
    return record_seen_by(person.pk, viewer=viewer_of(_user(worker)))


def slot_of(worker: Worker, day: date, hour: time, minutes: int, how: How) -> Slot:
    begins = at(day, hour, worker).astimezone(UTC)
    return Slot(begins, begins + timedelta(minutes=minutes), how)


def _user(worker: Worker) -> User:
    assert worker.user is not None, "everybody who works in the demo has an account"
    return worker.user


def at(day: date, hour: time | int, worker: Worker) -> datetime:
    """A moment of a day where the worker works."""
    return datetime.combine(day, hour if isinstance(hour, time) else time(hour), worker.agency.time_zone)
