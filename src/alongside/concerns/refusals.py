"""What people can meet in raising a concern: each says what to do next, and which field it is about."""

from __future__ import annotations


class NotPossible(ValueError):
    """Something cannot be done as asked. Nothing was changed. code: stable; field: of the form, empty for all of it."""

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        self.code = code
        self.field = field
        super().__init__(message)
