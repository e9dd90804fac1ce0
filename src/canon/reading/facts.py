"""Facts and policies as people write them (JSON or TOML) → typed facts, with the nearest name where one is unknown."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from canon.act import Act, Fact, FactType, UnknownFact, Vocabulary
from canon.policy import Policy, PolicySetting
from canon.reading.faults import Fault, FileRefused
from canon.values import DONT_KNOW, Stated, ValueFault, is_count, read_money, read_setting, shown

_UNKNOWN = ("dont-know", "don't know", "unknown")


def read_facts(data: Mapping[str, object], act: Act, *, name: str = "facts") -> dict[str, Stated]:
    """Typed facts from a flat or nested table; null or "dont-know" says that nobody knows.

    Raises FileRefused naming every fact that is unknown to the act or not of its type, and what was expected.
    """
    facts: dict[str, Stated] = {}
    faults: list[Fault] = []
    for key, raw in flat(data):
        try:
            facts[key] = read_fact(act.fact(key), raw)
        except UnknownFact as problem:
            faults.append(
                Fault(
                    name,
                    0,
                    "unknown-fact",
                    str(problem),
                    f"Facts of {act.name}: {', '.join(f.name for f in act.facts)}.",
                )
            )
        except ValueFault as problem:
            faults.append(Fault(name, 0, "wrong-type", f"{key}: {problem}", "Mend it, or leave the fact out."))
    if faults:
        raise FileRefused(faults)
    return facts


def read_fact(fact: Fact, raw: object) -> Stated:
    """One fact's value. Raises ValueFault, saying what is expected."""
    if raw is None or (isinstance(raw, str) and raw in _UNKNOWN):
        return DONT_KNOW
    match fact.type:
        case FactType.MONEY:
            return read_money(raw)
        case FactType.YES_NO:
            if isinstance(raw, bool):
                return raw
            raise ValueFault(f"{shown(raw)} is not a yes or no: write true or false")
        case FactType.COUNT:
            if is_count(raw):
                return cast("int", raw)
            raise ValueFault(f"{shown(raw)} is not a whole number")
        case FactType.CHOICE:
            if isinstance(raw, str) and fact.admits(raw):
                return raw
            raise ValueFault(f"{shown(raw)} is none of: {', '.join(c.value for c in fact.choices)}")


def flat(data: Mapping[str, object], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Nested tables as dotted names: `{"gift": {"value": 1}}` gives `("gift.value", 1)`."""
    for key, value in data.items():
        if isinstance(value, dict) and depth < 6:
            yield from flat(cast("dict[str, object]", value), f"{prefix}{key}.", depth + 1)
        else:
            yield f"{prefix}{key}", value


def open_table(path: Path) -> dict[str, object]:
    """A JSON or TOML file as a table. Raises FileRefused."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise FileRefused(
            [Fault(path.name, 0, "file-unreadable", f"it cannot be read ({problem})", "Check the path.")]
        ) from None
    try:
        loaded: object = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise FileRefused(
            [Fault(path.name, 0, "file-unreadable", f"it is neither JSON nor TOML ({problem})", "Mend the line.")]
        ) from None
    if not isinstance(loaded, dict):
        raise FileRefused(
            [Fault(path.name, 0, "file-unreadable", "it holds no table", 'Write {"gift.value": "25.00 USD"}.')]
        )
    return cast("dict[str, object]", loaded)


def read_policy(data: Mapping[str, object], vocabulary: Vocabulary, *, name: str = "policy") -> Policy:
    """A policy: `policy.*` facts, and `[[set]] clause param value from` rows. Raises FileRefused."""
    faults: list[Fault] = []
    facts: dict[str, Stated] = {}
    settings: list[PolicySetting] = []
    rows = data.get("set", [])
    title = data.get("name", name)
    for key, raw in flat({k: v for k, v in data.items() if k not in ("set", "name")}):
        fact = vocabulary.facts.get(key)
        try:
            if fact is None or not fact.absent:
                raise UnknownFact(key, [f for f, v in vocabulary.facts.items() if v.absent], "an employer's policy")
            facts[key] = read_fact(fact, raw)
        except (UnknownFact, ValueFault) as problem:
            faults.append(Fault(name, 0, "bad-policy", f"{key}: {problem}", "Mend it, or leave it out."))
    for row in cast("list[dict[str, object]]", rows) if isinstance(rows, list) else []:
        try:
            start = row.get("from", date.min)
            start = date.fromisoformat(start) if isinstance(start, str) else start
            if not isinstance(start, date):
                raise ValueFault(f"{start!r} is not a day")
            settings.append(PolicySetting(str(row["clause"]), str(row["param"]), read_setting(row["value"]), start))
        except (KeyError, ValueError) as problem:
            faults.append(
                Fault(name, 0, "bad-policy", f"a [[set]] row: {problem}", "Write clause, param, value and from.")
            )
    if faults:
        raise FileRefused(faults)
    return Policy(str(title), facts, tuple(settings))
