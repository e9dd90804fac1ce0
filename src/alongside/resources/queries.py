"""The directory as somebody may see it: their own agency's, by words, by kind, and by what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from alongside.people.models import Agency, RoleKind
from alongside.people.viewer import Viewer
from alongside.resources.models import Kind, Resource, ResourceFlag, ResourceVersion
from alongside.wording.checking import key_of

KEEPERS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
READERS: Final = (RoleKind.WORKER, *KEEPERS)


def resources_seen_by(viewer: Viewer) -> QuerySet[Resource]:
    """The directory of the agency somebody works at now, what was taken off it too, each with what is told of it today."""
    rows = Resource.objects.filter(agency__in=viewer.agencies_as(*READERS), agency=viewer.agency, current__isnull=False)
    return rows.select_related("current", "checked_by", "agency")


def resource_seen_by(viewer: Viewer, resource_id: int) -> Resource:
    """Raises Http404 for one that is foreign or missing, which look the same."""
    return get_object_or_404(resources_seen_by(viewer), pk=resource_id)


def listed(viewer: Viewer, *, words: str = "", kind: str = "") -> QuerySet[Resource]:
    """What stands on the list, by name: of a kind, and holding every one of some words, whole or begun."""
    rows = resources_seen_by(viewer).filter(ended_on__isnull=True)
    if kind in Kind.values:
        rows = rows.filter(current__kinds__contains=f"|{kind}|")
    for word in key_of(words[:200]).split():
        asked = Q(current__found_by__contains=f" {word}")
        for named in _kinds_named(word):
            asked |= Q(current__kinds__contains=f"|{named}|")
        rows = rows.filter(asked)
    flagged = ResourceFlag.objects.filter(resource=OuterRef("pk"), answer="")
    return rows.annotate(is_flagged=Exists(flagged)).order_by("current__name", "pk")


def kinds_counted(viewer: Viewer) -> dict[Kind, int]:
    """How many resources on the list there are of each kind, in one query; kinds without any are left out."""
    counts = {kind.value: Count("pk", filter=Q(current__kinds__contains=f"|{kind.value}|")) for kind in Kind}
    found = resources_seen_by(viewer).filter(ended_on__isnull=True).aggregate(**counts)
    return {kind: found[kind.value] for kind in Kind if found[kind.value]}


def unchecked(viewer: Viewer, before: date) -> QuerySet[Resource]:
    """What stands on the list and was last checked before a day, the longest ago first."""
    rows = resources_seen_by(viewer).filter(ended_on__isnull=True, checked_on__lt=before)
    return rows.order_by("checked_on", "pk")


def flags_open(viewer: Viewer) -> QuerySet[ResourceFlag]:
    """What colleagues said is wrong and nobody has answered, the oldest first; for those who keep the directory."""
    rows = ResourceFlag.objects.filter(agency__in=viewer.agencies_as(*KEEPERS), agency=viewer.agency, answer="")
    return rows.select_related("resource__current", "by", "agency").order_by("pk")


def flag_kept_by(viewer: Viewer, flag_id: int) -> ResourceFlag:
    """One of the agency's flags, answered or not. Raises Http404 for one that is foreign or missing."""
    rows = ResourceFlag.objects.filter(agency__in=viewer.agencies_as(*KEEPERS), agency=viewer.agency)
    return get_object_or_404(rows.select_related("resource", "agency"), pk=flag_id)


def flags_of(viewer: Viewer, resource: Resource) -> Sequence[ResourceFlag]:
    """What was said to be wrong with one: all of it for keepers, one's own for others. The newest first."""
    rows = resource.flags.select_related("by", "answered_by").order_by("-pk")
    keeps = resource.agency_id in viewer.agencies_as(*KEEPERS)
    return list(rows if keeps else rows.filter(by=viewer.user))


def history_of(resource: Resource) -> Sequence[ResourceVersion]:
    """Its versions, the newest first."""
    return list(resource.versions.select_related("by").order_by("-number"))


def may_keep(viewer: Viewer) -> bool:
    """Whether somebody keeps the directory where they are working now."""
    return viewer.agency is not None and viewer.agency.pk in viewer.agencies_as(*KEEPERS)


def keys_listed(agency: Agency) -> dict[str, ResourceVersion]:
    """What stands on an agency's list by the key of its name and area."""
    rows = ResourceVersion.objects.filter(agency=agency, pk__in=_current_of(agency))
    return {f"{key_of(row.name)}|{key_of(row.area)}": row for row in rows}


def _current_of(agency: Agency) -> QuerySet[Resource, int | None]:
    return Resource.objects.filter(agency=agency, ended_on__isnull=True).values_list("current_id", flat=True)


def _kinds_named(word: str) -> list[str]:
    """The kinds that a word names, in the reader's language or in ours: "housing", "vivienda"."""
    return [kind.value for kind in Kind if word in (kind.value, *key_of(str(kind.label)).split())]
