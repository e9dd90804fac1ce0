"""Asking for support or supervision, in one tap; and saying what was arranged.

It is a right under every code (nm.rights.2, ca.authenticity.7, ca.safety.7, nc.1.2a), so nothing is ruled on and nothing
is refused. The supervisor of record and their deputy have it; without either, the agency's administrators.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority
from alongside.people.models import RoleKind, Worker
from alongside.people.queries import holding, supervisor_of
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import Answering
from alongside.rulings.sealing import CannotOpen, seal, unseal
from alongside.rulings.seeking import asks
from alongside.supervision.deputies import deputy_of
from alongside.supervision.models import SupportAsk
from alongside.supervision.refusals import NotPossible
from alongside.wording.signing import require_words

LONGEST_WORDS: Final = 2000
SATURDAY: Final = 5


@asks("seek-supervision")
def ask_support(*, worker: Worker, kind: SupportAsk.Kind, words: str, form_token: UUID | None, by: User) -> SupportAsk:
    """Ask, with or without words. Asked twice in the same way while the first is open, it is asked once.

    Raises NotTheirs for anybody but the worker, NotPossible for words beyond LONGEST_WORDS.
    WordsStopped for words that demean.
    """
    require_words(words, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        if len(words) > LONGEST_WORDS:
            raise NotPossible("too-long-words", _("That is too long to keep: say it in fewer words."), field="words")
        mine = SupportAsk.objects.filter(worker=held)
        before = mine.filter(form_token=form_token).first() if form_token else None
        standing = before or mine.filter(kind=kind, status=SupportAsk.Status.OPEN).first()
        if standing is not None:
            return _with_words(standing, words)
        today = clock.today_in(held.agency.time_zone)
        supervisor = supervisor_of(held, today)
        if supervisor is not None and supervisor.pk == by.pk:
            supervisor = None
        deputy = deputy_of(supervisor, held.agency, today) if supervisor is not None else None
        ask = SupportAsk.objects.create(
            agency=held.agency,
            worker=held,
            kind=kind,
            to=supervisor,
            deputy=None if deputy is None or deputy.pk == by.pk else deputy,
            words=seal(words.strip()) if words.strip() else b"",
            asked_at=clock.now(),
            due_on=next_working_day(today),
            form_token=form_token,
        )
        write_journal("support.asked", ask, by=by, data={"to": supervisor.pk if supervisor else None})
        for reader in _readers(ask):
            notify(
                kind="support.asked",
                to=reader,
                key=f"support.asked:{ask.pk}:{reader.pk}",
                data={"name": held.name},
                url=reverse("supervision:ask", args=[ask.pk]),
            )
    return ask


def answer_ask(*, ask: SupportAsk, words: str, by: User) -> SupportAsk:
    """Say what was arranged. The same answer sent twice is given once.

    Raises NotTheirs for who does not have it, NotPossible without words, and where somebody answered before.
    WordsStopped for words that demean.
    """
    require_words(words, agency=ask.agency, by=by)
    with transaction.atomic(durable=True):
        held = _locked(ask)
        if by.pk not in {reader.pk for reader in _readers(held)}:
            raise NotTheirs
        if (
            held.status == SupportAsk.Status.ANSWERED
            and held.answered_by_id == by.pk
            and answer_of(held) == words.strip()
        ):
            return held
        _require_open(held)
        if not words.strip():
            raise NotPossible("no-words", _("Say in a line what you arranged."), field="words")
        if len(words) > LONGEST_WORDS:
            raise NotPossible("too-long-words", _("That is too long to keep: say it in fewer words."), field="words")
        held.status, held.answer = SupportAsk.Status.ANSWERED, seal(words.strip())
        held.answered_by, held.answered_at = by, clock.now()
        held.save(update_fields=["status", "answer", "answered_by", "answered_at"])
        write_journal("support.answered", held, by=by)
        if held.worker.user is not None:
            notify(
                kind="support.answered",
                to=held.worker.user,
                key=f"support.answered:{held.pk}",
                url=reverse("supervision:mine"),
            )
    return held


def take_ask_back(*, ask: SupportAsk, by: User) -> SupportAsk:
    """Take an ask back while it is open: nobody sees it any more. Raises NotTheirs, NotPossible."""
    with transaction.atomic(durable=True):
        held = _locked(ask)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        if held.status == SupportAsk.Status.WITHDRAWN:
            return held
        _require_open(held)
        held.status = SupportAsk.Status.WITHDRAWN
        held.words = b""
        held.save(update_fields=["status", "words"])
        write_journal("support.taken-back", held, by=by)
    return held


def asks_for(viewer: Viewer) -> QuerySet[SupportAsk]:
    """What somebody is asked, at the agency they are at, and has not been answered: the oldest first."""
    return _seen_by(viewer).filter(status=SupportAsk.Status.OPEN)


def asks_at(who: Answering) -> QuerySet[SupportAsk]:
    """The same in plain values, for counting, of somebody who supervises there."""
    sent = Q(to=who.user) | Q(deputy=who.user)
    found = SupportAsk.objects.filter(agency=who.agency, status=SupportAsk.Status.OPEN).exclude(worker__user=who.user)
    return found.filter(sent | Q(to__isnull=True) if who.keeps else sent)


def ask_for(viewer: Viewer, ask_id: int) -> SupportAsk:
    """Raises Http404 for one that is foreign, taken back or missing."""
    return get_object_or_404(_seen_by(viewer).exclude(status=SupportAsk.Status.WITHDRAWN), pk=ask_id)


def my_asks(worker: Worker) -> QuerySet[SupportAsk]:
    """What a worker asked and has not taken back, the latest first."""
    mine = SupportAsk.objects.filter(worker=worker).exclude(status=SupportAsk.Status.WITHDRAWN)
    return mine.select_related("to", "deputy", "answered_by", "agency").order_by("-asked_at", "-pk")


def my_ask(viewer: Viewer, ask_id: int) -> SupportAsk:
    """Raises Http404 for one that is foreign or missing."""
    if viewer.worker is None:
        raise Http404
    return get_object_or_404(SupportAsk.objects.filter(worker=viewer.worker), pk=ask_id)


def unanswered_asks(viewer: Viewer) -> QuerySet[SupportAsk]:
    """What waits past its day at the agency an administrator is at: that it waits and for whom, never what it is about."""
    if viewer.agency is None or RoleKind.AGENCY_ADMINISTRATOR not in viewer.kinds_here:
        return SupportAsk.objects.none()
    late = SupportAsk.objects.filter(agency=viewer.agency, status=SupportAsk.Status.OPEN, due_on__lt=viewer.today)
    return late.select_related("worker", "to").defer("words").order_by("due_on", "pk")


def words_of(ask: SupportAsk) -> str:
    """What the worker wrote; empty where they wrote nothing, or it can no longer be opened."""
    return _opened(ask.words)


def answer_of(ask: SupportAsk) -> str:
    """What was arranged."""
    return _opened(ask.answer)


def next_working_day(today: date) -> date:
    """The next day that is no Saturday or Sunday."""
    day = today + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _seen_by(viewer: Viewer) -> QuerySet[SupportAsk]:
    """Sent to them, or to them as deputy, while they supervise there; to nobody, and they administer the agency."""
    leads, keeps = viewer.agencies_as(RoleKind.SUPERVISOR), viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR)
    found = SupportAsk.objects.filter(
        Q(agency__in=leads) & (Q(to=viewer.user) | Q(deputy=viewer.user)) | Q(agency__in=keeps, to__isnull=True),
        agency=viewer.agency,
    ).exclude(worker__user=viewer.user)
    return found.select_related("worker", "to", "deputy", "agency", "answered_by").order_by("asked_at", "pk")


def _readers(ask: SupportAsk) -> list[User]:
    """Who has it: as `_seen_by`, told from the other side."""
    named = [user for user in (ask.to, ask.deputy) if user is not None]
    if named:
        return [u for u in named if has_authority(u, Authority((RoleKind.SUPERVISOR,), agency=ask.agency))]
    today = clock.today_in(ask.agency.time_zone)
    keepers = holding(RoleKind.AGENCY_ADMINISTRATOR, today, agency=ask.agency_id)
    return [user for user in keepers if user.pk != ask.worker.user_id]


def _with_words(standing: SupportAsk, words: str) -> SupportAsk:
    """An open ask keeps its place; words that come later are taken in, where it had none."""
    if words.strip() and not standing.words and standing.status == SupportAsk.Status.OPEN:
        standing.words = seal(words.strip())
        standing.save(update_fields=["words"])
    return standing


def _locked(ask: SupportAsk) -> SupportAsk:
    found = SupportAsk.objects.select_for_update(of=("self",))
    return found.select_related("agency", "worker__user", "to", "deputy", "answered_by").get(pk=ask.pk)


def _require_open(held: SupportAsk) -> None:
    if held.status == SupportAsk.Status.WITHDRAWN:
        raise NotPossible("taken-back", _("This was taken back before. Nothing was changed."))
    if held.status == SupportAsk.Status.ANSWERED:
        name = held.answered_by.name if held.answered_by else ""
        raise NotPossible(
            "answered-already", _("%(name)s has answered this before. Nothing was changed.") % {"name": name}
        )


def _opened(sealed: bytes | memoryview) -> str:
    if not sealed:
        return ""
    try:
        return str(unseal(sealed))
    except CannotOpen:
        return ""
