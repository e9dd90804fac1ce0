"""The register of dated events: what duties count is asked of the app that owns it, for many workers at once.

    register_events(sessions_of, "supervision-session")        # in `AppConfig.ready`

A source gives the events of each worker in any order; of a worker it knows nothing about it says nothing. Days are those
of the agency's zone. Names of events are those that code files use in `[[clause.duty]]`; an event that no source can
give has not happened. This is the second of the two roads that lead up: docs/decisions/0200-who-gathers-facts.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

from alongside.people.models import Worker
from alongside.rulings.register import AlreadyRegistered
from canon.duties.events import Event

EVERY_CODE: Final = ""
"""In the place of a code's id: an event that counts under whichever codes bind."""

Key = tuple[int, str]
"""Worker id, and the code under which an event counts or EVERY_CODE: a certificate is one code's, a session all codes'."""


class EventSource(Protocol):
    """Answers for many workers at once. `on` is the day asked about; what lies after it is planned."""

    def __call__(self, workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]: ...


_sources: dict[str, EventSource] = {}


def register_events(source: EventSource, *names: str) -> None:
    """Say who knows of these events. Raises AlreadyRegistered where another source gives one of them."""
    for name in names:
        if _sources.get(name, source) is not source:
            raise AlreadyRegistered(name)
        _sources[name] = source


Whose = Literal["worker", "practitioner", "user", "agency"]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the journal about such a row may move somebody's duties: `path` leads from the row to `whose` id."""

    path: str
    whose: Whose = "worker"


_changes: dict[str, list[Change]] = {}


def register_changes(subject_type: str, path: str, *, whose: Whose = "worker") -> None:
    """Say of which rows a change may move duties, by what the journal calls them: "practice.note". Registered twice, once."""
    change = Change(path, whose)
    if change not in _changes.setdefault(subject_type, []):
        _changes[subject_type].append(change)


def changes_of(subject_type: str) -> Sequence[Change]:
    """How to find whose duties may have moved; none where nothing of it counts."""
    return _changes.get(subject_type, ())


def known_events() -> frozenset[str]:
    """The names of all events that some app gives."""
    return frozenset(_sources)


class Happened:
    """What happened to many workers, and is planned, as each code sees it."""

    def __init__(self, events: Mapping[Key, Sequence[Event]]) -> None:
        self._events = events

    def under(self, worker_id: int, code: str) -> tuple[Event, ...]:
        """A worker's events under one code, in order."""
        own = (*self._events.get((worker_id, EVERY_CODE), ()), *self._events.get((worker_id, code), ()))
        return tuple(sorted(own, key=lambda event: (event.moment, event.event)))

    def items(self) -> Iterable[tuple[Key, Sequence[Event]]]:
        """All of it: of whom and under which code, as the sources gave it."""
        return self._events.items()


def events_of(workers: Sequence[Worker], on: date, names: Iterable[str] | None = None) -> Happened:
    """The workers' events, every source being asked once; only those of `names` where names are given."""
    wanted = known_events() if names is None else frozenset(names)
    found: dict[Key, list[Event]] = defaultdict(list)
    for source in dict.fromkeys(_sources[name] for name in sorted(wanted & _sources.keys())):
        for key, events in source(workers, on).items():
            found[key] += [event for event in events if event.event in wanted]
    return Happened(found)
