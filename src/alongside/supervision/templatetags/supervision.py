"""`{% load supervision %}`: minutes, shortfalls and moments in words."""

from __future__ import annotations

from datetime import datetime

from django import template

from alongside.people.models import Agency
from alongside.supervision.counting import Minimum
from alongside.supervision.models import SupervisionSession
from alongside.supervision.words import brief, brief_short, minutes_words

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
