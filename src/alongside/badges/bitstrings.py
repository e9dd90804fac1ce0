"""Bitstring Status List v1.0 (W3C Recommendation): one bit a certificate, the first leftmost, packed into a line of text.

Every list is at least 131,072 bits long, so that whoever fetches one tells nobody which certificate they look at.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Iterable
from typing import Final

FEWEST: Final = 131_072
"""Bits in the shortest list: 16 KB."""
MOST: Final = 8 * 1024 * 1024
"""Bits in the longest list we read: what unpacks to more was packed to hurt."""

_BASE64URL: Final = "u"
_BASE64URL_TEXT: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


class BadList(ValueError):
    """Text that is no status list, or one too short to hide anyone in or too long to read."""


class NoSuchPlace(ValueError):
    """A place outside of the list."""


def encode(places: Iterable[int], *, length: int = FEWEST) -> str:
    """The list with these bits set, the same text each time. Raises NoSuchPlace, and BadList for a list too short."""
    if length < FEWEST or length % 8:
        raise BadList
    bits = bytearray(length // 8)
    for place in places:
        if not 0 <= place < length:
            raise NoSuchPlace
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)  # without a time: the same bits are the same file
    return _BASE64URL + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(encoded: str) -> bytes:
    """The bits, eight a byte. Raises BadList."""
    text = encoded[1:]
    if not encoded.startswith(_BASE64URL) or not _BASE64URL_TEXT.fullmatch(text):
        raise BadList
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise BadList from None
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # a gzip header, and nothing else
    try:
        bits = unpacker.decompress(packed, MOST // 8 + 1)
    except zlib.error:
        raise BadList from None
    if not unpacker.eof or unpacker.unused_data or not FEWEST // 8 <= len(bits) <= MOST // 8:
        raise BadList
    return bits


def is_set(bits: bytes, place: int) -> bool:
    """The bit at a place, counted from the left. Raises NoSuchPlace."""
    if not 0 <= place < len(bits) * 8:
        raise NoSuchPlace
    return bool(bits[place // 8] & 0x80 >> place % 8)
