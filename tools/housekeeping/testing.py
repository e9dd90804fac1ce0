"""Running the tests: the engine, the product on SQLite and on PostgreSQL, and whole errands in a browser."""

import os
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .browser import ready_chromium
from .places import IS_CI, PYTHON, ROOT, STATE
from .postgres import database_url
from .saying import Trouble, paint, run_aloud, say

REPORTS = STATE / "reports"
WORKERS = "2"
"""pytest processes: as many as the smallest machine we build on has cores."""
HANDED_ON = {"ALONGSIDE_DOCUMENTS", "ALONGSIDE_CODES"}
"""Settings that a test run may be given; all others belong to an installation."""


@dataclass
class Tally:
    """Counts over all the runs of one `make test`."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> None:
        for suite in ET.parse(report).getroot().iter("testsuite"):
            counts = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            self.failed += counts["failures"] + counts["errors"]
            self.skipped += counts["skipped"]
            self.passed += counts["tests"] - counts["failures"] - counts["errors"] - counts["skipped"]

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run_pytest(
    name: str, folders: Sequence[str], tally: Tally, *, env: Mapping[str, str] | None = None, extra: Sequence[str] = ()
) -> None:
    """Run pytest on those folders that exist. Raises Trouble when a test fails or none was found."""
    present = [folder for folder in folders if (ROOT / folder).is_dir()]
    if not present:
        raise Trouble(f"{name}: there is no {' or '.join(folders)}", "check out the whole repository")
    say(f"\n{paint('·', '35')} Tests: {name}")
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    shared = ["-n", WORKERS, "--dist", "worksteal"]  # each worker its half, so that what a file sets up is set up once
    words = [PYTHON, "-m", "pytest", *present, *shared, "--timeout=300", f"--junitxml={report}", *extra]
    code = run_aloud(words, env=environment(env or {}), cwd=ROOT)
    if report.exists():
        tally.add(report)
    if code:
        raise Trouble(
            f"{name}: pytest stopped with code {code}",
            "run one test alone with `.venv/bin/python -m pytest PATH::TEST`, mend it, then `make test`",
        )


def environment(added: Mapping[str, str]) -> dict[str, str]:
    """The tests' environment: no settings of a running installation, whatever the shell has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_") or name in HANDED_ON}
    kept.pop("DATABASE_URL", None)
    return {**kept, "ALONGSIDE_DATA": str(STATE / "test-data"), **added}


def sqlite_tests(tally: Tally) -> None:
    run_pytest("engine and SQLite", ["tests/house", "tests/canon", "tests/codes", "tests/alongside"], tally)


def postgres_tests(tally: Tally) -> None:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(database_url())
        except Trouble as trouble:
            skip_or_raise("PostgreSQL", trouble)
            return
        only = ["--on-this-database"]  # a form or a template that asks none has just said the same beside SQLite
        run_pytest("PostgreSQL", ["tests/alongside"], tally, env={"DATABASE_URL": url}, extra=only)


def browser_tests(tally: Tally, extra: Sequence[str] = ()) -> None:
    try:
        chromium = ready_chromium()
    except Trouble as trouble:
        skip_or_raise("browser", trouble)
        return
    env = {"CHROMIUM_PATH": str(chromium)}
    run_pytest("browser", ["tests/browser"], tally, env=env, extra=extra)


def skip_or_raise(name: str, trouble: Trouble) -> None:
    """A machine without the means skips those tests and says why; CI does not get off so lightly."""
    if IS_CI:
        raise trouble
    say(f"{paint('-', '33')} {name} tests skipped: {trouble.happened}. To run them: {trouble.remedy}.")


def run_all(tally: Tally) -> None:
    """Every suite, even after one has failed, so that one run tells all. Raises Trouble naming those that failed."""
    failed = []
    for suite in (sqlite_tests, postgres_tests, browser_tests):
        try:
            suite(tally)
        except Trouble as trouble:
            failed.append(trouble)
    say()
    if failed:
        raise Trouble("\n".join(t.happened for t in failed), failed[0].remedy)
