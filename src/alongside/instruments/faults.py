"""What is wrong with a file that is no instrument: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `code` is stable; `where` names the item by its linkId, or a place in the file; "" is the whole."""

    code: str
    where: str
    says: str
    remedy: str


class Unfit(ValueError):
    """A file that cannot be taken. Nothing of it was kept."""

    code = "unfit"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults[:MOST_SHOWN])
        self.left_out = len(faults) - len(self.faults)
        super().__init__("; ".join(f"{fault.where}: {fault.says}" for fault in self.faults[:3]))
