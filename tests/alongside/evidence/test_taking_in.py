"""What is handed in is kept sealed and on record, once; or nothing is, and the reason is clear."""

import errno
import json
import os
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.evidence import actions, storing
from alongside.evidence.actions import StillNeeded, TooManyToday, open_file, remove_file, take_in, take_in_within
from alongside.evidence.checking import check
from alongside.evidence.faults import Unfit
from alongside.evidence.models import EvidenceFile, Removed
from alongside.evidence.opening import SpokenForTwice, register_keeper, register_opener
from alongside.evidence.sealing import CannotOpen
from alongside.evidence.storing import NotKept
from alongside.evidence.sweeping import sweep
from alongside.journal.models import Entry, NeverChanged
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from alongside.people.viewer import Viewer
from tests.alongside.evidence.papers import SENTENCE, pdf, photo_with_place

CLEAN = check(pdf(SENTENCE * 3))
OTHER = check(pdf("Another paper. " + SENTENCE * 3))


@pytest.fixture
def file(ana: Practitioner, board: Board) -> EvidenceFile:
    return take_in(
        owner=ana, kind="application-training", file_name="my exam.pdf", data=CLEAN, by=ana.user, board=board
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def entries(kind: str) -> list[Entry]:
    return list(Entry.objects.filter(kind=kind))


@pytest.mark.clause("nc.5.1", "ca.integrity.13", "nm.integrity.6", "ak.intro.1")
def test_evidence_for_a_claim_is_kept_whole_and_on_record(ana: Practitioner, board: Board) -> None:
    handed_in = photo_with_place()

    file = take_in(owner=ana, kind="application-id", file_name="me.jpeg", data=handed_in, by=ana.user, board=board)

    assert (file.owner, file.board, file.kind, file.file_name) == (ana, board, "application-id", "me.jpg")
    assert open_file(file=file, by=user_of(ana)) == check(handed_in).data
    (entry,) = entries("evidence.taken-in")
    assert (entry.subject_id, entry.board_id, entry.actor_id) == (file.pk, board.pk, user_of(ana).pk)
    told = json.loads(entry.body)["data"]
    assert told == {"owner": ana.pk, "kind": "application-id", "sha256": check(handed_in).handed_in}


def test_on_the_disk_lies_nothing_that_can_be_read(file: EvidenceFile, folders: Path) -> None:
    (stored,) = files_in(folders)

    assert b"%PDF" not in stored.read_bytes()
    assert SENTENCE[:30].encode() not in stored.read_bytes()
    assert "exam" not in stored.name
    assert stored.stat().st_mode & 0o077 == 0
    assert stored.parent.stat().st_mode & 0o077 == 0


def test_one_click_too_many_keeps_one_file(ana: Practitioner, file: EvidenceFile, board: Board, folders: Path) -> None:
    again = take_in(owner=ana, kind="application-training", file_name="again.pdf", data=CLEAN, by=ana.user, board=board)

    assert again == file
    assert len(files_in(folders)) == len(entries("evidence.taken-in")) == 1


def test_the_same_paper_may_prove_another_thing_and_to_another_board(
    ana: Practitioner, file: EvidenceFile, board: Board
) -> None:
    as_id = take_in(owner=ana, kind="application-id", file_name="a.pdf", data=CLEAN, by=ana.user, board=board)
    elsewhere = take_in(owner=ana, kind="application-training", file_name="a.pdf", data=CLEAN, by=ana.user)

    assert len({file.pk, as_id.pk, elsewhere.pk}) == 3


def test_the_boards_staff_may_hand_in_what_came_by_post_and_nobody_else_may(
    ana: Practitioner, ben: Practitioner, board: Board, staff: User
) -> None:
    posted = take_in(owner=ana, kind="application-id", file_name="a.pdf", data=CLEAN, by=staff, board=board)

    assert posted.by == staff
    for by, at in ((ben.user, board), (ben.user, None), (staff, None)):
        with pytest.raises(NotTheirs):
            take_in(owner=ana, kind="application-id", file_name="a.pdf", data=OTHER, by=by, board=at)
    assert EvidenceFile.objects.count() == 1


def test_a_file_that_is_refused_leaves_nothing(ana: Practitioner, folders: Path) -> None:
    with pytest.raises(Unfit):
        take_in(owner=ana, kind="application-id", file_name="a.pdf", data=b"MZ program", by=ana.user)

    assert not EvidenceFile.objects.exists()
    assert not files_in(folders)


def test_a_full_disk_leaves_no_row_and_is_said_plainly(
    ana: Practitioner, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(NotKept, match="nothing was saved"):
        take_in(owner=ana, kind="application-id", file_name="a.pdf", data=CLEAN, by=ana.user)

    assert not EvidenceFile.objects.exists()
    assert not Entry.objects.filter(kind="evidence.taken-in").exists()
    assert not files_in(folders)


def test_a_flood_of_files_is_stopped(ana: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_IN_A_DAY", 1)
    take_in(owner=ana, kind="application-id", file_name="a.pdf", data=CLEAN, by=ana.user)

    with pytest.raises(TooManyToday):
        take_in(owner=ana, kind="application-id", file_name="b.pdf", data=OTHER, by=ana.user)


def test_it_shares_the_transaction_of_what_it_is_handed_in_for(ana: Practitioner, folders: Path) -> None:
    with transaction.atomic():
        take_in_within(owner=ana, kind="application-id", file_name="a.pdf", file=CLEAN, by=ana.user)
        transaction.set_rollback(True)

    assert not EvidenceFile.objects.exists()
    assert len(files_in(folders)) == 1
    for path in files_in(folders):
        os.utime(path, (0, 0))
    assert sweep() == 1
    assert not files_in(folders)


# ---- opening ------------------------------------------------------------------------------------------------------------


def board_staff(viewer: Viewer, file: EvidenceFile) -> bool:
    return viewer.board is not None and viewer.board == file.board


@pytest.mark.clause("nc.5.1", "ca.integrity.13")
def test_whoever_decides_on_it_opens_it_on_record_and_its_owner_without(
    ana: Practitioner, file: EvidenceFile, staff: User
) -> None:
    register_opener("application", board_staff)

    assert open_file(file=file, by=user_of(ana)) == CLEAN.data
    assert entries("evidence.opened") == []
    assert open_file(file=file, by=staff) == CLEAN.data

    (entry,) = entries("evidence.opened")
    assert (entry.subject_id, entry.actor_id, entry.board_id) == (file.pk, staff.pk, file.board_id)


def test_a_kind_nobody_speaks_for_is_open_to_its_owner_alone(
    file: EvidenceFile, staff: User, ben: Practitioner
) -> None:
    register_opener("app", board_staff)  # not the first letters: the whole first word

    for other in (staff, user_of(ben)):
        with pytest.raises(NotTheirs):
            open_file(file=file, by=other)
    assert entries("evidence.opened") == []


def test_two_apps_cannot_speak_for_the_same_kind() -> None:
    register_opener("application", board_staff)
    register_opener("application", board_staff)

    with pytest.raises(SpokenForTwice):
        register_opener("application", lambda viewer, file: True)


def test_every_changed_bit_is_found_and_then_nobody_looked(file: EvidenceFile, staff: User, folders: Path) -> None:
    register_opener("application", board_staff)
    (stored,) = files_in(folders)
    whole = stored.read_bytes()

    for place in (0, 5, 25, 40, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        stored.write_bytes(changed)
        with pytest.raises(CannotOpen, match="content-changed") as refused:
            open_file(file=file, by=staff)
        assert refused.value.code == "content-changed"

    stored.write_bytes(whole[:20])
    with pytest.raises(CannotOpen, match="content-changed"):
        open_file(file=file, by=staff)
    stored.unlink()
    with pytest.raises(CannotOpen, match="content-missing"):
        open_file(file=file, by=staff)
    assert entries("evidence.opened") == []


def test_the_content_of_one_file_does_not_open_as_another(ana: Practitioner, file: EvidenceFile, folders: Path) -> None:
    other = take_in(owner=ana, kind="application-id", file_name="b.pdf", data=OTHER, by=ana.user)
    first, second = (folders / "evidence" / row.token.hex[:2] / row.token.hex for row in (file, other))

    second.write_bytes(first.read_bytes())

    with pytest.raises(CannotOpen, match="content-changed"):
        open_file(file=other, by=user_of(ana))


def test_after_a_change_of_secret_older_files_open_and_new_ones_use_the_new(
    ana: Practitioner, file: EvidenceFile, settings: Settings
) -> None:
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new secret", ["one never used", before]

    later = take_in(owner=ana, kind="application-id", file_name="b.pdf", data=OTHER, by=ana.user)

    assert open_file(file=file, by=user_of(ana)) == CLEAN.data
    assert later.key_id != file.key_id
    settings.SECRET_KEY_FALLBACKS = []
    assert open_file(file=later, by=user_of(ana)) == OTHER.data
    with pytest.raises(CannotOpen, match="key-missing"):
        open_file(file=file, by=user_of(ana))


# ---- withdrawing --------------------------------------------------------------------------------------------------------


def test_a_withdrawn_file_is_gone_and_that_it_was_there_is_not(
    ana: Practitioner, file: EvidenceFile, folders: Path
) -> None:
    removed = remove_file(file=file, by=user_of(ana))
    again = remove_file(file=file, by=user_of(ana))

    assert removed == again
    assert files_in(folders) == []
    assert len(entries("evidence.removed")) == 1
    with pytest.raises(CannotOpen, match="content-removed"):
        open_file(file=file, by=user_of(ana))
    with pytest.raises(NeverChanged):
        file.delete()


def test_a_file_withdrawn_may_be_handed_in_again(ana: Practitioner, file: EvidenceFile, board: Board) -> None:
    remove_file(file=file, by=user_of(ana))

    again = take_in(owner=ana, kind=file.kind, file_name="again.pdf", data=CLEAN, by=ana.user, board=board)

    assert again.pk != file.pk
    assert open_file(file=again, by=user_of(ana)) == CLEAN.data


@pytest.mark.clause("nc.5.1", "ca.integrity.13")
def test_what_something_rests_on_cannot_be_withdrawn(ana: Practitioner, file: EvidenceFile) -> None:
    register_keeper("application", lambda file: file.kind == "application-training")

    with pytest.raises(StillNeeded):
        remove_file(file=file, by=user_of(ana))

    assert not Removed.objects.exists()
    assert open_file(file=file, by=user_of(ana)) == CLEAN.data


def test_nobody_withdraws_a_file_of_somebody_else(file: EvidenceFile, staff: User, ben: Practitioner) -> None:
    for other in (staff, user_of(ben)):
        with pytest.raises(NotTheirs):
            remove_file(file=file, by=other)


# ---- sweeping -----------------------------------------------------------------------------------------------------------


def test_the_sweep_takes_what_no_row_has_spoken_for_in_a_week(file: EvidenceFile, folders: Path) -> None:
    storing.store(orphan := uuid4(), b"left behind")
    storing.store(fresh := uuid4(), b"left behind a moment ago")
    half = folders / "evidence" / file.token.hex[:2] / ".new-half"
    half.write_bytes(b"half")
    eight_days_ago = time.time() - 8 * 24 * 60 * 60
    for path in files_in(folders):
        if path.name != fresh.hex:
            os.utime(path, (eight_days_ago, eight_days_ago))

    swept = sweep()

    assert swept == 2
    assert {path.name for path in files_in(folders)} == {file.token.hex, fresh.hex}
    assert orphan.hex not in {path.name for path in files_in(folders)}


def test_the_sweep_takes_what_a_withdrawal_could_not_delete(
    ana: Practitioner, file: EvidenceFile, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "discard", lambda token: None)
    remove_file(file=file, by=user_of(ana))
    (stored,) = files_in(folders)
    os.utime(stored, (0, 0))

    assert sweep() == 1
    assert sweep() == 0


def user_of(practitioner: Practitioner) -> User:
    assert practitioner.user is not None
    return practitioner.user
