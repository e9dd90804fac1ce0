"""A ruling as plain data with stable keys, for programs and for keeping."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from canon.act import Fact
from canon.explaining import Explanation, WhyNot, because, explain, say, still_possible
from canon.ruling import CodeRuling, Ruling
from canon.values import DontKnow, Stated


def ruling_data(ruling: Ruling, explanation: Explanation | None = None) -> dict[str, object]:
    """The ruling with its reasons: `answer`, `allows`, `codes`, `decided_by`, `required_by`, `next`, `ask`, `possible`,
    `why_not`, `would_permit` (null where no step would do), `clash`, `readings`, `facts`, `on`; and
    `own_facts`, by code, where a code has facts of its own.
    """
    why = explanation or explain(ruling)
    data: dict[str, object] = {
        "act": ruling.act.name,
        "on": ruling.on.isoformat(),
        "answer": ruling.answer.value,
        "allows": ruling.allows,
        "clash": ruling.clash,
        "codes": {code: _code_data(own, ruling) for code, own in ruling.codes.items()},
        "decided_by": list(dict.fromkeys(c.clause for c in ruling.decided_by)),
        "required_by": list(dict.fromkeys(c.clause for c in ruling.required_by)),
        "next": list(ruling.next),
        "ask": None if why.ask is None else _question_data(why.ask.fact, why.ask.ask, is_last=why.ask.is_last),
        "possible": [answer.value for answer in still_possible(ruling)],
        "why_not": [_why_not_data(reason, ruling) for reason in why.why_not],
        "would_permit": None if why.would_permit is None else [_step_data(fact) for fact in why.would_permit],
        "readings": readings(ruling),
        "facts": _facts_data(ruling.facts),
    }
    if ruling.own:
        data["own_facts"] = {code: _facts_data(facts) for code, facts in ruling.own.items()}
    return data


def _facts_data(facts: Mapping[str, Stated]) -> dict[str, object]:
    return {name: fact_data(value) for name, value in facts.items()}


def fact_data(value: Stated) -> bool | str | int:
    """A stated value as JSON holds it: money as "25.00 USD", "I don't know" as "dont-know"."""
    if isinstance(value, DontKnow):
        return value.value
    return f"{value:.2f} USD" if isinstance(value, Decimal) else value


def readings(ruling: Ruling) -> list[dict[str, str]]:
    """The named readings that the deciding clauses rest on."""
    cited = [c for own in ruling.codes.values() for c in (*own.decided_by, *own.required_by)]
    found = {(c.clause, c.rule.reading): c for c in cited if c.rule.reading}
    return [{"clause": clause, "reading": name} for clause, name in found]


def _code_data(own: CodeRuling, ruling: Ruling) -> dict[str, object]:
    return {
        "answer": own.answer.value,
        "decided_by": list(dict.fromkeys(c.clause for c in own.decided_by)),
        "required_by": list(dict.fromkeys(c.clause for c in own.required_by)),
        "because": {c.clause: say(because(c, ruling), ruling, own.code) for c in (*own.decided_by, *own.required_by)},
        "waiting": list(own.waiting),
        "possible": [answer.value for answer in still_possible(ruling, own.code)],
    }


def _question_data(fact: Fact, ask: str, *, is_last: bool) -> dict[str, object]:
    choices: list[Mapping[str, str]] = [{"value": c.value, "label": c.label} for c in fact.choices]
    return {"fact": fact.name, "type": fact.type.value, "ask": ask, "choices": choices, "is_last": is_last}


def _why_not_data(reason: WhyNot, ruling: Ruling) -> dict[str, object]:
    return {
        "clause": reason.clause,
        "why": reason.why.value,
        "because": say(reason.grounds, ruling, reason.code),
        "by": list(reason.by),
        "waits_for": list(reason.waits_for),
    }


def _step_data(fact: Fact) -> dict[str, object]:
    return {"fact": fact.name, "to": fact_data(fact.to), "step": fact.step}
