"""Debian packages, where the machine is Debian's kin and we are root. Elsewhere nothing is installed unasked."""

import os
import shutil

from .places import IS_ROOT
from .saying import run_quietly

LIMIT = 1200
"""Seconds for one apt run."""


def can_install() -> bool:
    return IS_ROOT and shutil.which("apt-get") is not None


def install(*names: str) -> None:
    """Install packages without asking. Raises Trouble when apt cannot."""
    remedy = f"run `apt-get update && apt-get install {' '.join(names)}` by hand and read what it says, then try again"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    run_quietly(["apt-get", *wait, "-q", "update"], log="apt-update", limit=LIMIT, remedy=remedy, env=env)
    run_quietly(
        ["apt-get", *wait, "-q", "-y", "--no-install-recommends", "install", *names],
        log="apt-install",
        limit=LIMIT,
        remedy=remedy,
        env=env,
    )
