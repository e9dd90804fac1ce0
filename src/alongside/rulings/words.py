"""The words of acts and facts in the reader's language: the one place where they are put into Spanish.

A code's clauses are restated in English only. What has no Spanish is shown in English and says so (`lang`), so that a
screen reader does not read it with the wrong voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import structlog
from django.utils.translation import get_language, gettext as _

from alongside.rulebook.codes_folder import codes_folder
from alongside.rulebook.queries import vocabulary
from alongside.rulings.telling import Plain, ToldFact
from alongside.ui.amounts import money_words
from canon.act import Act, Choice, Fact, FactType, Vocabulary
from canon.reading import FileRefused, read_words
from canon.values import read_money

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the language they are in where it is not the page's."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


Key = tuple[str, ...]


def said(english: str, *key: str) -> Said:
    """English words in the reader's language, looked up by what they belong to, e.g. "act", "accept-gift", "may"."""
    if not english or _is_english():
        return Said(english)
    spanish = _spanish().get(key, "")
    return Said(spanish) if spanish else Said(english, "en")


def may(act: Act) -> Said:
    """ "May I accept a gift?" """
    return said(act.may, "act", act.name, "may")


def may_of(name: str, english: str) -> Said:
    """The same for an act that may no longer be listed."""
    return said(english, "act", name, "may")


def does(act: Act) -> Said:
    """ "Accept a gift" """
    return said(act.does, "act", act.name, "does")


def search_words(act: Act) -> str:
    """Everything an act may be looked for by, in both languages."""
    keys = (("act", act.name, part) for part in ("may", "does", "words"))
    return " ".join(
        [act.may, act.does, act.topic.replace("-", " "), *act.words, *(_spanish().get(k, "") for k in keys)]
    )


def question(act: Act, fact: Fact) -> Said:
    """How this act asks for a fact."""
    key = ("act", act.name, "ask", fact.name) if fact.name in act.asks else ("fact", fact.name, "ask")
    return said(act.question(fact), *key)


def hint(fact: Fact) -> Said:
    return said(fact.hint, "fact", fact.name, "hint")


def label(name: str, english: str) -> Said:
    """A fact's short name in a list."""
    return said(english, "fact", name, "label")


def choice_label(fact: Fact, choice: Choice) -> Said:
    return said(choice.label, "fact", fact.name, choice.value, "label")


def choice_hint(fact: Fact, choice: Choice) -> Said:
    return said(choice.hint, "fact", fact.name, choice.value, "hint")


def step(fact: str, english: str) -> Said:
    """What a worker does to bring a fact about."""
    return said(english, "fact", fact, "step")


def because(grounds: list[str]) -> Said:
    """ "$30.00 is more than $25.00 and you support this person now.", to stand after "Because"; empty for none."""
    if not grounds:
        return Said("")
    told = grounds if _is_english() else [_ground(ground) for ground in grounds]
    lang = ""
    if not all(told):
        told, lang = grounds, "en"
    if lang:
        return Said(f"{' and '.join([', '.join(told[:-1]), told[-1]]) if told[1:] else told[0]}.", lang)
    return Said(f"{all_of(told)}.")


def all_of(parts: list[str]) -> str:
    """ "a, b and c" in the reader's language."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


_COMPARED: Final = re.compile(r"(\S+) is (exactly|more than|less than) (\S+)")


def _ground(english: str) -> str:
    """A ground in Spanish: a phrase of the vocabulary, or two amounts compared; empty where there is none."""
    if found := _COMPARED.fullmatch(english):
        said = {
            "exactly": _("%(left)s is exactly %(right)s"),
            "more than": _("%(left)s is more than %(right)s"),
            "less than": _("%(left)s is less than %(right)s"),
        }[found[2]]
        return said % {"left": found[1], "right": found[3]}
    return _spanish().get(("because", english), "") or _ground_under(english)


def _ground_under(english: str) -> str:
    """The same for a phrase that names the code it holds for: "your North Carolina certificate is not in force"."""
    for key, spanish in _spanish().items():
        if key[0] == "because-under":
            before, after = key[1].split("{code}")
            if english.startswith(before) and english.endswith(after) and len(english) > len(before + after):
                name = english[len(before) : len(english) - len(after)]
                return spanish.replace("{code}", _(name))
    return ""


def value_of(fact: ToldFact) -> Said:
    """A fact's value as people read it. What today's vocabulary no longer knows is shown as it was kept."""
    known = vocabulary().facts.get(fact.name)
    return _value(known, fact.value) if known is not None and _fits(known, fact.value) else Said(fact.shown)


def _fits(fact: Fact, value: Plain) -> bool:
    return fact.type is not FactType.CHOICE or value == "dont-know" or any(c.value == value for c in fact.choices)


def _value(fact: Fact, value: Plain) -> Said:
    if value == "dont-know":
        return Said(_("I don’t know"))
    match fact.type:
        case FactType.YES_NO:
            return Said(_("Yes") if value else _("No"))
        case FactType.CHOICE:
            return choice_label(fact, fact.choice(str(value)))
        case FactType.MONEY:
            return Said(money_words(read_money(value)))
        case FactType.COUNT:
            return Said(str(value))


def _is_english() -> bool:
    return not (get_language() or "en").startswith("es")


def _spanish() -> Mapping[Key, str]:
    """The vocabulary's Spanish by key; empty for a vocabulary that nobody has put into Spanish."""
    return _spanish_of(vocabulary())


@lru_cache(maxsize=4)
def _spanish_of(english: Vocabulary) -> Mapping[Key, str]:
    try:
        spanish = read_words(codes_folder() / "acts.es.toml", english).vocabulary
    except FileRefused as refused:
        log.warning("spanish_refused", faults=len(refused.faults))  # pages then say it in English, and mark it so
        return {}
    return dict((*_act_words(spanish), *_fact_words(spanish), *_grounds(english, spanish)))


def _act_words(spanish: Vocabulary) -> Iterator[tuple[Key, str]]:
    for act in spanish.acts.values():
        yield ("act", act.name, "may"), act.may
        yield ("act", act.name, "does"), act.does
        yield ("act", act.name, "words"), " ".join(act.words)
        for fact, ask in act.asks.items():
            yield ("act", act.name, "ask", fact), ask


def _grounds(english: Vocabulary, spanish: Vocabulary) -> Iterator[tuple[Key, str]]:
    """The phrases that end "Because ...", found again by their English, since that is what a kept ruling holds."""
    for name, fact in english.facts.items():
        if (own := spanish.facts.get(name)) is not None:
            yield ("because", fact.if_true), own.if_true
            yield ("because", fact.if_false), own.if_false
            if fact.if_true_under:
                yield ("because-under", fact.if_true_under), own.if_true_under
                yield ("because-under", fact.if_false_under), own.if_false_under
            yield from ((("because", c.says), own.choice(c.value).says) for c in fact.choices)


def _fact_words(spanish: Vocabulary) -> Iterator[tuple[Key, str]]:
    for fact in spanish.facts.values():
        for part, text in (("ask", fact.ask), ("hint", fact.hint), ("label", fact.label), ("step", fact.step)):
            yield ("fact", fact.name, part), text
        for choice in fact.choices:
            yield ("fact", fact.name, choice.value, "label"), choice.label
            yield ("fact", fact.name, choice.value, "hint"), choice.hint
