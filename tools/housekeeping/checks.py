"""The checks that read the code without running the product: format, lint, types, imports, migrations, messages, codes, docs."""

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .places import BIN, LOGS, PYTHON, ROOT, STATE
from .saying import Trouble, paint, run_quietly, say

SETTINGS = "alongside.site.settings"
LINTED = ("src", "tests", "tools", "bench")
AT_ONCE = 2
"""Checks side by side: as many as the smallest machine we build on has cores."""


@dataclass(frozen=True)
class Check:
    """One question about the tree, asked by one program that answers with its exit code."""

    name: str
    command: Sequence[str | Path]
    remedy: str


def all_checks() -> list[Check]:
    linted = [folder for folder in LINTED if (ROOT / folder).is_dir()]
    return [
        Check("format", [BIN / "ruff", "format", "--check", *linted], "run `make fix`"),
        Check("lint", [BIN / "ruff", "check", *linted], "run `make fix`, then mend what is left by hand"),
        Check("types", [BIN / "mypy"], "give the types that mypy asks for; `.venv/bin/mypy` shows them again"),
        Check(
            "imports",
            [BIN / "lint-imports", "--no-cache"],
            "turn the import round: the layer list is in pyproject.toml",
        ),
        Check(
            "migrations",
            [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
            "run `.venv/bin/python -m django makemigrations --name WHAT_CHANGES APP` and commit what it writes",
        ),
        Check(
            "messages",
            [PYTHON, "-m", "alongside.ui.catalogue", "missing"],
            "run `make messages`; put its entries, translated, into the catalogue, and let no two catalogues differ",
        ),
        Check(
            "codes",
            [PYTHON, "-m", "canon.checking"],
            "mend the code file where it says; a change no case noticed wants a case",
        ),
        Check("docs", [sys.executable, ROOT / "tools" / "docs.py"], "mend the links that it names"),
    ]


def run_checks() -> None:
    """Run every check, two at a time, say each outcome, and raise Trouble naming all that failed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [trouble for trouble in pool.map(outcome, all_checks()) if trouble]
    if failed:
        raise Trouble("\n\n".join(t.happened for t in failed), "; ".join(dict.fromkeys(t.remedy for t in failed)))


def outcome(check: Check) -> Trouble | None:
    began = time.monotonic()
    try:
        run_quietly(
            check.command,
            log=f"check-{check.name}",
            limit=600,
            remedy=check.remedy,
            env=quiet_env(check.name),
            cwd=ROOT,
        )
    except Trouble as trouble:
        say(
            f"{paint('✗', '31')} {check.name} ({time.monotonic() - began:.1f} s): see {LOGS.name}/check-{check.name}.log"
        )
        return Trouble(trouble.happened, f"{check.name}: {check.remedy}")
    say(f"{paint('✓', '32')} {check.name} ({time.monotonic() - began:.1f} s)")
    return None


def quiet_env(name: str) -> dict[str, str]:
    """The environment of a check: the product's settings, on data of its own that nobody keeps."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "DJANGO_SETTINGS_MODULE": SETTINGS, "ALONGSIDE_DATA": str(STATE / "check-data" / name)}


def fix() -> None:
    """Put the format right and mend what lint can mend by itself."""
    linted = [folder for folder in LINTED if (ROOT / folder).is_dir()]
    run_quietly(
        [BIN / "ruff", "format", *linted],
        log="fix-format",
        limit=120,
        remedy="mend the syntax error it names",
        cwd=ROOT,
    )
    say(
        run_quietly(
            [BIN / "ruff", "check", "--fix", *linted],
            log="fix-lint",
            limit=120,
            remedy="mend the rest by hand",
            cwd=ROOT,
        ).strip()
    )
