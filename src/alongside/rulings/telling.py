"""A ruling as it is told: every word a page needs, as plain data, so that what was kept reads the same years later.

Old rulings are never worked out again: clauses and readings may have changed since, and what was said then was this.
What is said of a case (`Ruling.case`) is worked out once: to be added are the day, who states each fact, and what boards
have adopted and confirmed by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from alongside.rulings.asking import Asked
from alongside.rulings.stating import StatedBy, stated_by_data
from canon.act import Fact, FactType
from canon.explaining import Explanation, because, explain, say, still_possible, why_withheld
from canon.explaining.report import fact_data, ruling_data
from canon.ruling import Answer, Citation, Ruling
from canon.values import DontKnow, Stated, money_text

Plain = bool | int | str


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One fact: its label, its value as data ("30.00 USD", "dont-know") and as shown, and who stated it.

    codes: the ids of the codes it holds for, where others have another value; empty where it holds for all
    """

    name: str
    label: str
    value: Plain
    shown: str
    source: dict[str, str]
    codes: list[str] = field(default_factory=list)

    @property
    def stated_by(self) -> StatedBy:
        return stated_by_data(self.source)


@dataclass(frozen=True, slots=True)
class ToldClause:
    """A clause that gave its code's answer, or obliges the act: our words, and because of what on these facts.

    next, words: what to do, and words offered to say; empty where the clause only lets the act pass
    reading: how open wording was taken, where the rule rests on a reading; `unconfirmed` until a board signs it off
    """

    id: str
    code: str
    answer: str
    says: str
    because: list[str]
    next: str
    words: str
    reading: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class ToldCode:
    """A code's own answer, the clauses behind it, and the edition that was in force."""

    id: str
    place: str
    credential: str
    name: str
    edition: str
    digest: str
    is_adopted: bool
    answer: str
    decided_by: list[str]
    required_by: list[str]
    waiting: list[str]
    possible: list[str]


@dataclass(frozen=True, slots=True)
class ToldWhyNot:
    """A clause that bears on the act and did not decide. why: as `canon.explaining.Why`; by: clauses; waits_for: labels."""

    clause: str
    says: str
    why: str
    because: list[str]
    by: list[str]
    waits_for: list[str]


@dataclass(frozen=True, slots=True)
class ToldStep:
    """Something the worker can bring about."""

    fact: str
    step: str


@dataclass(frozen=True, slots=True)
class ToldWithheld:
    """A code that would permit, were it not for facts of its own: another code's permission does not stand in for it."""

    code: str
    because: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A ruling told. `steps` is None where nothing the worker can do would permit the act; `on` is an ISO day.

    withheld: where a code withholds its leave while another permits, because of what: why the answer is silence
    """

    act: str
    may: str
    does: str
    on: str
    answer: str
    allows: bool
    clash: bool
    codes: list[ToldCode]
    codes_source: dict[str, str]
    clauses: list[ToldClause]
    decided_by: list[str]
    required_by: list[str]
    why_not: list[ToldWhyNot]
    steps: list[ToldStep] | None
    facts: list[ToldFact]
    policy_rows: list[int]
    ruling: dict[str, object]
    withheld: list[ToldWithheld] = field(default_factory=list)

    def clause(self, clause_id: str) -> ToldClause | None:
        """A cited clause by id."""
        return next((c for c in self.clauses if c.id == clause_id), None)

    def code(self, code_id: str) -> ToldCode | None:
        """A code by id."""
        return next((c for c in self.codes if c.id == code_id), None)


def tell(asked: Asked) -> Told:
    """Everything a page says of a ruling."""
    return told_from_data(told_data(asked))


def told_data(asked: Asked) -> dict[str, Any]:
    """The same as it is kept. What is in it is shared with others of the same case, so change nothing."""
    case, day = _said_of(asked.ruling.case), asked.ruling.on.isoformat()
    return {
        **case.same,
        "on": day,
        "codes": [{**code, "is_adopted": asked.standings[code["id"]].is_adopted} for code in case.codes],
        "codes_source": asked.codes_by.data(),
        "clauses": [
            {**clause, "unconfirmed": reading is not None and reading not in asked.confirmed}
            for clause, reading in case.clauses
        ],
        "facts": _facts_data(asked),
        "policy_rows": list(asked.employer.rows),
        "ruling": {**case.ruling, "on": day},
    }


def told_facts(asked: Asked) -> list[ToldFact]:
    """The facts a ruling rests on, in the act's order, each with who stated it; once a value where codes differ."""
    return [ToldFact(**own) for own in _facts_data(asked)]


def _facts_data(asked: Asked) -> list[dict[str, Any]]:
    return [
        {**fact, "source": (asked.own_stated_by[code] if code else asked.stated_by)[fact["name"]].data()}
        for fact, code in _facts_of(asked.ruling.case)
    ]


def told_from_data(data: Mapping[str, Any]) -> Told:
    """Back from what was kept."""
    rest = {**data}
    rest["codes"] = [ToldCode(**own) for own in data["codes"]]
    rest["clauses"] = [ToldClause(**own) for own in data["clauses"]]
    rest["why_not"] = [ToldWhyNot(**own) for own in data["why_not"]]
    rest["steps"] = None if data["steps"] is None else [ToldStep(**own) for own in data["steps"]]
    rest["withheld"] = [ToldWithheld(**own) for own in data.get("withheld", ())]
    rest["facts"] = [ToldFact(**own) for own in data["facts"]]
    return Told(**rest)


def shown_value(fact: Fact, value: Stated) -> str:
    """A value in English, as kept beside the data; pages say it in the reader's language where they can."""
    if isinstance(value, DontKnow):
        return "I don’t know"
    match fact.type:
        case FactType.YES_NO:
            return "Yes" if value else "No"
        case FactType.CHOICE:
            return fact.choice(str(value)).label
        case FactType.MONEY:
            return money_text(value)  # type: ignore[arg-type]
        case FactType.COUNT:
            return str(value)


class _Said(NamedTuple):
    """What is told of every ruling on a case, as data.

    same: all of a kind that neither the day nor a board changes
    codes: without whether each is adopted
    clauses: each with (clause, reading) where it rests on one, but not whether that is confirmed
    ruling: for programs; of one of its days
    """

    same: Mapping[str, Any]
    codes: list[dict[str, Any]]
    clauses: list[tuple[dict[str, Any], tuple[str, str] | None]]
    ruling: dict[str, object]


@lru_cache(maxsize=512)
def _said_of(ruling: Ruling) -> _Said:
    """Worked out once for a case. It may take nothing from the ruling's day and policy, which are those of its first."""
    why = explain(ruling)
    same = {
        "act": ruling.act.name,
        "may": ruling.act.may,
        "does": ruling.act.does,
        "answer": ruling.answer.value,
        "allows": ruling.allows,
        "clash": ruling.clash,
        "decided_by": _ids(ruling.decided_by),
        "required_by": _ids(ruling.required_by),
        "why_not": _why_not(ruling, why),
        "steps": None if why.would_permit is None else [{"fact": f.name, "step": f.step} for f in why.would_permit],
        "withheld": [
            {"code": code, "because": say(found, ruling, code)} for code, found in why_withheld(ruling).items()
        ],
    }
    return _Said(same, _codes(ruling), _clauses(ruling), ruling_data(ruling, why))


@lru_cache(maxsize=512)
def _facts_of(ruling: Ruling) -> list[tuple[dict[str, Any], str]]:
    """The facts of a case as data, without who states them; with the code that each is known of alone, or ""."""
    return [told for fact in ruling.act.facts for told in _fact_of(fact, ruling)]


def _fact_of(fact: Fact, ruling: Ruling) -> Iterator[tuple[dict[str, Any], str]]:
    own = {code: facts[fact.name] for code, facts in ruling.own.items() if fact.name in facts}
    value = ruling.facts.get(fact.name)
    if value is not None:
        others = [code for code in ruling.codes if code not in own] if own else []
        yield _fact_data(fact, value, others), ""
    for code, value in own.items():
        yield _fact_data(fact, value, [code]), code


def _fact_data(fact: Fact, value: Stated, codes: list[str]) -> dict[str, Any]:
    shown = shown_value(fact, value)
    return {"name": fact.name, "label": fact.label, "value": fact_data(value), "shown": shown, "codes": codes}


def _codes(ruling: Ruling) -> list[dict[str, Any]]:
    editions = {live.id: live.edition for live in ruling.live}
    return [
        {
            "id": code,
            "place": editions[code].code.place,
            "credential": editions[code].code.credential,
            "name": editions[code].code.name,
            "edition": editions[code].name,
            "digest": editions[code].digest,
            "answer": own.answer.value,
            "decided_by": _ids(own.decided_by),
            "required_by": _ids(own.required_by),
            "waiting": list(own.waiting),
            "possible": [answer.value for answer in still_possible(ruling, code)],
        }
        for code, own in ruling.codes.items()
    ]


def _clauses(ruling: Ruling) -> list[tuple[dict[str, Any], tuple[str, str] | None]]:
    """Each cited clause once: through the rule that says what to do, where one does."""
    chosen: dict[str, tuple[str, Citation]] = {}
    for code, own in ruling.codes.items():
        for citation in (*own.decided_by, *own.required_by):
            before = chosen.get(citation.clause)
            if before is None or (not before[1].next and citation.next):
                chosen[citation.clause] = (code, citation)
    return [_clause(code, citation, ruling) for code, citation in chosen.values()]


def _clause(code: str, citation: Citation, ruling: Ruling) -> tuple[dict[str, Any], tuple[str, str] | None]:
    edition = next(live.edition for live in ruling.live if live.id == code)
    clause = edition.clause(citation.clause)
    reading = clause.reading(citation.rule.reading) if citation.rule.reading else None
    told = {
        "id": clause.id,
        "code": code,
        "answer": citation.answer.value,
        "says": clause.says,
        "because": say(because(citation, ruling), ruling, code),
        "next": citation.next,
        "words": citation.rule.words if citation.holds else "",
        "reading": f"{reading.asks} {reading.taken}" if reading else "",
    }
    return told, (clause.id, reading.name) if reading else None


def _why_not(ruling: Ruling, why: Explanation) -> list[dict[str, Any]]:
    says = {c.id: c.says for code in ruling.live for c in code.edition.clauses}
    labels = {fact.name: fact.label for fact in ruling.act.facts}
    return [
        {
            "clause": own.clause,
            "says": says[own.clause],
            "why": own.why.value,
            "because": say(own.grounds, ruling, own.code),
            "by": list(own.by),
            "waits_for": [labels[name] for name in own.waits_for if name in labels],
        }
        for own in why.why_not
    ]


def _ids(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(c.clause for c in citations))


def is_settled(answer: str) -> bool:
    """Whether no question is left that could change the ruling."""
    return bool(answer != Answer.UNDECIDED.value)
