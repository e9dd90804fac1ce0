"""What the pages of a learner show: each bucket as a bar, and the verdict over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alongside.learning.counting import EVERYTHING, Bucket
from alongside.learning.queries import Progress
from alongside.learning.sentences import amount_words, missing_words, until_words
from alongside.learning.topics import EDUCATION, topic_title
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.programmes import edition_of
from alongside.ui.amounts import hours_words
from canon.duties.owed import Status


@dataclass(frozen=True)
class Cite:
    """A clause, for a chip."""

    id: str
    url: str


@dataclass(frozen=True)
class Bar:
    """A bucket as its bar shows it. `status` as a duty's; `cite` is the clause that asks for it, where the code does."""

    topic: str
    title: str
    have_words: str
    have: Decimal
    need: Decimal
    status: str
    excused: str
    cite: Cite | None
    source: str
    is_certain: bool


@dataclass(frozen=True)
class Shown:
    """A period as a learner's page shows it. `says`: the verdict, one sentence."""

    progress: Progress
    says: str
    bars: Sequence[Bar]
    is_short: bool

    @property
    def headline(self) -> str:
        """The verdict as a page's head has it: no full stop."""
        return self.says.removesuffix(".")

    @property
    def board(self) -> str:
        return self.progress.window.board.name


def shown(progress: Progress, on: date) -> Shown:
    """A period in words, on a day of its board."""
    bars = [_bar(bucket, progress, on) for bucket in progress.counted] + _pieces(progress)
    return Shown(progress, verdict(progress, on), bars, any(bar.status in ("due", "overdue") for bar in bars))


def verdict(progress: Progress, on: date) -> str:
    """What is missing and until when; or that nothing is, or that nobody told what is asked."""
    period = progress.window.period
    if period is None:
        return _("No period runs yet. What you learn now is kept.")
    last = progress.window.counts_through or period.through
    missing = missing_words(progress.counted, last, on)
    if missing:
        return missing
    if any(own.status is not Status.MET for own in progress.owed):
        words = {"day": until_words(last, on)}
        return _("The hours are complete. Something new in the field is still to be learned by %(day)s.") % words
    if not progress.counted:
        return _("This board has not told how many hours it asks. What you log is kept.")
    return _("Everything asked by %(day)s is done.") % {"day": until_words(last, on)}


def _bar(bucket: Bucket, progress: Progress, on: date) -> Bar:
    last = progress.window.counts_through
    is_late = last is not None and on > last
    have = _("%(have)s of %(need)s") % {"have": _plain(bucket.have), "need": hours_words(bucket.asked)}
    excused = (
        _("%(hours)s not asked of you") % {"hours": capfirst(amount_words(bucket.excused))} if bucket.excused else ""
    )
    return Bar(
        topic=bucket.topic,
        title=_("All learning") if bucket.topic == EVERYTHING else topic_title(bucket.topic),
        have_words=have,
        have=bucket.have,
        need=bucket.asked,
        status="met" if bucket.is_met else ("overdue" if is_late else "due"),
        excused=excused,
        cite=_cite(progress.window.code, bucket.topic),
        source=bucket.term.source,
        is_certain=bucket.term.is_certain,
    )


def _pieces(progress: Progress) -> list[Bar]:
    """What a code's duties count by the piece, one bar each: nm.competence.1."""
    found = []
    for own in progress.owed:
        for need, amount in zip(own.duty.need, own.amounts, strict=True):
            have = _("%(have)s of %(need)s") % {"have": amount.have, "need": amount.need}
            clause = Cite(own.duty.clause, clause_address(own.duty.clause))
            status = "met" if not amount.missing else own.status.value
            title = topic_title(need.tag)
            found.append(
                Bar(need.tag, title, have, Decimal(amount.have), Decimal(amount.need), status, "", clause, "", True)
            )
    return found


def _cite(code: str, topic: str) -> Cite | None:
    """The clause whose duty asks for hours on a topic, in the newest edition of a code."""
    edition = edition_of(code)
    for duty in edition.duties if edition else ():
        if any(need.event == EDUCATION and need.tag == topic and need.hours is not None for need in duty.need):
            return Cite(duty.clause, clause_address(duty.clause))
    return None


def _plain(hours: Decimal) -> str:
    return hours_words(hours).removesuffix(" h")
