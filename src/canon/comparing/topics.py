"""Which clauses of each code speak of a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canon.code import Clause, Edition


def compare_topics(editions: Sequence[Edition], topic: str = "") -> Mapping[str, Mapping[str, tuple[Clause, ...]]]:
    """Topic → code → its clauses in document order; a code silent on a topic has none. One topic, or all, sorted."""
    topics = sorted({c.topic for e in editions for c in e.clauses if not topic or c.topic == topic})
    return {name: {e.id: tuple(c for c in e.clauses if c.topic == name) for e in editions} for name in topics}
