"""Opening a file from somebody's hands in a process of its own, within limits: a file made to harm can only harm that.

Knows neither Django nor a setting of ours, so that what it starts knows none either.
"""

import os
import subprocess
import sys
from typing import Final

MEMORY: Final = 1 << 30  # bytes
SECONDS: Final = 20
_KEPT: Final = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")


def limit_ourselves() -> None:
    """Take what this process may use down to what a file needs. Where the system cannot, the caller's clock is left."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def ask(module: str, data: bytes, *, patience: float, words: tuple[str, ...] = ()) -> bytes:
    """What `python -m module *words` prints about `data`, with a clock on it and none of our settings.

    Raises subprocess.SubprocessError where it ends badly or takes longer than `patience` seconds, and OSError where it
    cannot be started.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", module, *words], input=data, capture_output=True, timeout=patience, env=kept, check=True
    )
    return done.stdout
