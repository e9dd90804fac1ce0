"""A small way to declare something from the page of the person it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.panels import Panel, register_panel


def declare_panel(record: Record) -> Mapping[str, Any] | None:
    """For the worker who supports the person, and nobody else."""
    if record.ground is not Ground.ASSIGNED or record.viewer.worker is None:
        return None
    return {"person": record.person}


def register_panels() -> None:
    """Put it on the page, below what is agreed between the two."""
    register_panel(Panel("declare", "declarations/_panel.html", declare_panel, order=50, column="aside"))
