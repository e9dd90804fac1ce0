"""Offering somebody to a worker, taking them on, saying no, and ending it.

An offer asks first what the product knows: certificate, supervisor of record, ties told before. The worker then says how
they know the person, and the codes rule on that. Saying no costs nothing and its reason stays the worker's own; who the
person is, is no reason (nm.rights.1, nm.nondiscrimination.1).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import standing_on
from alongside.caseload.alone import may_have_nobody_within, needs_nobody_within
from alongside.caseload.covering import away, who_sees_them
from alongside.caseload.matching import LONGEST, Matched, Story, require_matched, stories, wished_by
from alongside.caseload.models import Assignment
from alongside.caseload.queries import loads
from alongside.caseload.refusals import (
    AlreadyTheirs,
    CannotServeNow,
    EndedBefore,
    LeavesThemAlone,
    MoreThanUsual,
    NoLongerOffered,
    NotPossibleNow,
    NotStandingNow,
    OfferedMeanwhile,
    TooLong,
)
from alongside.caseload.ties import Said, tell_tie_within
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Person, RoleKind, Worker
from alongside.people.queries import supervisor_of
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling
from alongside.rulings.register import Asking, Subject, known_facts
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from alongside.wording.signing import require_words
from canon.ruling import Answer

OFFERS = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
STANDING = (Assignment.Status.OFFERED, Assignment.Status.OPEN)


def offer(
    *,
    person: Person,
    worker: Worker,
    kind: Assignment.Kind = Assignment.Kind.PRIMARY,
    matched: Matched | None = None,
    beyond: str = "",
    seen: Collection[int] | None = None,
    by: User,
    on: date,
) -> Assignment:
    """Offer a person to a worker of the same agency. Offered twice, it is one offer.

    matched: whether the worker shares what the person asked for (ca.family.4); beyond: why they may have one more than usual
    seen: the offers and assignments of the person that stood on the page, so that two who find cover at once hear of each other
    Raises NotTheirs, AlreadyTheirs; CannotServeNow where no supervisor is on record, no certificate is in force, or what is
    known already would not let them; NeedsMatch, NeedsShared, MoreThanUsual, OfferedMeanwhile, TooLong,
    WordsStopped.
    """
    require_words(beyond, matched.words if matched else "", agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held = Person.objects.select_for_update().select_related("agency").get(pk=person.pk)
        require_authority(by, Authority(OFFERS, agency=held.agency))
        if worker.agency_id != held.agency_id:
            raise NotTheirs
        standing = Assignment.objects.filter(person=held, worker=worker, status__in=STANDING).first()
        if standing is not None and standing.status == Assignment.Status.OFFERED and standing.offered_by_id == by.pk:
            return standing
        if standing is not None:
            at = standing.offered_at.astimezone(held.agency.time_zone)
            raise AlreadyTheirs(worker.name, standing.offered_by.name, at)
        if seen is not None:
            _require_seen(held, seen, by)
        _require_can_serve(worker, held, by=by, on=on)
        row = Assignment.objects.create(
            agency=held.agency,
            person=held,
            worker=worker,
            kind=kind,
            **_said_of_it(held, worker, matched, beyond, on),
            offered_by=by,
            offered_at=clock.now(),
        )
        write_journal("assignment.offered", row, by=by, data={"person": held.pk, "worker": worker.pk, "kind": kind})
        if worker.user is not None:
            notify(kind="assignment.offered", to=worker.user, key=f"assignment.offered:{row.pk}", url="/people/")
    return row


def _require_seen(person: Person, seen: Collection[int], by: User) -> None:
    """Raises OfferedMeanwhile where somebody else has offered the person since."""
    rows = Assignment.objects.filter(person=person, status__in=STANDING).exclude(pk__in=seen).exclude(offered_by=by)
    row = rows.select_related("offered_by", "worker").order_by("-pk").first()
    if row is not None:
        raise OfferedMeanwhile(row.offered_by.name, row.worker.name, row.offered_at.astimezone(person.agency.time_zone))


def _said_of_it(person: Person, worker: Worker, matched: Matched | None, beyond: str, on: date) -> dict[str, Any]:
    """What is kept of the match, and of one more than usual. Raises NeedsMatch, NeedsShared, MoreThanUsual, TooLong."""
    wished = wished_by(person)
    require_matched(matched, worker, wished)
    load = loads([worker], worker.agency, on)[worker.pk]
    if load.goes_beyond and not beyond.strip():
        raise MoreThanUsual(worker.name, load.usual.most)
    if len(beyond) > LONGEST:
        raise TooLong(LONGEST)
    said = {}
    if matched is not None:
        story = stories([worker]).get(worker.pk, Story())
        said = {"match": matched.words.strip(), "shares": story.shares(wished)}
    if load.goes_beyond:
        said["beyond"] = beyond.strip()
    return {
        "match": matched.how.value if matched else "",
        "usual": load.usual.most if load.goes_beyond else None,
        "sealed": seal(said) if said else b"",
    }


@asks("accept-assignment")
def accept(*, assignment: Assignment, said: Said, by: User, on: date) -> Assignment:
    """Take a person on, having said how one knows them. Taken on twice, it is once.

    What was said is kept either way; the supervisor reads it only if it was shared. Raises ActRefused, carrying the
    ruling: the offer then waits for the supervisor's decision, or, where the code forbids it, is turned down by it.
    Raises NotTheirs, NoLongerOffered; CannotServeNow where what was so when they were offered no longer is: the certificate
    ran out, nobody supervises them, they stepped back. The offer waits on. WordsStopped for words that demean.
    """
    require_words(said.words, agency=assignment.agency, by=by)
    with transaction.atomic(durable=True):
        held = _locked(assignment)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status == Assignment.Status.OPEN:
            return held
        if held.status != Assignment.Status.OFFERED:
            raise _no_longer_offered(held)
        _require_serves(held.worker, held.person, by=by, on=on)
        tell_tie_within(worker=held.worker, person=held.person, said=said, by=by, on=on)
        ruling = seek_ruling("accept-assignment", {}, worker=held.worker, by=by, on=on, person_id=held.person_id)
        if ruling.allows:
            held.status, held.from_day, held.ruling = Assignment.Status.OPEN, on, ruling
            held.answered_by, held.answered_at = by, clock.now()
            held.save(update_fields=["status", "from_day", "ruling", "answered_by", "answered_at"])
            needs_nobody_within(held.person_id)
            write_journal("assignment.accepted", held, by=by, data={"person": held.person_id})
            _tell_who_offered(held, "assignment.accepted")
            return held
        if ruling.answer == Answer.PROHIBITED.value:
            _turn_down(held, by=by)
        else:  # it waits with the ruling beside it, for whoever decides
            held.ruling = ruling
            held.save(update_fields=["ruling"])
    raise ActRefused(ruling)


@asks("refuse-assignment")
def decline(*, assignment: Assignment, is_protected_ground: bool, by: User, on: date) -> KeptRuling:
    """Say no to an offer. Nobody is told why, and it counts for nothing. Raises ActRefused where who the person is, is
    the reason; NotTheirs, NoLongerOffered.
    """
    with transaction.atomic(durable=True):
        held = _locked(assignment)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status != Assignment.Status.OFFERED:
            raise _no_longer_offered(held)
        stated = {"reason.is_protected_ground": is_protected_ground}
        ruling = seek_ruling("refuse-assignment", stated, worker=held.worker, by=by, on=on, person_id=held.person_id)
        if ruling.answer != Answer.PROHIBITED.value:  # a right: what nobody asked must not hold it up
            _turn_down(held, by=by)
            return ruling
    raise ActRefused(ruling)


def withdraw(*, assignment: Assignment, by: User) -> Assignment:
    """Take an offer back while it waits. Raises NotTheirs, NoLongerOffered."""
    with transaction.atomic(durable=True):
        held = _locked(assignment)
        require_authority(by, Authority(OFFERS, agency=held.agency))
        if held.status != Assignment.Status.OFFERED:
            raise _no_longer_offered(held)
        held.status, held.answered_by, held.answered_at = Assignment.Status.WITHDRAWN, by, clock.now()
        held.save(update_fields=["status", "answered_by", "answered_at"])
        write_journal("assignment.withdrawn", held, by=by, data={"person": held.person_id})
    return held


def end(*, assignment: Assignment, why: Assignment.Why, by: User, on: date) -> Assignment:
    """End an assignment from a day on. Nobody is left alone by it: somebody else has to see them first, who is able and
    certified (nm.rights.0, nm.rights.0a).

    Raises NotTheirs, NotStandingNow, LeavesThemAlone. A case that closes ends its assignments through `end_all_within`.
    """
    with transaction.atomic(durable=True):
        held = _locked(assignment)
        require_authority(by, Authority(OFFERS, agency=held.agency))
        if held.status == Assignment.Status.ENDED and held.ended_by and held.to_day:
            raise EndedBefore(held.ended_by.name, held.to_day)
        if held.status != Assignment.Status.OPEN:
            raise NotStandingNow
        rows = Assignment.objects.filter(standing_on(on), person=held.person_id, status="open").exclude(pk=held.pk)
        others = list(rows.select_related("worker"))
        if not who_sees_them(others, away(Q(worker__in=[row.worker_id for row in others]), on), on):
            raise LeavesThemAlone
        end_within(held, why=why, by=by, on=on)
    return held


def end_within(held: Assignment, *, why: Assignment.Why, by: User, on: date) -> None:
    """End a locked assignment inside the caller's transaction."""
    held.status, held.to_day, held.why, held.ended_by = Assignment.Status.ENDED, max(on, held.from_day or on), why, by
    held.save(update_fields=["status", "to_day", "why", "ended_by"])
    may_have_nobody_within(held.person_id)
    write_journal("assignment.ended", held, by=by, data={"person": held.person_id, "why": why.value})


def end_all_within(person: Person, *, why: Assignment.Why, by: User, on: date) -> int:
    """End every assignment of a person, and take open offers back: the case closes. Returns how many were ended."""
    rows = list(Assignment.objects.select_for_update().filter(person=person, status=Assignment.Status.OPEN))
    for row in rows:
        end_within(row, why=why, by=by, on=on)
    withdraw_offers_within(person, by=by)
    needs_nobody_within(person.pk)
    return len(rows)


def withdraw_offers_within(person: Person, *, by: User) -> None:
    """Take back every offer of a person that waits, inside the caller's transaction: nobody takes on whose service ended."""
    for row in Assignment.objects.select_for_update().filter(person=person, status=Assignment.Status.OFFERED):
        row.status, row.answered_by, row.answered_at = Assignment.Status.WITHDRAWN, by, clock.now()
        row.save(update_fields=["status", "answered_by", "answered_at"])
        write_journal("assignment.withdrawn", row, by=by, data={"person": person.pk})


def why_not(worker: Worker, person: Person, *, by: User, on: date) -> NotPossibleNow | None:
    """What keeps a worker from being offered a person today; None where nothing known does."""
    try:
        _require_can_serve(worker, person, by=by, on=on)
    except NotPossibleNow as refused:
        return refused
    return None


def _require_can_serve(worker: Worker, person: Person, *, by: User, on: date) -> None:
    _require_serves(worker, person, by=by, on=on)
    asked = ask_ruling("accept-assignment", {}, worker=worker, by=by, on=on, person_id=person.pk)
    if asked.ruling.answer is Answer.PROHIBITED:  # what they told before; nobody but them learns what that was
        raise CannotServeNow(
            _("The code does not let %(worker)s support this person. Offer them to somebody else.")
            % {"worker": worker.name}
        )


def _require_serves(worker: Worker, person: Person, *, by: User, on: date) -> None:
    """Raises CannotServeNow, in words to who offers or to the worker themself."""
    is_own = worker.user_id == by.pk
    if supervisor_of(worker, on) is None:
        raise CannotServeNow(
            _("You have no supervisor of record just now. Once one is named, this offer still waits for you.")
            if is_own
            else _("%(worker)s has no supervisor of record. Name one first, then offer.") % {"worker": worker.name}
        )
    known = known_facts(["certificate.is_in_force", "worker.is_able"], Subject(worker, person.pk), Asking(by, on))
    in_force = [
        facts["certificate.is_in_force"][0]
        for facts in (known.shared, *known.own.values())
        if "certificate.is_in_force" in facts
    ]
    if not in_force or not all(value is True for value in in_force):
        raise CannotServeNow(
            _("Your certificate is not in force just now, so nobody can be taken on. Say no, or wait until it is.")
            if is_own
            else _("%(worker)s has no certificate in force. Offer this person to somebody who has.")
            % {"worker": worker.name}
        )
    if "worker.is_able" in known.shared and known.shared["worker.is_able"][0] is False:
        raise CannotServeNow(
            _("You have stepped back for now. Come back first, or say no: it is no mark on you.")
            if is_own
            else _("%(worker)s has stepped back for now. Offer this person to somebody else.") % {"worker": worker.name}
        )


def _turn_down(held: Assignment, *, by: User) -> None:
    held.status, held.answered_by, held.answered_at = Assignment.Status.DECLINED, by, clock.now()
    held.save(update_fields=["status", "answered_by", "answered_at"])
    # Whether the worker or the code said no is not told: a no is no mark.
    write_journal("assignment.declined", held, by=by, data={"person": held.person_id})
    _tell_who_offered(held, "assignment.declined")


def _tell_who_offered(held: Assignment, kind: str) -> None:
    notify(kind=kind, to=held.offered_by, key=f"{kind}:{held.pk}", data={"name": held.worker.name}, url="/people/")


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "agency", "person", "worker__agency", "worker__user", "offered_by", "answered_by", "ended_by"
    )
    return rows.get(pk=assignment.pk)


def _no_longer_offered(held: Assignment) -> NoLongerOffered:
    if held.answered_by is None or held.answered_at is None:
        return NoLongerOffered()
    at, is_taken_back = held.answered_at.astimezone(held.agency.time_zone), held.status == Assignment.Status.WITHDRAWN
    return NoLongerOffered(held.answered_by.name, at, is_taken_back=is_taken_back)
