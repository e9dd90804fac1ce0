"""Rulings on real acts: sought inside the transaction that does the act, and kept whatever they say.

with transaction.atomic(durable=True):
    ruling = seek_ruling("accept-gift", stated(gift, giver), worker=worker, by=by, on=on)
    if ruling.allows:
        ...
        return entry
raise ActRefused(ruling)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import Event, NotInATransaction, write_journal_of_many
from alongside.people.models import Worker
from alongside.rulings.asking import ask_locked
from alongside.rulings.keeping import keep
from alongside.rulings.models import KeptRuling
from alongside.rulings.stating import StatedBy
from canon.values import Stated

Action = TypeVar("Action", bound=Callable[..., Any])

_buttons: dict[str, list[str]] = defaultdict(list)


class ActRefused(Exception):
    """An act may not go ahead. `ruling` says which clause spoke and what to do next. Nothing was done."""

    code = "act-refused"

    def __init__(self, ruling: KeptRuling) -> None:
        self.ruling = ruling
        super().__init__(_("Your code does not let this go ahead yet. What to do next stands beside it."))


def seek_ruling(
    act: str,
    stated: Mapping[str, Stated],
    *,
    worker: Worker,
    by: User,
    on: date,
    person_id: int | None = None,
    recorded: Mapping[str, tuple[Stated, StatedBy]] | None = None,
    entries: list[Event] | None = None,
) -> KeptRuling:
    """Ask for a ruling on an act about to be done, lock what it rests on, and keep it. Raises UnknownAct.

    What a record or policy knows overrides `stated`. `recorded` is what the caller's own record says of this very act,
    such as that its hour is one the agency authorizes. `entries` are what the caller is about to write in the journal in
    one go: the entry of the ruling is put there instead of being written. Raises NotInATransaction outside of one.
    """
    if not connection.in_atomic_block:
        raise NotInATransaction("seek a ruling in the same transaction as the act it is for")
    asked = ask_locked(act, stated, worker=worker, person_id=person_id, by=by, on=on, recorded=recorded or {})
    kept = keep(asked, worker=worker, by=by, purpose=KeptRuling.Purpose.ACT, seen_by=KeptRuling.SeenBy.RECORD)
    entry = Event("ruling.kept", kept, {"act": kept.act, "answer": kept.answer, "on": on.isoformat()})
    if entries is None:
        write_journal_of_many([entry], by=by)
    else:
        entries.append(entry)
    return kept


def asks(*acts: str) -> Callable[[Action], Action]:
    """Mark an action as the button of these acts: the clause page and `make clauses` find it through this."""

    def mark(action: Action) -> Action:
        name = f"{action.__module__.removeprefix('alongside.')}.{action.__qualname__}"
        for act in acts:
            if name not in _buttons[act]:
                _buttons[act].append(name)
        return action

    return mark


def buttons_of(act: str) -> tuple[str, ...]:
    """The actions that ask for a ruling on an act, such as `declarations.actions.accept_gift`."""
    return tuple(_buttons.get(act, ()))
