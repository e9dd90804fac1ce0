"""What the agency's directory has for what somebody lives with: ca.holistic.3. Offered to the worker, chosen with the person."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.goals.models import Part
from alongside.goals.words import shelf_of
from alongside.resources.models import Kind, Resource
from alongside.resources.queries import resources_seen_by

FITS: Final[dict[str, tuple[Kind, ...]]] = {
    "use": (Kind.PEERS, Kind.NALOXONE, Kind.HEALTH, Kind.CRISIS),
    "developing": (Kind.FAMILIES, Kind.HEALTH, Kind.TRANSPORT),
    "body": (Kind.HEALTH, Kind.TRANSPORT, Kind.BENEFITS),
    "mind": (Kind.PEERS, Kind.HEALTH, Kind.CRISIS),
    "challenge": (Kind.HEALTH, Kind.PEERS),
}
"""Which kinds of places are looked at first; the whole directory stays a tap away."""

MOST: Final = 6


def may_fit(record: Record, part: Part) -> bool:
    """Whether places are offered beside a part: to who supports the person, at what they live with."""
    return record.ground is Ground.ASSIGNED and shelf_of(part) == "challenge"


def places_fitting(record: Record, part: Part) -> list[Resource]:
    """Some places on the list that fit, those checked last first; none where the part is no challenge."""
    if not may_fit(record, part):
        return []
    fits = Q()
    for kind in FITS.get(part.area, FITS["challenge"]):
        fits |= Q(current__kinds__contains=f"|{kind.value}|")
    rows = resources_seen_by(record.viewer).filter(fits, ended_on__isnull=True)
    return list(rows.order_by("-checked_on", "current__name", "pk")[:MOST])
