"""A programme's terms in plain words: "Runs 2 years", "40 hours of learning", with whose word each one is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from alongside.rulebook.models import ProgrammeAmendment
from alongside.rulebook.plain import span_words
from alongside.rulebook.programmes import TermName, programme_of, read_word
from alongside.ui.amounts import hours_words, money_words
from canon.programme import TERMS, Programme, Term, TermValue, written
from canon.values import Hours, Span, ValueFault

LABELS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "period": gettext_lazy("How long a certificate runs"),
        "learning": gettext_lazy("Learning in one period"),
        "practice": gettext_lazy("Ethics practice that counts as learning"),
        "renewal_opens": gettext_lazy("When renewal opens"),
        "grace": gettext_lazy("Time to renew late"),
        "late_has_fee": gettext_lazy("Whether renewing late has a fee"),
        "late_fee": gettext_lazy("Fee for renewing late"),
        "after_grace": gettext_lazy("The way back once the late time is over"),
        "after_revocation": gettext_lazy("How long a revocation lasts at least"),
        "recovery": gettext_lazy("Time in recovery before applying"),
        "training": gettext_lazy("Training before the first certificate"),
        "exam": gettext_lazy("Exam"),
        "references": gettext_lazy("References"),
        "supervised": gettext_lazy("Peer support under supervision before applying"),
        "application_fee": gettext_lazy("Fee to apply"),
        "renewal_fee": gettext_lazy("Fee to renew"),
        "other_states": gettext_lazy("A certificate from another state"),
        "other_states_hours": gettext_lazy("From another state: hours of peer support"),
        "other_states_learning": gettext_lazy("From another state: hours of learning"),
        "other_states_letters": gettext_lazy("From another state: letters"),
        "other_states_exam": gettext_lazy("From another state: exam"),
    }
)

SENTENCES: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "period": gettext_lazy("Runs %(value)s"),
        "learning": gettext_lazy("%(value)s of learning"),
        "practice": gettext_lazy("Up to %(value)s of it may be ethics practice"),
        "renewal_opens": gettext_lazy("Renewal opens %(value)s before the last day"),
        "grace": gettext_lazy("%(value)s to renew late"),
        "late_fee": gettext_lazy("%(value)s to renew late"),
        "after_revocation": gettext_lazy("A revocation lasts at least %(value)s"),
        "recovery": gettext_lazy("%(value)s in recovery before applying"),
        "training": gettext_lazy("%(value)s of training"),
        "supervised": gettext_lazy("%(value)s of peer support under supervision"),
        "application_fee": gettext_lazy("%(value)s to apply"),
        "renewal_fee": gettext_lazy("%(value)s to renew"),
    }
)

WORDS: Final[Mapping[tuple[str, str], Promise]] = MappingProxyType(
    {
        ("after_grace", "anew"): gettext_lazy("Apply anew"),
        ("after_grace", "renewal"): gettext_lazy("Renew as before"),
        ("other_states", "none"): gettext_lazy("Opens no way in"),
        ("other_states", "with-conditions"): gettext_lazy("Opens a way in, with conditions"),
    }
)

TOPICS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "ethics": gettext_lazy("ethics"),
        "peer-ethics": gettext_lazy("peer ethics"),
        "law-and-ethics": gettext_lazy("law and ethics"),
        "confidentiality": gettext_lazy("confidentiality"),
        "cultural": gettext_lazy("cultural sensitivity"),
    }
)


@dataclass(frozen=True)
class TermShown:
    """One term as it stands: in words, as a form would write it, and whose word it is. `later`: rows still to come."""

    name: TermName
    label: str
    term: Term
    value: str
    says: str
    later: Sequence[tuple[date, str]]

    @property
    def written(self) -> str:
        return as_written(self.term.value)


def terms_shown(code: str, on: date) -> list[TermShown]:
    """What is asked on a day, term by term in the order of TERMS, the topics right after the learning they are part of."""
    programme = programme_of(code)
    return list(_shown(programme, on))


def label_of(name: TermName) -> str:
    """A term's name for people."""
    if name.topic:
        return capfirst(_("learning on %(topic)s") % {"topic": TOPICS.get(name.topic, name.topic.replace("-", " "))})
    return str(LABELS[name.term])


def value_words(name: TermName, value: TermValue) -> str:
    """A term's value for people: "2 years", "40 hours", "$25.00", "Yes", "Apply anew"."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Span():
            return span_words(value.amount, value.unit.value)
        case Hours():
            amount = f"{value.normalize():f}"
            return ngettext("%(n)s hour", "%(n)s hours", 1 if value == 1 else 2) % {"n": amount}
        case Decimal():
            return money_words(value)
        case str():
            return str(WORDS.get((name.term, value), value))
        case _:
            return str(value)


def short_words(name: TermName, value: TermValue) -> str:
    """The same where it stands beside other hours: "40 h"."""
    return hours_words(value) if isinstance(value, Hours) else value_words(name, value)


def amendment_words(row: ProgrammeAmendment) -> tuple[str, str]:
    """A board's word on its programme: the term's name, and the value, as written where canon can no longer read it."""
    name = TermName(row.term, row.topic)
    try:
        value = value_words(name, read_word((row.term, row.topic, row.value, row.from_day, row.source)).value)
    except ValueFault:  # written for an earlier release
        value = row.value
    return label_of(name), value


def as_written(value: TermValue) -> str:
    """A value as a row's text column holds it."""
    raw = written(value)
    return str(raw).lower() if isinstance(raw, bool) else str(raw)


def _shown(programme: Programme, on: date) -> Iterator[TermShown]:
    for name in TERMS:
        term = programme.on(name, on)
        if term is not None:
            yield _one(TermName(term=name), term, programme.terms[name], on)
        if name == "learning":
            for topic, asked in programme.buckets_on(on).items():
                yield _one(TermName(topic=topic), asked, programme.buckets[topic], on)


def _one(name: TermName, term: Term, rows: Sequence[Term], on: date) -> TermShown:
    later = [(row.start, value_words(name, row.value)) for row in rows if row.start > on]
    return TermShown(name, label_of(name), term, value_words(name, term.value), _sentence(name, term), later)


def _sentence(name: TermName, term: Term) -> str:
    value = value_words(name, term.value)
    if name.topic:
        topic = TOPICS.get(name.topic, name.topic.replace("-", " "))
        return _("%(value)s of them on %(topic)s") % {"value": value, "topic": topic}
    if name.term in SENTENCES:
        return str(SENTENCES[name.term]) % {"value": value}
    return value
