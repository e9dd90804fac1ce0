"""Making an audit pack: one zip file with the tables of a period, the journal's entries about them, and the program that recounts.

Everything is written as it is read, so a year costs no more memory than its largest month and 16 bytes for each journal entry.
The pack's own entry in the journal holds the SHA-256 of its list of files: who alters a file has to alter the journal too.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import IO, Final

from django.db import transaction
from django.db.models import Min, Model

from alongside.accounts.models import User
from alongside.audit.counting import Figure, figures_of
from alongside.audit.lag import limit_days
from alongside.audit.period import Period
from alongside.audit.proving import Sealed, bodies, public_key_pem, seal_and_find, stretches
from alongside.audit.tables import CHUNK, TABLES, Row, Scope, exports_within
from alongside.billing.exporting import bytes_of
from alongside.journal.models import Entry
from alongside.journal.proofs import prove_inclusion
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_READERS, Authority, require_authority
from alongside.people.models import Agency
from alongside.practice.models import Note
from alongside.rulings.models import KeptRuling

KINDS: Final = (
    *("note.signed", "contact.held-back", "hold.decided", "ruling.kept", "records.disposed"),
    *("billing.exported", "billing.line"),
)
"""Entries that the tables are checked against."""


@dataclass(frozen=True)
class Packed:
    """A pack that was made. seal: SHA-256 of its list of files, as the journal has it."""

    seal: str
    figures: dict[str, Figure]


def make_pack(*, agency: Agency, period: Period, by: User | None, out: IO[bytes]) -> Packed:
    """Write the pack into `out`, which can be sought in, and put on record that it was made. `by` is None at the console.

    Raises NotTheirs unless an administrator or auditor of the agency; NotSealed where the journal does not come to rest.
    """
    require_authority(by, Authority(AGENCY_READERS, agency=agency))
    scope = Scope(agency, period, limit_days(agency, clock.today_in(agency.time_zone)))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        pack = _Writer(archive)
        for table in TABLES:
            pack.table(table.name, table.columns, table.rows(scope))
        for export in exports_within(scope):
            pack.file(f"exports/{export.number:04}.csv", bytes_of(export))
        evidence = seal_and_find(_evidence(scope))
        figures = figures_of(scope) | {"entries": len(evidence.ids)}
        _write_journal(pack, evidence)
        pack.file("summary.json", [_summary(scope, figures)])
        pack.file("README.txt", [_shipped("readme.txt")])
        pack.file("recount.py", [_shipped("recount.py")])
        manifest = pack.manifest()
        archive.writestr("MANIFEST.csv", manifest)
        seal = sha256(manifest).hexdigest()
        archive.writestr("seal.json", _seal(agency, period, seal, by))
    return Packed(seal, figures)


class _Writer:
    """Writes files into a zip and remembers what they are."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._listed: list[tuple[str, str, int]] = []

    def file(self, name: str, stretches: Iterable[bytes]) -> None:
        seal, size = sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as inside:
            for stretch in stretches:
                inside.write(stretch)
                seal.update(stretch)
                size += len(stretch)
        self._listed.append((name, seal.hexdigest(), size))

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        self.file(name, csv_stretches(columns, rows))

    def manifest(self) -> bytes:
        return b"".join(csv_stretches(("name", "sha256", "bytes"), (list(row) for row in sorted(self._listed))))


def csv_stretches(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file as it grows: UTF-8, a head, lines ended by a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % CHUNK == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _evidence(scope: Scope) -> array[int]:
    """Ids of the journal's entries about the period: from the first that a row of it rests on, every one of these kinds.

    So an entry whose row is gone stands in the pack all the same, and the recount asks for it.
    """
    found: array[int] = array("q")
    first = _first_entry(scope)
    if first is None:
        return found
    rows = Entry.objects.filter(pk__gte=first, agency_id=scope.agency.pk, kind__in=KINDS).order_by("pk")
    for pk in rows.values_list("pk", flat=True).iterator(chunk_size=5_000):
        found.append(pk)
    return found


def _first_entry(scope: Scope) -> int | None:
    """The earliest entry that a row of the period rests on; None where the period is empty."""
    notes = Note.objects.filter(
        agency=scope.agency, contact__began_at__gte=scope.begins, contact__began_at__lt=scope.ends
    )
    rulings = KeptRuling.objects.filter(
        agency=scope.agency, purpose="act", on__gte=scope.begins.date(), on__lt=scope.ends.date()
    )
    lowest = [
        pk
        for rows in (notes, rulings, exports_within(scope))
        for ids in _chunks(rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5_000))
        if (pk := _lowest(rows.model, ids)) is not None
    ]
    return min(lowest, default=None)


def _lowest(model: type[Model], ids: Sequence[int]) -> int | None:
    rows = Entry.objects.filter(subject_type=model._meta.label_lower, subject_id__in=ids, kind__in=KINDS)
    found: int | None = rows.aggregate(first=Min("pk"))["first"]
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    found = iter(ids)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _write_journal(pack: _Writer, evidence: Sealed) -> None:
    lines = (json.dumps({"position": place, "body": body}, ensure_ascii=False) for place, body in bodies(evidence))
    pack.file("journal/entries.jsonl", (f"{line}\n".encode() for line in lines))
    rows: Iterator[Row] = ([first, span, value.hex()] for first, span, value in stretches(evidence))
    pack.table("journal/proof.csv", ("first", "span", "hash"), rows)
    pack.file("journal/checkpoint.txt", [evidence.checkpoint.note.encode()])
    pack.file("journal/public-key.pem", [public_key_pem()])


def _summary(scope: Scope, figures: dict[str, Figure]) -> bytes:
    said = {
        "agency": scope.agency.pk,
        "slug": scope.agency.slug,
        "zone": scope.agency.zone,
        "from": f"{scope.period.first:%Y-%m}",
        "to": f"{scope.period.last:%Y-%m}",
        "begins": scope.local(scope.begins),
        "ends": scope.local(scope.ends),
        "made": scope.local(clock.now()),
        "documentation_limit_days": scope.limit,
        "figures": figures,
    }
    return (json.dumps(said, indent=2) + "\n").encode()


def _seal(agency: Agency, period: Period, seal: str, by: User | None) -> bytes:
    """The pack's own entry in the journal, with its proof."""
    with transaction.atomic(durable=True):
        data: dict[str, Plain] = {"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}", "manifest": seal}
        entry = write_journal("audit-pack.made", agency, by=by, data=data)
    sealed = seal_and_find([entry.pk])
    proof = prove_inclusion(entry, size=sealed.checkpoint.size)
    said = {
        "body": entry.body,
        "position": proof.position,
        "path": [step.hex() for step in proof.path],
        "checkpoint": sealed.checkpoint.note,
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def _shipped(name: str) -> bytes:
    return files("alongside.audit").joinpath(name).read_bytes()
