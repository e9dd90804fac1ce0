"""The `[programme]` of a code file → Programme."""

from __future__ import annotations

import difflib
import re
from datetime import date
from itertools import pairwise

from canon.programme import NOTHING_TOLD, TERMS, Asks, Kind, Programme, Term, TermValue
from canon.reading.fields import Fields
from canon.values import ValueFault, is_count, read_hours, read_money, read_span, shown

_TOPIC = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ROW = ("from", "value", "source", "certain")
_HOURS = Asks(Kind.HOURS)


def read_programme(top: Fields) -> Programme:
    """The dated terms of a file; NOTHING_TOLD where it has none. Every problem is added to the faults of `top`."""
    if "programme" not in top.table:
        return NOTHING_TOLD
    fields = top.table_of("programme")
    fields.only((*TERMS, "bucket"))
    terms = {name: _rows(fields, name, asks) for name, asks in TERMS.items() if name in fields.table}
    bucket = fields.table_of("bucket")
    buckets = {topic: _rows(bucket, topic, _HOURS) for topic in bucket.table if _is_topic(bucket, topic)}
    programme = Programme({n: r for n, r in terms.items() if r}, {t: r for t, r in buckets.items() if r})
    _check_buckets(bucket, programme)
    return programme


def read_term(name: str, raw: object, *, start: date, source: str, is_certain: bool) -> Term:
    """One term out of its written value, as a file would hold it: "2 years", "40 hours", true, 3.

    Raises ValueFault for a name that TERMS lacks and for a value not written as its term is.
    """
    if name not in TERMS:
        raise ValueFault(f"{shown(name)} is no term of a programme")
    return Term(name, start, _read(raw, TERMS[name]), source, is_certain)


def read_topic(topic: str, raw: object, *, start: date, source: str, is_certain: bool) -> Term:
    """The hours asked on a topic. Raises ValueFault for what is no topic, and for what is no hours."""
    if not _TOPIC.fullmatch(topic):
        raise ValueFault(f"{shown(topic)} is no topic")
    return Term(topic, start, _read(raw, _HOURS), source, is_certain)


def _is_topic(bucket: Fields, topic: str) -> bool:
    if _TOPIC.fullmatch(topic):
        return True
    bucket.fault(
        "bad-topic", f"{shown(topic)} is no topic", 'Write small letters and dashes, like "law-and-ethics".', topic
    )
    return False


def _rows(fields: Fields, name: str, asks: Asks) -> tuple[Term, ...]:
    rows: list[Term] = []
    listed = list(fields.tables(name))
    for row in listed:
        row.only(_ROW)
        start, value = row.day("from"), _value(row, asks)
        source = row.text("source", required=True)
        if "certain" not in row.table:
            row.fault(
                "missing-field",
                f"a row of {name} does not say whether it is certain",
                "Add certain = true where the document or the board says so, else certain = false.",
                "certain",
            )
        is_certain = row.flag("certain")
        if start is None:
            row.fault("missing-field", f"a row of {name} has no first day", "Add from = 2020-01-01.", "from")
        elif value is not None:
            rows.append(Term(name, start, value, source, is_certain))
    if not listed:
        fields.fault(
            "empty-term",
            f"{name} has no row",
            f'Write {name} = [{{ from = 2020-01-01, value = ..., source = "...", certain = false }}], or take it out.',
            name,
        )
    if any(a.start >= b.start for a, b in pairwise(rows)):
        fields.fault(
            "dates-out-of-order",
            f"the rows of {name} are not in order of day",
            "Sort them by `from`, each day once.",
            name,
        )
    return tuple(rows)


def _value(row: Fields, asks: Asks) -> TermValue | None:
    try:
        return _read(row.table.get("value"), asks)
    except ValueFault as problem:
        row.fault("bad-value", str(problem), "Mend the value.", "value")
        return None


def _read(raw: object, asks: Asks) -> TermValue:
    """Raises ValueFault."""
    if asks.kind is Kind.SPAN:
        return read_span(raw)
    if asks.kind is Kind.HOURS:
        return read_hours(raw)
    if asks.kind is Kind.MONEY:
        return read_money(raw)
    if asks.kind is Kind.YES_NO:
        if isinstance(raw, bool):
            return raw
        raise ValueFault(f"{shown(raw)} is neither yes nor no: write true or false, without quotes")
    if asks.kind is Kind.COUNT:
        if isinstance(raw, int) and is_count(raw):
            return raw
        raise ValueFault(f"{shown(raw)} is not a whole number from nothing up, without quotes")
    if isinstance(raw, str) and raw in asks.words:
        return raw
    near = difflib.get_close_matches(raw[:80], asks.words, n=1) if isinstance(raw, str) else []
    hint = f"did you mean {near[0]!r}?" if near else f"write one of: {', '.join(asks.words)}"
    raise ValueFault(f"{shown(raw)} is no word for this: {hint}")


def _check_buckets(bucket: Fields, programme: Programme) -> None:
    excess = programme.excess()
    if excess is not None:
        bucket.fault(
            "topics-beyond-the-whole",
            f"from {excess.day} the topics ask {excess.topics} hours, of {excess.whole} in all",
            "Raise `learning`, or lower a topic.",
        )
