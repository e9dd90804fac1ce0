"""The code files, read once for every test that goes through all of them."""

from functools import cache
from pathlib import Path

from canon.code import Edition
from canon.reading import Library, code_files, read_library

CODES = Path(__file__).parents[2] / "codes"
FILES = code_files(CODES)
INVENTED = sorted((CODES / "invented").glob("*.toml"))


@cache
def library() -> Library:
    return read_library(CODES, extra=INVENTED)


def editions() -> tuple[Edition, ...]:
    return library().editions
