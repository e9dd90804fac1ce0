"""Two phones at once: whoever comes second is told who was first, when, and what stands now. Nothing typed is lost.

A page says what it showed (`seen`, `was`); an action that finds something else changes nothing and raises one of these. Sent
again from the page that then comes, it goes through: docs/decisions/0450.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.refusals import NotPossibleNow, NotStandingNow
from alongside.goals.models import Decided, Part, Saying, Step
from alongside.people.models import Person
from alongside.ui.amounts import clock_words, weekday_words


class SaidMeanwhile(NotPossibleNow):
    """A part was said in other words after the page was opened."""

    code = "said-meanwhile"

    def __init__(self, saying: Saying, person: Person) -> None:
        said = _(
            "%(name)s changed this after you opened the page, on %(day)s at %(time)s; this page shows how it reads now. What "
            "you wrote is still in the form. Keep it, and it takes the place of theirs."
        )
        super().__init__(said % who_and_when(saying.by, saying.at, person))


class SettledMeanwhile(NotPossibleNow):
    """A part was reached, set aside or opened again after the page was opened."""

    code = "settled-meanwhile"

    def __init__(self, decided: Decided, person: Person) -> None:
        said = _("%(name)s marked it after you opened the page, on %(day)s at %(time)s: %(what)s. Nothing was changed.")
        what = {"what": decided.get_what_display()}
        super().__init__(said % (who_and_when(decided.by, decided.at, person) | what))


class DoneBefore(NotPossibleNow):
    """A step they took was to be set aside or said in other words."""

    code = "done-before"

    def __init__(self, decided: Decided | None, person: Person) -> None:
        said = _("They did this already. If that is not so, mark it as not done first.")
        if decided is not None:
            marked = _("%(name)s marked it as done on %(day)s at %(time)s.")
            said = f"{marked % who_and_when(decided.by, decided.at, person)} {said}"
        super().__init__(said)


class LeftBefore(NotStandingNow):
    """A step that was left was to be marked or said in other words."""

    code = "left-before"

    def __init__(self, decided: Decided | None, person: Person) -> None:
        said = _("This step was left before. Nothing was changed.")
        if decided is not None:
            marked = _("%(name)s left this step on %(day)s at %(time)s. Nothing was changed.")
            said = marked % who_and_when(decided.by, decided.at, person)
        NotPossibleNow.__init__(self, said)


class SaidAnewBefore(NotStandingNow):
    """A step was said in other words after the page was opened."""

    code = "said-anew-before"

    def __init__(self, anew: Step, person: Person) -> None:
        said = _(
            "%(name)s said this step in other words on %(day)s at %(time)s; this page shows it. Nothing was changed."
        )
        NotPossibleNow.__init__(self, said % who_and_when(anew.by, anew.at, person))


MEANWHILE = (SaidMeanwhile, SettledMeanwhile, DoneBefore, LeftBefore, SaidAnewBefore)


def who_and_when(by: User, at: datetime, person: Person) -> dict[str, str]:
    """Who did something to a person's plan and when, for a sentence: the person as they are called, in their agency's zone."""
    then = at.astimezone(person.agency.time_zone)
    name = person.chosen_name if by.pk == person.user_id else by.name
    return {"name": name, "day": weekday_words(then.date()), "time": clock_words(then)}


def require_seen(newest: Saying | None, seen: int | None, person: Person) -> None:
    """Raises SaidMeanwhile where other words stand than a page showed; seen: the number of the saying, None where none was."""
    if newest is not None and seen is not None and newest.pk != seen:
        raise SaidMeanwhile(newest, person)


def require_status(held: Part, was: Part.Status | None, person: Person) -> None:
    """Raises SettledMeanwhile where a part stands otherwise than a page showed."""
    if was is None or held.status == was:
        return
    decided = Decided.objects.filter(part=held, step=None).exclude(what__in=NO_END).select_related("by")
    newest = decided.order_by("-pk").first()
    if newest is not None:
        raise SettledMeanwhile(newest, person)


NO_END = (Decided.What.SAID_ANEW, Decided.What.LET_GO)


def require_open(step: Step, person: Person, *, is_left_too: bool = False) -> None:
    """Raises SaidAnewBefore for a step that was said in other words, DoneBefore for one that was done, and with `is_left_too`
    LeftBefore for one that was left."""
    anew = Step.objects.filter(instead_of=step).select_related("by").first()
    if anew is not None:
        raise SaidAnewBefore(anew, person)
    if step.done_on is not None:
        raise DoneBefore(_decided(step, Decided.What.DONE), person)
    if is_left_too and step.set_aside_on is not None:
        raise LeftBefore(_decided(step, Decided.What.SET_ASIDE), person)


def _decided(step: Step, what: Decided.What) -> Decided | None:
    return Decided.objects.filter(step=step, what=what).select_related("by").order_by("-pk").first()
