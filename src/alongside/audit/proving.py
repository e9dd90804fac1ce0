"""The journal's entries about a pack's rows, and what proves that they stand in the log: hashes, and no word of anybody else.

Instead of a path for each entry there is one proof for all (`stretches`): the leaf hashes of each 256 around an entry, and one
hash for every larger stretch without one. Put together they give the root that the checkpoint signed (RFC 9162).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alongside.journal import notes
from alongside.journal.models import Checkpoint, Entry, Leaf
from alongside.journal.sealing import NODE_SPAN, hashes_in, seal_all

AT_ONCE: Final = 1_000
TRIES: Final = 20


class NotSealed(RuntimeError):
    """The journal did not take everything in; another program is sealing it."""

    code = "not-sealed"


@dataclass(frozen=True)
class Sealed:
    """The log as of one checkpoint. places: positions in order; ids: of the entries that stand there."""

    checkpoint: Checkpoint
    places: array[int]
    ids: array[int]


def seal_and_find(entry_ids: Sequence[int]) -> Sealed:
    """Seal what waits, and where these entries stand. Raises NotSealed where another sealer is slow."""
    for _try in range(TRIES):
        seal_all()
        found = sorted(_places(entry_ids))
        newest = Checkpoint.objects.order_by("-size").first()
        if newest is not None and len(found) == len(entry_ids):
            return Sealed(newest, array("q", (place for place, _pk in found)), array("q", (pk for _place, pk in found)))
    raise NotSealed("the journal has not taken everything in yet: try again in a moment")


def bodies(sealed: Sealed) -> Iterator[tuple[int, str]]:
    """Each entry's position and body, in order."""
    for first in range(0, len(sealed.ids), AT_ONCE):
        ids = sealed.ids[first : first + AT_ONCE]
        known = dict(Entry.objects.filter(pk__in=list(ids)).values_list("pk", "body"))
        yield from zip(sealed.places[first : first + AT_ONCE], (known[pk] for pk in ids), strict=True)


def stretches(sealed: Sealed) -> Iterator[tuple[int, int, bytes]]:
    """(first leaf, how many, hash) from the log's beginning to its end: single leaves around each entry, else as wide as can be."""
    size, at, touched = sealed.checkpoint.size, 0, _blocks(sealed.places)
    while at < size:
        storey = _widest(at, size, touched)
        span = NODE_SPAN**storey
        past = min(at + NODE_SPAN, size) if storey == 0 else at + span
        for number, value in enumerate(hashes_in(storey, at // span, -(-past // span))):
            yield at + number * span, span, value
        at = past


def public_key_pem() -> bytes:
    """The key to check the checkpoint with."""
    return notes.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _widest(at: int, size: int, touched: _Blocks) -> int:
    """The greatest storey whose stretch begins here, ends within the log and holds no entry; 0 for single leaves."""
    storey = 0
    while True:
        span = NODE_SPAN ** (storey + 1)
        if at % span or at + span > size or touched.within(at // NODE_SPAN, (at + span) // NODE_SPAN):
            return storey
        storey += 1


class _Blocks:
    """Which stretches of 256 leaves hold an entry."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers

    def within(self, first: int, past: int) -> bool:
        """Whether any of those from `first` up to `past` does."""
        place = bisect_left(self._numbers, first)
        return place < len(self._numbers) and self._numbers[place] < past


def _blocks(places: Sequence[int]) -> _Blocks:
    numbers = array("q")
    for place in places:
        if not numbers or numbers[-1] != place // NODE_SPAN:
            numbers.append(place // NODE_SPAN)
    return _Blocks(numbers)


def _places(entry_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first in range(0, len(entry_ids), AT_ONCE):
        chunk = list(entry_ids[first : first + AT_ONCE])
        yield from Leaf.objects.filter(entry_id__in=chunk).values_list("position", "entry_id")
