"""Declarations in a line each: what is said, by which door, and what is decided of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import User
from alongside.declarations.deciding import Ruled, decide, newest_decision
from alongside.declarations.declaring import Declared, declare_ahead, declare_happened
from alongside.declarations.kinds import kind_of
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.people.models import Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused
from canon.values import Stated
from tests.alongside.caseload.makers import Caseload, assign, hire, user_of
from tests.alongside.rulings.makers import TODAY

KEEP, BOUNDS, REMOVE = DeclarationDecision.Decision
MONTH_AGO = TODAY - timedelta(days=30)
IN_A_MONTH = TODAY + timedelta(days=30)
DEAR: Mapping[str, Stated] = {"gift.value": Decimal("25.01"), "gift.kind": "other"}
CHEAP: Mapping[str, Stated] = {"gift.value": Decimal("25.00"), "gift.kind": "other"}
TIE: Mapping[str, Stated] = {"tie.is_unavoidable": True, "tie.conflicts": False}


def said(kind: str, person: Person | None = None, stated: Mapping[str, Stated] | None = None, **more: Any) -> Declared:
    """What a worker declares today, with words where the kind needs them."""
    found = kind_of(kind)
    words = {"words": "We sing in the same choir."} if found.is_conflict else {}
    return Declared(
        **{"kind": found, "on": TODAY, "token": uuid4(), "person": person, "stated": stated or {}, **words, **more}
    )


def ahead(worker: Worker, what: Declared) -> Declaration:
    return declare_ahead(worker=worker, said=what, by=user_of(worker))


def happened(worker: Worker, what: Declared) -> Declaration:
    return declare_happened(worker=worker, said=what, by=user_of(worker))


def refused(worker: Worker, what: Declared) -> KeptRuling:
    """The ruling that stopped it; nothing was entered."""
    count = Declaration.objects.count()
    with pytest.raises(ActRefused) as refusal:
        ahead(worker, what)
    assert Declaration.objects.count() == count
    return refusal.value.ruling


def clauses_of(ruling: KeptRuling) -> set[str]:
    return set(ruling.told().decided_by)


def required_by(ruling: KeptRuling) -> set[str]:
    return {clause for code in ruling.told().codes for clause in code.required_by}


def decided(
    declaration: Declaration,
    decision: DeclarationDecision.Decision,
    by: User,
    *,
    review_on: date | None = None,
    words: str = "We talked it through.",
    context: str = "",
    about: Person | None = None,
) -> DeclarationDecision:
    """Decided by somebody who saw how it stood; bounds are looked at again in a month."""
    newest = newest_decision(declaration)
    review_on = review_on or (IN_A_MONTH if decision is BOUNDS else None)
    ruled = Ruled(decision, words, context, review_on, about, newest.pk if newest else 0)
    return decide(declaration=declaration, ruled=ruled, by=by)


def worker_under(here: Caseload, code: str, name: str = "Uma Reyes") -> Worker:
    """A worker under that code alone, with Teo assigned since a month ago."""
    worker = hire(here.place, name, code)
    assign(here.teo, worker, here.amira, on=MONTH_AGO)
    return worker
