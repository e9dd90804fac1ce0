"""Chromium for the browser tests: what the machine has, else Debian's package. Never a test tool's own download."""

import os
import shutil
from pathlib import Path

from .debian import can_install, install
from .saying import Trouble, say, step
from .stamps import is_current, put_stamp

QUICK = "chromium-headless-shell"
"""Chromium without windows: the same engine, at half of what a page and a sixth of what a fresh browser cost."""
NAMES = (QUICK, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
REMEDY = "install Chromium (on Debian: apt-get install chromium) or set CHROMIUM_PATH to a browser of its family"


def ready_chromium() -> Path:
    """The browser to test with. Raises Trouble where there is none and none can be installed."""
    given = os.environ.get("CHROMIUM_PATH")
    if given:
        if not os.access(given, os.X_OK):
            raise Trouble(f"CHROMIUM_PATH is {given}, which is no program.", REMEDY)
        return Path(given)
    if can_install():
        install_the_quick_one()
    found = find_chromium()
    if found is None and can_install():
        with step("Install Chromium from Debian's packages"):
            install("chromium")
        found = find_chromium()
    if found is None:
        raise Trouble("there is no Chromium here", REMEDY)
    return found


def install_the_quick_one() -> None:
    """Tried once in a checkout: where it cannot be had, any Chromium will do."""
    if shutil.which(QUICK) or is_current(QUICK, []):
        return
    try:
        with step("Install Chromium without windows from Debian's packages"):
            install(QUICK)
    except Trouble:
        say("  It cannot be had here: the browser tests take any Chromium, and a third longer.")
    put_stamp(QUICK, [])


def find_chromium() -> Path | None:
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return Path(path)
    return next((path for path in ELSEWHERE if path.exists()), None)
