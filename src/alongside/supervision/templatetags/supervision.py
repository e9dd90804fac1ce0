"""`{% load supervision %}`: minutes, shortfalls and moments in words."""

from __future__ import annotations

from datetime import datetime

from django import template

from alongside.people.models import Agency
from alongside.supervision.counting import Minimum
from alongside.supervision.models import SupervisionSession
from alongside.supervision.owing import Owes
from alongside.supervision.words import brief, brief_short, how_often_owed, minutes_words, when_owed

register = template.Library()


@register.filter
def minutes(count: int | None) -> str:
    """`{{ session.minutes|minutes }}` -> "1 hour 15 minutes"."""
    return minutes_words(int(count)) if count is not None else ""


@register.filter
def in_short(count: int | None) -> str:
    """`{{ m.minutes.have|in_short }}` -> "1 h 15 min"."""
    return brief(int(count)) if count is not None else ""


@register.filter
def short(minimum: Minimum) -> str:
    """`{{ row.minimum|short }}` -> "1 session, 45 min"."""
    return brief_short(minimum)


@register.filter
def when(own: Owes) -> str:
    """`{{ own|when }}` -> "Late since November 3, 2026"."""
    return when_owed(own)


@register.filter
def how_often(own: Owes) -> str:
    """`{{ own|how_often }}` -> "3 of these"."""
    return how_often_owed(own)


@register.filter
def first_name(name: str) -> str:
    """How colleagues are called in a button."""
    return name.split(maxsplit=1)[0] if name else ""


@register.filter
def in_zone(moment: datetime, session: SupervisionSession) -> datetime:
    """A moment in the hours of the session's agency."""
    return moment.astimezone(session.agency.time_zone)


@register.filter
def at_agency(moment: datetime | None, agency: Agency) -> datetime | None:
    """A moment in an agency's own hours."""
    return moment.astimezone(agency.time_zone) if moment is not None else None
