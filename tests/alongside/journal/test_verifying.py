"""Every way of tampering that we know of is tried here with the triggers lifted, and must be found."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, models
from django.utils import timezone

from alongside.accounts.models import User
from alongside.journal import sealing
from alongside.journal.guards import guarded_models, lift_triggers, place_triggers
from alongside.journal.merkle import Peaks, hash_leaf
from alongside.journal.models import Checkpoint, Entry, Leaf, Node
from alongside.journal.outside import checkpoint_file
from alongside.journal.sealing import seal
from alongside.journal.verifying import Trouble, verify

Write = Callable[[int], list[Entry]]


@contextmanager
def behind_the_guards() -> Iterator[None]:
    """As the owner of the database might: take the triggers off, change something, put them back."""
    for model in guarded_models():
        lift_triggers(connection, model)
    yield
    for model in guarded_models():
        place_triggers(connection, model)


def change(model: type[models.Model], where: dict[str, object], **to: object) -> None:
    with behind_the_guards():
        assert model._base_manager.filter(**where).update(**to)


def remove(model: type[models.Model], **where: object) -> None:
    with behind_the_guards():
        assert model._base_manager.filter(**where)._raw_delete(using="default")


@pytest.fixture
def sealed(written: Write) -> list[Entry]:
    """Three rounds of ten under three checkpoints."""
    entries = []
    for _round in range(3):
        entries += written(10)
        seal()
    return entries


def troubles() -> set[Trouble]:
    return {finding.trouble for finding in verify().findings}


def test_an_untouched_journal_is_whole(sealed: list[Entry], written: Write) -> None:
    written(2)

    report = verify()

    assert report.is_whole
    assert (report.entries, report.checkpoints, report.waiting) == (30, 3, 2)


def test_a_journal_large_enough_for_nodes_is_whole(written: Write) -> None:
    for count in (200, 400, 300):
        written(count)
        seal()

    assert verify().is_whole


def test_an_empty_journal_is_whole(db: None) -> None:
    assert verify().is_whole


def test_a_changed_body_is_found(sealed: list[Entry]) -> None:
    change(Entry, {"pk": sealed[12].pk}, body=sealed[12].body.replace("happened", "not-happened"))

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.ENTRY_CHANGED, str(sealed[12].pk))


def test_a_changed_column_is_found_though_the_body_is_left(sealed: list[Entry]) -> None:
    change(Entry, {"pk": sealed[12].pk}, actor_id=999)

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.ENTRY_CHANGED, str(sealed[12].pk))


def test_a_body_changed_together_with_its_hashes_is_found(sealed: list[Entry]) -> None:
    body = sealed[12].body.replace("happened", "not-happened")
    leaf_hash = hash_leaf(body.encode())
    change(Entry, {"pk": sealed[12].pk}, body=body, leaf_hash=leaf_hash, kind="test.not-happened")
    change(Leaf, {"position": 12}, leaf_hash=leaf_hash)

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.ENTRY_CHANGED, "10-19")


def test_a_removed_entry_is_found(sealed: list[Entry]) -> None:
    remove(Entry, pk=sealed[3].pk)

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.ENTRY_REMOVED, str(sealed[3].pk))


def test_a_removed_leaf_is_found(sealed: list[Entry]) -> None:
    remove(Leaf, position=3)

    assert Trouble.LEAF_REMOVED in troubles()


def test_an_entry_slipped_in_among_old_ones_is_found(sealed: list[Entry], dana: User) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    change(Checkpoint, {"size": 30}, signed_at=long_ago)  # so that these ids count as settled
    with behind_the_guards():
        Entry.objects.filter(pk=sealed[5].pk)._raw_delete(using="default")
        Entry.objects.create(
            pk=sealed[5].pk - 1000,
            kind="test.slipped-in",
            subject_type="accounts.user",
            at=long_ago,
            body="{}",
            leaf_hash=hash_leaf(b"{}"),
        )

    assert {Trouble.ENTRY_SLIPPED_IN, Trouble.ENTRY_REMOVED} <= troubles()


def test_an_entry_that_claims_an_earlier_day_is_found(sealed: list[Entry], written: Write) -> None:
    from alongside.journal.writing import Event, _entry_of

    back_dated = _entry_of(Event("test.happened", User(pk=1)), by=None, at=timezone.now() - timedelta(days=2))
    back_dated.save()
    seal()

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.ENTRY_SLIPPED_IN, str(back_dated.pk))


def test_an_entry_put_into_the_sealed_log_is_found(sealed: list[Entry], written: Write) -> None:
    (extra,) = written(1)
    with behind_the_guards():
        for leaf in Leaf.objects.filter(position__gte=10).order_by("-position"):
            Leaf.objects.filter(position=leaf.position).update(position=leaf.position + 1)
        Leaf.objects.create(position=10, entry_id=extra.pk, leaf_hash=extra.leaf_hash)

    assert Trouble.ENTRY_CHANGED in troubles()


def test_an_entry_left_waiting_is_found(written: Write) -> None:
    (entry,) = written(1)
    change(Entry, {"pk": entry.pk}, at=timezone.now() - timedelta(minutes=5))

    assert troubles() == {Trouble.ENTRY_NOT_SEALED}


def test_a_changed_checkpoint_is_found(sealed: list[Entry]) -> None:
    change(Checkpoint, {"size": 20}, root=b"\0" * 32)

    assert troubles() == {Trouble.CHECKPOINT_CHANGED}


def test_a_checkpoint_signed_by_nobody_is_found(sealed: list[Entry]) -> None:
    note = Checkpoint.objects.get(size=20).note
    change(Checkpoint, {"size": 20}, note=note.replace("\n20\n", "\n21\n"))

    assert troubles() == {Trouble.CHECKPOINT_CHANGED}


def test_changed_peaks_are_found(sealed: list[Entry]) -> None:
    change(Checkpoint, {"size": 20}, peaks=b"\0" * 64)

    assert troubles() == {Trouble.CHECKPOINT_CHANGED}


def test_a_removed_checkpoint_is_found_by_the_copy_outside(sealed: list[Entry]) -> None:
    remove(Checkpoint, size=20)

    assert troubles() == {Trouble.CHECKPOINT_REMOVED}


def test_a_log_cut_short_is_found_by_the_copy_outside(sealed: list[Entry]) -> None:
    remove(Checkpoint, size=30)
    remove(Leaf, position__gte=20)
    remove(Entry, pk__gte=sealed[20].pk)

    (finding,) = verify().findings

    assert (finding.trouble, finding.where) == (Trouble.LOG_TRUNCATED, "30")


def test_leaves_cut_off_under_a_checkpoint_are_found(sealed: list[Entry]) -> None:
    remove(Leaf, position__gte=25)

    assert Trouble.LOG_TRUNCATED in troubles()


def test_leaves_beyond_the_newest_checkpoint_are_found(sealed: list[Entry], written: Write) -> None:
    (extra,) = written(1)
    Leaf.objects.create(position=30, entry_id=extra.pk, leaf_hash=extra.leaf_hash)

    assert troubles() == {Trouble.CHECKPOINT_REMOVED}


def test_a_whole_log_written_anew_is_found_by_the_copy_outside(sealed: list[Entry], journal_folder: Path) -> None:
    """The strongest hand: everything recomputed and signed again with the stolen key."""
    last = Checkpoint.objects.get(size=30)
    leaves = [bytes(leaf.leaf_hash) for leaf in Leaf.objects.order_by("position")]
    leaves[12] = hash_leaf(b'{"kind":"invented"}')
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    statement = sealing.notes.Statement(30, peaks.root, last.signed_at)
    note = sealing.notes.sign(statement, sealing.notes.signing_key())
    change(Leaf, {"position": 12}, leaf_hash=leaves[12])
    change(Checkpoint, {"size": 30}, root=peaks.root, peaks=peaks.to_bytes(), note=note)
    remove(Checkpoint, size__in=[10, 20])

    assert {Trouble.CHECKPOINT_CHANGED, Trouble.CHECKPOINT_REMOVED, Trouble.ENTRY_CHANGED} <= troubles()


def test_a_changed_node_is_found(written: Write) -> None:
    written(300)
    seal()
    change(Node, {"storey": 1, "place": 0}, hash=b"\0" * 32)

    assert troubles() == {Trouble.NODE_CHANGED}


def test_a_dropped_trigger_is_found(sealed: list[Entry]) -> None:
    lift_triggers(connection, Entry)

    assert troubles() == {Trouble.TRIGGER_MISSING}


def test_a_forged_line_outside_is_found(sealed: list[Entry]) -> None:
    with checkpoint_file().open("a") as out:
        out.write('{"size": 99, "note": "trust me"}\n')

    assert troubles() == {Trouble.CHECKPOINT_CHANGED}


def test_a_missing_key_is_said(sealed: list[Entry], journal_folder: Path) -> None:
    shutil.rmtree(journal_folder)

    assert troubles() == {Trouble.KEY_MISSING}
