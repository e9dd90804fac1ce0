"""A photograph inside a PDF: its size, its looks, and what it tells besides its pixels (place, camera, comments), which is
cut out without touching the pixels.
"""

import io
from typing import Final

from PIL import Image, UnidentifiedImageError

from alongside.evidence.pictures import look_of

_JPEG_START: Final = b"\xff\xd8"
_JPX_START: Final = b"\x00\x00\x00\x0cjP  "
_NEEDED_TO_DRAW: Final = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, color profile, Adobe's color transform
_TOLD: Final = frozenset({*range(0xE0, 0xF0), 0xFE}) - _NEEDED_TO_DRAW
_SCAN: Final = 0xDA
_BOXES_TOLD: Final = (b"uuid", b"xml ", b"uinf")


_FORMATS: Final = ("JPEG", "JPEG2000")
_SMALL: Final = (1000, 1000)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height by the photograph's own head, which is what a viewer goes by; 0, 0 where it has none."""
    Image.MAX_IMAGE_PIXELS = None  # the caller's limit is asked, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as photograph:
            return photograph.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0, 0


def look_of_embedded(data: bytes) -> str:
    """As `pictures.look_of`; "" for one that cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as photograph:
            photograph.draft("L", _SMALL)
            return look_of(photograph)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return ""


def without_metadata(data: bytes) -> bytes:
    """The same picture without its notes. What is neither JPEG nor JPEG 2000 in boxes comes back as it is."""
    if data.startswith(_JPEG_START):
        return _jpeg_without(data)
    if data.startswith(_JPX_START):
        return _jpx_without(data)
    return data


def _jpeg_without(data: bytes) -> bytes:
    """Segment by segment up to the pixels; a file that is not in order from some point on is kept from there."""
    kept, at = [_JPEG_START], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        if data[at + 1] == 0xFF:  # fill between segments
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] not in _TOLD:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])


def _jpx_without(data: bytes) -> bytes:
    kept, at = [], 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        if size < 8:  # 0: to the end of the file
            break
        if data[at + 4 : at + 8] not in _BOXES_TOLD:
            kept.append(data[at : at + size])
        at += size
    return b"".join([*kept, data[at:]])
