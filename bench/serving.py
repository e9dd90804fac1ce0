"""Pages at a state's size beside a bare Django page, in one run: rates as ratios, and processor time a request.

    DATABASE_URL=postgres://... ALONGSIDE_LOAD_KIT=FOLDER python -m bench.serving

The database must be empty; the kit is the folder that holds the load client (`load.py`) and the bare pages (`bare.py`), which
are seeded into a database of their own on the same server. Both are served by granian with two processes, one after the
other. Prints a table; exits 1 where a target is missed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from alongside.cli.operate import threads_of

ROOT: Final = Path(__file__).resolve().parents[1]
SECONDS: Final = "6"
USERS: Final = "8"
WORKERS: Final = "2"
LEAST_SHARE: Final = 0.45
MOST_CPU_MS: Final = 10.0


@dataclass(frozen=True)
class Step:
    """A page to measure: its path, a text it must hold, and whether it is held to B's rate or to processor time."""

    name: str
    path: str
    contains: str
    against_b: bool = True


STEPS: Final = (
    Step("certificates", "/certificates/board/", "NM-"),
    Step("applications", "/apply/board/", "-A-"),
    Step("renewals", "/renew/board/", "NM-"),
    Step("check by address", "/check/{token}/", "NM-", against_b=False),
)


def main() -> int:
    """Fill, serve, load, compare."""
    kit, database = Path(os.environ["ALONGSIDE_LOAD_KIT"]), os.environ["DATABASE_URL"]
    with tempfile.TemporaryDirectory(prefix="alongside-serving-") as folder:
        home = Path(folder)
        filled = json.loads(python("-m", "bench.state", env=ours(database, home)))
        print(json.dumps(filled))
        python("-m", "bench.holders", str(home / "tokens.txt"), env=ours(database, home))
        bare = bare_environment(database, kit)
        python(str(kit / "bare.py"), "seed", "--workers", "10000", "--contacts", "250000", env=bare)
        before = _measure_bare(kit, bare, home)
        found = _measure_ours(kit, ours(database, home), home)
        after = _measure_bare(kit, bare, home)
        drop(database)
    return _report((before + after) / 2, (before, after), found)


def _report(base: float, both: tuple[float, float], found: Mapping[str, tuple[float, float]]) -> int:
    missed = 0
    print(f"B, a bare page of 25 rows: {both[0]:.0f} and {both[1]:.0f} a second")
    for step in STEPS:
        if step.name not in found:
            print(f"{step.name}: not served here")
            continue
        rate, cpu = found[step.name]
        good = rate / base >= LEAST_SHARE if step.against_b else cpu <= MOST_CPU_MS
        missed += not good
        verdict = "" if good else "  MISSED"
        print(f"{step.name}: {rate:.0f} a second, {rate / base:.2f} of B, {cpu:.1f} ms of processor a request{verdict}")
    return int(bool(missed))


def _measure_bare(kit: Path, env: dict[str, str], home: Path) -> float:
    with served("bare:application", {**env, "PYTHONPATH": str(kit)}, home, "/login/") as (url, pid):
        out = load(kit, url, pid, str(kit / "scenario.bare.json"), home, "--only", "B_page")
    return float(out["steps"]["B_page"]["median"]["rps"])


def _measure_ours(kit: Path, env: dict[str, str], home: Path) -> dict[str, tuple[float, float]]:
    with served("alongside.site.wsgi:application", env, home, "/health/live") as (url, pid):
        there = [step for step in STEPS if _is_there(url, step)]
        scenario = home / "ours.json"
        scenario.write_text(json.dumps(_scenario(there, home)))
        out = load(kit, url, pid, str(scenario), home)
    steps = {step.name: out["steps"][step.name]["median"] for step in there}
    return {name: (float(one["rps"]), float(one["server_cpu_ms_per_request"])) for name, one in steps.items()}


def _scenario(steps: Sequence[Step], home: Path) -> dict[str, object]:
    from bench.state import PASSWORD

    token = {"csrf": 'name="csrfmiddlewaretoken" value="([^"]+)"'}
    form = {"csrfmiddlewaretoken": "{csrf}", "login": "{username}@state.example", "password": PASSWORD}
    sign_in = "/account/sign-in/"
    return {
        "users": {"pattern": "staff{}", "first": 0, "last": 15},
        "vars": {"token": {"file": str(home / "tokens.txt")}},
        "login": [
            {"path": sign_in, "capture": token},
            {"method": "POST", "path": sign_in, "expect": [302], "form": form},
        ],
        "steps": {step.name: {"path": step.path, "contains": step.contains} for step in steps},
    }


def _is_there(url: str, step: Step) -> bool:
    """Whether the address is served at all: a page for staff sends a stranger to sign in."""
    if "{" in step.path:
        return True
    try:
        with urllib.request.urlopen(url + step.path, timeout=10):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code != 404


def load(
    kit: Path, url: str, pid: int, scenario: str, home: Path, *words: str
) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    out = home / "out.json"
    command = [str(kit / "load.py"), "--base", url, "--scenario", scenario, "-c", USERS, "--duration", SECONDS]
    python(*command, "--pid", str(pid), "--out", str(out), *words, env=dict(os.environ))
    found = json.loads(out.read_text())
    errors = {name: step["median"].get("errors", 0) for name, step in found["steps"].items()}
    if any(errors.values()):
        raise SystemExit(f"answers were not what they should be: {errors}")
    return dict(found)


@contextmanager
def served(application: str, env: Mapping[str, str], home: Path, probe: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    granian = Path(sys.executable).parent / "granian"
    command = [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", WORKERS]
    command += ["--blocking-threads", str(threads_of(int(WORKERS)))]  # as `alongside serve`, and the bare pages too
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--no-log", application], env=dict(env), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://127.0.0.1:{port}{probe}")
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"nothing answers at {url}")


def ours(database: str, home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database,
        "ALONGSIDE_DATA": str(home),
        "ALONGSIDE_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "alongside.site.settings",
    }


def bare_environment(database: str, kit: Path) -> dict[str, str]:
    """A database of its own beside ours, on the same server, named after it and made anew."""
    import psycopg
    from psycopg import sql

    parts, name = urlsplit(database), _bare_name(database)
    drop(database)
    with psycopg.connect(database, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {**os.environ, "BARE_STACK": "full", "BARE_DB": urlunsplit(parts._replace(path=f"/{name}"))}


def drop(database: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(database, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_bare_name(database))))


def _bare_name(database: str) -> str:
    return f"{urlsplit(database).path.lstrip('/')}_bare"


def python(*words: str, env: Mapping[str, str]) -> str:
    done = subprocess.run([sys.executable, *words], env=dict(env), cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
