"""Puts on every request who is asking, where, and what day it is there."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alongside.database.seldom import as_of
from alongside.people import clock
from alongside.people.viewer import SignedInRequest, viewer_of, zone_of

PLACE_IN_SESSION = "place"
SAFE = frozenset({"GET", "HEAD"})
"""Their pages write nothing of what changes seldom."""


class WhoIsAsking:
    """Sets viewer, worker, roles, agency, board and today; for a stranger they are None, empty, and the day in UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = mark_of(request)
        with as_of(mark):
            put_viewer_on(request)
        with timezone.override(_zone_of_reader(request)), as_of(mark if request.method in SAFE else None):
            return self.get_response(request)


def mark_of(request: HttpRequest) -> int | None:
    """What stood of all that changes seldom when the account was read (`database.seldom`); None for a stranger."""
    return getattr(request.user, "mark", None)


def _zone_of_reader(request: HttpRequest) -> tzinfo:
    """Pages tell the time of where the reader works."""
    return zone_of(cast("SignedInRequest", request).viewer.place) if request.user.is_authenticated else UTC


def put_viewer_on(request: HttpRequest) -> None:
    user = request.user
    if not user.is_authenticated:
        # A stranger is told apart by `user`; code for strangers reads no more than this.
        vars(request).update(
            viewer=None, worker=None, roles=frozenset(), agency=None, board=None, today=clock.today_in(UTC)
        )
        return
    asked = cast("SignedInRequest", request)
    asked.user = user = getattr(user, "_wrapped", user)  # themself, no longer through what looked them up when asked
    viewer = viewer_of(user, at=request.session.get(PLACE_IN_SESSION, ""))
    asked.viewer, asked.worker, asked.roles = viewer, viewer.worker, viewer.kinds_here
    asked.agency, asked.board, asked.today = viewer.agency, viewer.board, viewer.today
