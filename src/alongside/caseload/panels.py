"""What stands on a person's page: apps above put their part there at start, and the page asks each for what it shows.

    register_panel(Panel("goals", template="goals/_panel.html", source=goals_panel, order=20))

A source is given the open record and returns what its template needs, or None where there is nothing for this viewer. It
asks the database for little: the page's queries are the sum of its panels'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from alongside.caseload.access import Record

Source = Callable[[Record], Mapping[str, Any] | None]
Column = Literal["main", "aside"]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a person's page. key: unique; registering it again replaces it. order: lower stands higher."""

    key: str
    template: str
    source: Source
    order: int = 50
    column: Column = "main"


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


def panels_for(record: Record, column: Column) -> list[ShownPanel]:
    """What a column of a person's page shows to whoever opened the record."""
    listed = sorted((own for own in _panels.values() if own.column == column), key=lambda own: (own.order, own.key))
    found = ((panel, panel.source(record)) for panel in listed)
    return [ShownPanel(panel.key, panel.template, shown) for panel, shown in found if shown is not None]
