"""What a board publishes, as it is at a moment. Nothing here writes: a page that anyone may fetch changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.badges.addresses import achievement_url, code_url, issuer_of, list_url
from alongside.badges.documents import (
    REVOCATION,
    Achieved,
    Purpose,
    controller_document,
    list_document,
)
from alongside.badges.keys import current_key, open_key, published_keys
from alongside.badges.models import Badge, StatusList
from alongside.badges.plain_json import Document
from alongside.badges.proofs import add_proof, canonical
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.standing import standings
from alongside.credentials.status import Standing, Status
from alongside.people.models import Board
from alongside.rulebook.queries import library

ENDED: Final = frozenset({Status.REVOKED, Status.SURRENDERED, Status.DECEASED})
SET_ASIDE: Final = frozenset({Status.SUSPENDED, Status.INACTIVE})

_ENDINGS: Final = [CertificateEvent.Kind.REVOKED, CertificateEvent.Kind.SURRENDERED, CertificateEvent.Kind.DECEASED]
_PAUSES: Final = [CertificateEvent.Kind.SUSPENDED, CertificateEvent.Kind.INACTIVE]


def controller_of(board: Board, origin: str) -> Document:
    """Who the board is and every key it ever signed with."""
    return controller_document(issuer_of(board, origin), published_keys(board))


def achieved(board: Board, code: str, origin: str) -> Achieved:
    """What a certificate under a code says was achieved. In English, whoever asks: it is part of what is signed."""
    edition = next((edition for edition in reversed(library().editions) if edition.id == code), None)
    name, place = (edition.code.credential, edition.code.place) if edition else (code.upper(), board.place)
    return Achieved(
        achievement_url(board, code, origin),
        name,
        f"Met what {board.name} asks of a {name}, and is bound by the {place} code of ethics.",
        code_url(code, origin),
    )


def signed_list(listed: StatusList, purpose: Purpose, origin: str, *, at: datetime) -> bytes:
    """The list for one purpose, signed. The same bytes for a minute, unless a bit has changed. Raises KeyCannotBeOpened."""
    board = listed.board
    issuer, key = issuer_of(board, origin), current_key(board)
    assert key is not None, "a board that has a list has signed before"
    minute = at.replace(second=0, microsecond=0)
    began = max(minute, key.active_from)  # never older than the key that signs it
    document = list_document(
        list_url(board, listed.number, purpose, origin),
        issuer=issuer,
        purpose=purpose,
        places=sorted(places_set(listed, purpose, at=at)),
        at=began,
        length=listed.length,
    )
    return canonical(add_proof(document, open_key(key), method=f"{issuer.id}#{key.multibase}", created=began))


def places_set(listed: StatusList, purpose: Purpose, *, at: datetime, only: Badge | None = None) -> frozenset[int]:
    """The places whose bit is set at a moment, worked out from how the certificates stand; nobody ever sets one by hand.

    A revocation is final for the file: where the certificate is given back, its holder takes a new one. `only`: of one.
    """
    rows = Badge.objects.filter(listed_in=listed, **({"pk": only.pk} if only else {}))
    if purpose == REVOCATION:
        gone = rows.filter(
            ~Q(name_on_certificate=F("certificate__name_on_certificate"), number=F("certificate__number"))
        )
        ended = rows.filter(_happened(_ENDINGS, since_issued=True))
        given_up = rows.filter(Q(certificate__given_up_on__isnull=False) | _happened(_ENDINGS))
        return frozenset(
            [
                *gone.values_list("place", flat=True),
                *ended.values_list("place", flat=True),
                *_standing_as(ENDED, given_up, at),
            ]
        )
    return frozenset(_standing_as(SET_ASIDE, rows.filter(_happened(_PAUSES)), at))


def is_superseded(badge: Badge, held: Certificate, standing: Standing, *, at: datetime) -> bool:
    """Whether a file handed out before no longer says how a certificate in force stands, or is believed no more."""
    says = (badge.name_on_certificate, badge.number, badge.valid_from, badge.valid_through)
    so = (held.name_on_certificate, held.number, standing.begins, standing.through)
    is_called_back = hasattr(badge.key, "called_back")
    return says != so or is_called_back or badge.place in places_set(badge.listed_in, REVOCATION, at=at, only=badge)


def _happened(kinds: Iterable[str], *, since_issued: bool = False) -> Exists:
    events = CertificateEvent.objects.filter(certificate=OuterRef("certificate"), kind__in=kinds)
    return Exists(events.filter(at__gte=OuterRef("issued_at")) if since_issued else events)


def _standing_as(statuses: frozenset[Status], rows: QuerySet[Badge], at: datetime) -> list[int]:
    """The places of those whose certificate stands so now. One that stands in no way at all is not good either."""
    badges = list(rows.select_related("certificate__board"))
    found = standings({badge.certificate for badge in badges}, at)
    now = ((badge.place, found.get(badge.certificate_id)) for badge in badges)
    return [place for place, standing in now if standing is None or standing.status in statuses]
