"""Check an audit pack, and count it again. Needs Python 3.9 or later and nothing else: no network, no package.

    python3 recount.py [FOLDER OR ZIP FILE]

Without a name it looks at the folder it lies in. Exit code 0: everything holds. 1: something does not, and each line says
what. 2: there is no pack to look at. What is checked, in this order:

1. every file against MANIFEST.csv, byte for byte, and that none is missing and none was added;
2. MANIFEST.csv against the journal: the pack's own entry (seal.json) holds its SHA-256;
3. the signature on the journal's checkpoint (Ed25519) by the key in public-key.pem. Compare that key's fingerprint, printed
   below, with the one that the agency gives you by another road: a key in the pack proves nothing by itself;
4. that each entry in entries.jsonl stands in that log: all hashes are put together to the signed root (RFC 9162);
5. that contacts, holds, rulings and exports say what the journal says of them, and that none is missing;
6. every figure of summary.json, counted again from the tables; minutes from times, units from minutes, lateness from days.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

SELF = ("MANIFEST.csv", "seal.json")


class Pack:
    """The files of a pack, in a folder or a zip file."""

    def __init__(self, where: Path) -> None:
        self.zip = None if where.is_dir() else zipfile.ZipFile(where)
        self.folder = where

    def names(self) -> list[str]:
        if self.zip:
            return sorted(name for name in self.zip.namelist() if not name.endswith("/"))
        found = (path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def open(self, name: str) -> IO[bytes]:
        return self.zip.open(name) if self.zip else (self.folder / name).open("rb")

    def lines(self, name: str) -> Iterator[str]:
        with self.open(name) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
            yield from text

    def rows(self, name: str) -> csv.DictReader[str]:
        return csv.DictReader(self.lines(name))

    def text(self, name: str) -> str:
        with self.open(name) as raw:
            return raw.read().decode()

    def sha256(self, name: str) -> str:
        seal = hashlib.sha256()
        with self.open(name) as raw:
            for stretch in iter(lambda: raw.read(1 << 16), b""):
                seal.update(stretch)
        return seal.hexdigest()


# ---- 1 and 2: the files and their list


def check_files(pack: Pack) -> Iterator[str]:
    listed = {row["name"]: row["sha256"] for row in pack.rows("MANIFEST.csv")}
    there = set(pack.names()) - set(SELF)
    for name in sorted(set(listed) - there):
        yield f"{name}: is missing"
    for name in sorted(there - set(listed)):
        yield f"{name}: was added, the list does not hold it"
    for name in sorted(there & set(listed)):
        try:
            if pack.sha256(name) != listed[name]:
                yield f"{name}: was altered, its bytes are not those that were listed"
        except zipfile.BadZipFile:
            yield f"{name}: was altered, the zip file says so itself"


def check_seal(pack: Pack) -> Iterator[str]:
    seal = json.loads(pack.text("seal.json"))
    body = seal["body"].encode()
    said = json.loads(body)
    if said["kind"] != "audit-pack.made" or said["data"]["manifest"] != pack.sha256("MANIFEST.csv"):
        yield "MANIFEST.csv: was altered, the journal holds another seal of it"
    size, root, faults = read_checkpoint(pack, seal["checkpoint"])
    yield from (f"seal.json: {fault}" for fault in faults)
    path = [bytes.fromhex(step) for step in seal["path"]]
    is_as_written = seal["path"] == [step.hex() for step in path]
    if not is_as_written or not is_included(leaf(body), seal["position"], size, path, root):
        yield "seal.json: was altered, its entry does not stand in the signed log"


# ---- 3 and 4: the journal


def leaf(body: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + body).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_checkpoint(pack: Pack, note: str) -> tuple[int, bytes, list[str]]:
    """(size, root, faults) of a signed checkpoint."""
    der = base64.b64decode("".join(pack.text("journal/public-key.pem").strip().splitlines()[1:-1]))
    key = der[-32:]
    try:
        text, signed = note.split("\n\n")
        text += "\n"
        name, count, top, _moment = text.splitlines()
        signer, packed64 = signed.removeprefix("— ").removesuffix("\n").split(" ")
        packed = base64.b64decode(packed64)
        expected = hashlib.sha256(f"{name}\n".encode() + b"\x01" + key).digest()[:4]
        size, root = int(count), base64.b64decode(top)
    except ValueError:
        return 0, b"", ["the checkpoint is not in form"]
    is_right = signer == name and packed[:4] == expected and is_signed(key, packed[4:], text.encode())
    # No letter of the line may be another: base64's last one has bits that mean nothing, the dash is signed by nobody.
    is_right = is_right and signed == f"— {name} {base64.b64encode(packed).decode()}\n"
    return size, root, [] if is_right else ["the signature on the checkpoint does not hold"]


def check_entries(pack: Pack) -> Iterator[str]:
    """Put all hashes of proof.csv together; an entry's own is worked out from its body."""
    size, root, faults = read_checkpoint(pack, pack.text("journal/checkpoint.txt"))
    yield from (f"journal/checkpoint.txt: {fault}" for fault in faults)
    entries = (json.loads(line) for line in pack.lines("journal/entries.jsonl"))
    waiting, at = next(entries, None), 0
    stack: list[tuple[int, bytes]] = []
    for row in pack.rows("journal/proof.csv"):
        first, span, value = int(row["first"]), int(row["span"]), bytes.fromhex(row["hash"])
        if first != at:
            yield f"journal/proof.csv: has a gap at leaf {at}"
            return
        if waiting and first <= waiting["position"] < first + span:
            if span != 1 or leaf(waiting["body"].encode()) != value:
                yield f"journal/entries.jsonl: the entry at place {waiting['position']} is not the one in the log"
            waiting = next(entries, None)
        at += span
        stack.append((span, value))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (span, right), (_same, left) = stack.pop(), stack.pop()
            stack.append((2 * span, node(left, right)))
    if waiting:
        yield f"journal/entries.jsonl: the entry at place {waiting['position']} stands nowhere in the log"
    found = stack.pop()[1] if stack else hashlib.sha256(b"").digest()
    while stack:
        found = node(stack.pop()[1], found)
    if (at, found) != (size, root):
        yield "journal/proof.csv: the hashes do not make up the log that was signed"


def is_included(found: bytes, position: int, size: int, path: Iterable[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= position < size:
        return False
    place, last = position, size - 1
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


# ---- 5: the tables against the journal


def entries_by_kind(pack: Pack) -> dict[str, dict[int, dict[str, Any]]]:
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for line in pack.lines("journal/entries.jsonl"):
        said = json.loads(json.loads(line)["body"])
        found[said["kind"]][said["subject_id"]] = said["data"]
    return found


def check_evidence(pack: Pack) -> Iterator[str]:
    said = entries_by_kind(pack)
    yield from check_contacts(pack, said["note.signed"])
    yield from check_holds(pack, said["contact.held-back"], said["hold.decided"])
    for row in pack.rows("rulings.csv"):
        entry = said["ruling.kept"].get(int(row["ruling"]))
        if entry is None or (entry["act"], entry["answer"], entry["on"]) != (row["act"], row["answer"], row["on"]):
            yield f"rulings.csv: ruling {row['ruling']} is not what the journal says"
    yield from check_disposals(pack, said["records.disposed"])
    yield from check_exports(pack, said["billing.exported"], said["billing.line"])


def check_contacts(pack: Pack, signed: dict[int, dict[str, Any]]) -> Iterator[str]:
    known: set[int] = set()
    for row in pack.rows("contacts.csv"):
        entry = signed.get(int(row["note"]))
        known.add(int(row["note"]))
        wanted = (int(row["contact"]), int(row["person"]))
        if entry is None or (entry["contact"], entry["person"]) != wanted:
            yield f"contacts.csv: contact {row['contact']} is not what the journal says"
        elif "began" in entry and any(moment(entry[name]) != moment(row[name]) for name in ("began", "ended")):
            yield f"contacts.csv: contact {row['contact']} has other times than the journal"
    summary = json.loads(pack.text("summary.json"))
    for note, entry in signed.items():
        if note not in known and in_period(entry, summary):
            yield f"contacts.csv: the contact of note {note} was signed, and is missing"


def in_period(entry: dict[str, Any], summary: dict[str, Any]) -> bool:
    if "began" not in entry:
        return False
    return moment(summary["begins"]) <= moment(entry["began"]) < moment(summary["ends"])


def check_holds(pack: Pack, made: dict[int, dict[str, Any]], decided: dict[int, dict[str, Any]]) -> Iterator[str]:
    for row in pack.rows("holds.csv"):
        number = int(row["hold"])
        entry, outcome = made.get(number), decided.get(number, {}).get("outcome", "")
        if entry is None or (entry["contact"], entry["reason"]) != (int(row["contact"]), row["reason"]):
            yield f"holds.csv: hold {number} is not what the journal says"
        elif row["outcome"] != outcome:
            yield f"holds.csv: hold {number} was decided otherwise in the journal"


def check_disposals(pack: Pack, entered: dict[int, dict[str, Any]]) -> Iterator[str]:
    known: set[int] = set()
    for row in pack.rows("disposals.csv"):
        number = int(row["disposal"])
        known.add(number)
        wanted = (int(row["worker"]), row["kind"], row["on"], row["records_until"])
        entry = entered.get(number)
        if entry is None or (entry["worker"], entry["kind"], entry["on"], entry["until"]) != wanted:
            yield f"disposals.csv: disposal {number} is not what the journal says"
    summary = json.loads(pack.text("summary.json"))
    for number, entry in entered.items():
        if number not in known and summary["begins"][:10] <= entry["on"] < summary["ends"][:10]:
            yield f"disposals.csv: disposal {number} was entered, and is missing"


def check_exports(pack: Pack, made: dict[int, dict[str, Any]], lines: dict[int, dict[str, Any]]) -> Iterator[str]:
    wanted = {int(row["number"]) for row in pack.rows("exports.csv")}
    counted = (own for own in lines.values() if own["export"] in wanted)
    billed = Counter((own["contact"], own["units"], own["minutes"]) for own in counted)
    for row in pack.rows("exports.csv"):
        name = f"exports/{int(row['number']):04}.csv"
        entry = made.get(int(row["export"]))
        if entry is None or (entry["number"], entry["sha256"]) != (int(row["number"]), row["sha256"]):
            yield f"exports.csv: export {row['number']} is not what the journal says"
        if name not in pack.names() or pack.sha256(name) != row["sha256"]:
            yield f"{name}: is not the export that was sealed"
            continue
        for line in pack.rows(name):
            billed[int(line["contact"]), int(line["units"]), int(line["minutes"])] -= 1
    if any(billed.values()):
        yield "exports: their lines are not those that the journal holds"


# ---- 6: the figures


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def check_rows(pack: Pack, summary: dict[str, Any]) -> Iterator[str]:
    """What each row says of itself: minutes from times, lateness from days, units from minutes."""
    limit = summary["documentation_limit_days"]
    for row in pack.rows("contacts.csv"):
        which = f"contacts.csv: contact {row['contact']}"
        began, ended, written = moment(row["began"]), moment(row["ended"]), moment(row["written"])
        if int((ended - began).total_seconds() // 60) != int(row["minutes"]):
            yield f"{which} has other minutes than its times"
        lag = max(0, (written.date() - began.date()).days)
        if (lag, int(limit is not None and lag > limit)) != (int(row["lag_days"]), int(row["is_late"])):
            yield f"{which} was written after another number of days"
        if row["code"] and units(row) != int(row["units"]):
            yield f"{which} has other units than its minutes allow"


def units(row: dict[str, str]) -> int:
    whole, left = divmod(int(row["minutes"]), int(row["unit_minutes"]))
    return whole + (left >= int(row["least_minutes"]))


def recount(pack: Pack) -> dict[str, Any]:
    """Every figure of summary.json again, from the tables alone."""
    found: dict[str, Any] = {}
    contacts = list(pack.rows("contacts.csv"))
    lags = sorted(int(row["lag_days"]) for row in contacts)
    found["contacts"] = len(contacts)
    found["minutes"] = sum(int(row["minutes"]) for row in contacts)
    found["written_late"] = sum(int(row["is_late"]) for row in contacts)
    found["lag_median"] = lags[(len(lags) - 1) // 2] if lags else None
    found["lag_worst"] = lags[-1] if lags else None
    found["states"] = dict(sorted(Counter(row["state"] for row in contacts).items()))
    found["units_ready"] = sum(int(row["units"] or 0) for row in contacts if row["state"] == "ready")
    found["units_billed"] = sum(int(row["units"] or 0) for row in contacts if row["state"] == "billed")
    found["overlaps"] = overlaps(contacts)
    found["unwritten"] = sum(1 for _row in pack.rows("unwritten.csv"))
    holds = Counter(f"{row['reason']} {row['outcome'] or 'waiting'}" for row in pack.rows("holds.csv"))
    found["holds"] = dict(sorted(holds.items()))
    found["disposals"] = sum(1 for _row in pack.rows("disposals.csv"))
    found["rulings"] = dict(sorted(Counter(row["answer"] for row in pack.rows("rulings.csv")).items()))
    found["groups"] = sum(1 for _row in pack.rows("groups.csv"))
    sessions = list(pack.rows("supervision.csv"))
    found["supervision_attended"] = len(sessions)
    found["supervision_minutes"] = sum(int(row["minutes"]) for row in sessions)
    found["certificates"] = dict(sorted(Counter(row["status"] for row in pack.rows("certificates.csv")).items()))
    found["policies"] = sum(1 for _row in pack.rows("policies.csv"))
    found["disclosures"] = sum(1 for _row in pack.rows("releases.csv"))
    found["without_release"] = sum(1 for row in pack.rows("releases.csv") if not row["release"])
    made = list(pack.rows("exports.csv"))
    found["exports"], found["export_lines"] = len(made), sum(int(row["lines"]) for row in made)
    found["export_units"] = sum(export_units(pack, int(row["number"])) for row in made)
    found["entries"] = sum(1 for _line in pack.lines("journal/entries.jsonl"))
    return found


def export_units(pack: Pack, number: int) -> int:
    return sum(int(line["units"]) for line in pack.rows(f"exports/{number:04}.csv"))


def overlaps(contacts: list[dict[str, str]]) -> int:
    """How many contacts began before another of the same worker was over, those of one group aside."""
    latest: dict[str, dict[str, str]] = {}
    count = 0
    for row in sorted(contacts, key=lambda row: (moment(row["began"]), int(row["contact"]))):
        before = latest.get(row["worker"])
        if before is not None and moment(row["began"]) < moment(before["ended"]):
            count += not (row["group"] and row["group"] == before["group"])
        if before is None or moment(row["ended"]) > moment(before["ended"]):
            latest[row["worker"]] = row
    return count


def check_figures(pack: Pack) -> Iterator[str]:
    summary = json.loads(pack.text("summary.json"))
    yield from check_rows(pack, summary)
    for name, value in recount(pack).items():
        if summary["figures"].get(name) != value:
            yield f"summary.json: {name} is {summary['figures'].get(name)}, and counts up to {value}"


# ---- Ed25519 (RFC 8032, 5.1), so that nothing has to be installed

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def add(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    a = (left[1] - left[0]) * (right[1] - right[0]) % P
    b = (left[1] + left[0]) * (right[1] + right[0]) % P
    c = 2 * left[3] * right[3] * D % P
    d = 2 * left[2] * right[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: tuple[int, ...]) -> tuple[int, ...]:
    found: tuple[int, ...] = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def unpacked(raw: bytes) -> tuple[int, ...] | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    if len(key) != 32 or len(signature) != 64:
        return False
    public, point = unpacked(key), unpacked(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if public is None or point is None or number >= ORDER:
        return False
    salt = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    base = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if base is None:
        return False
    left = times(number, base)
    right = add(point, times(salt, public))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# ---- the answer


Step = Callable[[Pack], Iterator[str]]

#: Each step, and what it reads first.
STEPS: tuple[tuple[Step, str], ...] = (
    (check_files, "MANIFEST.csv"),
    (check_seal, "seal.json"),
    (check_entries, "journal/entries.jsonl"),
    (check_evidence, "the tables"),
    (check_figures, "summary.json"),
)


def faults_of(pack: Pack, steps: Iterable[tuple[Step, str]] = STEPS) -> list[str]:
    """Everything that does not hold, in the order of the text above."""
    faults: list[str] = []
    for step, name in steps:
        try:
            faults += step(pack)
        except (KeyError, ValueError, TypeError, IndexError, OSError, EOFError, zipfile.BadZipFile) as problem:
            faults.append(f"{name}: cannot be read as a part of a pack any more: {type(problem).__name__}: {problem}")
    return list(dict.fromkeys(faults))


def main(words: list[str]) -> int:
    where = Path(words[0]) if words else Path(__file__).resolve().parent
    try:
        pack = Pack(where)
        names = set(pack.names())
    except (OSError, zipfile.BadZipFile) as problem:
        print(f"There is no pack to look at: {problem}")
        return 2
    if not {*SELF, "summary.json"} <= names:
        print(f"There is no pack at {where}: MANIFEST.csv, seal.json and summary.json belong to one.")
        return 2
    faults = faults_of(pack)
    for fault in faults:
        print(fault)
    if faults:
        print(f"\nThis pack does not hold: {len(faults)} thing(s) to ask about, above.")
        return 1
    figures = json.loads(pack.text("summary.json"))["figures"]
    key = hashlib.sha256(
        base64.b64decode("".join(pack.text("journal/public-key.pem").strip().splitlines()[1:-1]))[-32:]
    )
    print(f"Everything holds: {figures['contacts']} contacts, {figures['entries']} journal entries, all counted again.")
    print(f"Compare this fingerprint with the agency's: {key.hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
