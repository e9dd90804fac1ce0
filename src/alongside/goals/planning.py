"""Writing the plan down with the person. A worker writes beside them, never over them: what they decide is in `deciding`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow, TooLong
from alongside.goals.meanwhile import require_seen
from alongside.goals.models import Beside, Decided, Leans, Part, Saying, Step
from alongside.goals.theirs import ACT, against_deciding, decide_within, locked_part, person_written_for
from alongside.goals.words import AREAS, OF_CHALLENGES, OF_VOICES, UNSAID, may_lean, shelf_of
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.resources.models import Resource
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.seeking import asks
from alongside.wording.signing import require_words

LONGEST: Final = 1_000


@dataclass(frozen=True)
class More:
    """What is said with a part, beside its words.

    who: whose voice it is, by name or as they are called, where they wish to be named; values: what they hold dear: ca.family.3
    chose: of what somebody lives with, that they chose to have it written down here: ca.holistic.3
    """

    who: str = ""
    values: str = ""
    chose: bool = False

    @property
    def kept(self) -> dict[str, Any]:
        """As it is sealed: only what was said."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> More:
        """Back from what was sealed."""
        return cls(**{own.name: data[own.name] for own in fields(cls) if own.name in data})


NO_MORE: Final = More()


class TheirsToSay(NotPossibleNow):
    """A worker was about to write down what somebody lives with, without their choice: ca.holistic.3."""

    code = "theirs-to-say"

    def __init__(self) -> None:
        super().__init__(_("Write it down only if they chose to have it here."))


class NeedsWords(NotPossibleNow):
    """A part of a plan without words."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Write it in their words; a few are enough."))


def add(
    *,
    record: Record,
    kind: Part.Kind,
    area: str,
    words: str,
    token: UUID,
    by: User,
    on: date,
    more: More = NO_MORE,
    builds_on: Sequence[Part] = (),
) -> Part:
    """Put a part on the plan, in the person's words. Sent twice, it is one. builds_on: what it leans on from the start.

    Raises NeedsWords, TooLong, TheirsToSay, NotTheirs; WordsStopped for words of a worker's that demean.
    """
    said = checked(words)
    _require_fair(record, said, more, by)
    if area in OF_CHALLENGES and kind is Part.Kind.MATTERS and record.ground is not Ground.OWN and not more.chose:
        raise TheirsToSay
    with transaction.atomic(durable=True):
        person = person_written_for(record, by)
        part = _put_within(record, person, Part(kind=kind, area=area, token=token, began_on=on), said, by, more)
        for on_part in builds_on:
            _link_within(part, None, on_part, by)
    return part


def fit_resource(*, record: Record, challenge: Part, resource: Resource, by: User, on: date) -> Part:
    """Put a place of the agency's directory on the plan, as what helps with something they live with. Twice, it is once.

    Raises NotTheirs, for a place of another agency too.
    """
    with transaction.atomic(durable=True):
        held, told = locked_part(record, challenge, by), resource.current
        if told is None or resource.agency_id != held.agency_id:
            raise NotTheirs
        said = ", ".join(words for words in (told.name, told.phone) if words)[:LONGEST]
        token = uuid5(held.token, f"resource {resource.pk}")
        place = Part(kind=Part.Kind.SUPPORT, area="place", token=token, began_on=on)
        part = _put_within(record, held.person, place, said, by, NO_MORE)
        _link_within(held, None, part, by)
    return part


@asks(ACT)
def say_anew(
    *,
    record: Record,
    part: Part,
    words: str,
    by: User,
    on: date,
    area: str | None = None,
    more: More | None = None,
    seen: int | None = None,
    said_so: bool = False,
) -> Saying | None:
    """Say a part in other words, or that it is about something else; what was said before stays to be read.

    The same again is not written twice. What the person wrote themselves is theirs to say anew; a worker does it only where
    they may mark what the person decides, and with their word. area, more: None leaves it as it is.
    seen: the saying that the page showed. Raises NeedsWords, TooLong, NotTheirs, ActRefused, TheirsToDecide, WordsStopped,
    SaidMeanwhile.
    """
    said = checked(words)
    _require_fair(record, said, more or NO_MORE, by)
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        about = held.area if area is None else _area_within(held, area)
        newest = Saying.objects.filter(part=held).order_by("-pk").first()
        before = newest.data() if newest is not None else {}
        beside = More.of(before) if more is None else more
        if (before.get("words"), held.area, More.of(before)) == (said, about, beside):
            return None
        require_seen(newest, seen, record.person)
        is_theirs = newest is not None and newest.is_own
        refused = against_deciding(record, said_so=said_so, by=by) if is_theirs else None
        if refused is None:
            if held.area != about:
                held.area = about
                held.save(update_fields=["area"])
            row = _say(held, said, record, by, beside)
            if is_theirs:
                decide_within(record, held, Decided.What.SAID_ANEW, by=by, on=on)
            write_journal("plan.said-anew", held, by=by, data={"person": held.person_id})
            return row
    raise refused  # after the commit: a refusal is part of the record too


def add_step(*, record: Record, goal: Part, words: str, by_day: date | None, token: UUID, by: User) -> Step:
    """A step the person means to take. Sent twice, it is one. Raises as `add`."""
    said = checked(words)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        held = locked_part(record, goal, by)
        before = Step.objects.filter(goal=held, token=token).first()
        if before is not None:
            return before
        row = Step.objects.create(
            agency_id=held.agency_id,
            goal=held,
            sealed=seal_words(said),
            token=token,
            by_day=by_day,
            by=by,
            at=clock.now(),
        )
        write_journal("step.added", row, by=by, data={"goal": held.pk})
    return row


def stand_beside(
    *,
    record: Record,
    goal: Part,
    kind: Beside.Kind,
    words: str,
    by: User,
    on: date,
    whose: str = "",
    voice: Part | None = None,
    fits: Beside.Fits | None = None,
) -> Beside:
    """The worker's encouragement, or how somebody sees it going. Raises as `add`.

    Encouragement is a worker's alone; how it goes is the person's view, or that of the voice named in `whose` or standing in the
    plan, whoever writes it down; fits: what they said when what they hold dear was looked at again.
    """
    said = checked(words) if kind is Beside.Kind.ENCOURAGED else words.strip()[:LONGEST]
    require_fair_words(record, said, by)
    is_view = kind is not Beside.Kind.ENCOURAGED
    if voice is not None:
        whose = voice.area
    with transaction.atomic(durable=True):
        held = locked_part(record, goal, by)
        worker = record.viewer.worker if record.ground is Ground.ASSIGNED else None
        if not is_view and worker is None:
            raise NotTheirs
        if voice is not None and (voice.person_id != held.person_id or voice.kind != Part.Kind.VOICE):
            raise NotTheirs
        row = Beside.objects.create(
            agency_id=held.agency_id,
            goal=held,
            kind=kind,
            worker=worker,
            whose=whose if whose in OF_VOICES and is_view else "",
            voice=voice if is_view else None,
            fits=fits.value if fits is not None and is_view else "",
            sealed=seal_words(said),
            on=on,
            by=by,
            at=clock.now(),
        )
        write_journal("goal.beside", row, by=by, data={"goal": held.pk, "kind": kind.value})
    return row


def lean_on(*, record: Record, part: Part, on_part: Part, by: User, step: Step | None = None) -> Leans:
    """Let a part of a plan lean on another of the same plan, as `words.LEANS_ON` says; of a goal one step, where it is named.

    Twice, it is once. Raises NotTheirs.
    """
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        return _link_within(held, step, on_part, by)


def _link_within(held: Part, step: Step | None, on_part: Part, by: User) -> Leans:
    """The same inside the caller's transaction."""
    foreign = on_part.person_id != held.person_id or (step is not None and step.goal_id != held.pk)
    if foreign or not may_lean(held, on_part):
        raise NotTheirs
    before = Leans.objects.filter(part=held, step=step, on_part=on_part).order_by("-pk").first()
    if before is not None and before.is_on:
        return before
    row = Leans.objects.create(agency_id=held.agency_id, part=held, step=step, on_part=on_part, by=by, at=clock.now())
    data = {"part": held.pk, "on": on_part.pk} | ({"step": step.pk} if step is not None else {})
    write_journal("plan.leans", row, by=by, data=data)
    return row


def _put_within(record: Record, person: Person, begun: Part, said: str, by: User, more: More) -> Part:
    """Write a part down inside the caller's transaction; the one of the same token, where it was sent before."""
    before = Part.objects.filter(person=person, token=begun.token).first()
    if before is not None:
        return before
    begun.agency_id, begun.person, begun.by, begun.at = person.agency_id, person, by, clock.now()
    if begun.area not in AREAS[Part.Kind(begun.kind)]:
        begun.area = ""
    begun.save(force_insert=True)
    _say(begun, said, record, by, more)
    write_journal("plan.added", begun, by=by, data={"person": person.pk, "kind": str(begun.kind)})
    return begun


def _area_within(held: Part, area: str) -> str:
    """What a part is said to be about from now on: it keeps to its shelf, and an unknown word changes nothing."""
    if not area:
        return UNSAID.get(shelf_of(held), "")
    known = area in AREAS[Part.Kind(held.kind)] and shelf_of(Part(kind=held.kind, area=area)) == shelf_of(held)
    return area if known else held.area


def checked(words: str) -> str:
    """Words that may be kept. Raises NeedsWords, TooLong."""
    said = words.strip()
    if not said:
        raise NeedsWords
    if len(said) > LONGEST:
        raise TooLong(LONGEST)
    return said


def require_fair_words(record: Record, said: str, by: User) -> None:
    """Before anybody but the person writes in their plan: `require_words`. What they write themselves is nobody's to check."""
    if record.ground is not Ground.OWN:
        require_words(said, agency=record.person.agency, by=by)


def _require_fair(record: Record, said: str, more: More, by: User) -> None:
    """The same of a part with what is said beside it. Raises TooLong too."""
    if max(len(more.who), len(more.values)) > LONGEST:
        raise TooLong(LONGEST)
    require_fair_words(record, "\n".join(one for one in (said, more.who, more.values) if one), by)


def _say(part: Part, words: str, record: Record, by: User, more: More = NO_MORE) -> Saying:
    return Saying.objects.create(
        agency_id=part.agency_id,
        part=part,
        sealed=seal({"words": words, "area": part.area, **more.kept}),
        is_own=record.ground is Ground.OWN,
        by=by,
        at=clock.now(),
    )
