"""Where the code files are: ALONGSIDE_CODES, else codes/ of the checkout. No Django here, so that commands start fast."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = "ALONGSIDE_CODES"
MORE_CODES: Final = "ALONGSIDE_MORE_CODES"
"""Names code files that are read beside those of the folder."""


def codes_folder() -> Path:
    """The folder with acts.toml and one TOML file per code."""
    chosen = os.environ.get(FOLDER)
    return Path(chosen) if chosen else _own()


@cache
def _own() -> Path:
    return Path(__file__).resolve().parents[3] / "codes"


def tests_folder() -> Path:
    """The folder whose tests name clauses; it may be absent where only the product is installed."""
    return codes_folder().resolve().parent / "tests"
