"""Told once, in the reader's language, in the product and by mail; what fails is tried again, and never twice told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.journal.writing import NotInATransaction
from alongside.notices import mailing, ticking, words
from alongside.notices.actions import mark_read, notify, write_to
from alongside.notices.models import Notice
from alongside.notices.queries import unread_count
from alongside.notices.ticking import register_tick, tick
from alongside.notices.words import UnknownKind, register_kind
from alongside.people import clock
from alongside.people.models import Practitioner

NOW = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture(autouse=True)
def own_kinds(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    monkeypatch.setattr(words, "_kinds", {})
    register_kind("test.due", subject=_("Notices"), body="Until %(day)s: %(count)s", days=("day",))


@pytest.fixture
def dana(db: None) -> User:
    return User.objects.create_user("dana@example.test", name="Dana Ruiz", language="es")


def tell(to: User | Practitioner, key: str = "test:1") -> bool:
    with transaction.atomic():
        return notify(kind="test.due", to=to, key=key, data={"day": "2026-11-30", "count": 2}, url="/learning/")


def test_what_is_told_twice_under_one_key_is_told_once(dana: User) -> None:
    told = [tell(dana), tell(dana), tell(dana, "test:2")]

    assert told == [True, False, True]
    assert Notice.objects.count() == 2


def test_mail_goes_out_once_in_the_readers_language_with_a_whole_address(dana: User, settings: Settings) -> None:
    settings.ORIGIN = "https://board.example"
    tell(dana)

    sent = [mailing.mail_waiting(NOW), mailing.mail_waiting(NOW + timedelta(hours=1))]

    assert sent == [1, 0]
    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("Avisos", ["dana@example.test"])
    assert "30 de noviembre de 2026: 2" in letter.body
    assert "https://board.example/learning/" in letter.body
    assert "Dana" not in letter.body


def test_a_mail_server_that_is_away_is_asked_again_and_nothing_is_lost(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(dana)

    def away(*_args: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send_mail", away)
        failed = mailing.mail_waiting(NOW)
    at_once = mailing.mail_waiting(NOW + timedelta(minutes=1))
    later = mailing.mail_waiting(NOW + timedelta(minutes=11))

    assert (failed, at_once, later) == (0, 0, 1), "left alone for ten minutes, then tried again"
    assert Notice.objects.get().tries == 2


def test_what_nobody_took_for_two_days_is_not_mailed_stale(dana: User) -> None:
    tell(dana)

    assert mailing.mail_waiting(NOW + timedelta(days=2, minutes=1)) == 0
    assert mail.outbox == []


def test_somebody_without_an_account_has_mail_and_somebody_without_an_address_is_not_told(db: None) -> None:
    known = Practitioner.objects.create(name="Mai Vang", email="mai@example.test")
    unknown = Practitioner.objects.create(name="Teo Begay")

    with transaction.atomic():
        wrote = write_to(
            email="ref@example.test", language="en", kind="test.due", key="r", data={"day": "2026-11-30", "count": 1}
        )

    assert (tell(known), tell(unknown, "test:2"), wrote) == (True, False, True)
    assert mailing.mail_waiting(NOW) == 2
    assert {tuple(letter.to) for letter in mail.outbox} == {("mai@example.test",), ("ref@example.test",)}


@pytest.mark.django_db(transaction=False)
def test_an_unknown_kind_or_missing_data_is_found_out_when_told(dana: User) -> None:
    with transaction.atomic(), pytest.raises(UnknownKind):
        notify(kind="test.unheard-of", to=dana, key="k")
    with transaction.atomic(), pytest.raises(KeyError):
        notify(kind="test.due", to=dana, key="k", data={"day": "2026-11-30"})
    assert not Notice.objects.exists()


def test_telling_outside_a_transaction_is_refused(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    class Outside:
        in_atomic_block = False

    monkeypatch.setattr("alongside.notices.actions.connection", Outside)

    with pytest.raises(NotInATransaction):
        notify(kind="test.due", to=dana, key="k", data={"day": "2026-11-30", "count": 2})


def test_the_page_shows_ones_own_notices_and_marks_them_read(dana: User, client: Client) -> None:
    other = User.objects.create_user("jo@example.test", name="Jo")
    tell(dana)
    tell(other, "test:other")
    client.force_login(dana)

    before = client.get(reverse("notices:listed")).content.decode()
    client.post(reverse("notices:read"))
    after = client.get(reverse("notices:listed")).content.decode()

    assert before.count("30 de noviembre de 2026: 2") == 1
    assert "Sin leer" in before
    assert "Sin leer" not in after
    assert (unread_count(dana), unread_count(other)) == (0, 1)


def test_marking_read_again_changes_nothing(dana: User) -> None:
    tell(dana)

    assert (mark_read(by=dana), mark_read(by=dana)) == (1, 0)


def test_a_part_that_fails_stops_no_other_and_mail_goes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "_ticks", {})
    ran: list[str] = []

    def breaks(_now: datetime) -> int:
        raise RuntimeError

    def works(name: str) -> ticking.Run:
        def run(_now: datetime) -> int:
            ran.append(name)
            return 1

        return run

    register_tick("mail", works("mail"))
    register_tick("a", breaks)
    register_tick("z", works("z"))

    assert tick(NOW) == {"a": None, "z": 1, "mail": 1}
    assert ran == ["z", "mail"]
