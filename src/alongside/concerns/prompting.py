"""What the codes say where a concern is raised: those that bind the worker, or whoever supports the person."""

from __future__ import annotations

from datetime import date

from alongside.concerns.routing import Raiser, supporters_of
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from canon.prompt import At

A_FEW = 3


def prompts_of_raiser(raiser: Raiser, on: date) -> list[ShownPrompt]:
    """Each once, however many support the person."""
    workers = [raiser.worker] if raiser.worker is not None else []
    if raiser.person is not None:
        workers = list(supporters_of(raiser.person, on))
    clauses = {clause.id: clause for worker in workers for clause in clauses_of(worker, on)}
    return prompts_among(list(clauses.values()), At.CONCERN, turn=on.toordinal(), most=A_FEW)
