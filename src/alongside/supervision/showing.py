"""The overview in words: the verdict, and what would turn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from alongside.rulebook.addresses import clause_address
from alongside.supervision.owing import Owes, late_workers
from alongside.supervision.team import Row
from alongside.supervision.words import to_book
from alongside.ui.amounts import number_words


@dataclass(frozen=True)
class Table:
    """The rows of one clause, the worst first. clause: empty for the agency's rhythm; url: where it is read."""

    clause: str
    url: str
    sessions: int
    minutes: int
    is_clinical: bool
    rows: Sequence[Row]


def tables(rows: Sequence[Row]) -> list[Table]:
    """The overview's tables: one a minimum, the one with the worst row first."""
    found: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows:
        minutes = row.minimum.minutes.need if row.minimum.minutes else 0
        found.setdefault((row.minimum.clause, row.minimum.sessions.need, minutes), []).append(row)
    return [
        Table(clause, clause_address(clause) if clause else "", sessions, minutes, own[0].minimum.is_clinical, own)
        for (clause, sessions, minutes), own in found.items()
    ]


def verdict(rows: Sequence[Row]) -> str:
    """ "Two of seven will fall short", before it happens."""
    everyone = {row.worker.pk for row in rows}
    short = {row.worker.pk for row in rows if row.minimum.falls_short}
    if not everyone:
        return _("Nobody is on your list yet")
    if not short:
        said = ngettext("Your one worker is on course", "All %(all)s are on course", len(everyone))
        return said % {"all": number_words(len(everyone), before_noun=True)}
    if len(everyone) == 1:
        return _("Your one worker will fall short")
    said = ngettext("%(n)s of %(all)s will fall short", "%(n)s of %(all)s will fall short", len(short))
    return capfirst(said % {"n": number_words(len(short)), "all": number_words(len(everyone))})


def remedy(rows: Sequence[Row]) -> str:
    """What to book, of the two worst by name; empty where nobody falls short."""
    short = [row for row in rows if row.minimum.falls_short]
    names = {row.worker.pk for row in short}
    said = [
        _("%(what)s with %(name)s") % {"what": to_book(row.minimum), "name": _first(row.worker.name)}
        for row in short[:2]
    ]
    if not said:
        return ""
    what = _(" and ").join(said)
    if len(names) > len({row.worker.pk for row in short[:2]}):
        return _("Begin with %(what)s.") % {"what": what}
    return _("Book %(what)s, and nobody falls short.") % {"what": what}


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0]


def verdict_on_duties(rows: Sequence[Owes], everyone: int) -> str:
    """ "Two of seven are late with what their code asks"."""
    late = len(late_workers(rows))
    if not everyone:
        return _("Nobody is on your list yet")
    if not late:
        return _("Nobody is late with what their code asks")
    if everyone == 1:
        return _("Your one worker is late with what their code asks")
    said = ngettext(
        "%(n)s of %(all)s is late with what their code asks",
        "%(n)s of %(all)s are late with what their code asks",
        late,
    )
    return capfirst(said % {"n": number_words(late), "all": number_words(everyone)})
