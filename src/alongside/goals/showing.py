"""What the pages of a part and of a step share: what the worker's codes say of choices, and why something was not marked."""

from __future__ import annotations

from typing import Any

from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow
from alongside.goals.meanwhile import MEANWHILE
from alongside.people.viewer import SignedInRequest
from alongside.rulings.prompting import ShownPrompt, clauses_of, prompts_among
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from canon.prompt import At


def beside_deciding(record: Record) -> list[ShownPrompt]:
    """What the worker's codes say of choices that are the person's."""
    worker = record.viewer.worker
    if worker is None or record.ground is not Ground.ASSIGNED:
        return []
    return prompts_among(clauses_of(worker, record.viewer.today), At.DECIDING)


def status_of(refused: dict[str, Any]) -> int:
    """409 where somebody was quicker, else what a page answers that is looked at again."""
    return 409 if "is_meanwhile" in refused else 422


def not_marked(request: SignedInRequest, record: Record, refusal: ActRefused | NotPossibleNow) -> dict[str, Any]:
    """What an act met: the ruling that stopped it, or a sentence with the clauses beside it."""
    if isinstance(refusal, ActRefused):
        return {"refused": shown_refusal(request, refusal.ruling)}
    if isinstance(refusal, MEANWHILE):
        return {"problem": refusal, "is_meanwhile": True}
    cites = [{"id": one.clause, "url": one.url} for one in beside_deciding(record)]
    return {"problem": refusal, "cites": cites}
