"""The code files on disk as editions, read once and again when a file changes. No database, no Django.

A file that can no longer be read leaves what was read of it before in force: a slip of the pen stops nobody's work.
"""

import hashlib
import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from alongside.rulebook.codes_folder import FOLDER, MORE_CODES, codes_folder
from canon.act import Vocabulary
from canon.code import Edition
from canon.reading import Fault, FileRefused, Library, code_files, edition_from, parse_toml, read_vocabulary
from canon.reading.toml import LARGEST

log = logging.getLogger("alongside.rulebook")

SECONDS_BETWEEN_LOOKS = 0.5
"""For so long what was seen of the files is good: a page asks for them many times, and each look asks the disk."""

Stamp = tuple[int, int]
"""When a file was last written, in nanoseconds, and its size: if both are as before, it is not read again."""


@dataclass(frozen=True)
class CodeFile:
    """A code file as last read: its edition, and its bytes, which an adoption keeps."""

    path: Path
    edition: Edition
    content: bytes


@dataclass(frozen=True)
class Shelf:
    """Everything read from disk. `faults` tells of files that could not be; `vocabulary_bytes` is acts.toml."""

    library: Library
    files: tuple[CodeFile, ...]
    vocabulary_bytes: bytes
    faults: tuple[Fault, ...]


def code_paths() -> list[Path]:
    """The code files: those of the folder in order of name, then those that ALONGSIDE_MORE_CODES names."""
    own = code_files(codes_folder())
    more = [Path(path) for path in os.environ.get(MORE_CODES, "").split(os.pathsep) if path]
    return list(dict.fromkeys((*own, *more)))


def shelf() -> Shelf:
    """What the files hold now, or held half a second ago. Raises FileRefused only where acts.toml was never readable in this
    process."""
    global _looked
    known, place = _looked, (os.environ.get(FOLDER), os.environ.get(MORE_CODES))
    if known is not None and known.place == place and time.monotonic() < known.until:
        return known.shelf
    with _lock:
        found = _reader.shelf()
    _looked = _Looked(found, place, time.monotonic() + SECONDS_BETWEEN_LOOKS)
    return found


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was seen at the last look at the files, and until when it is good."""

    shelf: Shelf
    place: tuple[str | None, str | None]
    until: float


def files_digest() -> str:
    """What tells whether code files are the same as before: a SHA-256 over all that was read."""
    global _digested
    now = shelf()
    if _digested is None or _digested[0] is not now:
        whole = hashlib.sha256(now.vocabulary_bytes)
        for file in now.files:
            whole.update(hashlib.sha256(file.content).digest())
        _digested = (now, whole.hexdigest())
    return _digested[1]


class _Reader:
    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._stamps: dict[Path, Stamp | None] = {}
        self._seen: tuple[object, ...] = ()
        self._at: list[str] = []

    def shelf(self) -> Shelf:
        # The folder is listed again, and paths are made, only where something was written.
        folder = codes_folder()
        before = (str(folder), os.environ.get(MORE_CODES), _stamp(folder), *map(_stamp, self._at))
        if self._shelf is not None and before == self._seen:
            return self._shelf
        acts, paths = folder / "acts.toml", code_paths()
        stamps = {path: _stamp(path) for path in (acts, *paths)}
        if self._shelf is None or stamps != self._stamps:
            self._shelf = self._read(acts, paths, stamps)
            self._stamps = stamps
        self._at = [str(path) for path in stamps]
        self._seen = (*before[:3], *stamps.values())
        return self._shelf

    def _read(self, acts: Path, paths: list[Path], stamps: dict[Path, Stamp | None]) -> Shelf:
        vocabulary, content, faults = self._vocabulary(acts, stamps)
        before = {file.path: file for file in self._shelf.files} if self._shelf else {}
        is_same_vocabulary = self._shelf is not None and self._shelf.library.vocabulary is vocabulary
        files: list[CodeFile] = []
        for path in paths:
            known = before.get(path)
            if known and is_same_vocabulary and stamps[path] == self._stamps.get(path):
                files.append(known)
                continue
            try:
                files.append(_code_file(path, vocabulary))
            except FileRefused as refused:
                faults.extend(refused.faults)
                if known:
                    files.append(known)
        for fault in faults:
            log.error("code_file_refused %s:%s %s", fault.path, fault.line, fault.code)
        editions = tuple(file.edition for file in files)
        return Shelf(Library(vocabulary, editions), tuple(files), content, tuple(faults))

    def _vocabulary(self, acts: Path, stamps: dict[Path, Stamp | None]) -> tuple[Vocabulary, bytes, list[Fault]]:
        if self._shelf and stamps[acts] == self._stamps.get(acts):
            return self._shelf.library.vocabulary, self._shelf.vocabulary_bytes, []
        try:
            return read_vocabulary(acts), acts.read_bytes(), []
        except FileRefused as refused:
            if self._shelf is None:
                raise
            return self._shelf.library.vocabulary, self._shelf.vocabulary_bytes, list(refused.faults)


_digested: tuple[Shelf, str] | None = None
_looked: _Looked | None = None
_lock = threading.Lock()
_reader = _Reader()


def _code_file(path: Path, vocabulary: Vocabulary) -> CodeFile:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # one byte more than is allowed is refused by size
    except OSError as problem:
        fault = Fault(path.name, 0, "file-unreadable", f"it cannot be opened ({problem.strerror})", "Check the path.")
        raise FileRefused([fault]) from None
    return CodeFile(path, edition_from(parse_toml(content, path.name), vocabulary), content)


def _stamp(path: Path | str) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
