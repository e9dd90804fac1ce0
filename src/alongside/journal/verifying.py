"""Going through the whole journal: every entry hashed again, every root recounted, every signature checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.utils import timezone

from alongside.journal import notes
from alongside.journal.guards import missing_triggers
from alongside.journal.merkle import Peaks, hash_full, hash_leaf
from alongside.journal.models import Checkpoint, Entry, Leaf, Node
from alongside.journal.outside import checkpoints_outside
from alongside.journal.sealing import NODE_SPAN, never_sealed
from alongside.journal.writing import statement

CHUNK = 500
CLOCKS_MAY_DIFFER = timedelta(minutes=1)
LONGEST_TRANSACTION = timedelta(hours=1)
SEALED_WITHIN = timedelta(minutes=1)


class Trouble(StrEnum):
    """What can be wrong with a journal; each has a sentence in docs/operators.md."""

    TRIGGER_MISSING = "trigger-missing"
    ENTRY_CHANGED = "entry-changed"
    ENTRY_REMOVED = "entry-removed"
    ENTRY_SLIPPED_IN = "entry-slipped-in"
    ENTRY_NOT_SEALED = "entry-not-sealed"
    LEAF_REMOVED = "leaf-removed"
    NODE_CHANGED = "node-changed"
    CHECKPOINT_CHANGED = "checkpoint-changed"
    CHECKPOINT_REMOVED = "checkpoint-removed"
    LOG_TRUNCATED = "log-truncated"
    KEY_MISSING = "key-missing"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `where` is a position, size, id or name, whichever the sentence speaks of."""

    trouble: Trouble
    where: str
    says: str


@dataclass(frozen=True)
class Report:
    """What a verification found. `entries` counts those whose hash was taken again."""

    entries: int
    checkpoints: int
    waiting: int
    root: bytes
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not self.findings


def verify() -> Report:
    """Recount everything and say what does not hold. Reads the whole journal; writes nothing."""
    walk = _Walk()
    says_of_trigger = "This table could be changed unnoticed. Put it back: alongside journal guard."
    findings = [
        *(Finding(Trouble.TRIGGER_MISSING, name, says_of_trigger) for name in missing_triggers(connection)),
        *walk.findings(),
        *_never_sealed(),
        *_outside(walk.key),
    ]
    waiting = never_sealed().count()
    return Report(walk.peaks.size, walk.checkpoints, waiting, walk.peaks.root, tuple(findings))


class _Walk:
    """One pass over the log in its own order, with the checkpoints met on the way."""

    def __init__(self) -> None:
        self.peaks = Peaks()
        self.checkpoints = 0
        self.key = _public_key()
        # what is sealed after this moment is left for the next verification
        self._signed = list(Checkpoint.objects.order_by("size"))
        self._signed_size = self._signed[-1].size if self._signed else 0
        self._stretches: list[list[bytes]] = [[]]
        self._nodes = {
            (storey, place): bytes(value)
            for storey, place, value in Node.objects.values_list("storey", "place", "hash")
            if (place + 1) * NODE_SPAN**storey <= self._signed_size
        }
        self._root_differs_from: int | None = None

    def findings(self) -> Iterator[Finding]:
        if self._signed and self.key is None:
            yield Finding(Trouble.KEY_MISSING, str(notes.public_key_file()), "Signatures cannot be checked without it.")
        before: Checkpoint | None = None
        ahead = iter(self._signed)
        checkpoint = next(ahead, None)
        for leaf, entry in _leaves_with_entries(below=self._signed_size):
            if leaf.position != self.peaks.size:
                yield self._gap(leaf.position)
                return
            yield from _check_entry(leaf, entry)
            if entry is not None:
                yield from _check_moment(entry, before, checkpoint)
            yield from self._add(bytes(leaf.leaf_hash))
            if checkpoint is not None and checkpoint.size == self.peaks.size:
                yield from self._check(checkpoint, before)
                before, checkpoint = checkpoint, next(ahead, None)
        yield from self._end()

    def _end(self) -> Iterator[Finding]:
        """The log must end where the newest checkpoint says, and nodes stand over nothing else."""
        if self.peaks.size < self._signed_size:
            yield Finding(
                Trouble.LOG_TRUNCATED,
                str(self.peaks.size),
                f"A checkpoint speaks of {self._signed_size} entries; the log ends after {self.peaks.size}.",
            )
        goes_on = Leaf.objects.filter(position__gte=self._signed_size).exists()
        if goes_on and not Checkpoint.objects.filter(size__gt=self._signed_size).exists():
            yield Finding(
                Trouble.CHECKPOINT_REMOVED,
                str(self._signed_size),
                f"The leaves after {self._signed_size} stand under no checkpoint.",
            )
        for storey, place in self._nodes:
            yield Finding(Trouble.NODE_CHANGED, f"{storey}/{place}", "A node stands over leaves that are not there.")

    def _gap(self, position: int) -> Finding:
        return Finding(
            Trouble.LEAF_REMOVED,
            str(self.peaks.size),
            f"After position {self.peaks.size - 1} the log goes on at {position}; what follows cannot be recounted.",
        )

    def _add(self, leaf_hash: bytes) -> Iterator[Finding]:
        self.peaks.add(leaf_hash)
        value, storey = leaf_hash, 0
        while True:
            if storey == len(self._stretches):
                self._stretches.append([])
            self._stretches[storey].append(value)
            if len(self._stretches[storey]) < NODE_SPAN:
                return
            value = hash_full(self._stretches[storey])
            self._stretches[storey] = []
            storey += 1
            place = (self.peaks.size - 1) // NODE_SPAN**storey
            if self._nodes.pop((storey, place), None) != value:
                yield Finding(Trouble.NODE_CHANGED, f"{storey}/{place}", "The stored node differs from its leaves.")

    def _check(self, checkpoint: Checkpoint, before: Checkpoint | None) -> Iterator[Finding]:
        self.checkpoints += 1
        said = _said(checkpoint.note, self.key)
        if isinstance(said, Finding):
            yield said
            return
        columns = (checkpoint.size, bytes(checkpoint.root), checkpoint.signed_at)
        if said is not None and (said.size, said.root, said.signed_at) != columns:
            yield Finding(Trouble.CHECKPOINT_CHANGED, str(checkpoint.size), "Its columns differ from what was signed.")
        root = said.root if said is not None else bytes(checkpoint.root)
        if root != self.peaks.root and self._root_differs_from is None:
            self._root_differs_from = checkpoint.size
            since = before.size if before else 0
            yield Finding(
                Trouble.ENTRY_CHANGED,
                f"{since}-{checkpoint.size - 1}",
                f"The entries at positions {since} to {checkpoint.size - 1} are not those that were signed for:"
                " one was changed, removed or slipped in, and its leaf with it.",
            )
        elif root == self.peaks.root and bytes(checkpoint.peaks) != self.peaks.to_bytes():
            yield Finding(Trouble.CHECKPOINT_CHANGED, str(checkpoint.size), "Its stored peaks differ from the log.")


class _Row(NamedTuple):
    """An entry as it stands in its table; lighter than a model by half the time of a verification."""

    pk: int
    body: str
    leaf_hash: bytes
    kind: str
    actor_id: int | None
    subject_type: str
    subject_id: int | None
    agency_id: int | None
    board_id: int | None
    at: datetime


class _Place(NamedTuple):
    """A leaf as it stands in its table."""

    position: int
    entry_id: int
    leaf_hash: bytes


def _leaves_with_entries(*, below: int) -> Iterator[tuple[_Place, _Row | None]]:
    position = -1
    in_order = Leaf.objects.filter(position__lt=below).order_by("position").values_list(*_Place._fields)
    while leaves := [_Place(*leaf) for leaf in in_order.filter(position__gt=position)[:CHUNK]]:
        found = Entry.objects.filter(pk__in=[leaf.entry_id for leaf in leaves]).values_list(*_Row._fields)
        entries = {row[0]: _Row(*row) for row in found}
        for leaf in leaves:
            yield leaf, entries.get(leaf.entry_id)
        position = leaves[-1].position


def _check_entry(leaf: _Place, entry: _Row | None) -> Iterator[Finding]:
    if entry is None:
        yield Finding(
            Trouble.ENTRY_REMOVED, str(leaf.entry_id), f"Entry {leaf.entry_id}, at position {leaf.position}, is gone."
        )
    elif not (hash_leaf(entry.body.encode()) == bytes(entry.leaf_hash) == bytes(leaf.leaf_hash)):
        yield Finding(
            Trouble.ENTRY_CHANGED,
            str(entry.pk),
            f"Entry {entry.pk}, at position {leaf.position}, says something else than when it was sealed.",
        )
    elif not _columns_match(entry):
        yield Finding(
            Trouble.ENTRY_CHANGED, str(entry.pk), f"The columns of entry {entry.pk} differ from its sealed body."
        )


def _columns_match(entry: _Row) -> bool:
    sealed = json.loads(entry.body)
    return all(sealed.get(name) == value for name, value in statement(entry).items())


def _check_moment(entry: _Row, before: Checkpoint | None, sealed_by: Checkpoint | None) -> Iterator[Finding]:
    """An entry claims a moment: not long before the checkpoint ahead of it, nor after the one that sealed it."""
    too_old = before is not None and entry.at < before.signed_at - LONGEST_TRANSACTION
    too_new = sealed_by is not None and entry.at > sealed_by.signed_at + CLOCKS_MAY_DIFFER
    if too_old or too_new:
        yield Finding(
            Trouble.ENTRY_SLIPPED_IN,
            str(entry.pk),
            f"Entry {entry.pk} claims a moment at which it was not there: it was sealed long {'after' if too_old else 'before'}.",
        )


def _never_sealed() -> Iterator[Finding]:
    settled = (
        Checkpoint.objects.filter(signed_at__lt=timezone.now() - LONGEST_TRANSACTION).order_by("-signed_at").first()
    )
    for entry in never_sealed().filter(at__lt=timezone.now() - SEALED_WITHIN)[:CHUNK]:
        if settled is not None and entry.pk <= settled.through_id:
            says = f"Entry {entry.pk} appeared among entries sealed long ago. Nobody can say when it was written."
            yield Finding(Trouble.ENTRY_SLIPPED_IN, str(entry.pk), says)
        else:
            says = f"Entry {entry.pk} waits to be sealed for more than a minute. Is the sealer running?"
            yield Finding(Trouble.ENTRY_NOT_SEALED, str(entry.pk), says)


def _outside(key: Ed25519PublicKey | None) -> Iterator[Finding]:
    """Hold the file outside the database against the checkpoints inside it."""
    outside = list(checkpoints_outside())  # before the database is asked: what is in the file was committed there
    inside = dict(Checkpoint.objects.values_list("size", "note"))
    newest = max(inside, default=0)
    for size, note in outside:
        said = _said(note, key, size=size)
        if isinstance(said, Finding):
            yield said
        elif size > newest:
            yield Finding(
                Trouble.LOG_TRUNCATED,
                str(size),
                f"A checkpoint outside the database speaks of {size} entries; the database knows of {newest}.",
            )
        elif size not in inside:
            yield Finding(
                Trouble.CHECKPOINT_REMOVED, str(size), f"The checkpoint over {size} entries is gone from the database."
            )
        elif inside[size] != note:
            yield Finding(
                Trouble.CHECKPOINT_CHANGED, str(size), f"The checkpoint over {size} entries is not the one signed then."
            )


def _said(note: str, key: Ed25519PublicKey | None, size: int | None = None) -> notes.Statement | Finding | None:
    """What a note states; a finding where its signature does not hold; None where there is no key to check it with."""
    if key is None:
        return None
    try:
        return notes.read(note, key)
    except notes.BadNote as bad:
        where = str(size) if size is not None else note.partition("\n")[2].partition("\n")[0]
        return Finding(Trouble.CHECKPOINT_CHANGED, where, f"The checkpoint over {where} entries does not hold: {bad}.")


def _public_key() -> Ed25519PublicKey | None:
    try:
        return notes.public_key()
    except FileNotFoundError:
        return None
