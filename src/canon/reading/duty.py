"""A [[clause.duty]] → Duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from canon.code import Duty, DutyCase, DutyKind, Need
from canon.reading.fields import Fields
from canon.reading.params import read_params
from canon.values import Clockless, Hours, Setting, Span, ValueFault, is_count, read_setting, shown

_DUTY = (
    "name", "kind", "says", "owed_by", "every", "since", "first", "need", "after", "do", "within", "before", "ended_by",
    "lasts", "next", "param", "reading", "cases",
)  # fmt: skip
_OWED_BY: Final = ("worker", "supervisor", "agency", "board")
_ALLOWS_FIELD: Final[dict[DutyKind, tuple[str, ...]]] = {
    DutyKind.RECURRING: ("ended_by", "first"),
    DutyKind.DEADLINE: (),
    DutyKind.BEFORE: (),
    DutyKind.STANDING: ("ended_by",),
    DutyKind.TERM: (),
}
_SHAPE: Final = ("every", "since", "first", "need", "after", "do", "within", "before", "ended_by", "lasts")
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
    values = {name: [row.value for row in p.rows] for name, p in params.items()}
    _check_shape(fields, kind)
    duty = Duty(
        clause=clause,
        name=fields.text("name"),
        kind=kind,
        says=fields.text("says", required=True),
        owed_by=_word(fields, "owed_by", _OWED_BY) or "worker",
        every=_time(fields, "every", values, Span),
        since=fields.text("since"),
        first=_word(fields, "first", ("next",)),
        need=tuple(_needs(fields, values)),
        after=fields.text("after"),
        do=fields.texts("do"),
        within=_time(fields, "within", values, Span, Clockless),
        before=fields.text("before"),
        ended_by=fields.text("ended_by"),
        lasts=_time(fields, "lasts", values, Span),
        next=fields.text("next"),
        params=params,
        reading=fields.reading(readings),
        cases=tuple(_cases(fields)),
        line=fields.line(),
    )
    unused = set(params) - _params_read(duty)
    for name in sorted(unused):
        fields.table_of("param").fault("unused-param", f"param.{name} is not read", "Read it, or take it out.", name)
    if not duty.cases:
        fields.fault("no-cases", "the duty has no case", "Write cases on each side of its day.")
    return duty


def _check_shape(fields: Fields, kind: DutyKind) -> None:
    """Each kind of duty has its own fields: none of them left out, and none that it would not read."""
    for key in _NEEDS_FIELD[kind]:
        if not fields.table.get(key):
            fields.fault("missing-field", f"a {kind.value} duty needs {key!r}", f"Add {key} = ...", key)
    for key in set(_SHAPE) & set(fields.table) - {*_NEEDS_FIELD[kind], *_ALLOWS_FIELD[kind]}:
        fields.fault("unused-field", f"a {kind.value} duty does not read {key!r}", "Take it out, or mend `kind`.", key)


def _word(fields: Fields, key: str, words: tuple[str, ...]) -> str:
    text = fields.text(key)
    if text and text not in words:
        fields.fault("unknown-word", f"{text!r} is no {key}", f"Write one of: {', '.join(words)}.", key)
    return text


def _settings_of(text: str, values: Mapping[str, Sequence[Setting]]) -> Sequence[Setting]:
    """What a duty's field holds: a parameter's values by its name, or one written out. Raises ValueFault or KeyError."""
    return values[text.removeprefix("param.")] if text.startswith("param.") else [read_setting(text)]


def _time(fields: Fields, key: str, values: Mapping[str, Sequence[Setting]], *kinds: type) -> str:
    text = fields.text(key)
    if not text:
        return ""
    try:
        found = _settings_of(text, values)
    except (ValueFault, KeyError) as problem:
        fields.fault("bad-value", f"{key!r}: {problem}", 'Write "60 days", or param.name.', key)
        return ""
    for value in found:
        if not isinstance(value, kinds) or (key == "every" and isinstance(value, Span) and value.amount == 0):
            what = f"{key!r} is {value}, which is no length of time it can have"
            fields.fault("bad-value", what, 'Write "60 days", or param.name.', key)
    return text


def _needs(fields: Fields, values: Mapping[str, Sequence[Setting]]) -> Iterator[Need]:
    for need in fields.tables("need"):
        need.only(("event", "tag", "count", "hours"))
        count, hours = need.table.get("count"), need.table.get("hours")
        if (count is None) == (hours is None):
            need.fault("bad-need", "a need counts either events or hours", 'Write count = 2 or hours = "2 hours".')
        elif count is not None:
            if isinstance(count, str):
                _check_need(need, "count", count, values, int)
            elif not is_count(count):
                need.fault("bad-value", f"{shown(count)} is no number of events", "Write count = 2.", "count")
        elif isinstance(hours, str):
            _check_need(need, "hours", hours, values, Hours)
        else:
            need.fault("bad-value", f"{shown(hours)} is no number of hours", 'Write hours = "2 hours".', "hours")
        yield Need(
            need.text("event", required=True),
            need.text("tag"),
            count if isinstance(count, int | str) else None,
            hours if isinstance(hours, str) else None,
        )


def _check_need(need: Fields, key: str, text: str, values: Mapping[str, Sequence[Setting]], kind: type) -> None:
    try:
        found = _settings_of(text, values)
    except KeyError:
        need.fault("unknown-param", f"there is no {text}", "Declare it: param.x = [...]", key)
    except ValueFault as problem:
        need.fault("bad-value", str(problem), 'Write a number of events, or hours like "2 hours".', key)
    else:
        if not all(type(value) is kind for value in found):
            need.fault(
                "bad-value",
                f"{text} is no number of {'events' if kind is int else 'hours'}",
                'Write a number of events, or hours like "2 hours".',
                key,
            )


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
        yield DutyCase(as_of, tuple(cast("list[dict[str, object]]", events)), status, case.day("due"), case.line())
