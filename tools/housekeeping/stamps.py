"""Stages that are skipped while what they were made from has not changed."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from .places import ROOT, STATE

FOLDER = STATE / "stamps"


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """SHA-256 over the names and bytes of files, and over plain strings, in the order given."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for item in inputs:
        name, content = (item.name, item.read_bytes()) if isinstance(item, Path) else (item, b"")
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current(stage: str, inputs: Iterable[Path | str], *, makes: Iterable[Path] = ()) -> bool:
    """Whether a stage was made from exactly these inputs and everything it made is still there."""
    stamp = FOLDER / stage
    return stamp.is_file() and stamp.read_text() == fingerprint(inputs) and all(path.exists() for path in makes)


def put_stamp(stage: str, inputs: Iterable[Path | str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / stage).write_text(fingerprint(inputs))


def drop_stamp(stage: str) -> None:
    """Forget a stage before it is made again, so that a run cut short is not taken for a finished one."""
    (FOLDER / stage).unlink(missing_ok=True)


def was_made(stage: str) -> bool:
    """Whether the stage was ever finished in this checkout, current or not."""
    return (FOLDER / stage).is_file()
