"""What lies in the folder and belongs to no file on record is deleted, by the tick.

It is left behind by a transaction that came to nothing, by a write that broke off, or by a withdrawal while the disk was
away. What no row speaks for waits a week: whoever starts once with the wrong database must not lose every file.
"""

import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from alongside.evidence.models import EvidenceFile
from alongside.evidence.storing import stored_before

WITHDRAWN_AFTER: Final = 60 * 60
"""Seconds: the withdrawal itself deletes; this only comes after it."""
UNKNOWN_AFTER: Final = 7 * 24 * 60 * 60
_AT_ONCE: Final = 500


def sweep(_now: datetime | None = None) -> int:
    """Delete what belongs to no file on record; how many there were. Goes by the disk's own clock. Safe to repeat."""
    moment, swept, waiting = time.time(), 0, list[tuple[Path, UUID | None]]()
    for path, token in stored_before(moment - WITHDRAWN_AFTER):
        waiting.append((path, token))
        if len(waiting) == _AT_ONCE:
            swept, waiting = swept + _sweep(waiting, moment), []
    return swept + _sweep(waiting, moment)


def _sweep(stored: Iterable[tuple[Path, UUID | None]], moment: float) -> int:
    tokens = {token for _, token in stored if token is not None}
    rows = EvidenceFile.objects.filter(token__in=tokens).values_list("token", "removed")
    is_withdrawn = {token: removed is not None for token, removed in rows}
    swept = 0
    for path, token in stored:
        is_known = token in is_withdrawn
        is_over = is_withdrawn[token] if is_known and token else path.stat().st_mtime < moment - UNKNOWN_AFTER
        if is_over:
            path.unlink(missing_ok=True)
            swept += 1
    return swept
