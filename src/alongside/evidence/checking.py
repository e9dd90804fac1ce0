"""From the bytes somebody hands in to a clean file, or to a refusal that says why.

What a file is, its bytes say. What is taken in is made anew from its pages or pixels by a process of its own (`cleaning`),
so that nothing else of it is ever kept, and a file made to harm ends with that process.
"""

import json
import subprocess
from dataclasses import dataclass, field
from enum import StrEnum, unique
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, Final

from alongside.evidence.faults import LARGEST, Fault, Unfit
from alongside.evidence.sorting import sort_of
from alongside.rulebook.own_process import ask

PATIENCE: Final = 30.0
"""Seconds for one file; a long scan takes two or three."""
AT_ONCE: Final = 2
"""Files that are looked at side by side: each may take as much memory as `own_process.MEMORY`."""

WAITING: Final = 10.0
"""Seconds that a file waits for its turn before its owner is told to come back."""

_places = BoundedSemaphore(AT_ONCE)


@unique
class MediaType(StrEnum):
    """What is kept."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True)
class CleanFile:
    """A file as it may be kept. Only `check` makes one.

    handed_in: SHA-256 of the bytes as they came; stored: of `data`, the file made anew
    pages: of a PDF; words: SHA-256 of a PDF's letters and digits, "" where too few; look: of a picture or a scan, see `pictures`
    """

    data: bytes = field(repr=False)
    media_type: MediaType
    handed_in: str
    stored: str
    pages: int | None = None
    words: str = ""
    look: str = ""

    @property
    def size(self) -> int:
        return len(self.data)


def check(data: bytes) -> CleanFile:
    """The clean file. Raises Unfit, and nothing else whatever the bytes hold. Takes seconds: never within a transaction."""
    if len(data) > LARGEST:
        raise Unfit(Fault.TOO_LARGE)
    sort = sort_of(data)
    told, cleaned = _ask(data, sort.name)
    if "fault" in told:
        raise Unfit(Fault(told["fault"]))
    return CleanFile(
        data=cleaned,
        media_type=MediaType(told["media_type"]),
        handed_in=sha256(data).hexdigest(),
        stored=sha256(cleaned).hexdigest(),
        pages=told["pages"],
        words=told["words"],
        look=told["look"],
    )


def _ask(data: bytes, sort: str) -> tuple[dict[str, Any], bytes]:
    if not _places.acquire(timeout=WAITING):
        raise Unfit(Fault.NOT_NOW)
    try:
        answer = ask("alongside.evidence.cleaning", data, patience=PATIENCE, words=(sort,))
    except subprocess.TimeoutExpired:
        raise Unfit(Fault.TANGLED) from None
    except subprocess.CalledProcessError as ended:  # below zero: stopped by the system, for its time or its memory
        raise Unfit(Fault.TANGLED if ended.returncode < 0 else Fault.NOT_NOW) from None
    except OSError:
        raise Unfit(Fault.NOT_NOW) from None
    finally:
        _places.release()
    told, _, cleaned = answer.partition(b"\n")
    return json.loads(told), cleaned
