"""Running other programs, showing progress, and saying what to do when one fails."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .places import IS_TERMINAL, LOGS, from_root

TAIL = 25
"""Lines of a failed program's output that are shown; the log has the rest."""


class Trouble(Exception):
    """A step that failed: what happened, and what to do next."""

    def __init__(self, happened: str, remedy: str) -> None:
        super().__init__(happened)
        self.happened = happened
        self.remedy = remedy


def say(text: str = "") -> None:
    print(text, flush=True)


def paint(text: str, colour: str) -> str:
    """`text` in an ANSI colour on a terminal that wants one, plain elsewhere."""
    if not IS_TERMINAL or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{colour}m{text}\033[0m"


@contextmanager
def step(title: str) -> Iterator[None]:
    """Name a step before it starts and say how long it took."""
    say(f"{paint('·', '35')} {title} ...")
    began = time.monotonic()
    yield
    say(f"{paint('✓', '32')} {title} ({time.monotonic() - began:.1f} s)")


def run_quietly(
    command: Sequence[str | Path],
    *,
    log: str,
    remedy: str,
    limit: int,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a program into `.house/logs/LOG.log` and return what it printed.

    `limit` is in seconds. Raises Trouble with the last lines of output when it fails, hangs or is missing.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    words = [str(word) for word in command]
    with path.open("w", encoding="utf-8") as output:
        try:
            done = subprocess.run(
                words,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                timeout=limit,
                env=env,
                cwd=cwd,
            )
        except subprocess.TimeoutExpired:
            raise Trouble(f"`{words[0]}` did not finish within {limit} s (log: {from_root(path)}).", remedy) from None
        except OSError as error:
            raise Trouble(f"`{words[0]}` could not be started: {error}.", remedy) from error
    text = path.read_text(encoding="utf-8", errors="replace")
    if done.returncode:
        tail = "\n".join(f"    {line}" for line in text.splitlines()[-TAIL:])
        raise Trouble(
            f"`{' '.join(words)}` stopped with code {done.returncode}:\n{tail}\n  (log: {from_root(path)})", remedy
        )
    return text


def run_aloud(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> int:
    """Run a program whose output is for the reader; returns its exit code. Control-C is passed on and waited for."""
    process = subprocess.Popen([str(word) for word in command], env=env, cwd=cwd)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the terminal has told the program too; give it time to stop well


def report(trouble: Trouble) -> None:
    """Say what failed and what to do, on stderr."""
    sys.stdout.flush()
    print(f"\n{paint('✗', '31')} {trouble.happened}\n  What to do: {trouble.remedy}", file=sys.stderr, flush=True)
