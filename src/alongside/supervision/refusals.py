"""What people can meet in supervision: each says what to do next, and which field of a form it is about."""

from __future__ import annotations


class NotPossible(ValueError):
    """Something cannot be done as asked. Nothing was changed.

    code: stable, such as "overlaps"; field: of the form it came from, empty for the whole of it
    """

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        self.code = code
        self.field = field
        super().__init__(message)
