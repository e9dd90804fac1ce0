"""The virtual environment and what the locks put into it.

uv installs in seconds; where it cannot (no wheel for the platform, a mirror only pip knows), pip does the same from the
same hashes. Wheels only, so that a missing one fails early instead of looking for a compiler.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .places import BIN, LOCKS, LOGS, PYTHON, ROOT, VENV, from_root
from .saying import Trouble, run_quietly, say, step
from .stamps import drop_stamp, is_current, put_stamp, was_made

UV = BIN / ("uv.exe" if os.name == "nt" else "uv")
INSTALL_LIMIT = 1200
"""Seconds for one installer run: generous, because a slow line is not a fault."""

NETWORK = (
    "check that the package index answers (`.venv/bin/python -m pip download --no-deps --dest .house/probe six`), "
    "set PIP_INDEX_URL or PIP_FIND_LINKS if you use a mirror, then run the same command again"
)


def ready_packages(kind: str) -> None:
    """Make `.venv` hold exactly the lock `kind`: "run" or "dev". The dev lock contains the run lock, pin for pin."""
    if kind == "run" and was_made("packages-dev"):
        kind = "dev"  # a developer's environment is not stripped by `make demo`
    make_venv()
    stage, inputs = f"packages-{kind}", [LOCKS / f"{kind}.txt", LOCKS / "uv.txt"]
    if not is_current(stage, inputs, makes=[PYTHON]):
        drop_stamp(stage)
        with step(f"Install {count_pins(inputs[0])} packages from locks/{kind}.txt"):
            install_lock(inputs[0])
        put_stamp(stage, inputs)
    ready_product()


def make_venv() -> None:
    """Make `.venv` unless one of the same Python is there and starts."""
    if python_version(PYTHON) == sys.version_info[:2]:
        return
    with step("Make the virtual environment .venv"):
        for stage in ("packages-run", "packages-dev", "uv", "product"):
            drop_stamp(stage)
        run_quietly(
            [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV],
            log="venv",
            limit=300,
            remedy="install the venv module (on Debian: apt-get install python3-venv), then run the same command again",
        )


def python_version(python: Path) -> tuple[int, int] | None:
    """Which Python an interpreter is; None for one that is missing or no longer starts, its base upgraded or moved."""
    show = "import sys; print(*sys.version_info[:2])"
    try:
        said = subprocess.run([str(python), "-c", show], timeout=60, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor = said.split()
    return int(major), int(minor)


def install_lock(lock: Path) -> None:
    """By uv, or else by pip from the same hashes; HOUSE_INSTALLER=pip takes the second road at once."""
    if os.environ.get("HOUSE_INSTALLER", "uv") == "uv":
        try:
            install_uv()
            sync_with_uv(lock)
            return
        except Trouble as trouble:
            say(
                f"  uv could not install them, so pip will, from the same hashes. What uv said is in {from_root(LOGS)}."
            )
            say("  " + trouble.happened.splitlines()[0])
    run_quietly(
        [*pip(), "install", "--require-hashes", "--only-binary", ":all:", "-r", lock],
        log="pip-install",
        limit=INSTALL_LIMIT,
        remedy=NETWORK,
    )


def install_uv() -> None:
    if UV.exists() and is_current("uv", [LOCKS / "uv.txt"]):
        return
    run_quietly(
        [*pip(), "install", "--require-hashes", "--only-binary", ":all:", "-r", LOCKS / "uv.txt"],
        log="pip-install-uv",
        limit=300,
        remedy=NETWORK,
    )
    put_stamp("uv", [LOCKS / "uv.txt"])


def sync_with_uv(lock: Path) -> None:
    run_quietly(
        [UV, "pip", "sync", "--require-hashes", "--only-binary", ":all:", "--python", PYTHON, lock],
        log="uv-sync",
        limit=INSTALL_LIMIT,
        remedy=NETWORK,
        env=uv_env(),
    )


def ready_product() -> None:
    """Put the checkout itself into the environment, editable, so that `alongside` is a command."""
    inputs = [ROOT / "pyproject.toml"]
    command = BIN / ("alongside.exe" if os.name == "nt" else "alongside")
    if is_current("product", inputs, makes=[command]) and is_installed("alongside"):
        return
    with step("Install the checkout itself"):
        run_quietly(
            [*pip(), "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT],
            log="pip-install-product",
            limit=300,
            remedy="read the log; if pyproject.toml was edited, undo the edit, else remove .venv and run the same command again",
        )
    put_stamp("product", inputs)


def is_installed(name: str) -> bool:
    """Whether the environment still knows a distribution: `uv pip sync` removes those that the lock does not name."""
    return any(VENV.glob(f"lib/python*/site-packages/{name}-*.dist-info")) or any(
        VENV.glob(f"Lib/site-packages/{name}-*.dist-info")
    )


def pip() -> list[str | Path]:
    return [PYTHON, "-m", "pip", "--disable-pip-version-check"]


def count_pins(lock: Path) -> int:
    return sum("==" in line and not line.startswith((" ", "#")) for line in lock.read_text().splitlines())


def uv_env() -> Mapping[str, str]:
    """The environment for uv: the machine's pip settings in uv's words, and no interpreter downloads.

    uv does not read pip's configuration. Hashes make it safe to take a file from whichever index has it.
    """
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1", "UV_NO_PROGRESS": "1"}
    settings = pip_settings()
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    if "index-url" in settings:
        env.setdefault("UV_DEFAULT_INDEX", settings["index-url"].split()[-1])
    extra = [url for url in settings.get("extra-index-url", "").split() if answers(url)]
    if extra:
        env.setdefault("UV_INDEX", " ".join(extra))
    links = [link for link in settings.get("find-links", "").split() if answers(link)]
    if links:
        env.setdefault("UV_FIND_LINKS", ",".join(links))
    if "cert" in settings:
        env.setdefault("SSL_CERT_FILE", settings["cert"])
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        env.setdefault("UV_NO_INDEX", "1")
    return env


def answers(place: str) -> bool:
    """Whether a link is worth handing on: uv stops at a local folder that is not there, pip passes over it."""
    if place.startswith(("http://", "https://")):
        return True
    return Path(place.removeprefix("file://")).exists()


def pip_settings() -> dict[str, str]:
    """What pip was told, by file or by variable: name without section, the most specific last."""
    python = PYTHON if PYTHON.exists() else Path(shutil.which("python3") or sys.executable)
    listed = subprocess.run([str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, timeout=60)
    settings: dict[str, str] = {}
    for line in listed.stdout.splitlines():
        name, equals, value = line.partition("=")
        if equals:
            settings[name.rpartition(".")[2]] = value.strip("'\"").replace("\\n", " ")
    return settings
