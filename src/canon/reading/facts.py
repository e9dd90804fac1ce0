"""Facts and policies as people write them (JSON or TOML) → typed facts, with the nearest name where one is unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, cast

from canon.act import Act, Fact, FactType, UnknownFact, Vocabulary
from canon.policy import Policy, PolicySetting
from canon.reading.faults import Fault, FileRefused
from canon.reading.toml import DEEPEST, decoded, is_too_deep, parse_toml, read_bytes
from canon.values import DONT_KNOW, Stated, ValueFault, is_count, read_money, read_setting, shown

NOBODY_KNOWS: Final = ("dont-know", "don't know", "unknown")


def read_facts(data: Mapping[str, object], act: Act, *, name: str = "facts") -> dict[str, Stated]:
    """Typed facts from a flat or nested table; null or "dont-know" says that nobody knows.

    Raises FileRefused naming every fact that is unknown to the act or not of its type, and what was expected.
    """
    facts: dict[str, Stated] = {}
    faults: list[Fault] = []
    for key, raw in flat(data):
        try:
            fact = act.fact(key)
            if key in facts:
                raise ValueFault("it is stated twice")
            facts[key] = read_fact(fact, raw)
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
    if raw is None or (isinstance(raw, str) and raw in NOBODY_KNOWS):
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
    """A JSON or TOML file as a table. Raises FileRefused, and nothing else."""
    raw = read_bytes(path)
    loaded: object = parse_toml(raw, path.name).data if path.suffix == ".toml" else _parse_json(raw, path.name)
    if not isinstance(loaded, dict):
        remedy = (
            'Write names with their values in braces: facts as {"gift.value": "25.00 USD"}, events as {"events": []}.'
        )
        raise FileRefused([Fault(path.name, 0, "file-unreadable", "it holds no table", remedy)])
    return cast("dict[str, object]", loaded)


def _parse_json(raw: bytes, name: str) -> object:
    text = decoded(raw, name)
    try:
        loaded: object = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else 0
        what = f"it is neither JSON nor, named .toml, TOML ({str(problem)[:200]})"
        raise FileRefused([Fault(name, line, "file-unreadable", what, "Mend the line.")]) from None
    if is_too_deep(loaded):
        raise FileRefused([Fault(name, 0, "file-too-deep", "it is nested too deep", f"Keep within {DEEPEST} levels.")])
    return loaded


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if any(key == k for k, _ in pairs[:n]))
        raise ValueError(f"{shown(twice)} stands twice")
    return table


def read_policy(data: Mapping[str, object], vocabulary: Vocabulary, *, name: str = "policy") -> Policy:
    """A policy: `policy.*` facts, and `[[set]] clause param value from` rows. Raises FileRefused."""
    faults: list[Fault] = []
    facts: dict[str, Stated] = {}
    settings: list[PolicySetting] = []
    rows, title = data.get("set", []), data.get("name", name)
    stated = {fact: value for fact, value in vocabulary.facts.items() if value.absent}
    for key, raw in flat({k: v for k, v in data.items() if k not in ("set", "name")}):
        try:
            if key not in stated:
                raise UnknownFact(key[:200], stated, "an employer's policy")
            if key in facts:
                raise ValueFault("it is stated twice")
            facts[key] = read_fact(stated[key], raw)
        except (UnknownFact, ValueFault) as problem:
            faults.append(Fault(name, 0, "bad-policy", f"{key[:200]}: {problem}", "Mend it, or leave it out."))
    if not isinstance(rows, list):
        faults.append(Fault(name, 0, "bad-policy", "`set` is no list of tables", "Write [[set]] before each row."))
        rows = []
    for number, row in enumerate(rows, 1):
        try:
            settings.append(_policy_setting(row))
        except ValueFault as problem:
            what = f"[[set]] row {number}: {problem}"
            faults.append(Fault(name, 0, "bad-policy", what, "Write clause, param, value and from."))
    if faults:
        raise FileRefused(faults)
    return Policy(str(title), facts, tuple(settings))


def _policy_setting(row: object) -> PolicySetting:
    """One row of a policy. Raises ValueFault."""
    if not isinstance(row, dict):
        raise ValueFault(f"{shown(row)} is no table")
    odd = [key for key in row if key not in ("clause", "param", "value", "from")]
    if odd:
        raise ValueFault(f"there is no field {shown(odd[0])}")
    clause, param, start = row.get("clause"), row.get("param"), row.get("from", date.min)
    if not isinstance(clause, str) or not isinstance(param, str):
        raise ValueFault("clause and param are texts")
    if isinstance(start, str):
        try:
            start = date.fromisoformat(start)
        except ValueError:
            raise ValueFault(f"{shown(start)} is not a day") from None
    if isinstance(start, datetime) or not isinstance(start, date):
        raise ValueFault(f"{shown(start)} is not a day")
    return PolicySetting(clause, param, read_setting(row.get("value")), start)
