"""acts.toml → Vocabulary."""

from __future__ import annotations

import re
from pathlib import Path

from canon.act import Act, Acts, Choice, Fact, FactType, Source as FactSource, Vocabulary
from canon.reading.facts import NOBODY_KNOWS
from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.toml import Source, open_toml
from canon.values import Value, shown

_FACT_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_ACT_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RESERVED = ("true", "false", "in")
_FACT_FIELDS = (
    "name",
    "type",
    "label",
    "from",
    "ask",
    "hint",
    "if_true",
    "if_false",
    "choices",
    "absent",
    "step",
    "to",
    "per_code",
    "if_true_under",
    "if_false_under",
)
_ACT_FIELDS = ("name", "does", "may", "topic", "words", "facts", "needs_ground", "compelled", "ask")


def read_vocabulary(path: Path) -> Vocabulary:
    """Read acts.toml. Raises FileRefused with every fault found."""
    return vocabulary_from(open_toml(path))


def vocabulary_from(source: Source) -> Vocabulary:
    """Read a parsed acts.toml. Raises FileRefused."""
    faults: list[Fault] = []
    top = Fields(source, source.data, (), faults)
    top.only(("fact", "act"))
    facts: dict[str, Fact] = {}
    for fields in top.tables("fact"):
        fact = _fact(fields)
        if fact.name in facts:
            fields.fault("duplicate-fact", f"fact {fact.name!r} stands twice", "Keep one.", "name")
        facts[fact.name] = fact
    acts = Acts()
    for fields in top.tables("act"):
        act = _act(fields, facts)
        if act.name in acts:
            fields.fault("duplicate-act", f"act {act.name!r} stands twice", "Keep one.", "name")
        acts[act.name] = act
    if faults:
        raise FileRefused(faults)
    return Vocabulary(facts, acts)


def _fact(fields: Fields) -> Fact:
    fields.only(_FACT_FIELDS)
    kind = fields.one_of("type", FactType, FactType.YES_NO)
    origin = fields.one_of("from", FactSource, FactSource.WORKER) if "from" in fields.table else FactSource.WORKER
    per_code = fields.flag("per_code")
    choices = tuple(
        Choice(
            c.text("value", required=True),
            c.text("label", required=True),
            c.text("says", required=True),
            c.text("hint"),
        )
        for c in fields.tables("choices")
    )
    fact = Fact(
        name=fields.text("name", required=True),
        type=kind,
        label=fields.text("label", required=True),
        source=origin,
        ask=fields.text("ask", required=origin is not FactSource.POLICY),
        hint=fields.text("hint"),
        if_true=fields.text("if_true", required=kind is FactType.YES_NO),
        if_false=fields.text("if_false", required=kind is FactType.YES_NO),
        choices=choices,
        absent=fields.text("absent", required=origin is FactSource.POLICY),
        step=fields.text("step"),
        to=_to(fields),
        per_code=per_code,
        if_true_under=fields.text("if_true_under", required=per_code),
        if_false_under=fields.text("if_false_under", required=per_code),
        line=fields.line(),
    )
    _check_words(fields, fact)
    _check_per_code(fields, fact)
    if (kind is FactType.CHOICE) != bool(choices):
        fields.fault(
            "choices",
            f"{fact.name!r}: choices go with type choice",
            "Give a choice fact its choices, and no other fact any.",
            "type",
        )
    if fact.absent and not fact.admits(fact.absent):
        fields.fault(
            "choices",
            f"{fact.absent!r} is no choice of {fact.name!r}",
            "Let `absent` name one of the choices.",
            "absent",
        )
    if fact.step and not fact.admits(fact.to):
        fields.fault(
            "choices",
            f"the step of {fact.name!r} leads to {fact.to!r}, which it cannot be",
            "Let `to` name one of its values.",
            "to",
        )
    return fact


def _check_words(fields: Fields, fact: Fact) -> None:
    """A fact has a name that conditions can read, and choices that can be told apart from "I don't know"."""
    if fact.name and (not _FACT_NAME.fullmatch(fact.name) or fact.name.startswith("param.") or fact.name in _RESERVED):
        fields.fault(
            "bad-name",
            f"{shown(fact.name)} is no name for a fact",
            "Write it like gift.is_token, in small letters.",
            "name",
        )
    values = [choice.value for choice in fact.choices]
    odd = sorted({value for value in values if values.count(value) > 1 or value in NOBODY_KNOWS})
    if odd:
        fields.fault(
            "choices",
            f"{odd[0]!r} stands twice among the choices of {fact.name!r}, or means that nobody knows",
            "Give each choice its own value.",
            "choices",
        )


def _check_per_code(fields: Fields, fact: Fact) -> None:
    """Only a record can tell codes apart: nobody is asked the same thing once a code."""
    if fact.per_code and (fact.source is not FactSource.RECORD or fact.type is not FactType.YES_NO):
        fields.fault(
            "per-code",
            f"{fact.name!r} cannot have a value for each code",
            'Keep per_code to a yes-no fact with from = "record", or take it out.',
            "per_code",
        )
    for key, text in (("if_true_under", fact.if_true_under), ("if_false_under", fact.if_false_under)):
        if text and not fact.per_code:
            fields.fault("per-code", f"{fact.name!r} has no value for each code", f"Take {key} out.", key)
        elif text and text.count("{code}") != 1:
            fields.fault(
                "per-code", f"{key} of {fact.name!r} names no code", "Write {code} once, where its name goes.", key
            )


def _to(fields: Fields) -> Value:
    value = fields.table.get("to", True)
    if isinstance(value, bool | str | int):
        return value
    fields.fault("bad-value", f"{shown(value)} is nothing a fact can hold", "Let `to` be one of its values.", "to")
    return True


def _act(fields: Fields, facts: dict[str, Fact]) -> Act:
    fields.only(_ACT_FIELDS)
    names = fields.texts("facts")
    act_name = fields.text("name", required=True)
    if act_name and not _ACT_NAME.fullmatch(act_name):
        fields.fault("bad-name", f"{shown(act_name)} is no name for an act", "Write it like accept-gift.", "name")
    if len(set(names)) < len(names):
        fields.fault("duplicate-fact", f"{act_name!r} lists a fact twice", "Keep one.", "facts")
    for name in names:
        if name not in facts:
            fields.fault(
                "unknown-fact", f"there is no fact {name!r}", "Add a [[fact]] for it, or take it out.", "facts"
            )
    asks = fields.table.get("ask", {})
    own: dict[str, str] = {}
    if isinstance(asks, dict):
        _flatten_texts(asks, "", own)
    for name in own:
        if name not in names:
            fields.fault(
                "unknown-fact", f"`ask` words a fact the act does not list: {name!r}", "List it in `facts`.", "ask"
            )
    return Act(
        name=act_name,
        does=fields.text("does", required=True),
        may=fields.text("may", required=True),
        topic=fields.text("topic", required=True),
        facts=tuple(facts[name] for name in names if name in facts),
        words=fields.texts("words"),
        needs_ground=fields.flag("needs_ground"),
        compelled=fields.flag("compelled"),
        asks=own,
        line=fields.line(),
    )


def _flatten_texts(table: dict[object, object], prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _flatten_texts(value, f"{name}.", into)
        elif isinstance(value, str):
            into[name] = value
