"""One function per `make` target, in the order of the day."""

import os
import sys
from collections.abc import Callable, Sequence

from . import assets, checks, locking, testing
from .browser import ready_chromium
from .packages import ready_packages
from .places import BIN, PYTHON, ROOT
from .saying import Trouble, report, run_aloud, say

Words = Sequence[str]


def demo(words: Words) -> int:
    """Set up, then serve a demo state on http://localhost:8000 or the next free port; sign-ins are printed."""
    ready_to_run()
    return run_aloud([BIN / "alongside", "demo", *words], cwd=ROOT)


def test(words: Words) -> int:
    """Set up, then every check and every test: SQLite, PostgreSQL, browser."""
    ready_to_develop()
    tally, failed = testing.Tally(), []
    for part in (checks.run_checks, lambda: testing.run_all(tally)):
        try:
            part()
        except Trouble as trouble:
            failed.append(trouble)
    for trouble in failed:
        report(trouble)
    say(f"\ntests: {tally}")
    return 1 if failed else 0


def canon(words: Words) -> int:
    """Seconds: each code linted, each rule dropped and parameter nudged in turn, and the engine's tests."""
    ready_to_develop(assets_too=False)
    unnoticed = run_aloud([PYTHON, "-m", "canon.checking"], cwd=ROOT)
    tally = testing.Tally()
    # What compares the evaluators on every region point takes minutes; `make test` runs it.
    engine = ["tests/canon", "tests/codes", "--ignore=tests/canon/compiling"]
    testing.run_pytest("engine", engine, tally, extra=words)
    say(f"\ntests: {tally}")
    return 1 if unnoticed else 0


def browser(words: Words) -> int:
    """The browser errands alone: `make browser ARGS="-k gift"`."""
    ready_to_develop()
    tally = testing.Tally()
    testing.browser_tests(tally, words)
    say(f"\ntests: {tally}")
    return 0


def check(words: Words) -> int:
    """Format, lint, types, imports, migrations, messages, docs."""
    ready_to_develop(assets_too=False)
    checks.run_checks()
    return 0


def fix(words: Words) -> int:
    """Put format and simple lint right."""
    ready_to_develop(assets_too=False)
    checks.fix()
    return 0


def messages(words: Words) -> int:
    """What the pages say that has no Spanish yet, as catalogue entries to fill in; and what is said in two ways."""
    ready_to_develop(assets_too=False)
    return run_aloud([PYTHON, "-m", "alongside.ui.catalogue", "missing", *words], cwd=ROOT)


def clauses(words: Words) -> int:
    """Each clause with its control, what serves it and the tests that name it; and those without."""
    ready_to_run()
    return run_aloud([BIN / "alongside", "clauses", *words], cwd=ROOT)


def screenshots(words: Words) -> int:
    """Each page at 390 and 1280 px into .house/screenshots; the few that README and docs use into docs/images."""
    ready_to_develop()
    env = {**os.environ, "CHROMIUM_PATH": str(ready_chromium())}
    return run_aloud([PYTHON, ROOT / "tools" / "screenshots.py", *words], cwd=ROOT, env=env)


def bench(words: Words) -> int:
    """The benchmarks, each a ratio measured in one run."""
    ready_to_develop(assets_too=False)
    return run_aloud([PYTHON, ROOT / "bench", *words], cwd=ROOT)


def docs(words: Words) -> int:
    """Check that every link in the Markdown pages leads somewhere."""
    return run_aloud([sys.executable, ROOT / "tools" / "docs.py"], cwd=ROOT)


def lock(words: Words) -> int:
    """Write the locks anew from pyproject.toml and package.json; `make lock ARGS=--upgrade` takes newer releases."""
    ready_to_develop(assets_too=False)
    locking.lock(upgrade="--upgrade" in words)
    return 0


def setup(words: Words) -> int:
    """Set up what `make test` needs, without running it."""
    ready_to_develop()
    return 0


def ready_to_run() -> None:
    """The environment and the front-end files that the product needs to serve a page."""
    ready_packages("run")
    assets.ready_assets()


def ready_to_develop(*, assets_too: bool = True) -> None:
    ready_packages("dev")
    if assets_too:
        assets.ready_assets(with_axe=True)


COMMANDS: dict[str, Callable[[Words], int]] = {
    command.__name__: command
    for command in (demo, test, canon, browser, check, fix, messages, clauses, screenshots, bench, docs, lock, setup)
}


def help_text() -> str:
    width = max(map(len, COMMANDS)) + 2
    lines = (f"  make {name:<{width}}{(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items())
    return 'The day\'s commands (words after them: ARGS="..."):\n' + "\n".join(lines)


def run(words: Words) -> int:
    """Run the command that the first word names; returns the exit code."""
    name, rest = (words[0], words[1:]) if words else ("help", [])
    if name in {"help", "--help", "-h"}:
        say(help_text())
        return 0
    if name not in COMMANDS:
        say(f"There is no `{name}`.\n\n{help_text()}")
        return 2
    try:
        return COMMANDS[name](rest)
    except Trouble as trouble:
        report(trouble)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on where it was.")
        return 130
