"""The register of fact sources: what the product knows is asked of the app that owns it, never of the worker.

An app says at start, in its `facts.py`, which facts it knows:

    register_source("release.is_in_force", releases_in_force_for, record=Record("releases", ...))
    register_binding(codes_of_many)              # once: which codes bind a worker on a day

This is the one place where a lower app calls up. Why: docs/decisions/0200-who-gathers-facts.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import viewer_of
from alongside.rulings.stating import BY_NOBODY, Record, Speaker, StatedBy, know_record
from canon.values import Stated


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom a fact holds: the worker who acts, and the person served it concerns, where it concerns one."""

    worker: Worker
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a source knows of one subject. `since`: from when its record says so, where that helps to understand it."""

    value: Stated
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, for which day, and whether the rows have to stay as they are until the transaction ends."""

    by: User
    on: date
    lock: bool = False


class FactSource(Protocol):
    """Answers for many subjects at once, and only for those whom `asking.by` may see; of the rest it says nothing."""

    def __call__(self, subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]: ...


Binding = Callable[[Sequence[Worker], date], Mapping[int, frozenset[str]]]
"""Worker's id -> the codes that bind them on a day; asked once for however many workers."""


class AlreadyRegistered(RuntimeError):
    """Two sources for one fact: which of them is right nobody could say."""


@dataclass(frozen=True, slots=True)
class _Entry:
    source: FactSource
    record: Record


_sources: dict[str, _Entry] = {}
_binding: tuple[Binding, Record] | None = None


def register_source(fact: str, source: FactSource, *, record: Record) -> None:
    """Say who knows a fact. Call it from `AppConfig.ready`. Raises AlreadyRegistered for a second source."""
    standing = _sources.get(fact)
    if standing is not None and standing.source is not source:
        raise AlreadyRegistered(fact)
    _sources[fact] = _Entry(source, record)
    know_record(record)


def register_binding(binding: Binding, *, record: Record) -> None:
    """Say who knows which codes bind workers on a day. The last caller wins."""
    global _binding
    _binding = binding, record
    know_record(record)


def codes_binding(worker: Worker, on: date) -> tuple[frozenset[str], StatedBy]:
    """The codes that bind a worker on a day, and who says so; none where nobody knows, and then nothing is permitted."""
    if _binding is None:
        return frozenset(), BY_NOBODY
    binding, record = _binding
    return binding([worker], on)[worker.pk], StatedBy(Speaker.RECORD, record.key)


def codes_of_many(workers: Sequence[Worker], on: date) -> Mapping[int, frozenset[str]]:
    """The same for many workers, by their id, without who says so."""
    if _binding is None:
        return {worker.pk: frozenset() for worker in workers}
    return _binding[0](workers, on)


def known_facts(facts: Iterable[str], subject: Subject, asking: Asking) -> dict[str, tuple[Stated, StatedBy]]:
    """What is known of one subject: fact -> value, and who states it. Facts that no source can say are left out."""
    return known_facts_of_many(facts, [subject], asking)[subject]


def known_facts_of_many(
    facts: Iterable[str], subjects: Sequence[Subject], asking: Asking
) -> dict[Subject, dict[str, tuple[Stated, StatedBy]]]:
    """The same for many subjects, each source being asked once."""
    known: dict[Subject, dict[str, tuple[Stated, StatedBy]]] = {subject: {} for subject in subjects}
    for fact in facts:
        entry = _sources.get(fact)
        if entry is None or not subjects:
            continue
        for subject, said in entry.source(subjects, asking).items():
            known[subject][fact] = (said.value, StatedBy(Speaker.RECORD, entry.record.key, since=said.since))
    return known


def seen_by(user: User, subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects whose working life somebody may see: their own, and that of the colleagues `people` shows them."""
    others = {s.worker.pk for s in subjects if s.worker.user_id != user.pk}
    shown = (
        set(workers_seen_by(viewer_of(user)).filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    )
    return [s for s in subjects if s.worker.pk not in others or s.worker.pk in shown]
