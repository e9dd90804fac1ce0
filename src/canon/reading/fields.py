"""Take typed fields out of a table, collecting faults instead of stopping at the first."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Final, TypeVar, cast

from canon.reading.faults import Fault, FileRefused
from canon.reading.toml import Source, Table
from canon.values import shown

MOST_FAULTS: Final = 200  # named at once
Named = TypeVar("Named", bound=Enum)


class Fields:
    """One table of a file, and where it stands. Every problem is added to `faults`; a bad field gives its default."""

    def __init__(self, source: Source, table: Table, at: tuple[str | int, ...], faults: list[Fault]) -> None:
        self.source, self.table, self.at, self.faults = source, table, at, faults

    def line(self, key: str = "") -> int:
        """The line of a key, or of the table."""
        return self.source.lines.of(*self.at, key) if key else self.source.lines.of(*self.at)

    def fault(self, code: str, what: str, remedy: str, key: str = "") -> None:
        """Note something wrong. Raises FileRefused when so much is that reading on helps nobody."""
        self.faults.append(Fault(self.source.path, self.line(key), code, what, remedy))
        if len(self.faults) >= MOST_FAULTS:
            raise FileRefused(self.faults)

    def only(self, known: Iterable[str]) -> None:
        """Note every key that the format does not know, with the nearest it does."""
        names = tuple(known)
        for key in self.table:
            if key not in names:
                near = difflib.get_close_matches(key[:80], names, n=1)
                self.fault(
                    "unknown-key",
                    f"there is no field {shown(key)} here",
                    f"Did you mean {near[0]!r}?" if near else f"Fields: {', '.join(names)}.",
                    key,
                )

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; empty where absent."""
        value = self.table.get(key)
        if value is None:
            if required:
                self.fault("missing-field", f"{key!r} is missing", f'Add {key} = "...".', key)
            return ""
        if not isinstance(value, str):
            self.fault("not-text", f"{key!r} is not text", "Put it in quotes.", key)
            return ""
        if required and not value.strip():
            self.fault("missing-field", f"{key!r} is empty", "Write it, or ask the board.", key)
        return value.strip()

    def flag(self, key: str) -> bool:
        """A yes or no; false where absent."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            self.fault("not-yes-no", f"{key!r} is not true or false", "Write true or false, without quotes.", key)
            return False
        return value

    def day(self, key: str) -> date | None:
        """A day, written 2020-01-01 without quotes; None where absent."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.fault(
                "bad-date", f"{key!r} is not a day: {shown(value)}", "Write it as 2020-01-01, without quotes.", key
            )
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where absent. One text stands for a list of one."""
        value = self.table.get(key, [])
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault("not-texts", f"{key!r} is not a list of texts", 'Write ["one", "two"].', key)
            return ()
        return tuple(cast("list[str]", value))

    def one_of(self, key: str, kind: type[Named], default: Named) -> Named:
        """A member of an enum, by its value; the default where absent or unknown."""
        value = self.table.get(key)
        for member in kind:
            if member.value == value:
                return member
        names = [str(member.value) for member in kind if member.value]
        if value is None:
            self.fault("missing-field", f"{key!r} is missing", f"Write one of: {', '.join(names)}.", key)
        else:
            near = difflib.get_close_matches(value, names, n=1) if isinstance(value, str) else []
            hint = f"Did you mean {near[0]!r}?" if near else f"Write one of: {', '.join(names)}."
            self.fault("unknown-word", f"{shown(value)} is no {key}", hint, key)
        return default

    def reading(self, readings: set[str]) -> str:
        """The named reading that a rule or duty rests on, one of its clause's own; empty where it rests on none."""
        name = self.text("reading")
        if name and name not in readings:
            what, remedy = f"there is no reading {name!r} in this clause", "Add a [[clause.reading]], or mend the name."
            self.fault("unknown-reading", what, remedy, "reading")
        return name

    def table_of(self, key: str) -> Fields:
        """A table within; empty where absent."""
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.fault("not-a-table", f"{key!r} is not a table", f"Write [{key}] and its fields below.", key)
            value = {}
        return Fields(self.source, value, (*self.at, key), self.faults)

    def tables(self, key: str) -> Iterator[Fields]:
        """Each table of a list of tables."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault("not-tables", f"{key!r} is not a list of tables", f"Write [[{key}]] before each.", key)
            return
        for number, table in enumerate(cast("list[Table]", value)):
            yield Fields(self.source, table, (*self.at, key, number), self.faults)
