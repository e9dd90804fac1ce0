"""Sealing: entries that have been written take their place in the Merkle log, under a signed checkpoint.

The sealer alone decides the order, and only among rows it can see, so a writer that is still in its transaction holds
up nobody and is sealed in a later round. Entries far below the newest checkpoint are not looked through again: by the
time an id is an hour old, its transaction has either committed or ended.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from alongside.journal import notes
from alongside.journal.merkle import Peaks, hash_full
from alongside.journal.models import Checkpoint, Entry, Leaf, Node
from alongside.journal.outside import publish

NODE_SPAN = 256
LONGEST_TRANSACTION = timedelta(hours=1)
ENTRIES_A_ROUND = 5_000
SECONDS_BETWEEN_ROUNDS = 2.0

# Held by the one sealer at work, so that two never give out the same position. Any number that nothing else uses.
SEALERS_LOCK = 0x616C6F6E67


def seal() -> Checkpoint | None:
    """Seal what waits, up to a round's worth. None where nothing waits or another sealer is at it.

    The checkpoint is copied to the file outside the database too. Raises OSError where that cannot be written.
    """
    if not waiting().exists():  # looked at before any lock is taken
        return None
    with transaction.atomic():
        checkpoint = _seal_under_lock() if _is_our_turn() else None
    if checkpoint is not None:
        publish()
    return checkpoint


def seal_all() -> int:
    """Seal round after round until nothing waits; returns how many entries were sealed."""
    before = size_of_log()
    while seal() is not None:
        pass
    return size_of_log() - before


def keep_sealing(*, until: Callable[[float], bool]) -> None:
    """Seal every two seconds. `until` waits the given seconds, or less, and says whether to stop."""
    while True:
        _seal_full_rounds()
        if until(SECONDS_BETWEEN_ROUNDS):
            seal_all()
            return


def _seal_full_rounds() -> None:
    """As long as each is full: what is written meanwhile waits for the next time, or a busy hour would be one round after another."""
    before = size_of_log()
    while (checkpoint := seal()) is not None and checkpoint.size - before >= ENTRIES_A_ROUND:
        before = checkpoint.size


def size_of_log() -> int:
    newest = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    return newest or 0


def waiting() -> QuerySet[Entry]:
    """Entries not yet in the log, oldest id first."""
    settled = (
        Checkpoint.objects.filter(signed_at__lt=timezone.now() - LONGEST_TRANSACTION)
        .order_by("-signed_at")
        .values_list("through_id", flat=True)
        .first()
    )
    return never_sealed().filter(pk__gt=settled or 0)


def never_sealed() -> QuerySet[Entry]:
    """All entries without a place in the log, found by looking at every one."""
    return Entry.objects.filter(~Exists(Leaf.objects.filter(entry_id=OuterRef("pk")))).order_by("pk")


def _is_our_turn() -> bool:
    if connection.vendor != "postgresql":
        return True  # IMMEDIATE: on SQLite the transaction itself is the lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALERS_LOCK])
        return bool(cursor.fetchone()[0])


def _seal_under_lock() -> Checkpoint | None:
    found = [(pk, bytes(leaf)) for pk, leaf in waiting().values_list("pk", "leaf_hash")[:ENTRIES_A_ROUND]]
    return take_places(found) if found else None


Place = tuple[int, int, bytes]
"""Of a leaf: its position, the entry, the hash."""


def wait_for_turn() -> None:
    """Wait for the sealer at work to end its round, inside a transaction: until that ends, positions are ours to give."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS_LOCK])


def take_places(
    found: Sequence[tuple[int, bytes]], *, put_leaves: Callable[[list[Place]], None] | None = None
) -> Checkpoint:
    """Give entries (id and leaf hash) the next places in the log, in this order, under one checkpoint.

    For the sealer, whose turn it is. `put_leaves` writes the leaves where there are more than the ORM should.
    """
    last = Checkpoint.objects.order_by("-size").first()
    peaks = Peaks.from_bytes(last.size, bytes(last.peaks)) if last else Peaks()
    nodes = NodesAbove(peaks.size)
    leaves: list[Place] = []
    for entry_id, leaf_hash in found:
        leaves.append((peaks.size, entry_id, leaf_hash))
        nodes.add(leaf_hash)
        peaks.add(leaf_hash)
    (put_leaves or _put_leaves)(leaves)
    Node.objects.bulk_create(nodes.made, batch_size=1000)
    statement = notes.Statement(peaks.size, peaks.root, timezone.now())
    return Checkpoint.objects.create(
        size=peaks.size,
        root=peaks.root,
        peaks=peaks.to_bytes(),
        through_id=max(found[-1][0], last.through_id if last else 0),
        signed_at=statement.signed_at,
        note=notes.sign(statement, notes.signing_key()),
    )


def _put_leaves(leaves: list[Place]) -> None:
    made = (Leaf(position=position, entry_id=entry, leaf_hash=leaf) for position, entry, leaf in leaves)
    Leaf.objects.bulk_create(made, batch_size=1000)


class NodesAbove:
    """Collects the nodes that new leaves complete: one over each 256 leaves, one over each 256 of those, and so on."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.made: list[Node] = []
        self._open = list(_open_stretches(size))

    def add(self, leaf_hash: bytes) -> None:
        self._put(0, leaf_hash)
        self.size += 1

    def _put(self, storey: int, value: bytes) -> None:
        if storey == len(self._open):
            self._open.append([])
        stretch = self._open[storey]
        stretch.append(value)
        if len(stretch) == NODE_SPAN:
            above = hash_full(stretch)
            place = self.size // NODE_SPAN ** (storey + 1)
            self.made.append(Node(storey=storey + 1, place=place, hash=above))
            self._open[storey] = []
            self._put(storey + 1, above)


def _open_stretches(size: int) -> Iterator[list[bytes]]:
    """For each storey, the hashes at its end that do not make up a full 256 yet."""
    storey, count = 0, size
    while count:
        yield hashes_in(storey, count // NODE_SPAN * NODE_SPAN, count)
        storey, count = storey + 1, count // NODE_SPAN


def hashes_in(storey: int, first: int, past: int) -> list[bytes]:
    """The stored hashes first..past-1 of a storey; storey 0 are the leaves."""
    if storey == 0:
        stored = Leaf.objects.filter(position__gte=first, position__lt=past).order_by("position")
        return [bytes(value) for value in stored.values_list("leaf_hash", flat=True)]
    above = Node.objects.filter(storey=storey, place__gte=first, place__lt=past).order_by("place")
    return [bytes(value) for value in above.values_list("hash", flat=True)]
