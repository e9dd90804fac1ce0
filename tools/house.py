"""The one door behind every `make` target: `python3 tools/house.py NAME`.

Standard library only, because it runs before anything is installed. It finds a Python new enough, makes `.venv`,
installs what the locks name, fetches the front-end files, and then runs the job. Each stage is stamped with the
hash of what it was made from, so a second run skips what is still true.

This file alone keeps to syntax that an old Python can read, so that it can say which one is needed.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def newer_python():
    """A newer Python on the path that really starts, or None: a version manager's stand-in may name one it lacks."""
    for name in NEWER:
        path = getattr(shutil, "which", lambda name: None)(name)
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.PIPE) == 0:
            return path
    return None


def main():
    if sys.version_info < OLDEST:
        path = newer_python()
        if path:
            os.execv(path, [path] + sys.argv)
        sys.exit(
            "Alongside needs Python %d.%d or newer; this is %s at %s.\n"
            "What to do: install a newer Python (on Debian: apt-get install python3 python3-venv), then run\n"
            "    make PYTHON=/path/to/python3.11 %s"
            % (OLDEST + (sys.version.split()[0], sys.executable, " ".join(sys.argv[1:])))
        )
    from housekeeping.commands import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
