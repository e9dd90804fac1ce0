"""What certificates tell learning: in which period somebody stands with each board, and who holds which number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.queries import binding
from alongside.credentials.standing import records_of, standings_on
from alongside.credentials.status import Past, Period as CertificatePeriod, Standing, Status
from alongside.learning.windows import Period, Sought, Window
from alongside.people.models import Board, Practitioner

_OVER = frozenset({Status.REVOKED, Status.SURRENDERED, Status.DECEASED})


def windows_of_certificates(practitioner: Practitioner, on: date) -> Sequence[Window]:
    """The windows of one holder."""
    return windows_of_holders([practitioner], on).get(practitioner.pk, ())


def windows_of_holders(practitioners: Sequence[Practitioner], on: date) -> Mapping[int, Sequence[Window]]:
    """One for each certificate whose code binds a practitioner on a day, by their id, newest application first.

    The period is that of its last renewal begun by then, not the whole stretch of unbroken ones. In grace it is the one
    that ended, with the last day of grace. Before a grant, and once a certificate is lapsed for good, there is none.
    """
    held = [certificate for some in _in_parts(practitioners) for certificate in _held(some, on)]
    records, standing = records_of(held), standings_on(held, on)
    found: dict[int, list[Window]] = defaultdict(list)
    for certificate in held:
        own = standing.get(certificate.pk)
        if own is not None and own.status not in _OVER:
            found[certificate.holder_id].append(_window(certificate, records[certificate.pk], own, on))
    return found


def find_by_certificate(board: Board, sought: Sequence[Sought]) -> Mapping[Sought, Practitioner]:
    """The holders at a board whose certificate number or e-mail address is right, and whose name is.

    Both must be: a list does not tell its sender who holds a certificate whose name they do not know.
    """
    known: dict[str, dict[int, tuple[Practitioner, set[str]]]] = defaultdict(dict)
    for some in _in_parts(sorted({one.who.strip().casefold() for one in sought if one.who.strip()})):
        rows = (
            Certificate.objects.filter(board=board)
            .select_related("holder__user")
            .annotate(
                number_key=Lower("number"), own_key=Lower("holder__email"), account_key=Lower("holder__user__email")
            )
        )
        wanted = Q(number_key__in=some) | Q(own_key__in=some) | Q(account_key__in=some)
        for row in rows.filter(wanted):
            for key in {row.number.casefold(), row.holder.mail_to.casefold(), row.holder.email.casefold()} - {""}:
                _, names = known[key].setdefault(row.holder_id, (row.holder, set()))
                names |= {row.name_key, name_key(row.holder.name)}
    found: dict[Sought, Practitioner] = {}
    for one in sought:
        candidates = known.get(one.who.strip().casefold(), {}).values()
        named = [holder for holder, names in candidates if name_key(one.name) in names]
        if len(named) == 1:
            found[one] = named[0]
    return found


def search_by_certificate(board: Board, text: str) -> Sequence[Practitioner]:
    """The holders at a board by number, or by how the name on a certificate begins: at most 20, by name."""
    key = name_key(text)
    by_name = Q(name_key__startswith=key) if key else Q(pk=None)
    by_number = Q(number__iexact=text.strip()) if text.strip() else Q(pk=None)
    rows = Certificate.objects.filter(by_number | by_name, board=board)
    return list(Practitioner.objects.filter(pk__in=rows.values("holder")).order_by("name", "pk")[:20])


_AT_ONCE = 2_000
"""Values in one statement: both databases take more."""

_T = TypeVar("_T")


def _in_parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _held(practitioners: Sequence[Practitioner], on: date) -> QuerySet[Certificate]:
    rows = binding(on).filter(holder__in=practitioners).select_related("board")
    return rows.order_by("-applied_on", "-pk")


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
