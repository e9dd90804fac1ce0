"""Every page of an account that we expose: it opens, speaks our words, keeps our policy."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.alongside.accounts.conftest import PASSWORD

from alongside.accounts.actions import AlreadyOpen, close_account, open_account, send_invitation
from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.site.settings import PASSWORD_HASHERS

FOR_ANYONE = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
]
FOR_ROSA = [
    "account_overview",
    "account_logout",
    "account_change_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_reauthenticate",
]


@pytest.fixture(autouse=True)
def forget_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str = "rosa@example.test", password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def show_again_who_one_is(client: Client) -> None:
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def assert_is_ours(html: str) -> None:
    assert html.count("<h1") == 1
    assert 'id="main"' in html
    assert "al-page" in html
    assert "placeholder=" not in html
    assert not re.search(r"<[a-z]+[^>]*\sstyle=", html)
    assert "onclick" not in html
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert all('type="application/json"' in attributes for attributes in scripts)


@pytest.mark.parametrize("name", FOR_ANYONE)
def test_pages_for_anyone_open(db: None, name: str) -> None:
    response = Client().get(reverse(name))

    assert response.status_code == 200
    assert_is_ours(response.content.decode())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", FOR_ROSA)
def test_pages_of_an_account_open_after_signing_in(rosa: User, name: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    sign_in(client)
    show_again_who_one_is(client)

    response = client.get(reverse(name))

    assert response.status_code == 200, response.headers
    assert_is_ours(response.content.decode())


def test_there_is_no_sign_up(db: None) -> None:
    response = Client().post(
        reverse("account_signup"), {"email": "new@example.test", "password1": "quite a long password"}
    )

    assert b"by invitation" in response.content
    assert not User.objects.exists()


def test_signing_in_with_a_password(rosa: User) -> None:
    client = Client()

    response = sign_in(client, email="ROSA@example.test")

    assert response.status_code == 302
    assert client.get(reverse("account_overview")).context["user"] == rosa


@pytest.mark.parametrize(("email", "password"), [("rosa@example.test", "wrong"), ("nobody@example.test", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_look_the_same(rosa: User, email: str, password: str) -> None:
    response = sign_in(Client(), email=email, password=password)

    assert response.status_code == 200
    assert "do not belong together" in response.content.decode()


def test_a_closed_account_cannot_be_signed_in_to(rosa: User) -> None:
    close_account(user=rosa, by=None)
    client = Client()

    sign_in(client)

    assert client.get(reverse("account_overview")).status_code == 302


def test_the_password_is_kept_as_argon2(rosa: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    rosa.set_password(PASSWORD)

    assert rosa.password.startswith("argon2$argon2id$")


def test_one_address_is_one_account_however_it_is_typed(rosa: User) -> None:
    with pytest.raises(AlreadyOpen):
        open_account(email=" ROSA@example.TEST ", name="Rosa", by=None)


def test_an_invitation_lets_somebody_choose_their_first_password(db: None) -> None:
    teo = open_account(email="teo@example.test", name="Teo", language="es", by=None)
    assert not teo.has_usable_password()

    send_invitation(teo)

    (letter,) = mail.outbox
    assert "Teo" not in letter.body
    assert letter.to == ["teo@example.test"]
    client = Client()
    page = client.get(re.search(r"http://\S+", letter.body)[0].partition("8000")[2], follow=True)
    assert_is_ours(page.content.decode())
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    teo.refresh_from_db()
    assert teo.check_password(PASSWORD)
    again = client.get(re.search(r"http://\S+", letter.body)[0].partition("8000")[2], follow=True)
    assert b"no longer works" in again.content or "ya no" in again.content.decode()


def test_a_new_password_is_asked_for_by_mail_without_saying_who_has_an_account(rosa: User) -> None:
    client = Client()
    known = client.post(reverse("account_reset_password"), {"email": rosa.email}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.test"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.to for letter in mail.outbox] == [[rosa.email]]


def test_a_second_step_is_added_asked_for_and_taken_away(rosa: User) -> None:
    client = Client()
    sign_in(client)
    show_again_who_one_is(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    assert "data:image" not in page.content.decode()
    added = client.post(reverse("mfa_activate_totp"), {"code": code_for(page.context["form"].secret)})
    assert added.headers["location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert_is_ours(codes.content.decode())
    assert_is_ours(client.get(reverse("mfa_index")).content.decode())
    assert_is_ours(client.get(reverse("mfa_deactivate_totp")).content.decode())
    assert_is_ours(client.get(reverse("mfa_generate_recovery_codes")).content.decode())

    later = Client()
    assert sign_in(later).headers["location"].startswith(reverse("mfa_authenticate"))
    step = later.get(reverse("mfa_authenticate"))
    assert_is_ours(step.content.decode())
    wrong = later.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    right = later.post(reverse("mfa_authenticate"), {"code": codes.context["unused_codes"][0]})
    assert right.status_code == 302
    assert later.get(reverse("account_overview")).status_code == 200


def test_secrets_of_the_second_step_are_not_readable_in_the_table(rosa: User) -> None:
    secret = generate_totp_secret()

    TOTP.activate(rosa, secret)
    codes = RecoveryCodes.activate(rosa)

    stored = str([row.data for row in rosa.authenticator_set.all()])
    assert secret not in stored
    assert codes.generate_codes()[0] not in stored
    assert TOTP(rosa.authenticator_set.get(type="totp")).validate_code(code_for(secret))


def test_guessing_codes_is_counted(rosa: User) -> None:
    TOTP.activate(rosa, generate_totp_secret())
    client = Client()
    sign_in(client)

    for _try in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        cache.clear()  # so that only our own count is left
    shut = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "tried too often" in shut.content.decode()


def test_what_changes_how_one_signs_in_asks_for_the_password_again(browser: Client) -> None:
    response = browser.get(reverse("mfa_activate_totp"))

    assert response.headers["location"].startswith(reverse("account_reauthenticate"))


def test_signing_in_and_out_is_on_record_by_id_alone(rosa: User) -> None:
    client = Client()
    sign_in(client)
    client.post(reverse("account_logout"))

    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["account.opened", "account.signed-in", "account.signed-out"]
    assert not any("rosa" in entry.body.lower() for entry in Entry.objects.all())


def test_passkey_options_are_given_to_a_browser_that_asks(rosa: User) -> None:
    response = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    assert response.status_code == 200
    assert "challenge" in response.json()["request_options"]["publicKey"]
