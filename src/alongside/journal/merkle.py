"""The Merkle tree of RFC 9162, section 2: hashes over leaves and nodes, roots, and proofs checked.

Pure functions over bytes; nothing here knows of a database.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """The 0x00 in front keeps a leaf from being passed off as a node."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def hash_full(hashes: Sequence[bytes]) -> bytes:
    """The root over a full subtree: one, two, four, eight... hashes of one height."""
    while len(hashes) > 1:
        hashes = [sha256(b"\x01" + hashes[i] + hashes[i + 1]).digest() for i in range(0, len(hashes), 2)]
    return hashes[0]


class Peaks:
    """The full subtrees that make up a log of `size` leaves, largest first: all that is needed to add more.

    A log of 11 leaves has three, over 8, 2 and 1 leaves: the ones in its size written in binary.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(f"a log of {size} leaves has {size.bit_count()} peaks, not {len(self.hashes)}")

    @classmethod
    def from_bytes(cls, size: int, packed: bytes) -> "Peaks":
        return cls(size, (packed[i : i + 32] for i in range(0, len(packed), 32)))

    def to_bytes(self) -> bytes:
        return b"".join(self.hashes)

    def add(self, leaf_hash: bytes) -> None:
        """Put one more leaf at the end; equal subtrees join, as a binary counter carries."""
        peak = leaf_hash
        size = self.size
        while size & 1:
            peak = hash_node(self.hashes.pop(), peak)
            size >>= 1
        self.hashes.append(peak)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for peak in reversed(self.hashes[:-1]):
            root = hash_node(peak, root)
        return root


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    peaks = Peaks()
    for leaf_hash in leaf_hashes:
        peaks.add(leaf_hash)
    return peaks.root


def split(size: int) -> int:
    """The greatest power of two smaller than `size`: where RFC 9162 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(position: int, size: int) -> list[tuple[int, int]]:
    """Which stretches of leaves (first, past the last) an inclusion proof names, from the leaf up. RFC 9162, 2.1.3.1.

    Raises ValueError unless 0 <= position < size.
    """
    if not 0 <= position < size:
        raise ValueError(f"there is no leaf {position} in a log of {size}")
    path: list[tuple[int, int]] = []
    first, past = 0, size
    while past - first > 1:
        middle = first + split(past - first)
        if position < middle:
            path.append((middle, past))
            past = middle
        else:
            path.append((first, middle))
            first = middle
    return path[::-1]


def consistency_path(old_size: int, size: int) -> list[tuple[int, int]]:
    """Which stretches of leaves a consistency proof names. RFC 9162, 2.1.4.1.

    Raises ValueError unless 0 < old_size <= size.
    """
    if not 0 < old_size <= size:
        raise ValueError(f"a log of {size} cannot have grown from one of {old_size}")
    path: list[tuple[int, int]] = []
    first, past, was_whole = 0, size, True
    while past != old_size:
        middle = first + split(past - first)
        if old_size <= middle:
            path.append((middle, past))
            past = middle
        else:
            path.append((first, middle))
            first, was_whole = middle, False
    if not was_whole:
        path.append((first, past))
    return path[::-1]


def is_included(leaf_hash: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof as RFC 9162, 2.1.3.2 does: the way an outsider would."""
    if not 0 <= position < size:
        return False
    node, last = position, size - 1
    found = leaf_hash
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = hash_node(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = hash_node(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Check a consistency proof as RFC 9162, 2.1.4.2 does: whether the newer log only adds to the older."""
    if old_size == size:
        return not proof and old_root == root
    if not 0 < old_size < size or not proof:
        return False
    steps = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_found = found = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_found, found = hash_node(step, old_found), hash_node(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = hash_node(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old_found == old_root and found == root
