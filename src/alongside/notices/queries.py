"""What a reader was told, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.database.prepared import Prepared, counted
from alongside.notices.models import Notice
from alongside.notices.words import UnknownKind, Words, words_of


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its words in the language being spoken."""

    notice: Notice
    words: Words


def notices_of(user: User) -> QuerySet[Notice]:
    """Everything somebody was told in the product."""
    return Notice.objects.filter(user=user).order_by("-at", "-pk")


_UNREAD = Prepared(lambda user: counted(Notice.objects.filter(user=user, read_at__isnull=True), "user"), int)


def unread_count(user: User) -> int:
    return _UNREAD.number(user.pk)


def in_words(notices: list[Notice]) -> list[Told]:
    """With their words; one of a kind that a later release no longer knows is left out."""
    told = []
    for notice in notices:
        try:
            told.append(Told(notice, words_of(notice.kind, notice.data)))
        except (UnknownKind, KeyError):
            continue
    return told
