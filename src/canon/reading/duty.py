"""A [[clause.duty]] → Duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from canon.code import Duty, DutyCase, DutyKind, Need
from canon.reading.fields import Fields
from canon.reading.params import first_values, read_params
from canon.values import Clockless, Setting, Span, ValueFault, read_hours, read_setting

_DUTY = (
    "name", "kind", "says", "owed_by", "every", "since", "first", "need", "after", "do", "within", "before", "ended_by",
    "lasts", "next", "param", "reading", "cases",
)  # fmt: skip
_NEEDS_FIELD: Final[dict[DutyKind, tuple[str, ...]]] = {
    DutyKind.RECURRING: ("every", "since", "need"),
    DutyKind.DEADLINE: ("after", "do", "within"),
    DutyKind.BEFORE: ("before", "do"),
    DutyKind.STANDING: ("do", "since"),
    DutyKind.TERM: ("after", "lasts"),
}
STATUSES: Final = ("met", "on-course", "due", "overdue", "met-late", "not-owed")


def read_duty(fields: Fields, clause: str, readings: set[str]) -> Duty:
    """One duty of a clause; what is wrong with it goes to the fields' faults."""
    fields.only(_DUTY)
    kind = fields.one_of("kind", DutyKind, DutyKind.DEADLINE)
    params = read_params(fields)
    values = first_values(params)
    for key in _NEEDS_FIELD[kind]:
        if not fields.table.get(key):
            fields.fault("missing-field", f"a {kind.value} duty needs {key!r}", f"Add {key} = ...", key)
    reading = fields.text("reading")
    if reading and reading not in readings:
        fields.fault(
            "unknown-reading",
            f"there is no reading {reading!r} in this clause",
            "Add a [[clause.reading]], or mend the name.",
            "reading",
        )
    duty = Duty(
        clause=clause,
        name=fields.text("name"),
        kind=kind,
        says=fields.text("says", required=True),
        owed_by=fields.text("owed_by") or "worker",
        every=_time(fields, "every", values, Span),
        since=fields.text("since"),
        first=fields.text("first"),
        need=tuple(_needs(fields, values)),
        after=fields.text("after"),
        do=fields.texts("do"),
        within=_time(fields, "within", values, Span, Clockless),
        before=fields.text("before"),
        ended_by=fields.text("ended_by"),
        lasts=_time(fields, "lasts", values, Span),
        next=fields.text("next"),
        params=params,
        reading=reading,
        cases=tuple(_cases(fields)),
        line=fields.line(),
    )
    unused = set(params) - _params_read(duty)
    if unused:
        fields.fault("unused-param", f"param.{min(unused)} is not read", "Read it, or take it out.", "param")
    if not duty.cases:
        fields.fault("no-cases", "the duty has no case", "Write cases on each side of its day.")
    return duty


def setting_of(text: str, values: Mapping[str, Setting]) -> Setting:
    """What a duty's field holds: a parameter by name, or a value written out. Raises ValueFault or KeyError."""
    return values[text.removeprefix("param.")] if text.startswith("param.") else read_setting(text)


def _time(fields: Fields, key: str, values: Mapping[str, Setting], *kinds: type) -> str:
    text = fields.text(key)
    if not text:
        return ""
    try:
        value = setting_of(text, values)
    except (ValueFault, KeyError) as problem:
        fields.fault("bad-value", f"{key!r}: {problem}", 'Write "60 days", or param.name.', key)
        return ""
    if not isinstance(value, kinds):
        fields.fault(
            "bad-value", f"{key!r} is {value}, which is no length of time", 'Write "60 days", or param.name.', key
        )
    return text


def _needs(fields: Fields, values: Mapping[str, Setting]) -> Iterator[Need]:
    for need in fields.tables("need"):
        need.only(("event", "tag", "count", "hours"))
        count, hours = need.table.get("count"), need.table.get("hours")
        for name in (count, hours):
            if isinstance(name, str) and name.startswith("param.") and name.removeprefix("param.") not in values:
                need.fault("unknown-param", f"there is no {name}", "Declare it: param.x = [...]", "count")
        if isinstance(hours, str) and not hours.startswith("param."):
            try:
                read_hours(hours)
            except ValueFault as problem:
                need.fault("bad-value", str(problem), "Mend it.", "hours")
        if (
            (count is None) == (hours is None)
            or not isinstance(count, int | str | None)
            or not isinstance(hours, str | None)
        ):
            need.fault("bad-need", "a need counts either events or hours", 'Write count = 2 or hours = "2 hours".')
            continue
        yield Need(need.text("event", required=True), need.text("tag"), count, hours)


def _params_read(duty: Duty) -> set[str]:
    texts = [
        duty.every,
        duty.within,
        duty.lasts,
        *(str(n.count) for n in duty.need),
        *(n.hours or "" for n in duty.need),
    ]
    return {text.removeprefix("param.") for text in texts if text.startswith("param.")}


def _cases(fields: Fields) -> Iterator[DutyCase]:
    for case in fields.tables("cases"):
        case.only(("as_of", "events", "status", "due"))
        as_of, status = case.day("as_of"), case.text("status", required=True)
        if status not in STATUSES:
            case.fault(
                "unknown-word", f"{status!r} is no status of a duty", f"Write one of: {', '.join(STATUSES)}.", "status"
            )
        if as_of is None:
            case.fault("missing-field", "the case has no day", "Add as_of = 2026-11-20.", "as_of")
            continue
        events = case.table.get("events", [])
        if not isinstance(events, list) or not all(isinstance(e, dict) for e in events):
            case.fault(
                "bad-case",
                "the case's events are no list of tables",
                'Write events = [{ event = "certified", on = 2026-01-10 }].',
            )
            continue
        yield DutyCase(
            as_of, tuple(cast("list[dict[str, object]]", events)), status, case.day("due"), fields.line("cases")
        )
