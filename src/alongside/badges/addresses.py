"""The addresses that stand inside signed files: of a board, of its lists, of what it certifies.

They are the ids that everything is checked by, so they never change: `/badges/nm/` names the board for good.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from alongside.badges.documents import Issuer, Purpose
from alongside.people.models import Board


def origin_of(request: HttpRequest) -> str:
    """Scheme and host for what is signed: the site's own first name; on a machine of one's own, as it was asked."""
    return own_origin() if settings.HOSTS else request.build_absolute_uri("/").rstrip("/")


def own_origin() -> str:
    """The same where nobody asks over the web."""
    host = settings.HOSTS[0] if settings.HOSTS else "localhost:8000"
    return f"{settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{host}"


def issuer_of(board: Board, origin: str) -> Issuer:
    return Issuer(origin + reverse("badges:issuer", args=[board.slug]), board.name)


def list_url(board: Board, number: int, purpose: Purpose, origin: str) -> str:
    return origin + reverse("badges:status_list", args=[board.slug, number, purpose])


def achievement_url(board: Board, code: str, origin: str) -> str:
    return origin + reverse("badges:achievement", args=[board.slug, code])


def code_url(code: str, origin: str) -> str:
    """Where the code can be read; the board's own page of codes where it has no page."""
    try:
        return origin + reverse("rulebook:code", kwargs={"code": code})
    except NoReverseMatch:
        return f"{origin}/codes/"
