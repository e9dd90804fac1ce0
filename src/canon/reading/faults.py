"""What is wrong with a file, where, and what to do: the one error that reading raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file. `line` counts from 1; 0 where no line can be named. `code` is stable."""

    path: str
    line: int
    code: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        what = self.what if self.what.endswith("?") else f"{self.what}."
        return f"{place}: {what} {self.remedy} [{self.code}]"


class FileRefused(ValueError):
    """A file that cannot be used. `faults` holds everything found, in order of line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
