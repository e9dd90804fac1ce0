"""Everything that puts a certificate at risk, in one place: nm.preface.4. Apps above add what they know.

register_risk(signature_missing)        # in AppConfig.ready
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, ngettext

from alongside.credentials.asking import AskedOnce
from alongside.credentials.models import Certificate
from alongside.credentials.status import Standing, Status
from alongside.learning.counting import buckets
from alongside.learning.hours import tallies
from alongside.learning.sentences import missing_words
from alongside.ui.amounts import day_words


@dataclass(frozen=True, slots=True)
class Risk:
    """What may cost a holder the certificate. is_now: it has already; url, action: the way to mend it."""

    says: str
    is_now: bool = False
    url: str = ""
    action: str | Promise = ""


RiskSource = Callable[[Certificate, Standing, date], Sequence[Risk]]
_sources: list[RiskSource] = []


def register_risk(source: RiskSource) -> None:
    """Let an app above say what it knows: of a certificate, how it stands, and the day it is at its board."""
    if source not in _sources:
        _sources.append(source)


def risks_of(
    certificate: Certificate, standing: Standing, today: date, *, asked: AskedOnce | None = None
) -> Sequence[Risk]:
    """What is lost already first, then what is nearest. `asked`: what the same look has asked for already."""
    found = [*_by_status(standing, today), *_by_learning(certificate, standing, today, asked or AskedOnce())]
    for source in _sources:
        found += source(certificate, standing, today)
    return sorted(found, key=lambda risk: not risk.is_now)


def _by_status(standing: Standing, today: date) -> Iterator[Risk]:
    through = standing.through
    if standing.status is Status.RENEWAL_DUE and through is not None:
        left = (through - today).days + 1
        days = ngettext("%(n)d day", "%(n)d days", left) % {"n": left}
        yield Risk(_("It runs until %(day)s: %(days)s to renew it.") % {"day": day_words(through), "days": days})
    if standing.status is Status.GRACE and standing.late_until is not None:
        yield Risk(
            _("It has lapsed. It can still be renewed until %(day)s.") % {"day": day_words(standing.late_until)}, True
        )
    if standing.status is Status.LAPSED:
        yield Risk(_("It has lapsed, and the time to renew it late is over."), True)


def _by_learning(certificate: Certificate, standing: Standing, today: date, asked: AskedOnce) -> Iterator[Risk]:
    """nm.competence.3: the hours asked, by topic, that are still missing by the last day."""
    if not (standing.is_in_force and standing.begins and standing.through):
        return
    window = next((w for w in asked.windows(certificate.holder, today) if w.code == certificate.code), None)
    if window is None or window.period is None:
        return
    period, last = window.period, window.counts_through or window.period.through
    tally = tallies([certificate.holder_id], certificate.board, period.begins, last)[certificate.holder_id]
    missing = missing_words(buckets(tally, asked.programme(certificate.code), period.through), last, today)
    if missing:
        yield Risk(missing, url=reverse("learning:home"), action=_("See what counts, and log it"))
