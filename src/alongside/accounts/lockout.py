"""How often a door may be tried. Counted in one statement before the password is looked at, so that a hundred tries
at the same moment are a hundred tries.

Three doors: this account from this address (tight), this account from anywhere, this address for anyone (a shared
office or clinic must not be shut by one careless colleague). There is none for the whole site.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import SignInCount, UserManager


@dataclass(frozen=True)
class Limit:
    """So many tries within so many seconds."""

    tries: int
    seconds: int


ACCOUNT_FROM_ADDRESS = Limit(tries=6, seconds=15 * 60)
ACCOUNT = Limit(tries=30, seconds=60 * 60)
ADDRESS = Limit(tries=120, seconds=15 * 60)
CODES = Limit(tries=6, seconds=15 * 60)

TRIED_TOO_OFTEN = _(
    "That was tried too often. Wait fifteen minutes, or choose a new password with “I forgot my password”."
)

# one statement on both databases: no two tries can read the same count
_COUNT_ONE = """
INSERT INTO accounts_signincount (door, window_began, tries) VALUES (%(door)s, %(now)s, 1)
ON CONFLICT (door) DO UPDATE SET
  tries = CASE WHEN accounts_signincount.window_began <= %(over)s THEN 1 ELSE accounts_signincount.tries + 1 END,
  window_began = CASE WHEN accounts_signincount.window_began <= %(over)s THEN excluded.window_began
                 ELSE accounts_signincount.window_began END
RETURNING tries
"""


def doors(email: str, address: str) -> Iterator[tuple[str, Limit]]:
    yield digest("both", UserManager.normalize_email(email), address), ACCOUNT_FROM_ADDRESS
    yield digest("account", UserManager.normalize_email(email)), ACCOUNT
    yield digest("address", address), ADDRESS


def may_try(email: str, address: str, *, now: float) -> bool:
    """Count one try at every door and say whether all are still open. `now` is in Unix seconds.

    The counts stand on their own: no refusal or error of the caller takes one back.
    """
    with transaction.atomic(durable=not connection.in_atomic_block):
        counted = [_count_one(door, limit, int(now)) <= limit.tries for door, limit in doors(email, address)]
    return all(counted)  # each door counts the try, also when an earlier one is shut


def forgive(email: str, address: str) -> None:
    """After the right password: forget this account's tries from this address, and only those."""
    door, _limit = next(doors(email, address))
    SignInCount.objects.filter(door=door).delete()


def may_try_code(user_id: int) -> bool:
    """Count one try at an account's second factor and say whether another is allowed."""
    with transaction.atomic(durable=not connection.in_atomic_block):
        return _count_one(_code_door(user_id), CODES, int(time.time())) <= CODES.tries


def forgive_codes(user_id: int) -> None:
    """After the right code: forget the wrong ones before it."""
    SignInCount.objects.filter(door=_code_door(user_id)).delete()


def may_pass(door: str, limit: Limit) -> bool:
    """Count one try at any other door, such as a public search, and say whether it is still open."""
    with transaction.atomic(durable=not connection.in_atomic_block):
        return _count_one(door, limit, int(time.time())) <= limit.tries


def _code_door(user_id: int) -> str:
    return digest("code", str(user_id))


def _count_one(door: str, limit: Limit, now: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONE, {"door": door, "now": now, "over": now - limit.seconds})
        return int(cursor.fetchone()[0])


def digest(*what: str) -> str:
    """A keyed digest, so that the table of tries names nobody."""
    return salted_hmac("alongside.accounts.lockout", "\0".join(what), algorithm="sha256").hexdigest()


def account_digest_for_axes(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    given = credentials or {}
    typed = given.get("email") or given.get("username") or given.get("login") or ""
    if not typed and request is not None:
        typed = request.POST.get("login", "")
    return digest("axes", UserManager.normalize_email(typed))
