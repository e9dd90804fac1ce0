"""Telling somebody something, once; and marking what was read.

`notify` belongs in the transaction of what it tells of: both happen or neither. The mail goes out afterwards, by the tick.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from alongside.accounts.models import User
from alongside.journal.writing import NotInATransaction
from alongside.notices.models import Notice
from alongside.notices.words import Plain, require_kind, words_of
from alongside.people import clock
from alongside.people.models import Practitioner


def notify(
    *, kind: str, to: Practitioner | User, key: str, data: Mapping[str, Plain] | None = None, url: str = ""
) -> bool:
    """Tell a practitioner or an account something, once per key; False where they were told, or cannot be reached.

    key: unique over all notices, such as "renewal.due:318:2026-11-30:30". Raises NotInATransaction, UnknownKind, and
    KeyError where the words ask for data that is not given.
    """
    user = to.user if isinstance(to, Practitioner) else to
    email = to.mail_to if isinstance(to, Practitioner) else to.email
    if user is None and not email:
        return False
    return _tell(kind, key, user, email, to.language, data or {}, url)


def write_to(
    *, email: str, language: str, kind: str, key: str, data: Mapping[str, Plain] | None = None, url: str = ""
) -> bool:
    """Write to somebody without an account, such as a referee, once per key. Raises as `notify` does."""
    return _tell(kind, key, None, email, language, data or {}, url)


def mark_read(*, by: User) -> int:
    """Everything that stands before a reader is read. Returns how many notices that were."""
    with transaction.atomic(durable=True):
        return Notice.objects.filter(user=by, read_at__isnull=True).update(read_at=clock.now())


def _tell(
    kind: str, key: str, user: User | None, email: str, language: str, data: Mapping[str, Plain], url: str
) -> bool:
    if not connection.in_atomic_block:
        raise NotInATransaction("tell of something in the same transaction as what is told of")
    require_kind(kind)
    words_of(kind, data, language)  # what cannot be put in words is found out now, not when the mail goes out
    row = Notice(
        key=key, kind=kind, user=user, email=email, language=language, data=dict(data), url=url, at=clock.now()
    )
    return _insert_once(row)


def _insert_once(row: Notice) -> bool:
    """Whether the row was new: of two writers with one key the second finds it there and writes nothing."""
    if Notice.objects.filter(key=row.key).exists():
        return False
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return True
