"""The register of fact sources: what the product knows is asked of the app that owns it, never of the worker.

An app says at start, in its `facts.py`, which facts it knows:

    register_source("release.is_in_force", releases_in_force_for, record=Record("releases", ...))
    register_source_by_code("certificate.is_in_force", certificates_in_force, record=...)    # `per_code` in acts.toml
    register_binding(codes_of_many)              # once: which codes bind a worker on a day

This is the one place where a lower app calls up. Why: docs/decisions/0200-who-gathers-facts.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import viewer_of
from alongside.rulings.stating import BY_NOBODY, Record, Speaker, StatedBy, know_record
from canon.values import Stated

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom a fact holds: the worker who acts, and the person served it concerns, where it concerns one."""

    worker: Worker
    person_id: int | None = None

    def __hash__(self) -> int:  # sources key all they say by it: Django's hash of a worker takes eight calls more
        return hash((self.worker.id, self.person_id))


@dataclass(frozen=True, slots=True)
class Known:
    """What a source knows of one subject. `since`: from when its record says so, where that helps to understand it."""

    value: Stated
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, for which day, and whether the rows have to stay as they are until the transaction ends.

    read: what sources read for this one ruling, so that six facts of one row are one query
    """

    by: User
    on: date
    lock: bool = False
    read: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: object, work: Callable[[], Read]) -> Read:
        """What `work` reads, read once for this ruling."""
        if key not in self.read:
            self.read[key] = work()
        found: Read = self.read[key]
        return found


class FactSource(Protocol):
    """Answers for many subjects at once, and only for those whom `asking.by` may see; of the rest it says nothing."""

    def __call__(self, subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]: ...


class CodeFactSource(Protocol):
    """The same for a fact that each code has its own value of: what is known of each subject, by the id of the code."""

    def __call__(self, subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Mapping[str, Known]]: ...


Saying = tuple[Stated, StatedBy]


class Binding(Protocol):
    """Worker's id -> the codes that bind them on a day; asked once for however many workers.

    With `asking`, for a ruling on the same day, which may have read what it rests on already.
    """

    def __call__(
        self, workers: Sequence[Worker], on: date, asking: Asking | None = None, /
    ) -> Mapping[int, frozenset[str]]: ...


class AlreadyRegistered(RuntimeError):
    """Two sources for one fact: which of them is right nobody could say."""


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is known of one subject, with who states it: `shared` under every code, `own` by code and fact."""

    shared: dict[str, Saying] = field(default_factory=dict)
    own: dict[str, dict[str, Saying]] = field(default_factory=dict)

    def under(self, codes: Collection[str]) -> KnownFacts:
        """The same under these codes alone. A fact that all of them have the same value of is shared."""
        own: dict[str, dict[str, Saying]] = {code: dict(self.own.get(code, {})) for code in sorted(codes)}
        shared = dict(self.shared)
        for fact in dict.fromkeys(name for facts in own.values() for name in facts):
            sayings = [facts[fact] for facts in own.values() if fact in facts]
            if len(sayings) == len(own) and len({value for value, _ in sayings}) == 1:
                shared[fact] = sayings[0][0], _of_all([by for _, by in sayings])
                for facts in own.values():
                    del facts[fact]
        return KnownFacts(shared, {code: facts for code, facts in own.items() if facts})


def _of_all(stated_by: Sequence[StatedBy]) -> StatedBy:
    """Who states a value that several codes share: with a day only where it is the same for all."""
    first = stated_by[0]
    return first if all(by == first for by in stated_by) else replace(first, since=None)


@dataclass(frozen=True, slots=True)
class _Entry:
    source: FactSource
    record: Record


@dataclass(frozen=True, slots=True)
class _CodeEntry:
    source: CodeFactSource
    record: Record


_sources: dict[str, _Entry | _CodeEntry] = {}
_binding: tuple[Binding, Record] | None = None


def register_source(fact: str, source: FactSource, *, record: Record) -> None:
    """Say who knows a fact. Call it from `AppConfig.ready`. Raises AlreadyRegistered for a second source."""
    _register(fact, _Entry(source, record))


def register_source_by_code(fact: str, source: CodeFactSource, *, record: Record) -> None:
    """Say who knows a fact that differs by code, as acts.toml marks it. Raises AlreadyRegistered for a second source."""
    _register(fact, _CodeEntry(source, record))


def facts_by_code() -> frozenset[str]:
    """The facts whose sources answer by code: each must be `per_code` in the vocabulary."""
    return frozenset(fact for fact, entry in _sources.items() if isinstance(entry, _CodeEntry))


def _register(fact: str, entry: _Entry | _CodeEntry) -> None:
    standing = _sources.get(fact)
    if standing is not None and standing.source is not entry.source:
        raise AlreadyRegistered(fact)
    _sources[fact] = entry
    know_record(entry.record)


def register_binding(binding: Binding, *, record: Record) -> None:
    """Say who knows which codes bind workers on a day. The last caller wins."""
    global _binding
    _binding = binding, record
    know_record(record)


def codes_binding(worker: Worker, on: date, asking: Asking | None = None) -> tuple[frozenset[str], StatedBy]:
    """The codes that bind a worker on a day, and who says so; none where nobody knows, and then nothing is permitted."""
    if _binding is None:
        return frozenset(), BY_NOBODY
    binding, record = _binding
    return binding([worker], on, asking)[worker.pk], StatedBy(Speaker.RECORD, record.key)


def codes_of_many(workers: Sequence[Worker], on: date) -> Mapping[int, frozenset[str]]:
    """The same for many workers, by their id, without who says so."""
    if _binding is None:
        return {worker.pk: frozenset() for worker in workers}
    return _binding[0](workers, on)


def known_facts(facts: Iterable[str], subject: Subject, asking: Asking) -> KnownFacts:
    """What is known of one subject, and who states it. Facts that no source can say are left out."""
    return known_facts_of_many(facts, [subject], asking)[subject]


def known_facts_of_many(facts: Iterable[str], subjects: Sequence[Subject], asking: Asking) -> dict[Subject, KnownFacts]:
    """The same for many subjects, each source being asked once."""
    known = {subject: KnownFacts() for subject in subjects}
    for fact in facts:
        entry = _sources.get(fact)
        if entry is None or not subjects:
            continue
        if isinstance(entry, _CodeEntry):
            for subject, by_code in entry.source(subjects, asking).items():
                for code, said in by_code.items():
                    known[subject].own.setdefault(code, {})[fact] = _saying(said, entry.record)
        else:
            for subject, said in entry.source(subjects, asking).items():
                known[subject].shared[fact] = _saying(said, entry.record)
    return known


def _saying(said: Known, record: Record) -> Saying:
    return said.value, StatedBy(Speaker.RECORD, record.key, since=said.since)


def seen_by(user: User, subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects whose working life somebody may see: their own, and that of the colleagues `people` shows them."""
    others = {s.worker.pk for s in subjects if s.worker.user_id != user.pk}
    if not others:
        return list(subjects)
    shown = set(workers_seen_by(viewer_of(user)).filter(pk__in=others).values_list("pk", flat=True))
    return [s for s in subjects if s.worker.pk not in others or s.worker.pk in shown]
