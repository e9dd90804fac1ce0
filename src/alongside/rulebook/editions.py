"""Adopted editions, brought back from the bytes that were kept when they were adopted; each read once a process."""

import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from alongside.rulebook.files import shelf
from alongside.rulebook.models import EditionFile
from canon.act import Vocabulary
from canon.code import Edition
from canon.reading import FileRefused, edition_from, parse_toml, read_vocabulary

_kept: dict[tuple[str, int], Edition] = {}
_lock = threading.Lock()


def editions_by_digest(digests: Iterable[str]) -> dict[str, Edition]:
    """The editions with these digests. One query for those that no file holds and nobody asked for before.

    Raises FileRefused for kept bytes that neither today's vocabulary nor their own can read.
    """
    now = shelf()
    found = {file.edition.digest: file.edition for file in now.files}
    vocabulary = now.library.vocabulary
    wanted = set(digests)
    unread = {d for d in wanted - found.keys() if (d, id(vocabulary)) not in _kept}
    for row in EditionFile.objects.filter(digest__in=unread) if unread else ():
        with _lock:
            _kept[row.digest, id(vocabulary)] = _read(row, vocabulary)
    return {d: found.get(d) or _kept[d, id(vocabulary)] for d in wanted}


def _read(row: EditionFile, vocabulary: Vocabulary) -> Edition:
    source = parse_toml(bytes(row.content), f"{row.code}.toml")
    try:
        return edition_from(source, vocabulary)
    except FileRefused:  # the vocabulary has moved on since: take the one it was adopted with
        return edition_from(source, _vocabulary_of(row))


def _vocabulary_of(row: EditionFile) -> Vocabulary:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acts.toml"
        path.write_bytes(bytes(row.vocabulary))
        return read_vocabulary(path)
