"""Tells the frame of a page who reads it and where."""

from django.http import HttpRequest
from django.urls import reverse

from alongside.people.models import Worker
from alongside.people.viewer import Viewer
from alongside.ui.frame import STRANGER, Reader


def reader_of(request: HttpRequest) -> Reader:
    """The name they work under at the place they are working in now, else their account's."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        return STRANGER
    return Reader(
        name=_name_of(viewer.worker, viewer),
        place=viewer.place.name if viewer.place else "",
        roles=_roles_of(viewer),
        account_url=reverse("account_overview"),
    )


def _roles_of(viewer: Viewer) -> frozenset[str]:
    """What they are here; a practitioner is one anywhere, whatever their roles."""
    kinds = frozenset(kind.value for kind in viewer.kinds_here)
    return kinds | {"practitioner"} if viewer.is_practitioner else kinds


def _name_of(worker: Worker | None, viewer: Viewer) -> str:
    return worker.name if worker else viewer.user.name
