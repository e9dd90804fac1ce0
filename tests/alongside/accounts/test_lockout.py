"""The count of tries: per account and address, never the whole site, and exact under a hundred tries at once."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.alongside.accounts.conftest import PASSWORD

from alongside.accounts import lockout
from alongside.accounts.lockout import ACCOUNT, ACCOUNT_FROM_ADDRESS, ADDRESS, forgive, may_try
from alongside.accounts.models import SignInCount, User

HOME, LIBRARY = "192.0.2.1", "192.0.2.2"


def tries(count: int, email: str = "rosa@example.test", address: str = HOME, *, now: float = 1000.0) -> list[bool]:
    return [may_try(email, address, now=now) for _try in range(count)]


def test_an_account_is_shut_at_one_address_after_six_tries(db: None) -> None:
    assert tries(7) == [True] * 6 + [False]


def test_it_stays_open_from_another_address_and_for_others_at_this_one(db: None) -> None:
    tries(7)

    assert may_try("rosa@example.test", LIBRARY, now=1000.0)
    assert may_try("teo@example.test", HOME, now=1000.0)


def test_it_opens_again_when_the_window_has_passed(db: None) -> None:
    tries(7)

    assert not may_try("rosa@example.test", HOME, now=1000.0 + ACCOUNT_FROM_ADDRESS.seconds - 1)
    assert may_try("rosa@example.test", HOME, now=1000.0 + ACCOUNT_FROM_ADDRESS.seconds)


def test_many_addresses_together_shut_an_account(db: None) -> None:
    open_at = [may_try("rosa@example.test", f"192.0.2.{n}", now=1000.0) for n in range(ACCOUNT.tries + 1)]

    assert open_at == [True] * ACCOUNT.tries + [False]


def test_one_address_trying_many_accounts_is_shut(db: None) -> None:
    open_for = [may_try(f"{n}@example.test", HOME, now=1000.0) for n in range(ADDRESS.tries + 1)]

    assert open_for == [True] * ADDRESS.tries + [False]


def test_the_right_password_forgives_only_this_account_here(db: None) -> None:
    tries(5)
    tries(5, address=LIBRARY)

    forgive("Rosa@example.test", HOME)

    assert tries(6) == [True] * 6
    assert tries(2, address=LIBRARY) == [True, False]


def test_the_table_names_nobody(db: None) -> None:
    tries(1)

    assert all("rosa" not in count.door and HOME not in count.door for count in SignInCount.objects.all())


def test_typing_in_capitals_does_not_get_round_it(db: None) -> None:
    tries(6)

    assert not may_try("  ROSA@Example.Test ", HOME, now=1000.0)


@pytest.fixture(autouse=True)
def forget_bursts() -> None:
    cache.clear()


def test_the_sign_in_page_says_when_it_is_shut_also_for_the_right_password(rosa: User) -> None:
    client = Client()
    for _try in range(6):
        client.post(reverse("account_login"), {"login": rosa.email, "password": "wrong"})

    response = client.post(reverse("account_login"), {"login": rosa.email, "password": PASSWORD})

    assert response.status_code == 200
    assert str(lockout.TRIED_TOO_OFTEN) in response.content.decode()


def test_signing_in_rightly_starts_the_count_afresh(rosa: User) -> None:
    for password in [*["wrong"] * 5, PASSWORD, *["wrong"] * 5, PASSWORD]:
        client = Client()
        response = client.post(reverse("account_login"), {"login": rosa.email, "password": password})

    assert response.status_code == 302
