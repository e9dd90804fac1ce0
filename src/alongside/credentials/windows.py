"""What certificates tell learning: in which period somebody stands with each board."""

from collections.abc import Sequence
from datetime import date

from alongside.credentials.models import Certificate
from alongside.credentials.queries import binding
from alongside.credentials.standing import records_of, standings_on
from alongside.credentials.status import Past, Period as CertificatePeriod, Standing, Status
from alongside.learning.windows import Period, Window
from alongside.people.models import Practitioner

_OVER = frozenset({Status.REVOKED, Status.SURRENDERED, Status.DECEASED})


def windows_of_certificates(practitioner: Practitioner, on: date) -> Sequence[Window]:
    """One for each certificate whose code binds the practitioner on a day, newest application first.

    The period is that of its last renewal begun by then, not the whole stretch of unbroken ones. In grace it is the one
    that ended, with the last day of grace. Before a grant, and once a certificate is lapsed for good, there is none.
    """
    held = list(binding(on).filter(holder=practitioner).select_related("board").order_by("-applied_on", "-pk"))
    records, standing = records_of(held), standings_on(held, on)
    return [
        _window(certificate, records[certificate.pk], standing[certificate.pk], on)
        for certificate in held
        if certificate.pk in standing and standing[certificate.pk].status not in _OVER
    ]


def _window(certificate: Certificate, record: Sequence[Past], standing: Standing, on: date) -> Window:
    period = _period_on(record, on)
    if period is None:
        return Window(certificate.board, certificate.code, None)
    is_late = standing.status is Status.GRACE
    if period.valid_through < on and not is_late:
        return Window(certificate.board, certificate.code, None)
    shown = Period(period.valid_from, period.valid_through)
    return Window(certificate.board, certificate.code, shown, standing.late_until if is_late else None)


def _period_on(record: Sequence[Past], on: date) -> CertificatePeriod | None:
    """The last period begun by a day; the first that is to come where none has begun."""
    periods = sorted((p.period for p in record if p.period and p.on <= on), key=lambda period: period.valid_from)
    begun = [period for period in periods if period.valid_from <= on]
    return begun[-1] if begun else next(iter(periods), None)
