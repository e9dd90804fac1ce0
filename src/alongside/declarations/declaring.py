"""Declaring, by two doors: what is about to happen is asked first, what has happened is always written down.

Either keeps its ruling. What a code refers, and what was against one, is with the supervisor of record by a day. A tie is
told to the caseload, which the codes read when somebody is offered and before every service.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.caseload.models import Assignment, Tie
from alongside.caseload.ties import Said, newest_decision, newest_tie, tell_tie_within
from alongside.declarations.asked import beside, recorded_for
from alongside.declarations.kinds import ACTS, Kind
from alongside.declarations.models import Declaration
from alongside.declarations.refusals import (
    LongPast,
    NeedsContext,
    NeedsTie,
    NeedsWho,
    NeedsWords,
    OddSum,
    PastAlready,
    StillToCome,
    TooFarAhead,
    TooLong,
)
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.rulings.actions import refer_act_within
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from alongside.wording.signing import require_words
from canon.ruling import Answer
from canon.values import Stated

LONGEST: Final = 2_000
LONGEST_NAME: Final = 200
FARTHEST: Final = timedelta(days=366)
LONGEST_AGO: Final = timedelta(days=36_525)
MOST: Final = Decimal("999999999.99")
CENT: Final = Decimal("0.01")
_SUMS: Final = ("gift.value", "loan.value")


@dataclass(frozen=True)
class Declared:
    """What a worker declares.

    on: the day it is about; token: of the form, so that what is sent twice is written once
    person: somebody they support or supported; else `who` may say it in their words
    stated: facts of the act, by name; amount: dollars, where no fact holds them
    words: what it is; context: what else matters, such as what a gift means in the person's culture
    """

    kind: Kind
    on: date
    token: UUID
    person: Person | None = None
    who: str = ""
    stated: Mapping[str, Stated] = field(default_factory=dict)
    amount: Decimal | None = None
    words: str = ""
    context: str = ""

    @property
    def sum(self) -> Decimal | None:
        """What it comes to in dollars: a fact where there is one."""
        found = next((self.stated[name] for name in _SUMS if name in self.stated), None)
        return found if isinstance(found, Decimal) else self.amount


@asks(*ACTS)
def declare_ahead(*, worker: Worker, said: Declared, by: User) -> Declaration:
    """Declare what is about to happen. Sent twice, it is one.

    What the codes let pass is entered; what they refer is entered and waits for the supervisor. Raises ActRefused with the
    ruling for anything else, and then nothing is entered; NotTheirs; NotPossibleNow for a day, a sum or words that do not fit.
    WordsStopped for words that demean.
    """
    require_words(said.who, said.words, said.context, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held, before = _begin(worker, said := _once(said, Declaration.Door.AHEAD), by)
        if before is not None:
            return before
        today = clock.today_in(held.agency.time_zone)
        _check_ahead(said, today)
        _check(said, held, today)
        tie = _tell(said, held, by=by) if said.kind.stands else None
        ruling = _rule(said, held, by)
        if ruling.allows or ruling.answer == Answer.REFER.value:
            tie = tie or (_tell(said, held, by=by) if ruling.allows else None)
            return _write(said, held, Declaration.Door.AHEAD, ruling, tie, by=by)
    raise ActRefused(ruling)  # after the commit: the refusal is kept, and so is a tie that was there before


@asks(*ACTS)
def declare_happened(*, worker: Worker, said: Declared, by: User) -> Declaration:
    """Declare what has happened. Never refused for what it is; sent twice, it is one.

    What a code objects to is with the supervisor by a day. Raises NotTheirs, and NotPossibleNow for a day, a sum or words
    that do not fit. WordsStopped for words that demean.
    """
    require_words(said.who, said.words, said.context, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held, before = _begin(worker, said := _once(said, Declaration.Door.HAPPENED), by)
        if before is not None:
            return before
        today = clock.today_in(held.agency.time_zone)
        if said.on > today:
            raise StillToCome
        if said.on < today - LONGEST_AGO:
            raise LongPast
        _check(said, held, today)
        tie = _tell(said, held, by=by)
        ruling = _rule(said, held, by)
        return _write(said, held, Declaration.Door.HAPPENED, ruling, tie, by=by)


def _once(said: Declared, door: Declaration.Door) -> Declared:
    """With a token of the form and of all that stands in it: the same sent twice is one, a form taken back up is another."""
    stated = sorted((name, str(value)) for name, value in said.stated.items())
    person = said.person.pk if said.person else None
    whole = (
        door.value,
        said.kind.id,
        said.on.isoformat(),
        person,
        said.who,
        stated,
        str(said.amount),
        said.words,
        said.context,
    )
    return replace(said, token=uuid5(said.token, json.dumps(whole)))


def _begin(worker: Worker, said: Declared, by: User) -> tuple[Worker, Declaration | None]:
    """The worker, locked, so that two sends of one form wait for each other; and what the first of them wrote."""
    held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
    if held.user_id != by.pk:
        raise NotTheirs
    return held, Declaration.objects.filter(worker=held, form_token=said.token).first()


def _check_ahead(said: Declared, today: date) -> None:
    if said.on < today:
        raise PastAlready
    if said.on > today + FARTHEST:
        raise TooFarAhead


def _check(said: Declared, worker: Worker, today: date) -> None:
    kind = said.kind
    _check_words(said)
    if said.sum is not None and not (0 <= said.sum <= MOST and said.sum == said.sum.quantize(CENT)):
        raise OddSum
    if said.person is not None and not _knows(worker, said.person):
        raise NotTheirs
    if kind.stands and said.person is None and not said.who.strip():
        raise NeedsWho
    if kind.stands and not _tie_said(said).is_any:
        raise NeedsTie
    if kind.is_conflict and not said.words.strip():
        raise NeedsWords
    if not said.context.strip() and beside(kind, worker, today).weigh:
        raise NeedsContext


def _check_words(said: Declared) -> None:
    if max(len(said.words), len(said.context)) > LONGEST:
        raise TooLong(LONGEST)
    if len(said.who) > LONGEST_NAME:
        raise TooLong(LONGEST_NAME)


def _knows(worker: Worker, person: Person) -> bool:
    """Whether the worker was ever offered the person, or supports or supported them: only then can they name them."""
    return Assignment.objects.filter(worker=worker, person=person, agency=worker.agency_id).exists()


def _rule(said: Declared, worker: Worker, by: User) -> KeptRuling:
    return seek_ruling(
        said.kind.act,
        {**said.kind.says, **said.stated},
        worker=worker,
        by=by,
        on=said.on,
        person_id=said.person.pk if said.person else None,
        recorded=recorded_for(said.kind),
    )


def _write(
    said: Declared, worker: Worker, door: Declaration.Door, ruling: KeptRuling, tie: Tie | None, *, by: User
) -> Declaration:
    waits = tie is not None and newest_decision(tie) is None  # a tie is decided, or it holds up every service to come
    goes = said.kind.is_conflict or not ruling.allows or waits
    row = Declaration.objects.create(
        agency=worker.agency,
        worker=worker,
        person=said.person,
        kind=said.kind.id,
        door=door,
        on=said.on,
        declared_on=clock.today_in(worker.agency.time_zone),
        amount=said.sum,
        goes_to_supervisor=goes,
        ruling=ruling,
        tie=tie,
        sealed=seal({"who": said.who.strip(), "words": said.words.strip(), "context": said.context.strip()}),
        form_token=said.token,
        by=by,
        at=clock.now(),
    )
    data = {
        "kind": row.kind,
        "door": row.door,
        "answer": ruling.answer,
        "person": said.person.pk if said.person else None,
    }
    write_journal("declaration.made", row, by=by, data=data)
    referral = refer_act_within(ruling, by=by) if goes else None
    if referral is not None:
        notify(
            kind="declaration.made",
            to=referral.to,
            key=f"declaration.made:{row.pk}",
            data={"name": worker.name},
            url=reverse("declarations:decide", args=[row.pk]),
        )
    return row


def tie_through(kind: Kind, stated: Mapping[str, Stated]) -> Said:
    """How the two know each other by what was declared; the supervisor may read it."""
    said = kind.tie
    return replace(
        said,
        was_romantic=said.was_romantic or stated.get("tie.was_romantic") is True,
        was_sexual=stated.get("tie.was_sexual") is True
        or (said.was_romantic and stated.get("contact.is_sexual") is True),
        was_friendship=said.was_friendship or stated.get("tie.was_friendship") is True,
        is_sponsor=said.is_sponsor or stated.get("tie.is_sponsor") is True,
        is_other=said.is_other or stated.get("tie.is_other") is True,
        is_shared=True,
    )


def _tie_said(said: Declared) -> Said:
    return tie_through(said.kind, said.stated)


def _tell(said: Declared, worker: Worker, *, by: User) -> Tie | None:
    """Tell the caseload of the tie, beside what was told of the two before. None where there is none, or nobody is named."""
    own = _tie_said(said)
    if said.person is None or not own.is_any:
        return None
    whole = beside_before(own, newest_tie(worker, said.person), said.words)
    return tell_tie_within(
        worker=worker, person=said.person, said=whole, by=by, on=clock.today_in(worker.agency.time_zone)
    )


def beside_before(own: Said, before: Tie | None, words: str) -> Said:
    """A tie told anew takes nothing back of what was told before."""
    if before is None:
        return replace(own, words=words.strip())
    return replace(
        own,
        was_romantic=own.was_romantic or before.was_romantic,
        was_sexual=own.was_sexual or before.was_sexual,
        was_friendship=own.was_friendship or before.was_friendship,
        is_sponsor=own.is_sponsor or before.sponsors,
        is_family=own.is_family or bool(before.is_family),
        is_business=own.is_business or bool(before.is_business),
        is_other=own.is_other or before.is_other,
        words=words.strip() or (before.words if before.is_shared else ""),  # what was theirs alone stays so
    )
