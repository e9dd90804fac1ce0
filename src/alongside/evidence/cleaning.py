"""Looks at a file and makes it anew, in a process of its own within limits.

    python -m alongside.evidence.cleaning PDF < file

prints one line of JSON, then the clean file; or `{"fault": code}` alone. Neither Django nor a setting of ours is there.
"""

import json
import logging
import sys
from typing import Final

from alongside.evidence.faults import Fault, Unfit
from alongside.evidence.sorting import Sort
from alongside.rulebook.own_process import limit_ourselves

Told = dict[str, str | int | None]

_NOT_THE_FILES_FAULT: Final = (ImportError, NameError)


def clean(data: bytes, sort: Sort) -> tuple[Told, bytes]:
    """What is told of the clean file, and the file: media_type, pages, words, look. Raises Unfit, whatever the bytes hold."""
    try:
        return _clean_pdf(data) if sort is Sort.PDF else _clean_picture(data, sort)
    except (Unfit, *_NOT_THE_FILES_FAULT):
        raise
    except (MemoryError, RecursionError):
        raise Unfit(Fault.TANGLED) from None
    except Exception:
        raise Unfit(Fault.BROKEN) from None


def _clean_pdf(data: bytes) -> tuple[Told, bytes]:
    from alongside.evidence.pdfs import clean_pdf

    found = clean_pdf(data)
    return {"media_type": "application/pdf", "pages": found.pages, "words": found.words, "look": found.look}, found.data


def _clean_picture(data: bytes, sort: Sort) -> tuple[Told, bytes]:
    from alongside.evidence.pictures import clean_picture

    found = clean_picture(data, sort)
    return {"media_type": found.media_type, "pages": None, "words": "", "look": found.look}, found.data


def main(sort: Sort) -> None:
    data = sys.stdin.buffer.read()
    try:
        told, cleaned = clean(data, sort)
    except Unfit as unfit:
        told, cleaned = {"fault": unfit.code}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + cleaned)


if __name__ == "__main__":
    limit_ourselves()
    logging.disable(logging.CRITICAL)
    main(Sort[sys.argv[1]])
