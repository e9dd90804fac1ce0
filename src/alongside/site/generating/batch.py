"""Everything of some workers, as rows: who they are, whom they support and supported, what they did together."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from django.conf import settings

from alongside.credentials.names import name_key
from alongside.practice.models import Told
from alongside.site.generating import words
from alongside.site.generating.entries import Told as Entry
from alongside.site.generating.loading import Row, Table
from alongside.site.generating.moments import A_DAY, Calendar
from alongside.site.generating.places import MAIL_AT, Places, Team
from alongside.site.generating.scale import A_TEAM, BUSIEST, Spread

MONTHS: Final = 24
SESSIONS: Final = 64
"""Ids of sessions set aside for one worker."""

LEARNED: Final = 32
_ABOUT: Final = [about.value for about in Told.About]
_KINDS: Final = ["in-force", "renewed", "lapsed", "inactive", "suspended", "revoked", "surrendered"]
_TOPICS: Final = ["", "ethics", "cultural", "emerging"]


def tables() -> dict[str, Table]:
    """The tables of a batch, in the order in which their rows refer to one another."""
    listed = [
        Table("accounts.User", "id", "password", "email", "name", "opened_at"),
        Table("account.EmailAddress", "id", "user_id", "email", "verified", "primary"),
        Table("people.Practitioner", "id", "user_id", "name", "email"),
        Table("people.Worker", "id", "agency_id", "user_id", "practitioner_id", "name"),
        Table("people.Role", "id", "user_id", "kind", "agency_id", "from_day"),
        Table("people.SupervisorOfRecord", "id", "agency_id", "worker_id", "supervisor_id", "from_day"),
        Table(
            "credentials.Certificate",
            *(
                "id",
                "board_id",
                "holder_id",
                "code",
                "number",
                "name_on_certificate",
                "name_key",
                "token",
                "applied_on",
            ),
            *("valid_from", "valid_through"),
        ),
        Table(
            "credentials.CertificateEvent",
            *("id", "certificate_id", "board_id", "kind", "on", "valid_from", "valid_through", "at"),
        ),
        Table(
            "learning.LearningEntry",
            *("id", "practitioner_id", "board_id", "title", "completed_on", "hours", "source", "at"),
        ),
        Table("learning.LearningTopic", "id", "entry_id", "topic", "hours"),
        Table(
            "rulings.KeptRuling",
            *(
                "id",
                "agency_id",
                "worker_id",
                "asker_id",
                "purpose",
                "seen_by",
                "act",
                "on",
                "asked_at",
                "answer",
                "allows",
            ),
            "sealed",
        ),
        Table("people.Person", "id", "agency_id", "chosen_name", "language", "has_nobody"),
        Table(
            "caseload.Assignment",
            *(
                "id",
                "agency_id",
                "person_id",
                "worker_id",
                "kind",
                "status",
                "offered_by_id",
                "offered_at",
                "answered_at",
            ),
            *("from_day", "to_day", "why", "ended_by_id", "ruling_id"),
        ),
        Table(
            "practice.Told",
            *("id", "agency_id", "person_id", "worker_id", "about", "took", "language", "on", "by_id", "at"),
        ),
        Table(
            "practice.Agreement",
            *("id", "agency_id", "person_id", "worker_id", "sealed", "has_boundaries", "on", "by_id", "at"),
        ),
        Table(
            "practice.Contact",
            *(
                "id",
                "agency_id",
                "person_id",
                "worker_id",
                "token",
                "with_whom",
                "how",
                "place",
                "status",
                "is_attempt",
            ),
            *(
                "planned_from",
                "planned_to",
                "began_at",
                "ended_at",
                "ruling_id",
                "held_ruling_id",
                "written_at",
                "by_id",
                "at",
            ),
        ),
        Table(
            "practice.Note",
            *("id", "agency_id", "contact_id", "person_id", "worker_id", "sealed", "digest", "signed_at", "by_id"),
        ),
        Table(
            "practice.Promise",
            *("id", "agency_id", "person_id", "worker_id", "contact_id", "sealed", "made_on", "by_day", "status"),
            *("settled_on", "by_id", "at"),
        ),
        Table(
            "supervision.SupervisionSession",
            *(
                "id",
                "agency_id",
                "supervisor_id",
                "kind",
                "is_clinical",
                "starts_at",
                "planned_minutes",
                "how",
                "state",
            ),
            *("began_at", "ended_at", "booked_by_id", "booked_at", "settled_by_id", "settled_at"),
        ),
        Table(
            "supervision.SessionAttendance",
            *("id", "agency_id", "session_id", "worker_id", "attended", "began_at", "ended_at", "stands"),
        ),
        Table("goals.Part", "id", "agency_id", "person_id", "kind", "area", "token", "began_on", "by_id", "at"),
        Table("goals.Saying", "id", "agency_id", "part_id", "sealed", "is_own", "by_id", "at"),
        Table("goals.Step", "id", "agency_id", "goal_id", "sealed", "token", "done_on", "by_id", "at"),
    ]
    return {table.model._meta.label: table for table in listed}


@dataclass(frozen=True)
class Kept:
    """A ruling that was really asked for, as it is kept."""

    act: str
    answer: str
    allows: bool
    sealed: bytes


@dataclass(frozen=True)
class Ground:
    """What all batches share. rulings: by code, on taking somebody on and on serving them."""

    spread: Spread
    places: Places
    calendar: Calendar
    words: words.Words
    rulings: Mapping[str, tuple[Kept, Kept]]
    password: str


@dataclass(frozen=True)
class _Who:
    """A worker at work: their numbers, and minutes from their wall clock to UTC."""

    n: int
    team: Team
    user: int
    zone: int

    @property
    def pk(self) -> int:
        return self.n + 1


class Batch:
    """The rows of workers first..past-1, by the label of their model; and what the journal is told."""

    def __init__(self, ground: Ground, first: int, past: int) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.told: list[Entry] = []
        self._ground, self._calendar = ground, ground.calendar
        self._key = settings.SECRET_KEY.encode()
        for n in range(first, past):
            self._worker(n)

    def _worker(self, n: int) -> None:
        random = Random(f"{self._ground.spread.seed}-{n}")
        team = self._ground.places.team_of(n)
        who = _Who(n, team, self._ground.places.leads + 1 + n, self._calendar.ahead_of_utc(team.zone))
        certified = self._certificate(who, random)
        self._employment(who, random)
        self._learning(who, random, certified)
        self._supervision(who, random, certified)
        self._people(who, random)
        self._contacts(who, random)

    def _employment(self, who: _Who, random: Random) -> None:
        rows, agency, day = self.rows, who.team.agency_id, self._calendar.day(-random.randint(900, 1050))
        name, mail = f"{words.full_name(random)}", f"worker{who.n}@{MAIL_AT}"
        at = self._calendar.moment(-1050 * A_DAY)
        rows["accounts.User"].append((who.user, self._ground.password, mail, name, at))
        rows["account.EmailAddress"].append((self._ground.places.lead_addresses + who.pk, who.user, mail, True, True))
        rows["people.Practitioner"].append((who.pk, who.user, name, mail))
        rows["people.Worker"].append((who.pk, agency, who.user, who.pk, name))
        rows["people.Role"].append((self._ground.places.lead_roles + who.pk, who.user, "worker", agency, day))
        rows["people.SupervisorOfRecord"].append((who.pk, agency, who.pk, who.team.supervisor_id, day))
        for k, kept in enumerate(self._ground.rulings[who.team.code]):
            rows["rulings.KeptRuling"].append(
                (
                    2 * who.n + k + 1,
                    agency,
                    who.pk,
                    who.user,
                    "act",
                    "record",
                    kept.act,
                    day,
                    at,
                    kept.answer,
                    kept.allows,
                    kept.sealed,
                )
            )
        self.told.append(
            ("worker.added", who.team.supervisor_id, "people.worker", who.pk, agency, f'{{"user":{who.user}}}')
        )

    def _certificate(self, who: _Who, random: Random) -> int:
        """The certificate and what came of it; returns the day it was first good, counted from today."""
        day, board = self._calendar.day, who.team.board_id
        kind = random.choices(_KINDS, [68, 20, 5, 2, 2, 1, 2])[0]
        first = -random.randint(800, 900) if kind in {"renewed", "lapsed"} else -random.randint(40, 700)
        name = f"Holder {who.n}"
        self.rows["credentials.Certificate"].append(
            (who.pk, board, who.pk, who.team.code, f"{who.team.code.upper()}-{who.n:06}", name, name_key(name),
             f"{random.getrandbits(128):032x}", day(first - 40), day(first), day(first + 729))
        )  # fmt: skip
        if kind not in {"in-force", "lapsed"}:
            begins, ends = (day(first + 730), day(first + 1459)) if kind == "renewed" else (None, None)
            on = day(first + 700) if kind == "renewed" else day(-random.randint(1, 38))
            self.rows["credentials.CertificateEvent"].append(
                (who.pk, who.pk, board, kind, on, begins, ends, self._calendar.moment(-A_DAY))
            )
        return first

    def _learning(self, who: _Who, random: Random, certified: int) -> None:
        at = self._calendar.moment(-A_DAY)
        for k in range(random.randint(6, 24)):
            pk, hours = who.n * LEARNED + k + 1, f"{random.randint(4, 24) / 4:.2f}"
            on = self._calendar.day(-random.randint(1, max(2, -certified)))
            self.rows["learning.LearningEntry"].append(
                (pk, who.pk, who.team.board_id, "A course", on, hours, "attendance", at)
            )
            topic = random.choices(_TOPICS, [5, 3, 2, 1])[0]
            if topic:
                self.rows["learning.LearningTopic"].append((pk, pk, topic, hours))

    def _supervision(self, who: _Who, random: Random, certified: int) -> None:
        """Twice a month since the certificate, on days and hours that no two of a team share; some have one too few."""
        calendar, place, weak = self._calendar, who.n % A_TEAM, random.random() < 0.15
        pk = who.n * SESSIONS
        for back in range(MONTHS - 1, -1, -1):
            first, last = calendar.month(back)
            if last < certified:
                continue
            for half in (0, 1):
                pk += 1
                begins = (first + 2 + 12 * half + place) * A_DAY + (9 + 5 * half) * 60 + who.zone
                if half and ((weak and random.random() < 0.4) or random.random() < 0.02):
                    continue
                self._session(
                    who, pk, begins, minutes=random.choice((60, 60, 75, 90)), stands="agreed" if back else "open"
                )

    def _session(self, who: _Who, pk: int, begins: int, *, minutes: int, stands: str) -> None:
        moment, agency, lead = self._calendar.moment, who.team.agency_id, who.team.supervisor_id
        is_held = begins + minutes < 0
        starts, ends = moment(begins), moment(begins + minutes)
        held = (starts, ends) if is_held else (None, None)
        settled = (lead, moment(min(begins + minutes + 30, -1))) if is_held else (None, None)
        self.rows["supervision.SupervisionSession"].append(
            (pk, agency, lead, "one-to-one", True, starts, minutes, "in-person", "held" if is_held else "planned", *held,
             lead, moment(begins - 7 * A_DAY), *settled)
        )  # fmt: skip
        self.rows["supervision.SessionAttendance"].append(
            (pk, agency, pk, who.pk, True if is_held else None, *held, stands if is_held else "open")
        )
        kind = "session.held" if is_held else "session.booked"
        self.told.append((kind, lead, "supervision.supervisionsession", pk, agency, f'{{"worker":{who.pk}}}'))

    def _people(self, who: _Who, random: Random) -> None:
        """Those supported now, then those before, each for as long as their turn was."""
        spread = self._ground.spread
        first, count, now = spread.first_person[who.n], spread.people[who.n], spread.current[who.n]
        for k in range(count):
            person, language = first + k, "es" if random.random() < 0.12 else "en"
            since, until = (-random.randint(371, 700), None) if k < now else _turn(k - now, count - now)
            self.rows["people.Person"].append((person, who.team.agency_id, words.person_name(random), language, False))
            self._assignment(who, person, since, until)
            heard = _ABOUT if until is None else _ABOUT[:2] + _ABOUT[4:]
            if random.random() < 0.03:
                heard = heard[1:]
            for place, about in enumerate(heard):
                self.rows["practice.Told"].append(
                    (person * 8 + place, who.team.agency_id, person, who.pk, about, "said-yes", language,
                     self._calendar.day(since), who.user, self._calendar.moment(since * A_DAY + 8 * 60 + who.zone))
                )  # fmt: skip
            if until is None:
                self._between(who, random, person, since)
            elif who.team.code == "sud":
                self._agreement(who, person, since)

    def _assignment(self, who: _Who, person: int, since: int, until: int | None) -> None:
        day, lead, agency = self._calendar.day, who.team.supervisor_id, who.team.agency_id
        at = self._calendar.moment(since * A_DAY + who.zone)
        is_open = until is None
        ending = (None, "", None) if until is None else (day(until), "closed", lead)
        self.rows["caseload.Assignment"].append(
            (person, agency, person, who.pk, "primary", "open" if is_open else "ended", lead, at, at, day(since), *ending,
             2 * who.n + 1)
        )  # fmt: skip
        told = f'{{"person":{person}}}' if is_open else f'{{"person":{person},"why":"closed"}}'
        kind = "assignment.accepted" if is_open else "assignment.ended"
        self.told.append((kind, who.user if is_open else lead, "caseload.assignment", person, agency, told))

    def _agreement(self, who: _Who, person: int, since: int) -> None:
        self.rows["practice.Agreement"].append(
            (person, who.team.agency_id, person, who.pk, self._ground.words.agreements[0], True,
             self._calendar.day(since), who.user, self._calendar.moment(since * A_DAY + who.zone))
        )  # fmt: skip

    def _between(self, who: _Who, random: Random, person: int, since: int) -> None:
        """What both agreed, and a goal with its steps."""
        agency, sealed, day = who.team.agency_id, self._ground.words, self._calendar.day
        self._agreement(who, person, since)
        at = self._calendar.moment((since + 7) * A_DAY + who.zone)
        token = f"{random.getrandbits(128):032x}"
        self.rows["goals.Part"].append((person, agency, person, "goal", "home", token, day(since + 7), who.user, at))
        self.rows["goals.Saying"].append((person, agency, person, random.choice(sealed.goals), False, who.user, at))
        for k in (0, 1):
            done = day(-random.randint(1, 300)) if random.random() < 0.5 else None
            token = f"{random.getrandbits(128):032x}"
            self.rows["goals.Step"].append(
                (2 * person + k, agency, person, random.choice(sealed.steps), token, done, who.user, at)
            )

    def _contacts(self, who: _Who, random: Random) -> None:
        spread = self._ground.spread
        count, pk = spread.contacts[who.n], spread.first_contact[who.n]
        ahead = min(10, count // 20)
        begun = self._slots(random, count - ahead, forward=False)
        for day, minute, length in begun:
            self._past_contact(
                who, random, pk, self._whom(who, random, -day), (day * A_DAY + minute + who.zone, length)
            )
            pk += 1
        for day, minute, length in self._slots(random, ahead, forward=True):
            person = spread.first_person[who.n] + random.randrange(spread.current[who.n])
            begins = day * A_DAY + minute + who.zone
            self._row(who, random, pk, person, "planned", (begins, length), (begins - 5 * A_DAY, None))
            pk += 1

    def _slots(self, random: Random, count: int, *, forward: bool) -> Iterator[tuple[int, int, int]]:
        """Day, minute of the wall clock, and length, of so many contacts that do not overlap: over a year of workdays."""
        a_day = max(2, -(-count // 250))
        step = 600 // a_day
        day, given = (1 if forward else -1), 0
        while given < count:
            if self._calendar.is_workday(day):
                for k in range(min(a_day, count - given)):
                    length = min(random.choice((15, 30, 30, 45, 60)), max(step - 5, 5))
                    yield day, 480 + k * step, length
                    given += 1
            day += 1 if forward else -1

    def _whom(self, who: _Who, random: Random, ago: int) -> int:
        """Somebody supported on that day: mostly now, else whose turn it was then. The first worker sees one person most."""
        spread = self._ground.spread
        first, now, count = spread.first_person[who.n], spread.current[who.n], spread.people[who.n]
        if who.n == 0 and random.random() < BUSIEST / spread.contacts[0]:
            return first
        before = count - now
        if not before or random.random() < 0.6:
            return first + random.randrange(now)
        return first + now + min(before - 1, max(0, ago * before // 366))

    def _past_contact(self, who: _Who, random: Random, pk: int, person: int, slot: tuple[int, int]) -> None:
        kind, (begins, length) = random.random(), slot
        if kind > 0.96:
            self._row(
                who, random, pk, person, "missed" if kind > 0.975 else "called-off", slot, (begins - 5 * A_DAY, None)
            )
            return
        if kind > 0.957 and begins > -4 * A_DAY:  # over, and not written yet
            self._row(who, random, pk, person, "planned", slot, (begins - 5 * A_DAY, None))
            return
        late = random.randint(2, 6) * A_DAY if kind < 0.04 else random.randint(5, 240)
        written = min(begins + length + late, -1)
        self._row(who, random, pk, person, "held", slot, (begins - 5 * A_DAY, written))
        self._note(who, random, pk, person, written)
        if random.random() < 0.06:
            self._promise(who, random, pk, person, begins // A_DAY)

    def _row(
        self, who: _Who, random: Random, pk: int, person: int, status: str, slot: tuple[int, int], at: tuple[int, int | None]
    ) -> None:  # fmt: skip
        """A contact. at: when it was planned, and when it was written."""
        moment, (begins, length), (planned, written) = self._calendar.moment, slot, at
        starts, ends = moment(begins), moment(begins + length)
        is_held = written is not None
        ruling = 2 * who.n + 2
        self.rows["practice.Contact"].append(
            (pk, who.team.agency_id, person, who.pk, f"{random.getrandbits(128):032x}", "person", "agreed-place",
             random.choice(words.PLACES), status, status == "missed", starts, ends,
             *((starts, ends) if is_held else (None, None)), ruling, ruling if is_held else None,
             moment(written) if written is not None else None, who.user, moment(planned))
        )  # fmt: skip

    def _note(self, who: _Who, random: Random, pk: int, person: int, written: int) -> None:
        sealed, text = random.choice(self._ground.words.notes)
        digest = hmac.digest(self._key, f"{who.pk}\n{text}".encode(), "sha256")
        self.rows["practice.Note"].append(
            (pk, who.team.agency_id, pk, person, who.pk, sealed, digest, self._calendar.moment(written), who.user)
        )
        told = f'{{"contact":{pk},"person":{person}}}'
        self.told.append(("note.signed", who.user, "practice.note", pk, who.team.agency_id, told))

    def _promise(self, who: _Who, random: Random, pk: int, person: int, on: int) -> None:
        by = on + random.randint(3, 10)
        is_open = by >= 0 or random.random() < 0.03
        settled = None if is_open else min(by + (random.randint(1, 5) if random.random() < 0.05 else 0), -1)
        day = self._calendar.day
        self.rows["practice.Promise"].append(
            (pk, who.team.agency_id, person, who.pk, pk, random.choice(self._ground.words.promises), day(on), day(by),
             "open" if is_open else "kept", None if settled is None else day(settled), who.user,
             self._calendar.moment(on * A_DAY + 1200))
        )  # fmt: skip
        told = f'{{"person":{person}}}'
        self.told.append(("promise.made", who.user, "practice.promise", pk, who.team.agency_id, told))


def _turn(place: int, of: int) -> tuple[int, int]:
    """From which day to which somebody was supported, of so many who had their turns within the year."""
    ends = -(place * 366 // max(of, 1)) - 1
    return ends - 366 // max(of, 1) - 30, min(ends + 2, -1)
