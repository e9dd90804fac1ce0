"""Proofs from the stored log: that an entry is in it, and that it only grew (RFC 9162). A proof reads hundreds of rows."""

from dataclasses import dataclass

from alongside.journal.merkle import Peaks, consistency_path, hash_full, hash_node, inclusion_path
from alongside.journal.models import Entry, Leaf
from alongside.journal.sealing import NODE_SPAN, hashes_in


class NotSealedYet(LookupError):
    """The entry was written moments ago and has no place in the log. Try again in some seconds."""


@dataclass(frozen=True)
class InclusionProof:
    """That the entry with this leaf hash stands at this position of the log when it had this size."""

    position: int
    size: int
    leaf_hash: bytes
    path: tuple[bytes, ...]


def prove_inclusion(entry: Entry, *, size: int) -> InclusionProof:
    """Raises NotSealedYet where the entry is not among the first `size` of the log."""
    leaf = Leaf.objects.filter(entry_id=entry.pk, position__lt=size).first()
    if leaf is None:
        raise NotSealedYet(entry.pk)
    path = tuple(hash_of_stretch(first, past) for first, past in inclusion_path(leaf.position, size))
    return InclusionProof(leaf.position, size, bytes(leaf.leaf_hash), path)


def prove_consistency(old_size: int, size: int) -> tuple[bytes, ...]:
    """That the log of `size` begins with the log of `old_size`. Raises ValueError for sizes out of order."""
    return tuple(hash_of_stretch(first, past) for first, past in consistency_path(old_size, size))


def hash_of_stretch(first: int, past: int) -> bytes:
    """The root over leaves first..past-1, where `first` is a multiple of the stretch's first full subtree."""
    peaks = []
    while first < past:
        span = _greatest_full(first, past)
        peaks.append(_hash_of_full(first, span))
        first += span
    found = peaks.pop()
    while peaks:
        found = hash_node(peaks.pop(), found)
    return found


def root_at(size: int) -> bytes:
    """The root the log had at a size, from the stored hashes."""
    return hash_of_stretch(0, size) if size else Peaks().root


def _greatest_full(first: int, past: int) -> int:
    widest = 1 << ((past - first).bit_length() - 1)
    return min(widest, first & -first) if first else widest


def _hash_of_full(first: int, span: int) -> bytes:
    storey = (span.bit_length() - 1) // 8
    base = NODE_SPAN**storey
    return hash_full(hashes_in(storey, first // base, (first + span) // base))
