"""What a board asks of those it certifies, by the code that its credential binds to."""

from alongside.rulebook.queries import library
from canon.code import Edition
from canon.programme import NOTHING_TOLD, Programme


def edition_of(code: str) -> Edition | None:
    """The newest edition of a code here."""
    return next((edition for edition in reversed(library().editions) if edition.id == code), None)


def programme_of(code: str) -> Programme:
    """What the board of a code asks, by the newest edition here; NOTHING_TOLD for a code that is not."""
    edition = edition_of(code)
    return edition.programme if edition else NOTHING_TOLD
