"""The tables of one name in every TOML file of a folder, in order of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.toml import open_toml


def tables_in(folder: Path, key: str, faults: list[Fault]) -> Iterator[Fields]:
    """Each `[[key]]` of each file. What cannot be read, and every other name at the top, is added to `faults`."""
    for path in sorted(folder.glob("*.toml")):
        try:
            source = open_toml(path)
        except FileRefused as refused:
            faults.extend(refused.faults)
            continue
        top = Fields(source, source.data, (), faults)
        top.only((key,))
        yield from top.tables(key)
