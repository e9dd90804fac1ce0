"""The sealer: order, signed checkpoints, proofs from stored hashes, and the copy outside the database."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from alongside.journal import notes, sealing
from alongside.journal.merkle import is_consistent, is_included, root_of
from alongside.journal.models import Checkpoint, Entry, Leaf, Node
from alongside.journal.outside import checkpoint_file, checkpoints_outside, newest_outside, publish
from alongside.journal.proofs import NotSealedYet, prove_consistency, prove_inclusion, root_at
from alongside.journal.sealing import seal, seal_all, size_of_log, waiting

Write = Callable[[int], list[Entry]]


def test_nothing_is_sealed_where_nothing_waits(db: None) -> None:
    assert seal() is None
    assert size_of_log() == 0


def test_entries_are_sealed_in_order_under_a_signed_checkpoint(written: Write) -> None:
    entries = written(5)

    checkpoint = seal()

    assert checkpoint is not None
    assert list(Leaf.objects.order_by("position").values_list("position", "entry_id")) == [
        (place, entry.pk) for place, entry in enumerate(entries)
    ]
    said = notes.read(checkpoint.note, notes.public_key())
    assert (said.size, said.root) == (5, root_of(bytes(entry.leaf_hash) for entry in entries))
    assert not waiting().exists()


@pytest.mark.parametrize("rounds", [[1, 1, 1], [255, 1, 1], [256, 256], [100, 300, 113], [700]])
def test_sealing_in_rounds_gives_the_root_of_sealing_at_once(written: Write, rounds: list[int]) -> None:
    for count in rounds:
        written(count)
        seal()

    leaves = [bytes(leaf.leaf_hash) for leaf in Leaf.objects.order_by("position")]
    assert len(leaves) == sum(rounds)
    assert root_at(len(leaves)) == root_of(leaves) == bytes(Checkpoint.objects.order_by("-size")[0].root)
    assert Node.objects.count() == sum(rounds) // 256


def test_an_id_that_commits_late_is_sealed_in_a_later_round(written: Write) -> None:
    early, late, last = written(3)
    sealing.Leaf.objects.create(position=0, entry_id=early.pk, leaf_hash=early.leaf_hash)
    Leaf.objects.create(position=1, entry_id=last.pk, leaf_hash=last.leaf_hash)

    assert [entry.pk for entry in waiting()] == [late.pk]


def test_what_was_settled_an_hour_ago_is_not_looked_through_again(written: Write) -> None:
    entries = written(3)
    Checkpoint.objects.create(
        size=1,
        root=b"",
        peaks=b"",
        note="",
        through_id=entries[1].pk,
        signed_at=timezone.now() - sealing.LONGEST_TRANSACTION - timedelta(seconds=1),
    )

    assert [entry.pk for entry in waiting()] == [entries[2].pk]
    assert sealing.never_sealed().count() == 3


def test_a_backlog_is_sealed_in_rounds(written: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ENTRIES_A_ROUND", 4)
    written(10)

    assert seal_all() == 10
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 10]


def test_the_sealer_stops_when_told_and_leaves_nothing_behind(written: Write) -> None:
    written(2)

    def until(_seconds: float) -> bool:
        written(1)
        return True

    sealing.keep_sealing(until=until)

    assert size_of_log() == 3


def test_in_a_busy_hour_the_sealer_rests_between_rounds_that_are_not_full(
    written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "ENTRIES_A_ROUND", 2)
    busy = iter(range(20))
    monkeypatch.setattr(sealing, "publish", lambda: written(1) if next(busy, None) is not None else None)
    written(4)
    rests: list[int] = []

    def until(seconds: float) -> bool:
        rests.append(size_of_log())
        return len(rests) == 2

    sealing.keep_sealing(until=until)

    assert rests == [7, 8], "three full rounds of 2 and one of 1, while somebody writes one entry in each"
    assert size_of_log() > 8


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 520, 513])
def test_every_kind_of_entry_can_be_proved_from_stored_hashes(written: Write, size: int) -> None:
    entries = written(size)
    checkpoint = seal()
    assert checkpoint is not None

    for position in {0, size // 2, size - 1}:
        proof = prove_inclusion(entries[position], size=size)

        assert proof.position == position
        assert is_included(proof.leaf_hash, position, size, proof.path, bytes(checkpoint.root))


def test_growth_can_be_proved_from_stored_hashes(written: Write) -> None:
    for count in (3, 300, 1, 300):
        written(count)
        seal()
    checkpoints = list(Checkpoint.objects.order_by("size"))

    for old in checkpoints:
        for new in checkpoints[checkpoints.index(old) :]:
            proof = prove_consistency(old.size, new.size)
            assert is_consistent(old.size, bytes(old.root), new.size, bytes(new.root), proof)


def test_an_entry_written_a_moment_ago_has_no_proof_yet(written: Write) -> None:
    (entry,) = written(1)

    with pytest.raises(NotSealedYet):
        prove_inclusion(entry, size=1)


def test_the_signing_key_is_its_owners_alone(written: Write, journal_folder: Path) -> None:
    written(1)
    seal()

    mode = stat.S_IMODE((journal_folder / "signing-key.pem").stat().st_mode)
    assert mode == 0o600
    assert "PUBLIC KEY" in (journal_folder / "public-key.pem").read_text()


def test_each_checkpoint_is_copied_outside_once(written: Write) -> None:
    for _round in range(3):
        written(2)
        seal()
    publish()

    assert [size for size, _note in checkpoints_outside()] == [2, 4, 6]
    assert newest_outside() == 6


def test_a_line_cut_short_does_not_keep_later_checkpoints_out(written: Write) -> None:
    written(1)
    seal()
    with checkpoint_file().open("a") as out:
        out.write('{"size": 9\n')
    written(1)
    seal()

    assert [size for size, _note in checkpoints_outside()] == [1, -1, 2]


def test_a_note_by_another_key_is_refused(written: Write, tmp_path: Path) -> None:
    written(1)
    checkpoint = seal()
    assert checkpoint is not None
    other = notes._load_or_make(tmp_path / "other" / "signing-key.pem").public_key()

    with pytest.raises(notes.BadNote, match="another key"):
        notes.read(checkpoint.note, other)
    with pytest.raises(notes.BadNote, match="signature"):
        notes.read(checkpoint.note.replace("\n1\n", "\n2\n"), notes.public_key())
    with pytest.raises(notes.BadNote, match="form"):
        notes.read("never mind", notes.public_key())
