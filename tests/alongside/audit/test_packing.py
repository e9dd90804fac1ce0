"""The audit pack: what is in it, and that a program with nothing of ours finds every altered byte."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from alongside.audit import recount as program
from alongside.audit.packing import make_pack
from alongside.audit.period import OddPeriod, Period, period_from
from alongside.audit.proving import bodies, seal_and_find, stretches
from alongside.billing.month import State, month_of
from alongside.billing.queries import figures_of as billing_figures
from alongside.journal import notes
from alongside.journal.merkle import Peaks
from alongside.journal.models import Entry
from alongside.journal.sealing import seal_all
from alongside.journal.writing import Event, write_journal_of_many
from alongside.people.authority import NotTheirs
from alongside.practice.holding import holds_waiting
from alongside.practice.models import Contact
from tests.alongside.audit.makers import PERIOD, fill, packed, recount
from tests.alongside.billing.makers import NOVEMBER, administrator, agency
from tests.alongside.practice.makers import Practice
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

pytestmark = pytest.mark.usefixtures("own_journal")


@pytest.fixture
def pack(here: Practice, tmp_path: Path) -> Path:
    fill(here)
    folder = tmp_path / "pack"
    packed(here, folder)
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text())))


@clause("ca.integrity.10", "nm.integrity.b")
def test_an_untouched_pack_holds_and_is_counted_with_python_alone(pack: Path) -> None:
    code, said = recount(pack)

    assert (code, said.splitlines()[0][:17]) == (0, "Everything holds:")
    assert notes.public_key() is not None


def test_its_figures_are_those_of_the_pages(here: Practice, pack: Path) -> None:
    figures = json.loads((pack / "summary.json").read_text())["figures"]
    month = month_of(agency(here), NOVEMBER)
    by_worker = billing_figures(month)

    assert (
        figures["contacts"] == sum(row.contacts for row in by_worker) == Contact.objects.filter(status="held").count()
    )
    assert figures["states"]["held"] == sum(row.held for row in by_worker)
    assert figures["states"]["billed"] == sum(row.billed for row in by_worker) == len(month.of(State.BILLED))
    waiting = sum(count for name, count in figures["holds"].items() if name.endswith("waiting"))
    assert waiting == holds_waiting(here.caseload.viewer(here.amira), agency(here)).count()
    assert (figures["written_late"], figures["lag_worst"], figures["unwritten"]) == (1, 10, 1)
    assert figures["export_units"] == figures["units_billed"]
    assert figures["overlaps"] == 2


def test_nobody_served_is_named_and_no_word_is_in_it(pack: Path) -> None:
    everything = b"".join(path.read_bytes() for path in pack.rglob("*") if path.is_file())

    for word in ("Rosa", "Teo", "bus pass", "Nine days later", "City library", "before bed", "Sleep and hard"):
        assert word.encode() not in everything


def test_every_contact_names_its_ruling_and_every_ruling_its_clauses(pack: Path) -> None:
    rulings = {row["ruling"]: row for row in table(pack, "rulings.csv")}

    assert all(row["ruling"] in rulings for row in table(pack, "contacts.csv"))
    assert any("nm." in row["editions"] or row["editions"].startswith("nm@") for row in rulings.values())
    assert [row["clause"] for row in table(pack, "policies.csv")] == ["nm.role.9a"]


# ---- altered


def test_one_byte_altered_in_any_file_is_found_and_named(pack: Path) -> None:
    for path in sorted(own for own in pack.rglob("*") if own.is_file()):
        whole = path.read_bytes()
        if not whole:
            continue
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])

        faults = _faults(pack)

        name = path.relative_to(pack).as_posix()
        assert any(fault.startswith(name) or name in fault for fault in faults), name
        path.write_bytes(whole)
    assert _faults(pack) == []


def test_no_byte_of_the_seal_can_be_another(pack: Path) -> None:
    path = pack / "seal.json"
    whole = path.read_bytes()

    passed = []
    for at, bit in product(range(len(whole)), (1, 32)):  # a neighbour, and the other case of a letter
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        if not any(fault.startswith("seal.json: ") for fault in _faults_of_seal(pack)):
            passed.append((at, bit, whole[max(0, at - 9) : at + 9]))

    assert not passed


def _faults_of_seal(pack: Path) -> list[str]:
    return program.faults_of(program.Pack(pack), steps=[(program.check_seal, "seal.json")])


def _faults(pack: Path) -> list[str]:
    return program.faults_of(program.Pack(pack))


def test_the_exit_code_says_it_too(pack: Path) -> None:
    file = pack / "contacts.csv"
    file.write_text(file.read_text().replace(",45,", ",90,", 1))

    code, said = recount(pack)

    assert code == 1
    assert "contacts.csv: was altered" in said
    assert "has other minutes than its times" in said
    assert recount(pack / "nowhere", program=pack / "recount.py")[0] == 2


def test_a_file_added_or_taken_away_is_named(pack: Path) -> None:
    (pack / "more.csv").write_text("x")
    (pack / "holds.csv").rename(pack.parent / "holds.csv")

    faults = _faults(pack)

    assert "holds.csv: is missing" in faults
    assert "more.csv: was added, the list does not hold it" in faults


def _list_anew(pack: Path) -> None:
    """Make the list of files fit again, as somebody would who wants to hide what they altered."""
    rows = table(pack, "MANIFEST.csv")
    lines = ["name,sha256,bytes"]
    reader = program.Pack(pack)
    lines += [f"{row['name']},{reader.sha256(row['name'])},{(pack / row['name']).stat().st_size}" for row in rows]
    (pack / "MANIFEST.csv").write_text("\n".join(lines) + "\n")


@clause("ca.integrity.10")
def test_who_lists_the_files_anew_is_found_by_the_journal(pack: Path) -> None:
    file = pack / "contacts.csv"
    head, first, *rest = file.read_text().splitlines()
    file.write_text("\n".join([head, *rest]) + "\n")
    _list_anew(pack)

    faults = _faults(pack)

    assert "MANIFEST.csv: was altered, the journal holds another seal of it" in faults
    note = first.split(",")[1]
    assert f"contacts.csv: the contact of note {note} was signed, and is missing" in faults
    assert any(fault.startswith("summary.json: contacts is") for fault in faults)


@clause("sud.1.9a")
def test_each_disposal_is_in_the_pack_without_its_words_and_one_taken_out_is_found(pack: Path) -> None:
    file = pack / "disposals.csv"
    (row,) = table(pack, "disposals.csv")
    file.write_text(file.read_text().splitlines()[0] + "\n")
    _list_anew(pack)

    faults = _faults(pack)

    assert (row["kind"], row["way"], row["is_declared"]) == ("paper", "shredded", "0")
    assert f"disposals.csv: disposal {row['disposal']} was entered, and is missing" in faults
    assert "Tuesday" not in "".join(path.read_text(errors="ignore") for path in pack.rglob("*.*") if path.is_file())


def test_times_that_were_moved_are_found_by_the_journal(pack: Path) -> None:
    file = pack / "contacts.csv"
    file.write_text(file.read_text().replace("T08:00:00", "T08:05:00", 1))
    _list_anew(pack)

    assert any(fault.endswith("has other times than the journal") for fault in _faults(pack))


def test_an_entry_that_was_written_anew_stands_nowhere_in_the_log(pack: Path) -> None:
    file = pack / "journal" / "entries.jsonl"
    file.write_text(file.read_text().replace('\\"outcome\\":\\"kept\\"', '\\"outcome\\":\\"released\\"', 1))
    _list_anew(pack)

    faults = _faults(pack)

    assert any("is not the one in the log" in fault for fault in faults)
    assert any("was decided otherwise in the journal" in fault for fault in faults)


def test_another_signature_is_refused(pack: Path) -> None:
    file = pack / "journal" / "checkpoint.txt"
    note = file.read_text()
    size = int(note.splitlines()[1])
    file.write_text(note.replace(f"\n{size}\n", f"\n{size + 1}\n", 1))
    _list_anew(pack)

    assert "journal/checkpoint.txt: the signature on the checkpoint does not hold" in _faults(pack)


def test_a_zip_file_is_looked_at_as_it_came(here: Practice, tmp_path: Path) -> None:
    fill(here)
    file = tmp_path / "pack.zip"
    with file.open("w+b") as out:
        make_pack(agency=agency(here), period=PERIOD, by=administrator(here), out=out)
    with zipfile.ZipFile(file) as archive:
        (tmp_path / "recount.py").write_bytes(archive.read("recount.py"))

    assert recount(file, program=tmp_path / "recount.py")[0] == 0


# ---- signatures by hand


def test_our_signatures_hold_by_the_pure_program_and_no_other_does() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    for number in range(4):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        signature = key.sign(b"checkpoint")

        assert program.is_signed(public, signature, b"checkpoint")
        assert not program.is_signed(public, signature, b"checkpoinT")
        assert not program.is_signed(public, signature[:-1] + bytes([signature[-1] ^ 1]), b"checkpoint")
        assert not program.is_signed(public[:-1] + bytes([public[-1] ^ 1]), signature, b"checkpoint")
    assert not program.is_signed(b"\xff" * 32, b"\xff" * 64, b"")


# ---- one proof for all entries


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_the_stretches_make_up_the_signed_root_whatever_was_picked(here: Practice, size: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        write_journal_of_many((Event("test.event", agency(here), {"n": number}) for number in range(size)), by=None)
    seal_all()
    picked = list(Entry.objects.order_by("pk").values_list("pk", flat=True))[:: max(1, size // 3)]

    sealed = seal_and_find(picked)
    found = list(stretches(sealed))

    peaks = Peaks()
    at = 0
    for first, span, value in found:
        assert first == at
        at += span
        if span == 1:
            peaks.add(value)
    if all(span == 1 for _first, span, _value in found):
        assert peaks.root == bytes(sealed.checkpoint.root)
    assert at == sealed.checkpoint.size
    assert len(list(bodies(sealed))) == len(picked)


def test_a_long_log_is_proved_with_few_hashes(here: Practice, tmp_path: Path) -> None:
    from django.db import transaction

    fill(here)
    with transaction.atomic():
        write_journal_of_many((Event("test.event", agency(here), {"n": number}) for number in range(2_000)), by=None)
    packed(here, tmp_path / "pack")

    proof = table(tmp_path / "pack", "journal/proof.csv")

    assert any(int(row["span"]) == 256 for row in proof)
    assert len(proof) < 1_300
    assert _faults(tmp_path / "pack") == []


# ---- who, and for when


def test_only_an_administrator_or_auditor_makes_one(here: Practice) -> None:
    with pytest.raises(NotTheirs):
        make_pack(agency=agency(here), period=PERIOD, by=here.amira, out=io.BytesIO())


def test_an_empty_month_makes_a_pack_that_holds(here: Practice, tmp_path: Path) -> None:
    out = io.BytesIO()
    make_pack(agency=agency(here), period=Period(date(2026, 3, 1), date(2026, 4, 1)), by=None, out=out)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "pack")

    assert recount(tmp_path / "pack")[0] == 0


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 11, 1), date(2026, 10, 1)), (date(2026, 12, 1), date(2026, 12, 1)), (date(2023, 1, 1), TODAY)],
)
def test_an_odd_period_says_why(first: date, last: date) -> None:
    with pytest.raises(OddPeriod):
        period_from(first, last, today=TODAY)
