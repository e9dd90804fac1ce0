"""Where sealed files lie: `MEDIA_ROOT/evidence/ab/abcd…`, one a row, named by the row's token and nothing that tells more."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.evidence.sealing import CannotOpen


class NotKept(RuntimeError):
    """The file could not be written. Nothing was saved."""

    code = "file-not-kept"

    def __init__(self) -> None:
        super().__init__(
            _("We could not keep the file, so nothing was saved. It is nothing you did. Try again in a little while.")
        )


def store(token: UUID, sealed: bytes) -> None:
    """Write a file whole or not at all, and see it on the disk before returning. Raises NotKept."""
    place = _place(token)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(place, sealed)
    except OSError:
        raise NotKept from None


def fetch(token: UUID) -> bytes:
    """Raises CannotOpen with `content-missing`."""
    try:
        return _place(token).read_bytes()
    except OSError:
        raise CannotOpen("content-missing") from None


def discard(token: UUID) -> None:
    """Delete a file. One that is not there, or cannot be deleted now, is left to the next sweep."""
    with suppress(OSError):
        _place(token).unlink(missing_ok=True)


def stored_before(moment: float) -> Iterator[tuple[Path, UUID | None]]:
    """Files last written before a moment (seconds since 1970), and whose they are; None for the rest of a broken write."""
    for path in _root().glob("*/*"):
        with suppress(OSError):
            if path.stat().st_mtime < moment:
                yield path, _token_of(path)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "evidence"


def _place(token: UUID) -> Path:
    return _root() / token.hex[:2] / token.hex


def _token_of(path: Path) -> UUID | None:
    try:
        return UUID(hex=path.name)
    except ValueError:
        return None


def _write(place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")  # readable by this account alone
    half_written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half_written.replace(place)
        _see_on_disk(place.parent)
    except BaseException:
        half_written.unlink(missing_ok=True)
        raise


def _see_on_disk(folder: Path) -> None:
    """A name is on the disk once its folder is. Windows has no such step."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
