"""How certificates stand at a moment, one or ten thousand: one query for their events, each board's own day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.status import Past, Standing, Terms, TermsOn, standing_on, terms_of
from alongside.database.prepared import Many, Prepared
from alongside.rulebook.programmes import programme_of

_AT_ONCE: Final = 5_000
"""Certificates asked for in one query: both databases take more values than that in one statement."""

A_PAGE: Final = 25
"""Certificates that one page lists."""

_EVENTS: Final = Prepared(
    lambda certificates: CertificateEvent.objects.filter(certificate__in=certificates).order_by("on", "pk"), Many
)


def standing_of(certificate: Certificate, at: datetime) -> Standing | None:
    """How one certificate stands at an aware moment; None before it was applied for."""
    return standings([certificate], at).get(certificate.pk)


def standings(certificates: Iterable[Certificate], at: datetime) -> dict[int, Standing]:
    """The same for many, by id: each on the day that it is at its board. Fetch them with their `board`."""
    listed = list(certificates)
    days = {c.board_id: at.astimezone(c.board.time_zone).date() for c in {c.board_id: c for c in listed}.values()}
    return _standings(listed, [days[c.board_id] for c in listed])


def standings_on(certificates: Iterable[Certificate], day: date) -> dict[int, Standing]:
    """The same for a day of each board's own calendar."""
    listed = list(certificates)
    return _standings(listed, [day] * len(listed))


def records_of(certificates: Sequence[Certificate]) -> dict[int, list[Past]]:
    """What is on each certificate's record, in the order in which it holds."""
    rows: dict[int, list[Past]] = defaultdict(list)
    ids = [certificate.pk for certificate in certificates]
    for start in range(0, len(ids), _AT_ONCE):
        for event in _EVENTS.all(ids[start : start + _AT_ONCE]):
            rows[event.certificate_id].append(event.past())
    return {c.pk: sorted([*c.entered(), *rows[c.pk]], key=lambda past: past.on) for c in certificates}


def _standings(certificates: Sequence[Certificate], days: Sequence[date]) -> dict[int, Standing]:
    records = records_of(certificates)
    terms = {code: _remembered(terms_of(programme_of(code))) for code in {c.code for c in certificates}}
    found: dict[int, Standing] = {}
    for certificate, day in zip(certificates, days, strict=True):
        standing = standing_on(certificate.applied_on, records[certificate.pk], day, terms[certificate.code])
        if standing is not None:
            found[certificate.pk] = standing
    return found


def _remembered(terms: TermsOn) -> TermsOn:
    """The same answers, each worked out once: ten thousand certificates share a few hundred last days."""
    known: dict[date, Terms] = {}

    def on(day: date) -> Terms:
        if day not in known:
            known[day] = terms(day)
        return known[day]

    return on
