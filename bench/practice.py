"""Daily practice at a state's size beside the bare pages, in one run: rates as ratios, processor time, p95 at two sizes, duties.

    ALONGSIDE_LOAD_KIT=FOLDER python -m bench.practice --large postgres://... FOLDER --small postgres://... FOLDER

Each state is a database filled by `alongside generate` and the data folder that holds its keys: one of 5 million contacts, one of
10 thousand, with as many workers an agency (README). Both are served by granian with two processes beside the kit's bare page (B) and bare insert (C), which are seeded into a
database of their own on the large one's server. Scope checks and the journal are on, as ever. Prints a table; exits 1 where a target
is missed. Where a machine is shared, read the ratios and the processor time; `--max-foreign` goes to the load client.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.serving import ROOT, bare_environment, drop, load, ours, python, served

SECONDS: Final = "5"
ROUNDS: Final = 3
SLOTS_A_RUN: Final = 2_000
CASELOAD_OF_B: Final = 0.45
LOGGING_OF_C: Final = 0.35
P95_GROWS: Final = 1.25
SWEEP_SECONDS: Final = 15.0
FOLLOW_SECONDS: Final = 1.0
MOST_QUERIES: Final = {"caseload": 6, "person": 8, "person, 5,000 contacts": 8}


@dataclass(frozen=True)
class State:
    """A generated state: its database and the folder of its keys."""

    database: str
    folder: Path


@dataclass(frozen=True)
class Step:
    """A page of a role: who asks, where, a text it must hold; or, with a form, what is sent."""

    name: str
    role: str
    path: str
    contains: str = ""
    form: Mapping[str, Any] | None = None


NOTE: Final = {
    "token": "{slot.0}", "day": "{slot.1}", "begins": "{slot.2}", "ends": "{slot.3}", "how": "agreed-place", "place": "City library",
    "did": "listened", "line": "We looked at two classes, {slot.0}.", "is_able": "yes", "substance": "none", "in_scope": "yes",
}  # fmt: skip
STEPS: Final = (
    Step("caseload", "worker", "/people/", "You support"),
    Step("person", "worker", "/people/{person}/", "al-rail"),
    Step("today", "worker", "/today/"),
    Step("log a contact", "worker", "/contacts/log/{person}/", form=NOTE),
    Step("supervisor's today", "lead", "/today/"),
    Step("supervisor's team", "lead", "/supervision/"),
    Step("agency", "admin", "/agency/"),
    Step("certificates of a board", "staff", "/certificates/board/"),
)


def main() -> int:
    """Serve each in turn, three times over; compare."""
    reader = argparse.ArgumentParser(description=__doc__)
    for size in ("large", "small"):
        reader.add_argument(f"--{size}", nargs=2, required=True, metavar=("DATABASE", "FOLDER"))
    reader.add_argument("--max-foreign", default="9e9")
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = reader.parse_args()
    kit = Path(os.environ["ALONGSIDE_LOAD_KIT"])
    states = {size: State(own[0], Path(own[1])) for size, own in (("large", wanted.large), ("small", wanted.small))}
    words = ("--max-foreign", wanted.max_foreign, "--retries", "2")
    with tempfile.TemporaryDirectory(prefix="alongside-practice-") as folder, _bare(states["large"], kit) as bare:
        home = Path(folder)
        inside = {size: _inside(state, home / size) for size, state in states.items()}
        rounds = []
        for number in range(wanted.rounds):
            found = {"bare": _measure_bare(kit, bare, home, words)}
            found |= {size: _measure(kit, state, home / size, words) for size, state in states.items()}
            rounds.append(found)
            print(f"round {number + 1} of {wanted.rounds}", file=sys.stderr)
        duties = json.loads(python("-m", "bench.practice_inside", "duties", env=_ours(states["large"])))
    return _report(rounds, inside, duties)


@contextmanager
def _bare(state: State, kit: Path) -> Iterator[dict[str, str]]:
    env = bare_environment(state.database, kit)
    try:
        python(str(kit / "bare.py"), "seed", "--workers", "10000", "--contacts", "250000", env=env)
        yield env
    finally:
        drop(state.database)


def _ours(state: State) -> dict[str, str]:
    return ours(state.database, state.folder)


@contextmanager
def _following(state: State) -> Iterator[None]:
    """Seals the journal and has duties follow it, as a server's own process does."""
    beside = subprocess.Popen([sys.executable, "-m", "bench.practice_inside", "follow"], env=_ours(state), cwd=ROOT)
    try:
        yield
    finally:
        beside.terminate()
        beside.wait(20)


def _inside(state: State, home: Path) -> dict[str, Any]:
    """Make ready what is asked for, and count queries and processor time without a server."""
    home.mkdir()
    return dict(json.loads(python("-m", "bench.practice_inside", "pages", str(home), env=_ours(state))))


def _measure_bare(kit: Path, env: dict[str, str], home: Path, words: Sequence[str]) -> dict[str, Any]:
    scenario = str(kit / "scenario.bare.json")
    with served("bare:application", {**env, "PYTHONPATH": str(kit)}, home, "/login/") as (url, pid):
        return dict(load(kit, url, pid, scenario, home, "--duration", SECONDS, "--repeat", "1", *words)["steps"])


def _measure(kit: Path, state: State, home: Path, words: Sequence[str]) -> dict[str, Any]:
    """Each role's pages: at full pace with eight users, and with one, whose p95 no queue lengthens."""
    found: dict[str, Any] = {}
    with _following(state), served("alongside.site.wsgi:application", _ours(state), home, "/health/live") as (url, pid):
        for role in dict.fromkeys(step.role for step in STEPS):
            scenario = home / f"{role}.json"
            scenario.write_text(json.dumps(_scenario(role, home)))
            for users, key in (("8", "busy"), ("1", "alone")):
                if any(step.form for step in STEPS if step.role == role):
                    _next_slots(home)
                out = load(
                    kit, url, pid, str(scenario), home, "-c", users, "--duration", SECONDS, "--repeat", "1", *words
                )
                found |= {f"{name} {key}": own for name, own in out["steps"].items()}
    return found


def _next_slots(home: Path) -> None:
    """Slots that no run before has used: a contact at the time of another would be held, and would be no ordinary one."""
    every = (home / "every-slot.txt").read_text().splitlines(keepends=True)
    (home / "slots.txt").write_text("".join(every[:SLOTS_A_RUN]))
    (home / "every-slot.txt").write_text("".join(every[SLOTS_A_RUN:]))


def _scenario(role: str, home: Path) -> dict[str, object]:
    from bench.practice_inside import PASSWORD

    ready = json.loads((home / "ready.json").read_text())
    form = {"csrfmiddlewaretoken": "{csrf}", "login": "{username}@state.example", "password": PASSWORD}
    token = {"csrf": 'name="csrfmiddlewaretoken" value="([^"]+)"'}
    return {
        "users": [f"{role}{n}" for n in ready["numbers"][role]],
        "vars": {"person": {"session": ready["persons"]}, "slot": {"file": str(home / "slots.txt")}},
        "login": [
            {"path": "/account/sign-in/", "capture": token},
            {"method": "POST", "path": "/account/sign-in/", "expect": [302], "form": form},
        ],
        "steps": {step.name: _asked(step) for step in STEPS if step.role == role},
    }


def _asked(step: Step) -> dict[str, object]:
    if step.form is not None:
        return {"path": step.path, "method": "POST", "expect": [302], "form": dict(step.form)}
    return {"path": step.path} | ({"contains": step.contains} if step.contains else {})


# ---- report


def _report(rounds: Sequence[Mapping[str, Any]], inside: Mapping[str, Any], duties: Mapping[str, float]) -> int:
    def median(size: str, step: str, figure: str) -> float:
        return statistics.median(one[size][step]["median"][figure] for one in rounds)

    missed: list[str] = []

    def hold(name: str, value: float, limit: float, *, at_least: bool = False) -> str:
        is_good = value >= limit if at_least else value <= limit
        if not is_good:
            missed.append(name)
        return f"{value:.2f} ({'at least' if at_least else 'at most'} {limit:g}){'' if is_good else '  MISSED'}"

    base, insert = median("bare", "B_page", "rps"), median("bare", "C_insert", "rps")
    print(f"B {base:.0f} a second, C {insert:.0f} a second; medians of {len(rounds)} rounds")
    for step in STEPS:
        cpu, rate = (median("large", f"{step.name} busy", f) for f in ("server_cpu_ms_per_request", "rps"))
        ratios = [
            one["large"][f"{step.name} alone"]["median"]["p95_ms"]
            / one["small"][f"{step.name} alone"]["median"]["p95_ms"]
            for one in rounds
        ]
        said = [f"{rate:.0f} a second, {cpu:.1f} ms of processor"]
        if step.name == "caseload":
            said.append("of B " + hold("caseload", rate / base, CASELOAD_OF_B, at_least=True))
        if step.form is not None:
            said.append("of C " + hold(step.name, rate / insert, LOGGING_OF_C, at_least=True))
        said.append(
            "p95 " + hold(f"p95 of {step.name}", statistics.median(ratios), P95_GROWS) + " of the small state's"
        )
        print(f"{step.name}: {'; '.join(said)}")
    for name, own in inside["large"].items():
        said = hold(name, own["queries"], MOST_QUERIES[name]) if name in MOST_QUERIES else f"{own['queries']:.0f}"
        spent = f"{own['cpu_ms']:.1f} ms of processor without a server, {inside['small'][name]['cpu_ms']:.1f} in the small state"
        print(f"{name}: queries {said}; {spent}")
    print("sweep from the database, seconds: " + hold("sweep", duties["sweep"], SWEEP_SECONDS))
    print(
        f"  of which processor here {duties['sweep_cpu']:.1f}; standings {duties['standings']:.0f}; in memory {duties['memory']:.2f}"
    )
    print("following a change, seconds: " + hold("follow", duties["follow"], FOLLOW_SECONDS))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
