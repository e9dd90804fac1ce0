"""The copy of every checkpoint outside the database: what is signed there cannot be taken back by who owns the tables.

One line of JSON a checkpoint, added and never rewritten. Copy the file elsewhere, or send its last line to somebody:
whoever holds one checkpoint can later tell whether the log they are shown has grown from it.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from alongside.journal.models import Checkpoint


def checkpoint_file() -> Path:
    return Path(settings.JOURNAL_FOLDER) / "checkpoints.jsonl"


def publish() -> int:
    """Add the checkpoints that the file does not have yet, and see them onto the disk; returns how many."""
    newest = newest_outside()
    fresh = list(Checkpoint.objects.filter(size__gt=newest).order_by("size").values_list("size", "note"))
    if not fresh:
        return 0
    file = checkpoint_file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps({"size": size, "note": note}, ensure_ascii=False) + "\n" for size, note in fresh)
        out.flush()
        os.fsync(out.fileno())
    return len(fresh)


def checkpoints_outside() -> Iterator[tuple[int, str]]:
    """Size and note of each line, in order. A line that is no JSON comes as size -1: something wrote into the file."""
    file = checkpoint_file()
    if not file.exists():
        return
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said = json.loads(line)
                yield int(said["size"]), str(said["note"])
            except (ValueError, KeyError, TypeError):
                yield -1, line


def newest_outside() -> int:
    """The size in the last whole line, or 0."""
    file = checkpoint_file()
    if not file.exists():
        return 0
    with file.open("rb") as lines:
        lines.seek(0, os.SEEK_END)
        lines.seek(max(0, lines.tell() - 4096))
        tail = lines.read().decode("utf-8", errors="replace").splitlines()
    for line in reversed(tail):
        try:
            return int(json.loads(line)["size"])
        except (ValueError, KeyError, TypeError):
            continue
    return 0
