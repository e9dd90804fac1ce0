"""What stands on a person's page: apps above put their part there at start, and the page asks each for what it shows.

    register_panel(Panel("goals", template="goals/_panel.html", source=goals_panel, order=20))

A source is given the open record and returns what its template needs, or None where there is nothing for this viewer. It
asks the database for little: the page's queries are the sum of its panels', and a test holds them to eight. What is one
value of a person (the newest agreement, whether a case is closing) a panel names in `beside`: it is read in the query that
finds the person, and stands in `record.beside`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from alongside.caseload.access import Record, finding, open_record
from alongside.caseload.essentials import newest_essentials
from alongside.database.prepared import Prepared
from alongside.people.models import Person
from alongside.people.viewer import Viewer

Source = Callable[[Record], Mapping[str, Any] | None]
Column = Literal["main", "aside"]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a person's page. key: unique; registering it again replaces it. order: lower stands higher.

    beside: expressions of the person's query by name, for the account that looks
    """

    key: str
    template: str
    source: Source
    order: int = 50
    column: Column = "main"
    beside: Callable[[int], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel as one page shows it."""

    key: str
    template: str
    shown: Mapping[str, Any]


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Put a part on every person's page. Call it from `AppConfig.ready`."""
    _panels[panel.key] = panel


def open_page(person_id: int, *, viewer: Viewer) -> Record:
    """Open a record as `open_record` does, with what the panels want beside the person. Raises Http404."""
    return open_record(person_id, viewer=viewer, along=_WITH_PANELS)


def panels_for(record: Record, column: Column) -> list[ShownPanel]:
    """What a column of a person's page shows to whoever opened the record."""
    listed = sorted((own for own in _panels.values() if own.column == column), key=lambda own: (own.order, own.key))
    found = ((panel, panel.source(record)) for panel in listed)
    return [ShownPanel(panel.key, panel.template, shown) for panel, shown in found if shown is not None]


def _beside(user: int) -> dict[str, Any]:
    found: dict[str, Any] = {"essentials": newest_essentials()}
    for panel in _panels.values():
        found |= panel.beside(user) if panel.beside else {}
    return found


_WITH_PANELS: Final[Prepared[Person]] = finding(_beside)
