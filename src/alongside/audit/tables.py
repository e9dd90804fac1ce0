"""The tables of an audit pack, row by row: ids, times, units and clauses. No name, no word of anybody.

Each table is a generator over the database, so that a year costs no more memory than its largest month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from alongside.audit.lag import days_between, is_late
from alongside.audit.period import Period
from alongside.billing.models import Export
from alongside.billing.month import month_of
from alongside.consent.models import Disclosure
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standings
from alongside.groups.models import GroupNote, GroupSession, Leader
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.practice.models import Contact, Disposal, Hold, Note
from alongside.rulebook.models import AgencyPolicy
from alongside.rulings.models import KeptRuling
from alongside.supervision.models import SessionAttendance

Cell = str | int | None
Row = list[Cell]
CHUNK = 500


@dataclass(frozen=True)
class Scope:
    """Whose pack it is and for when; limit: days within which a contact is to be written down."""

    agency: Agency
    period: Period
    limit: int | None

    @property
    def begins(self) -> datetime:
        return self.period.bounds(self.agency)[0]

    @property
    def ends(self) -> datetime:
        return self.period.bounds(self.agency)[1]

    def local(self, moment: datetime | None) -> str:
        """As it was on the agency's clock, with its offset."""
        return moment.astimezone(self.agency.time_zone).isoformat(timespec="seconds") if moment else ""


@dataclass(frozen=True)
class Table:
    """A file of the pack."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Scope], Iterator[Row]]


def contacts(scope: Scope) -> Iterator[Row]:
    """Every contact held, in the order it began, as it stands for billing."""
    for first in scope.period.months():
        services = list(month_of(scope.agency, first).services)
        for start in range(0, len(services), CHUNK):
            chunk = services[start : start + CHUNK]
            ids = [own.contact for own in chunk]
            notes = dict(Note.objects.filter(contact__in=ids).values_list("contact_id", "pk"))
            known = {row.pk: row for row in Contact.objects.filter(pk__in=ids)}
            for own in chunk:
                row = known[own.contact]
                assert row.written_at is not None, "a constraint sees to it that a held contact was written"
                lag, rule = days_between(own.begins, row.written_at, scope.agency), own.rule
                yield [
                    *(own.contact, notes.get(own.contact), own.person, own.worker, str(own.gathering or "")),
                    *(own.day.isoformat(), scope.local(own.begins), scope.local(own.ends), own.minutes, row.how),
                    *(row.with_whom, scope.local(row.written_at), lag, int(is_late(lag, scope.limit)), own.state.value),
                    *(
                        (rule.code, rule.modifiers, own.units, rule.unit_minutes, rule.least_minutes)
                        if rule
                        else [""] * 5
                    ),
                    row.held_ruling_id,
                ]


def unwritten(scope: Scope) -> Iterator[Row]:
    """Contacts planned whose time is over and of which nobody said what became of them."""
    now = min(clock.now(), scope.ends)
    rows = Contact.objects.filter(agency=scope.agency, status="planned", planned_to__lt=now)
    rows = rows.filter(planned_from__gte=scope.begins, planned_from__lt=scope.ends).order_by("planned_from", "pk")
    for pk, person, worker, begins, ends in rows.values_list(
        "pk", "person_id", "worker_id", "planned_from", "planned_to"
    ).iterator(CHUNK):
        yield [pk, person, worker, scope.local(begins), scope.local(ends)]


def holds(scope: Scope) -> Iterator[Row]:
    """Why contacts were held from billing, and what was decided."""
    rows = Hold.objects.filter(
        agency=scope.agency, contact__began_at__gte=scope.begins, contact__began_at__lt=scope.ends
    )
    for row in rows.order_by("pk").iterator(CHUNK):
        yield [
            *(row.pk, row.contact_id, row.worker_id, row.reason, row.clauses, row.other_id, scope.local(row.at)),
            *(row.outcome, scope.local(row.decided_at), row.decided_by_id),
        ]


def rulings(scope: Scope) -> Iterator[Row]:
    """What the codes said of acts of those days, with the clauses that decided and the editions in force."""
    rows = KeptRuling.objects.filter(
        agency=scope.agency, purpose="act", on__gte=scope.begins.date(), on__lt=scope.ends.date()
    )
    for row in rows.order_by("pk").iterator(CHUNK):
        told = row.told()
        editions = " ".join(f"{code.id}@{code.edition}" for code in told.codes)
        yield [
            *(row.pk, row.act, row.on.isoformat(), row.worker_id, row.answer, int(row.allows)),
            *(" ".join(told.decided_by), " ".join(told.required_by), editions),
        ]


def groups(scope: Scope) -> Iterator[Row]:
    """Groups held: who led them, how many came, and what their leaders answered."""
    rows = GroupSession.objects.filter(
        agency=scope.agency, status="held", began_at__gte=scope.begins, began_at__lt=scope.ends
    )
    beside = (
        Prefetch("notes", GroupNote.objects.filter(amends__isnull=True).order_by("pk")),
        Prefetch("leaders", Leader.objects.order_by("seat")),
    )
    counted = rows.annotate(came=Count("attendances")).prefetch_related(*beside)
    for row in counted.order_by("began_at", "pk").iterator(CHUNK):
        notes: list[GroupNote] = list(row.notes.all())
        yield [
            *(row.pk, str(row.token), scope.local(row.began_at), scope.local(row.ended_at)),
            *(" ".join(str(own.worker_id) for own in row.leaders.all()), row.came, sum(own.others for own in notes)),
            " ".join(own.spoke for own in notes),
            " ".join(own.led for own in notes),
            " ".join(own.decided for own in notes),
        ]


def supervision(scope: Scope) -> Iterator[Row]:
    """Who attended which session for how long, and how that stands between the two."""
    rows = SessionAttendance.objects.filter(
        agency=scope.agency, attended=True, began_at__gte=scope.begins, began_at__lt=scope.ends
    )
    for row in rows.select_related("session").order_by("began_at", "pk").iterator(CHUNK):
        assert row.began_at is not None, "it was filtered for"
        assert row.ended_at is not None, "a constraint sees to it that what was attended has its time"
        minutes = int((row.ended_at - row.began_at).total_seconds() // 60)
        yield [
            *(row.pk, row.session_id, row.worker_id, row.session.supervisor_id, row.session.kind),
            *(int(row.session.is_clinical), scope.local(row.began_at), scope.local(row.ended_at), minutes, row.stands),
        ]


def certificates(scope: Scope) -> Iterator[Row]:
    """How the certificates of all who work or worked here stood at the period's end, or stand now."""
    at = min(scope.ends, clock.now())
    workers = Worker.objects.filter(agency=scope.agency).order_by("pk")
    for start in range(0, workers.count(), CHUNK):
        chunk = list(workers[start : start + CHUNK])
        rows = list(
            Certificate.objects.filter(holder__in=[own.practitioner_id for own in chunk])
            .select_related("board")
            .order_by("pk")
        )
        standing = standings(rows, at)
        for own in chunk:
            for row in (row for row in rows if row.holder_id == own.practitioner_id and row.pk in standing):
                now = standing[row.pk]
                through = now.through.isoformat() if now.through else ""
                yield [own.pk, row.pk, row.code, row.number, now.status.value, now.since.isoformat(), through]


def policies(scope: Scope) -> Iterator[Row]:
    """Every row of the agency's policy that had begun by the period's end; the newest of a matter stands."""
    rows = AgencyPolicy.objects.filter(agency=scope.agency, from_day__lt=scope.ends.date()).order_by("from_day", "pk")
    for row in rows.iterator(CHUNK):
        yield [row.pk, row.fact, row.clause, row.param, row.value, row.from_day.isoformat(), scope.local(row.at)]


def releases(scope: Scope) -> Iterator[Row]:
    """What was told outside the team in the period, and the release it rests on; an empty one was told without."""
    rows = Disclosure.objects.filter(agency=scope.agency, at__gte=scope.begins, at__lt=scope.ends)
    for row in rows.select_related("release__revoked").order_by("pk").iterator(CHUNK):
        release = row.release
        revoked = getattr(release, "revoked", None)
        yield [
            *(row.pk, row.person_id, row.worker_id, scope.local(row.at), row.ruling_id, row.release_id),
            *((release.from_day.isoformat(), str(release.until_day or "")) if release else ("", "")),
            revoked.on.isoformat() if revoked else "",
        ]


def disposals(scope: Scope) -> Iterator[Row]:
    """Records that went in the period, and what the code said of it; an entry of what was gone before anybody asked is declared."""
    rows = Disposal.objects.filter(agency=scope.agency, on__gte=scope.begins.date(), on__lt=scope.ends.date())
    for row in rows.order_by("on", "pk").iterator(CHUNK):
        yield [
            *(row.pk, row.worker_id, row.on.isoformat(), row.kind, row.way, row.records_until.isoformat()),
            *(int(row.is_declared), row.ruling_id, scope.local(row.at), row.by_id),
        ]


def exports_within(scope: Scope) -> QuerySet[Export]:
    """The exports of the period's months, as they were made."""
    rows = Export.objects.filter(agency=scope.agency, month__gte=scope.period.first, month__lte=scope.period.last)
    return rows.order_by("number")


def exports(scope: Scope) -> Iterator[Row]:
    """Their seals; their bytes lie beside them under exports/."""
    for row in exports_within(scope):
        yield [row.pk, row.number, row.month.isoformat(), row.lines, row.units, row.sha256, row.size, row.by_id]


TABLES = (
    Table(
        "contacts.csv",
        (
            *("contact", "note", "person", "worker", "group", "date", "began", "ended", "minutes", "how", "with_whom"),
            *("written", "lag_days", "is_late", "state", "code", "modifiers", "units", "unit_minutes"),
            *("least_minutes", "ruling"),
        ),
        contacts,
    ),
    Table("unwritten.csv", ("contact", "person", "worker", "planned_from", "planned_to"), unwritten),
    Table(
        "holds.csv",
        (*("hold", "contact", "worker", "reason", "clauses", "other", "at"), "outcome", "decided_at", "decided_by"),
        holds,
    ),
    Table(
        "rulings.csv",
        ("ruling", "act", "on", "worker", "answer", "allows", "decided_by", "required_by", "editions"),
        rulings,
    ),
    Table(
        "groups.csv",
        ("group", "token", "began", "ended", "leaders", "came", "others", "spoke", "led", "decided"),
        groups,
    ),
    Table(
        "supervision.csv",
        (
            *("attendance", "session", "worker", "supervisor", "kind", "is_clinical"),
            *("began", "ended", "minutes", "stands"),
        ),
        supervision,
    ),
    Table("certificates.csv", ("worker", "certificate", "code", "number", "status", "since", "through"), certificates),
    Table("policies.csv", ("policy", "fact", "clause", "param", "value", "from_day", "entered"), policies),
    Table(
        "releases.csv",
        ("disclosure", "person", "worker", "at", "ruling", "release", "from_day", "until_day", "revoked_on"),
        releases,
    ),
    Table(
        "disposals.csv",
        (
            *("disposal", "worker", "on", "kind", "way", "records_until", "is_declared"),
            *("ruling", "entered", "entered_by"),
        ),
        disposals,
    ),
    Table("exports.csv", ("export", "number", "month", "lines", "units", "sha256", "size", "made_by"), exports),
)
