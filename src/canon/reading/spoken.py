"""The vocabulary in another language: acts.es.toml → the same facts and acts, in words that a worker reads.

    [fact."gift.value"]
    label = "Valor"
    ask = "¿Cuánto vale?"

A file of words says what acts.toml says and no more: the same names, the same pieces of each, all of them. So a
question added in English cannot reach a reader of Spanish unasked, and one taken out does not linger.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from canon.act import Act, Acts, Choice, Fact, UnknownAct, UnknownFact, Vocabulary
from canon.reading.facts import flat
from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.toml import open_toml

_OF_A_FACT: Final = ("label", "ask", "hint", "if_true", "if_false", "if_true_under", "if_false_under", "step")
_OF_A_CHOICE: Final = ("label", "hint", "says")
_OF_AN_ACT: Final = ("does", "may")


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary's words in one language. `language` is a tag such as "es"; names, types and order are unchanged."""

    language: str
    vocabulary: Vocabulary

    def fact(self, fact: Fact) -> Fact:
        """The same fact in this language. Raises KeyError for one of another vocabulary."""
        return self.vocabulary.facts[fact.name]

    def act(self, act: Act) -> Act:
        """The same act in this language. Raises UnknownAct for one of another vocabulary."""
        return self.vocabulary.acts[act.name]


def read_words(path: Path, vocabulary: Vocabulary) -> Words:
    """Read a vocabulary's words. Raises FileRefused with every name that is unknown and every piece that is missing."""
    source = open_toml(path)
    faults: list[Fault] = []
    top = Fields(source, source.data, (), faults)
    top.only(("language", "fact", "act"))
    language = top.text("language", required=True)
    facts = _Group(top.table_of("fact"), tuple(vocabulary.facts), UnknownFact)
    acts = _Group(top.table_of("act"), tuple(vocabulary.acts), UnknownAct)
    own = {name: _fact(facts.table(name), fact) for name, fact in vocabulary.facts.items()}
    spoken = Acts({name: _act(acts.table(name), act, own) for name, act in vocabulary.acts.items()})
    if faults:
        raise FileRefused(faults)
    return Words(language, Vocabulary(own, spoken))


def translated(vocabulary: Vocabulary, path: Path) -> Vocabulary:
    """The vocabulary in a file's words; rulings on it are the same. Raises FileRefused."""
    return read_words(path, vocabulary).vocabulary


class _Group:
    """All the facts, or all the acts, of a file of words. Names nobody listed are noted at once."""

    def __init__(self, fields: Fields, names: tuple[str, ...], unknown: type[UnknownFact | UnknownAct]) -> None:
        self.fields, self.names, self.kind = fields, names, unknown.kind
        for name in fields.table:
            if name not in names:
                remedy = f"Take it out, or give it the name that the {self.kind} has in acts.toml."
                fields.fault(f"unknown-{self.kind}", str(unknown(name, names)), remedy, name)

    def table(self, name: str) -> Fields | None:
        """The words of one name; None, and a fault where they belong, if there are none."""
        if name in self.fields.table:
            return self.fields.table_of(name)
        what = f"the {self.kind} {name!r} has no words here"
        remedy = f'Add [{self.kind}."{name}"] and its words.'
        path = self.fields.source.path
        self.fields.faults.append(Fault(path, self._line_before(name), "missing-words", what, remedy))
        return None

    def _line_before(self, name: str) -> int:
        """The line of the nearest name above it in acts.toml that the file does have; 0 where there is none."""
        above = self.names[: self.names.index(name)]
        return next((self.fields.line(n) for n in reversed(above) if n in self.fields.table), 0)


def _fact(fields: Fields | None, fact: Fact) -> Fact:
    if fields is None:
        return fact
    _no_leftovers(fields, fact, _OF_A_FACT, more=("choices",) if fact.choices else (), where=f"fact {fact.name!r}")
    return replace(
        fact,
        label=_text(fields, "label", fact.label),
        ask=_text(fields, "ask", fact.ask),
        hint=_text(fields, "hint", fact.hint),
        if_true=_text(fields, "if_true", fact.if_true),
        if_false=_text(fields, "if_false", fact.if_false),
        if_true_under=_text(fields, "if_true_under", fact.if_true_under),
        if_false_under=_text(fields, "if_false_under", fact.if_false_under),
        step=_text(fields, "step", fact.step),
        choices=_choices(fields.table_of("choices"), fact),
    )


def _choices(fields: Fields, fact: Fact) -> tuple[Choice, ...]:
    _only(fields, [choice.value for choice in fact.choices], f"fact {fact.name!r}")
    return tuple(_choice(fields.table_of(choice.value), choice) for choice in fact.choices)


def _choice(fields: Fields, choice: Choice) -> Choice:
    _no_leftovers(fields, choice, _OF_A_CHOICE, where=f"choice {choice.value!r}")
    return replace(
        choice,
        label=_text(fields, "label", choice.label),
        hint=_text(fields, "hint", choice.hint),
        says=_text(fields, "says", choice.says),
    )


def _act(fields: Fields | None, act: Act, facts: Mapping[str, Fact]) -> Act:
    own = tuple(facts[fact.name] for fact in act.facts)
    if fields is None:
        return replace(act, facts=own)
    _only(fields, (*_OF_AN_ACT, "words", *(("ask",) if act.asks else ())), f"act {act.name!r}")
    words = fields.texts("words")
    if act.words and not words:
        fields.fault("missing-words", f"act {act.name!r} has no words to search by", 'Add words = ["..."].', "words")
    return replace(
        act,
        does=_text(fields, "does", act.does),
        may=_text(fields, "may", act.may),
        words=words,
        facts=own,
        asks=_asks(fields.table_of("ask"), act),
    )


def _asks(fields: Fields, act: Act) -> dict[str, str]:
    asked = Fields(fields.source, dict(flat(fields.table)), fields.at, fields.faults)
    _only(asked, tuple(act.asks), f"`ask` of act {act.name!r}")
    return {name: asked.text(name, required=True) for name in act.asks}


def _text(fields: Fields, key: str, source: str) -> str:
    """A piece that acts.toml has, so that this file must have it too; empty where acts.toml has none."""
    return fields.text(key, required=True) if source else ""


def _no_leftovers(
    fields: Fields, source: Fact | Choice, keys: Sequence[str], *, where: str, more: tuple[str, ...] = ()
) -> None:
    _only(fields, (*(key for key in keys if getattr(source, key)), *more), where)


def _only(fields: Fields, known: Iterable[str], where: str) -> None:
    """Note every piece that acts.toml does not have: it is a leftover, or a slip of the pen."""
    names = tuple(known)
    for key in fields.table:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else "Take it out, or add it to acts.toml first."
            fields.fault("unknown-words", f"{where} has no {key!r} in acts.toml", remedy, key)
