"""What is still missing, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _, ngettext

from alongside.learning.counting import EVERYTHING, Bucket
from alongside.learning.topics import topic_words
from alongside.ui.amounts import day_words, number_words, weekday_words

_NEAR: Final = 60
"""Days up to which a weekday says more than a year does."""


def missing_words(counted: Sequence[Bucket], through: date, today: date) -> str:
    """ "One hour of ethics is still missing by Monday, November 30."; empty where nothing is.

    Where hours of any kind are missing too, they are named first, and the topics among them.
    """
    short = {bucket.topic: bucket.short for bucket in counted if bucket.short}
    whole = short.pop(EVERYTHING, Decimal(0))
    if not whole and not short:
        return ""
    topics = _listed([_of_topic(topic, hours) for topic, hours in short.items()])
    said = {"what": amount_words(whole) if whole else topics, "topics": topics, "day": until_words(through, today)}
    is_one = whole == 1 or (not whole and list(short.values()) == [1])
    if whole and short:
        found = ngettext(
            "%(what)s is still missing by %(day)s, among them %(topics)s.",
            "%(what)s are still missing by %(day)s, among them %(topics)s.",
            1 if is_one else 2,
        )
    else:
        found = ngettext(
            "%(what)s is still missing by %(day)s.", "%(what)s are still missing by %(day)s.", 1 if is_one else 2
        )
    return str(capfirst(found % said))


def amount_words(hours: Decimal) -> str:
    """ "one hour", "six hours", "1.5 hours", "45 minutes"."""
    if hours < 1:
        return _("%(n)d minutes") % {"n": int(hours * 60)}
    whole = int(hours)
    if hours != whole:
        return ngettext("%(n)s hour", "%(n)s hours", 2) % {"n": f"{hours.normalize():f}"}
    return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": number_words(whole, before_noun=True)}


def until_words(day: date, today: date) -> str:
    """A day near enough by its weekday, another with its year."""
    return weekday_words(day) if abs((day - today).days) <= _NEAR else day_words(day)


def _of_topic(topic: str, hours: Decimal) -> str:
    return _("%(hours)s of %(topic)s") % {"hours": amount_words(hours), "topic": topic_words(topic)}


def _listed(parts: Sequence[str]) -> str:
    return get_text_list(list(parts), _("and"))
