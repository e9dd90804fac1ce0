"""A declaration laid out for a page: where it stands in a sentence, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from alongside.declarations.kinds import title_of
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.rulings.sealing import CannotOpen
from alongside.ui.amounts import weekday_words
from canon.ruling import Answer


@dataclass(frozen=True)
class State:
    """Where it stands: the words of a tag, its look, and its icon."""

    words: str
    look: str
    icon: str


@dataclass(frozen=True)
class Row:
    """A declaration in a list."""

    own: Declaration
    title: str
    answer: str
    state: State


def row_of(declaration: Declaration, today: date) -> Row:
    """As a list shows it; from a query that says how each stands (`queries`)."""
    return Row(declaration, title_of(declaration.kind), declaration.ruling.answer, state_of(declaration, today))


def rows_of(declarations: Iterable[Declaration], today: date) -> list[Row]:
    return [row_of(own, today) for own in declarations]


def state_of(declaration: Declaration, today: date) -> State:
    """Whose turn it is, and by when."""
    decided, due = getattr(declaration, "decided", ""), getattr(declaration, "due_on", None)
    review: date | None = getattr(declaration, "review_on", None)
    if not decided:
        return _undecided(declaration, due, today)
    if decided == DeclarationDecision.Decision.REMOVE:
        if getattr(declaration, "is_undone", False):
            return State(_("Put right"), "good", "check")
        return State(_("To be put right"), "late", "clock")
    if review is not None and review <= today:
        return State(_("Look at it again"), "late", "clock")
    if review is not None:
        return State(_("Look again on %(day)s") % {"day": weekday_words(review)}, "calm", "clock")
    return State(str(DeclarationDecision.Decision(decided).label), "good", "check")


def _undecided(declaration: Declaration, due: date | None, today: date) -> State:
    if not declaration.goes_to_supervisor:
        return State(_("On record"), "good", "check")
    if due is None:
        return State(_("Waits for a supervisor"), "late", "clock")
    if due < today:
        days = (today - due).days
        return State(ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}, "late", "clock")
    if due == today:
        return State(_("To be decided today"), "late", "clock")
    return State(_("To be decided by %(day)s") % {"day": weekday_words(due)}, "soon", "wait")


def sentence_of(declaration: Declaration, decision: DeclarationDecision | None, *, supervisor: str) -> str:
    """The page's first glance, to the worker: what is so now, or what to do."""
    if decision is not None:
        if decision.decision == DeclarationDecision.Decision.REMOVE:
            return (
                _("You put it right, as decided")
                if hasattr(decision, "undone")
                else _("Give it back, end it or put it right")
            )
        return str(decision.get_decision_display())
    if not declaration.goes_to_supervisor:
        return _("Declared, and nothing more to do")
    if not supervisor:
        return _("Declared. It waits until you have a supervisor of record")
    if declaration.door == Declaration.Door.AHEAD and declaration.ruling.answer == Answer.REFER.value:
        return _("Declared. Hold off until %(name)s has decided") % {"name": supervisor}
    return _("Declared. %(name)s looks at it with you") % {"name": supervisor}


def details_of(holder: Declaration | DeclarationDecision) -> dict[str, str] | None:
    """What was written with it; None where the installation can no longer open it."""
    try:
        return {key: str(value) for key, value in holder.details().items()}
    except CannotOpen:
        return None
