"""An invented resource, entered by the administrator of the rulings' place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from alongside.resources.keeping import add_resource
from alongside.resources.models import Kind, Resource
from alongside.resources.telling import Told
from tests.alongside.rulings.makers import TODAY, Place

PANTRY = Told(
    name="Cedar Street Pantry",
    offers="Groceries for a week",
    kinds=(Kind.FOOD, Kind.FAMILIES),
    source="a call with the desk",
    offers_es="Comida para una semana",
    area="Taos County",
    phone="575-555-0123",
)


def enter(place: Place, told: Told = PANTRY, *, checked_on: date = TODAY, **changed: object) -> Resource:
    """Entered by Ada, the administrator."""
    told = replace(told, **changed)  # type: ignore[arg-type]
    return add_resource(agency=place.agency, told=told, checked_on=checked_on, by=place.others["administrator"])
