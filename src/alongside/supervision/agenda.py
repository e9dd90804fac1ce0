"""The agenda of a worker's next session: what the month brought, and lines of the worker's own.

Apps above say at start what they would put on it:

    register_agenda("gifts", gifts_of_the_month)        # in `AppConfig.ready`

A source is asked for one worker on a day, by a reader: the worker, or the supervisor of record who leads the session. What
only the worker may see says `is_private`, and is left out for anyone else. Own lines are the worker's to delete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.people.viewer import Viewer
from alongside.rulings.sealing import CannotOpen, seal, unseal
from alongside.supervision.models import AgendaLine
from alongside.supervision.refusals import NotPossible
from alongside.wording.signing import require_words

MOST_LINES: Final = 30
LONGEST_LINE: Final = 500


@dataclass(frozen=True, slots=True)
class Item:
    """Something to talk about. title, note: words of the page; lang: of the title, where it is not the page's.

    url: where it stands, for the worker; clause: the one it is about; state: as a tag's, "late", "soon" or "calm"
    """

    title: str
    note: str = ""
    url: str = ""
    clause: str = ""
    state: str = "calm"
    lang: str = ""
    is_private: bool = False


Source = Callable[[Worker, date, User], Iterable[Item]]

_sources: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the worker's own, opened; `words` is empty where it can no longer be."""

    row: AgendaLine
    words: str


def register_agenda(name: str, source: Source) -> None:
    """Add what goes on agendas. Call it from `AppConfig.ready`; registering a name again replaces it."""
    _sources[name] = source


def agenda_of(worker: Worker, on: date, *, reader: User) -> list[Item]:
    """Everything worth talking about, late things first. Private things only to the worker themself."""
    is_own = worker.user_id == reader.pk
    found = [item for source in _sources.values() for item in source(worker, on, reader)]
    shown = [item for item in found if is_own or not item.is_private]
    return sorted(shown, key=lambda item: ("late", "soon", "calm").index(item.state))


def lines_of(worker: Worker, *, reader: User) -> list[Line]:
    """The worker's own lines; to anyone but them only those they mean to share."""
    rows = AgendaLine.objects.filter(worker=worker).order_by("pk")
    if worker.user_id != reader.pk:
        rows = rows.filter(is_private=False)
    return [Line(row, _opened(row)) for row in rows]


def my_line(viewer: Viewer, line_id: int) -> AgendaLine:
    """Raises Http404 for one that is foreign or missing."""
    if viewer.worker is None:
        raise Http404
    own: QuerySet[AgendaLine] = AgendaLine.objects.filter(worker=viewer.worker)
    return get_object_or_404(own, pk=line_id)


def add_line(*, worker: Worker, words: str, is_private: bool, form_token: UUID | None, by: User) -> AgendaLine:
    """Put a line on one's own agenda. The same form sent twice adds one. The journal is not told: it is the worker's.

    Raises NotTheirs for anybody else, NotPossible for no words, too many words or too many lines.
    WordsStopped for words that demean.
    """
    if not is_private:
        require_words(words, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update().get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        rows = AgendaLine.objects.filter(worker=held)
        before = rows.filter(form_token=form_token).first() if form_token else None
        if before is not None:
            return before
        if not words.strip():
            raise NotPossible("no-words", _("Write a few words first."), field="words")
        if len(words) > LONGEST_LINE:
            raise NotPossible("too-long-words", _("That is too long for a line: say it in fewer words."), field="words")
        if rows.count() >= MOST_LINES:
            raise NotPossible("too-many", _("There are 30 lines here. Delete one that is done."), field="words")
        return AgendaLine.objects.create(
            agency_id=held.agency_id,
            worker=held,
            is_private=is_private,
            sealed=seal(words.strip()),
            at=clock.now(),
            form_token=form_token,
        )


def delete_line(*, line: AgendaLine, by: User) -> None:
    """Take a line off one's own agenda, without a trace. Raises NotTheirs for anybody else."""
    with transaction.atomic(durable=True):
        own = AgendaLine.objects.select_for_update(of=("self",)).filter(pk=line.pk, worker__user=by).first()
        if own is None:
            raise NotTheirs
        own.delete()


def _opened(row: AgendaLine) -> str:
    try:
        return str(unseal(row.sealed))
    except CannotOpen:
        return ""
