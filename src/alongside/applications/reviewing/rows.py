"""Each section as a reviewer sees it at a glance: beside what the programme asks, and how far it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from alongside.accounts.models import User
from alongside.applications.progress import Part, Progress
from alongside.applications.reviewing.claims import ClaimAtHand
from alongside.applications.sections.asked import Asked, Need
from alongside.applications.sections.kinds import CODE, REFERENCES
from alongside.rulebook.plain import span_words
from alongside.ui.amounts import day_words, hours_words, money_words


@dataclass(frozen=True)
class SectionRow:
    """icon: done, wait or ask; title: the section and what it comes to; note: who verified it; asks: what is asked."""

    kind: str
    icon: str
    title: str
    note: str
    asks: str


def section_rows(progress: Progress, claims: Sequence[ClaimAtHand], reader: User) -> list[SectionRow]:
    """Every section that was filled in, or is asked."""
    return [
        _row(progress, part, [claim for claim in claims if claim.kind == part.kind.name], reader)
        for part in progress.parts
        if part.is_begun or part.is_needed
    ]


def _row(progress: Progress, part: Part, claims: Sequence[ClaimAtHand], reader: User) -> SectionRow:
    note, is_settled = _verified(part, claims, reader)
    title = str(part.kind.board_title)
    if part.kind.name == REFERENCES:
        answered = sum(one.answered_at is not None for one in progress.references)
        wanted = max(progress.asked.count("references") or 0, len(progress.references))
        title = _("References, %(answered)d of %(wanted)d") % {"answered": answered, "wanted": wanted}
        if answered < wanted:
            waiting = next((one for one in progress.references if one.answered_at is None), None)
            note, is_settled = _waits(waiting.invited_at.date() if waiting else None), False
    elif part.sheet is not None and part.sheet.hours:
        title = f"{title}, {hours_words(part.sheet.hours)}"
    return SectionRow(part.kind.name, "done" if is_settled else "wait", title, note, asks_words(progress.asked, part))


def _waits(since: date | None) -> str:
    if since is not None:
        return _("Asked %(day)s, not answered yet") % {"day": day_words(since)}
    return _("Nobody was asked yet")


def _verified(part: Part, claims: Sequence[ClaimAtHand], reader: User) -> tuple[str, bool]:
    """How far a section is verified, in words, and whether nothing is left to do in it."""
    if part.kind.name == CODE:
        return _("Signed before it was sent"), True
    if part.kind.name == "eligibility":
        return _("Their own statement, seen only by those who decide"), True
    if not claims:
        return (_("Nothing declared"), True) if part.kind.name == "history" else (_("Nothing to verify"), True)
    open_yet = [claim for claim in claims if not claim.is_looked_at]
    if open_yet:
        left = len(open_yet)
        return ngettext("%(n)d thing to verify", "%(n)d things to verify", left) % {"n": left}, False
    unfit = [claim for claim in claims if not claim.is_verified]
    if unfit:
        return _("Cannot be verified: %(what)s") % {"what": "; ".join(claim.claim.says for claim in unfit)}, False
    last = claims[-1].check
    assert last is not None
    who = _("you") if last.by_id == reader.pk else last.by.name
    return _("Verified by %(who)s, %(day)s") % {"who": who, "day": day_words(last.on)}, True


def asks_words(asked: Asked, part: Part) -> str:
    """What the board's programme asks of a section."""
    if part.kind.name == "eligibility":
        span = asked.span("recovery")
        return _("Asked: %(what)s") % {"what": span_words(span.amount, span.unit.value)} if span else ""
    if not part.kind.term:
        return ""
    if part.need is Need.WELCOME:
        return _("Nobody has told what your board asks")
    hours, count, money = asked.hours(part.kind.term), asked.count(part.kind.term), asked.money(part.kind.term)
    if hours is not None:
        return _("Asked: %(what)s") % {"what": hours_words(hours)}
    if money is not None:
        return _("Asked: %(what)s") % {"what": money_words(money)}
    return _("Asked: %(what)s") % {"what": count} if count else _("Asked")
