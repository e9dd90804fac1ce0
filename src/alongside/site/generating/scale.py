"""How large a state is, and how it is spread over its workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Final

SEED: Final = 20261201
SMALL: Final = "workers=40,people=2000,contacts=20000"
A_TEAM: Final = 11
AN_AGENCY: Final = 80
BUSIEST: Final = 5_000
"""Contacts of one person beyond the usual, so that the largest record can be measured."""


class OddScale(ValueError):
    """A scale that cannot be read or made; the text says which would do."""

    code = "odd-scale"


@dataclass(frozen=True)
class Scale:
    """So many workers, persons served, and contacts between them."""

    workers: int
    people: int
    contacts: int

    @classmethod
    def parse(cls, text: str) -> Scale:
        """From `workers=10000,people=500000,contacts=5000000`, or `small`. Raises OddScale."""
        names = [own.name for own in fields(cls)]
        try:
            pairs = dict(part.split("=", 1) for part in (SMALL if text == "small" else text).split(","))
            numbers = {name.strip(): int(value.replace("_", "")) for name, value in pairs.items()}
        except ValueError:
            raise OddScale(f"Write --scale {SMALL}") from None
        if sorted(numbers) != sorted(names):
            raise OddScale(f"Name each of {', '.join(names)}: --scale {SMALL}")
        found = cls(**numbers)
        if not (found.workers >= 10 and found.people >= 20 * found.workers and found.contacts >= 0):
            raise OddScale("At least ten workers, and twenty people for each: those before are kept on file too.")
        return found

    def numbers(self) -> dict[str, int]:
        """For the journal."""
        return asdict(self)


@dataclass(frozen=True)
class Spread:
    """A scale spread over workers 0, 1, 2, ...; `at` finds where each one's numbers begin."""

    scale: Scale
    seed: int

    @cached_property
    def current(self) -> Sequence[int]:
        """People each supports now: eight to twelve for most, with a tail."""
        random = Random(self.seed)
        return [_caseload(random) for _ in range(self.scale.workers)]

    @cached_property
    def people(self) -> Sequence[int]:
        """People each supports or once did, the current ones first."""
        before = _shares(self.scale.people - sum(self.current), [1.0] * self.scale.workers)
        return [now + n for now, n in zip(self.current, before, strict=True)]

    @cached_property
    def contacts(self) -> Sequence[int]:
        """Contacts of each."""
        random = Random(self.seed + 1)
        own = BUSIEST if self.scale.contacts >= 20 * BUSIEST else 0
        shares = _shares(self.scale.contacts - own, [random.uniform(0.6, 1.4) for _ in range(self.scale.workers)])
        return [shares[0] + own, *shares[1:]]

    @cached_property
    def first_person(self) -> Sequence[int]:
        """The id of each worker's first person."""
        return [1, *(1 + n for n in accumulate(self.people))]

    @cached_property
    def first_contact(self) -> Sequence[int]:
        """The id of each worker's first contact."""
        return [1, *(1 + n for n in accumulate(self.contacts))]


def _caseload(random: Random) -> int:
    kind = random.random()
    if kind < 0.80:
        return random.randint(8, 12)
    if kind < 0.90:
        return random.randint(3, 7)
    if kind < 0.985:
        return random.randint(13, 19)
    return random.randint(25, 40) if kind < 0.999 else 60


def _shares(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion, which add up."""
    total, found, given, sum_so_far = sum(weights), [], 0, 0.0
    for weight in weights:
        sum_so_far += weight
        upto = round(whole * sum_so_far / total)
        found.append(upto - given)
        given = upto
    return found
