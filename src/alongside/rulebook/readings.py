"""When a confirmed reading still is the reading that was confirmed: as long as its words are the same."""

import hashlib

from canon.code import Reading


def wording_of(reading: Reading) -> str:
    """The hash of what a board confirms: the question, how it is taken, and how else it could be."""
    return hashlib.sha256(f"{reading.asks}\x1f{reading.taken}\x1f{reading.other}".encode()).hexdigest()
