"""Where things stand in a checkout. Everything under `STATE` and `VENV` can be deleted and made again."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".house"
"""Stamps, logs, the staged test script and the private PostgreSQL cluster."""
LOGS = STATE / "logs"
VENV = ROOT / ".venv"
LOCKS = ROOT / "locks"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
VENDOR = ROOT / "src" / "alongside" / "ui" / "static" / "vendor"
PAPER_FONTS = ROOT / "src" / "alongside" / "paper" / "fonts"
"""Front-end files of others, staged from npm; never committed."""
AXE = STATE / "axe.min.js"
"""The accessibility scanner that the browser tests inject; never shipped."""

IS_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
IS_TERMINAL = sys.stdout.isatty()


def from_root(path: Path) -> str:
    """A path as a person in the checkout would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
