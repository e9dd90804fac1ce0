"""The shortest way to write a duty and its events."""

from collections.abc import Sequence
from datetime import date

from canon.code import Duty, DutyKind, Need, Parameter
from canon.duties import Event, Owed, read_events, reckon
from canon.policy import NO_POLICY, Policy

ZONE = "America/Denver"


def duty(kind: DutyKind, params: Sequence[Parameter] = (), **fields: object) -> Duty:
    return Duty("kit.d.1", "", kind, "Says.", params={p.name: p for p in params}, **fields)  # type: ignore[arg-type]


def monthly(count: int = 2, *, every: str = "1 month", first: str = "", ended_by: str = "") -> Duty:
    need = (Need("session", count=count),)
    return duty(DutyKind.RECURRING, every=every, since="certified", need=need, first=first, ended_by=ended_by)


def deadline(within: str, *do: str) -> Duty:
    return duty(DutyKind.DEADLINE, after="filed", do=do or ("notified",), within=within)


BEFORE = duty(DutyKind.BEFORE, before="first-service", do=("role-explained", "costs-explained"))
STANDING = duty(DutyKind.STANDING, do=("named",), ended_by="ended", since="certified")


def term(lasts: str) -> Duty:
    return duty(DutyKind.TERM, after="finding", lasts=lasts)


def happened(*rows: str) -> tuple[Event, ...]:
    """Events from lines such as "session 2026-11-03 ref=a hours=1.5 tag=ethics planned"; a "T" in the day is an hour."""
    return read_events([_row(row) for row in rows], ZONE)


def _row(line: str) -> dict[str, object]:
    event, day, *rest = line.split()
    row: dict[str, object] = {"event": event, "at" if "T" in day else "on": day}
    for word in rest:
        name, _, value = word.partition("=")
        if name == "tag":
            row["tags"] = [value]
        else:
            row[name] = value or True
    return row


def all_owed(own: Duty, as_of: str, *rows: str, policy: Policy = NO_POLICY) -> tuple[Owed, ...]:
    return reckon(own, happened(*rows), as_of=date.fromisoformat(as_of), policy=policy)


def owed(own: Duty, as_of: str, *rows: str, policy: Policy = NO_POLICY) -> Owed:
    """The last occurrence."""
    return all_owed(own, as_of, *rows, policy=policy)[-1]


def statuses(own: Duty, as_of: str, *rows: str) -> list[str]:
    return [one.status.value for one in all_owed(own, as_of, *rows)]
