"""Topics of learning: which a board counts, and how a page says them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.learning.counting import EVERYTHING
from alongside.rulebook.programmes import edition_of, programme_of

CULTURAL, EMERGING = "cultural", "emerging"

EDUCATION: Final = "education"
"""The event that a code's duties count learning by."""

ALWAYS: Final = (CULTURAL, EMERGING)
"""Logged under every code, whether or not its board asks hours on them: ca.cultural.6, ca.education.1, nm.competence.1."""

WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        EVERYTHING: _("all learning"),
        "ethics": _("ethics"),
        "law-and-ethics": _("law and ethics"),
        "confidentiality": _("confidentiality"),
        CULTURAL: _("cultural sensitivity"),
        EMERGING: _("what is new in recovery"),
    }
)


def topic_words(topic: str) -> str:
    """As a sentence has it: "law and ethics". A topic of a code nobody knew of is read from its own name."""
    return str(WORDS[topic]) if topic in WORDS else topic.replace("-", " ")


def topic_title(topic: str) -> str:
    """As a heading has it: "Law and ethics"."""
    return str(capfirst(topic_words(topic)))


def topics_of(code: str) -> tuple[str, ...]:
    """The topics that hours under a code are told apart by: those its programme or its duties count, then ALWAYS."""
    edition = edition_of(code)
    if edition is None:
        return ALWAYS
    needs = [need for clause in edition.clauses for duty in clause.duties for need in duty.need]
    owed = [need.tag for need in needs if need.event == EDUCATION and need.tag]
    return tuple(dict.fromkeys((*programme_of(code).buckets, *owed, *ALWAYS)))


def is_on_ethics(topic: str) -> bool:
    """Whether a board's bucket is about ethics, among other things or alone: "ethics", "law-and-ethics"."""
    return "ethics" in topic.split("-")
