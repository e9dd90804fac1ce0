"""Who stated a fact, and how a page says so: "You said so", "From your certificates", "Mesa Abierta, since March 1, 2026"."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.ui.amounts import day_words


class Speaker(enum.Enum):
    """Who states a fact. `NOBODY`: a stranger's employer, of whom nothing is known."""

    WORKER = "worker"
    RECORD = "record"
    POLICY = "policy"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of record that states facts: its key in kept data, and its words to the worker and to anyone else."""

    key: str
    to_worker: str | Promise
    to_others: str | Promise


_records: dict[str, Record] = {}


def know_record(record: Record) -> None:
    """Let pages name a kind of record."""
    _records[record.key] = record


@dataclass(frozen=True, slots=True)
class StatedBy:
    """Where a fact comes from.

    record: the key of a Record, for `RECORD`
    place: the employer's name, for `POLICY`
    since: the day from which the record or policy says so; None where it has none on file
    """

    who: Speaker
    record: str = ""
    place: str = ""
    since: date | None = None

    def words(self, *, worker: str = "") -> str:
        """How a page says it: to the worker, or about the worker of that name to somebody else."""
        match self.who:
            case Speaker.WORKER:
                return _("%(worker)s said so") % {"worker": worker} if worker else _("You said so")
            case Speaker.RECORD:
                known = _records.get(self.record)
                said = str(known.to_others if worker else known.to_worker) if known else _("From our records")
                return self._with_day(said)
            case Speaker.POLICY:
                if self.since is None:
                    return _("%(place)s has none on file") % {"place": self.place}
                return self._with_day(self.place)
            case Speaker.NOBODY:
                return _("We do not know your employer")

    def _with_day(self, said: str) -> str:
        if self.since is None:
            return said
        return _("%(record)s, since %(day)s") % {"record": said, "day": day_words(self.since)}

    def data(self) -> dict[str, str]:
        """As kept: only what is there."""
        said = {"who": self.who.value}
        if self.record:
            said["record"] = self.record
        if self.place:
            said["place"] = self.place
        if self.since:
            said["since"] = self.since.isoformat()
        return said


def stated_by_data(data: Mapping[str, str]) -> StatedBy:
    """Back from what was kept."""
    since = date.fromisoformat(data["since"]) if data.get("since") else None
    return StatedBy(Speaker(data["who"]), data.get("record", ""), data.get("place", ""), since)


BY_WORKER: Final = StatedBy(Speaker.WORKER)
BY_NOBODY: Final = StatedBy(Speaker.NOBODY)
