"""Where a file from a board of this installation is checked: here, without asking anyone over the network."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from alongside.badges.documents import PURPOSES
from alongside.badges.issuers import TrustedIssuer, read_issuer
from alongside.badges.keys import KeyCannotBeOpened
from alongside.badges.models import StatusList
from alongside.badges.publishing import controller_of, signed_list
from alongside.people import clock
from alongside.people.models import Board


class OwnBoards:
    """The boards here, by the addresses in their files."""

    def issuer(self, url: str) -> TrustedIssuer | None:
        """A board of this installation; None for any other issuer."""
        name, kwargs, origin = _own(url)
        board = Board.objects.filter(slug=kwargs.get("board")).first() if name == "badges:issuer" else None
        trusted = read_issuer(controller_of(board, origin)) if board else None
        return trusted if trusted and trusted.id == url else None

    def status_list(self, url: str) -> bytes | None:
        """The list as it is at this moment; None where the board's key does not open, so that none can be signed."""
        name, kwargs, origin = _own(url)
        if name != "badges:status_list":
            return None
        found = StatusList.objects.filter(board__slug=kwargs["board"], number=kwargs["number"]).select_related("board")
        purpose = next((purpose for purpose in PURPOSES if purpose == kwargs["purpose"]), None)
        listed = found.first()
        try:
            return signed_list(listed, purpose, origin, at=clock.now()) if listed and purpose else None
        except KeyCannotBeOpened:
            return None


def _own(url: str) -> tuple[str, dict[str, str], str]:
    """The name and parts of an address of ours, and its origin; nothing of any other."""
    nothing: tuple[str, dict[str, str], str] = ("", {}, "")
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return nothing
    host, _port = split_domain_port(parts.netloc)
    if parts.scheme not in ("http", "https") or not host or not validate_host(host, settings.ALLOWED_HOSTS):
        return nothing
    return match.view_name, match.kwargs, f"{parts.scheme}://{parts.netloc}"
