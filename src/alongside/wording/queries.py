"""The words an agency added, whether it stops demeaning words for all, and the clauses on language that bind a worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import F
from django.shortcuts import get_object_or_404

from alongside.database.prepared import Prepared
from alongside.database.seldom import ByDay, remembered
from alongside.people.authority import AGENCY_KEEPERS
from alongside.people.models import Agency, Worker
from alongside.people.viewer import Viewer
from alongside.rulebook.queries import standings
from alongside.rulings.register import codes_binding
from alongside.wording.models import AgencyWord, StopForAll
from alongside.wording.shapes import Word
from canon.code import Clause

TOPIC = "language"


def agency_words(agency: Agency | None, language: str, on: date) -> tuple[Word, ...]:
    """An agency's own words that hold on a day, as the checker takes them."""
    if agency is None:
        return ()
    return _words(agency.pk, language).on(on)


@remembered
def _words(agency: int, language: str) -> ByDay[tuple[Word, ...]]:
    every = [(row.from_day, row.to_day, row.as_word()) for row in _WORDS.all(agency, language)]
    changes = (day for begins, ends, _word in every for day in (begins, ends) if day is not None)

    def words(last: date | None) -> tuple[Word, ...]:
        return tuple(word for begins, ends, word in every if last and begins <= last and not (ends and ends <= last))

    return ByDay(changes, words)


_WORDS: Final = Prepared(
    lambda agency, language: (
        AgencyWord.objects.filter(agency=agency, language=language).select_related("agency").order_by("pk")
    ),
    int,
    str,
)


def stops_for_all(agency: Agency | None) -> bool:
    """Whether an agency has demeaning words stopped for everyone who writes there."""
    if agency is None:
        return False
    newest = StopForAll.objects.filter(agency=agency).order_by("-pk").first()
    return newest is not None and newest.is_on


def words_kept_by(viewer: Viewer) -> Sequence[AgencyWord]:
    """The words of the agency that somebody keeps: those that stand or are to come first, then those that ended."""
    rows = AgencyWord.objects.filter(agency__in=viewer.agencies_as(*AGENCY_KEEPERS), agency=viewer.agency)
    return list(rows.select_related("by", "agency").order_by(F("to_day").desc(nulls_first=True), "-from_day", "-pk"))


def word_kept_by(viewer: Viewer, word_id: int) -> AgencyWord:
    """Raises Http404 for one that is foreign or missing, which look the same."""
    rows = AgencyWord.objects.filter(agency__in=viewer.agencies_as(*AGENCY_KEEPERS), agency=viewer.agency)
    return get_object_or_404(rows.select_related("agency"), pk=word_id)


def clauses_on_language(worker: Worker | None, on: date) -> tuple[Clause, ...]:
    """What the codes that bind a worker say of words, in document order; none for one whom none binds."""
    if worker is None:
        return ()
    codes, _by = codes_binding(worker, on)
    editions = [standing.edition for standing in standings(sorted(codes), on).values()]
    return tuple(clause for edition in editions for clause in edition.clauses if clause.topic == TOPIC)
