"""What is known of a renewal before anybody asks: the learning, the signature, the fee, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.attestation.queries import has_signed, may_renew
from alongside.credentials.asking import AskedOnce
from alongside.credentials.models import Certificate
from alongside.credentials.queries import certificates_of
from alongside.credentials.register import named
from alongside.credentials.standing import standings
from alongside.credentials.status import Standing, Status
from alongside.database.prepared import Prepared
from alongside.learning.counting import Bucket, buckets
from alongside.learning.hours import tallies
from alongside.learning.sentences import missing_words
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.renewals.models import Renewal, RenewalRule
from canon.act import UnknownCode
from canon.programme import Term

_RULE = Prepared(
    lambda board, on: RenewalRule.objects.filter(board=board, from_day__lte=on).order_by("-from_day", "-pk")[:1],
    int,
    date,
)

OPEN = frozenset({Status.RENEWAL_DUE, Status.GRACE})


@dataclass(frozen=True)
class Known:
    """One certificate's renewal as it stands today.

    counted: each bucket of learning; missing: the sentence about them, empty where nothing is; last: the newest
    renewal asked for this period; fee, late_fee: the programme's terms, None where nobody told
    """

    certificate: Certificate
    standing: Standing
    today: date
    counted: Sequence[Bucket]
    missing: str
    is_signed: bool
    may_renew: bool
    last: Renewal | None
    fee: Term | None
    late_fee: Term | None
    must_apply_anew: bool

    @property
    def is_open(self) -> bool:
        late_enough = self.standing.status is Status.LAPSED and not self.must_apply_anew
        return self.standing.status in OPEN or late_enough

    @property
    def is_late(self) -> bool:
        return self.standing.status in {Status.GRACE, Status.LAPSED}

    @property
    def waits(self) -> bool:
        """Asked for, and nobody has decided."""
        return self.last is not None and not hasattr(self.last, "decision")

    @property
    def findings(self) -> list[dict[str, str]]:
        """What a renewal asked for now would be found short of: nm.competence.3."""
        found = [
            {"what": bucket.topic or "learning", "hours": f"{bucket.short.normalize():f}"}
            for bucket in self.counted
            if bucket.short
        ]
        return found if self.is_signed else [*found, {"what": "signature", "hours": ""}]

    @property
    def is_met(self) -> bool:
        return not self.findings

    @property
    def says(self) -> str:
        """The first glance."""
        if self.waits:
            return _("Your renewal is with the board")
        if self.must_apply_anew and self.standing.status is Status.LAPSED:
            return _("The time to renew is over: apply for it anew")
        if not self.is_open:
            return _("Nothing to renew yet")
        if self.missing:
            return self.missing
        return _("Everything is there: you can renew now") if self.is_signed else _("What is left is your signature")


def known_of(practitioner: Practitioner) -> list[Known]:
    """The renewal of each certificate somebody holds, the one that is open first."""
    rows = list(certificates_of(practitioner).exclude(number=""))
    now = standings(rows, clock.now())
    asked = AskedOnce()
    known = [_known(row, now[row.pk], asked) for row in rows if row.pk in now and now[row.pk].through]
    return sorted(known, key=lambda one: not one.is_open)


def known_by_token(practitioner: Practitioner, token: str) -> Known:
    """One of them, by the certificate's address. Raises Http404."""
    found = next((one for one in known_of(practitioner) if one.certificate.token == token), None)
    if found is None:
        raise Http404
    return found


def known_of_certificate(certificate: Certificate) -> Known | None:
    """The renewal of one certificate; None before it was granted."""
    standing = standings([certificate], clock.now()).get(certificate.pk)
    return _known(certificate, standing, AskedOnce()) if standing and standing.through else None


def rule_of(board: Board, on: date) -> RenewalRule | None:
    """The board's rule in force on a day; None where it has set none: then its staff decide every renewal."""
    return _RULE.first(board.pk, on)


def waiting_at(board: Board | int, words: str = "") -> QuerySet[Renewal]:
    """The renewals that nobody has decided, the oldest first; with `words`, those of a certificate so named or numbered."""
    rows = Renewal.objects.filter(named(words, "certificate__"), board=board, decision__isnull=True)
    return rows.select_related("certificate__holder", "board").order_by("asked_on", "pk")


def renewals_of(certificate: Certificate) -> QuerySet[Renewal]:
    """Every renewal ever asked for, the newest first."""
    return (
        Renewal.objects.filter(certificate=certificate).select_related("decision").order_by("-for_through", "-attempt")
    )


def _known(certificate: Certificate, standing: Standing, asked: AskedOnce) -> Known:
    today = clock.today_in(certificate.board.time_zone)
    programme = asked.programme(certificate.code)
    through = standing.through or today
    counted = _counted(certificate, today, asked)
    told = programme.on("after_grace", today)
    last = renewals_of(certificate).filter(for_through=through).first()
    return Known(
        certificate=certificate,
        standing=standing,
        today=today,
        counted=counted,
        missing=missing_words(counted, _learned_by(standing, through), today) if counted else "",
        is_signed=_is_signed(certificate, today),
        may_renew=may_renew(certificate.holder, certificate.code, today),
        last=last,
        fee=programme.on("renewal_fee", today),
        late_fee=programme.on("late_fee", today) or programme.on("late_has_fee", today),
        must_apply_anew=told is not None and told.value == "anew",
    )


def _learned_by(standing: Standing, through: date) -> date:
    """The last day that learning counts: the certificate's own, or in grace the last day of that."""
    is_grace = standing.status is Status.GRACE and standing.late_until is not None
    return standing.late_until if is_grace and standing.late_until else through


def _counted(certificate: Certificate, today: date, asked: AskedOnce) -> Sequence[Bucket]:
    windows = asked.windows(certificate.holder, today)
    window = next((one for one in windows if one.code == certificate.code and one.board == certificate.board), None)
    if window is None or window.period is None:
        return ()
    begins, through = window.period.begins, window.period.through
    tally = tallies([certificate.holder_id], window.board, begins, window.counts_through or through)
    return buckets(tally[certificate.holder_id], asked.programme(certificate.code), through)


def _is_signed(certificate: Certificate, today: date) -> bool:
    try:
        return has_signed(certificate.holder, certificate.code, today)
    except UnknownCode:
        return False
