"""A certificate is handed out as a file that says what stands, to the person whose it is, and to nobody else."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.badges.actions import NotInForce, issue_badge, renew_key
from alongside.badges.keys import KeyCannotBeOpened, current_key, open_key
from alongside.badges.models import Badge, CalledBackKey, IssuerKey, SecretHalf, StatusList
from alongside.badges.verifying import Fault
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board
from tests.alongside.badges.conftest import DENVER, NOON, ORIGIN, Check


@pytest.mark.clause("ca.integrity.13c", "sud.1.2", "ak.conduct.2")
def test_the_file_says_what_stands_on_the_certificate_and_no_more(badge: Badge, check: Check) -> None:
    told = check(badge).told
    document: dict[str, Any] = json.loads(badge.file)

    assert told is not None
    assert (told.name, told.number, told.issuer) == ("Teo Begay", "NM-2025-00042", "Demo board")
    assert document["validFrom"] == "2025-12-01T00:00:00-07:00"
    assert document["validUntil"] == "2027-11-30T23:59:59-07:00"
    assert set(document["credentialSubject"]) == {"type", "identifier", "licenseNumber", "achievement"}
    assert "teo@example.test" not in badge.file


def test_asked_for_again_it_is_the_same_file(badge: Badge, certificate: Certificate, user: User) -> None:
    with clock.standing_at(NOON + timedelta(days=40)):
        again = issue_badge(certificate=certificate, origin=ORIGIN, by=user)

    assert again == badge
    assert again.file == badge.file
    assert Entry.objects.filter(kind="badge.issued").count() == 1


@pytest.mark.clause("ca.integrity.13c")
def test_nobody_takes_another_persons_certificate(certificate: Certificate) -> None:
    other = User.objects.create_user("other@example.test", name="Other")

    with pytest.raises(NotTheirs):
        issue_badge(certificate=certificate, origin=ORIGIN, by=other)

    assert not Badge.objects.exists()


@pytest.mark.clause("nm.integrity.6", "sud.1.2")
def test_a_certificate_that_is_not_in_force_is_not_handed_out(certificate: Certificate, user: User) -> None:
    actions.suspend_certificate(certificate=certificate, on=date(2026, 11, 20), cause="An inquiry", by=None)

    with pytest.raises(NotInForce):
        issue_badge(certificate=certificate, origin=ORIGIN, by=user)


@pytest.mark.clause("nm.integrity.6")
def test_a_suspension_is_seen_at_once_and_passes(badge: Badge, certificate: Certificate, check: Check) -> None:
    actions.suspend_certificate(certificate=certificate, on=date(2026, 11, 22), cause="An inquiry", by=None)
    during = check(badge)
    actions.reinstate_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Closed", by=None)

    assert during.faults == (Fault.SUSPENDED,)
    assert check(badge).is_good


@pytest.mark.clause("nm.integrity.6", "sud.1.2")
def test_a_revocation_is_seen_at_once_and_is_final_for_the_file(
    badge: Badge, certificate: Certificate, user: User, check: Check
) -> None:
    actions.revoke_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Order 4", by=None)
    revoked = check(badge)
    back = datetime(2028, 11, 22, 12, tzinfo=DENVER)
    with clock.standing_at(back):
        actions.reinstate_certificate(certificate=certificate, on=date(2028, 11, 22), cause="Two years", by=None)
        actions.renew_certificate(
            certificate=certificate,
            on=date(2028, 11, 22),
            by=None,
            period=actions.Period(date(2028, 11, 22), date(2030, 11, 21)),
        )
        anew = issue_badge(certificate=certificate, origin=ORIGIN, by=user)

    assert revoked.faults == (Fault.REVOKED,)
    assert Fault.REVOKED in check(badge, back).faults
    assert anew != badge
    assert check(anew, back).is_good


@pytest.mark.parametrize("act", [actions.give_up_certificate, actions.record_death])
def test_what_is_given_up_or_ends_is_taken_back(badge: Badge, certificate: Certificate, act: Any, check: Check) -> None:
    act(certificate=certificate, on=date(2026, 11, 22), by=None)

    assert check(badge).faults == (Fault.REVOKED,)


def test_a_renewed_certificate_is_a_new_file_and_the_old_one_ends_by_itself(
    badge: Badge, certificate: Certificate, user: User, check: Check
) -> None:
    later = datetime(2027, 12, 1, 9, tzinfo=DENVER)
    with clock.standing_at(datetime(2027, 11, 1, 9, tzinfo=DENVER)):
        actions.renew_certificate(certificate=certificate, on=date(2027, 11, 1), by=None)
        anew = issue_badge(certificate=certificate, origin=ORIGIN, by=user)

    assert check(badge, later).faults == (Fault.EXPIRED,)
    assert check(anew, later).is_good


@pytest.mark.clause("nm.integrity.6")
def test_a_file_in_an_earlier_name_is_taken_back(
    badge: Badge, certificate: Certificate, user: User, check: Check
) -> None:
    certificate.name_on_certificate = "Teo Begay-Ortiz"
    certificate.save()

    anew = issue_badge(certificate=certificate, origin=ORIGIN, by=user)

    assert check(badge).faults == (Fault.REVOKED,)
    told = check(anew).told
    assert told is not None
    assert told.name == "Teo Begay-Ortiz"


def test_a_new_key_leaves_what_the_old_one_signed(
    board: Board, badge: Badge, certificate: Certificate, user: User, check: Check
) -> None:
    with clock.standing_at(NOON + timedelta(days=1)):
        key = renew_key(board=board, by=None)

        assert check(badge).is_good
        assert issue_badge(certificate=certificate, origin=ORIGIN, by=user) == badge
    assert key.generation == 2
    assert SecretHalf.objects.get().key == key  # with the old one nobody signs again


def test_a_key_called_back_takes_its_files_along_and_a_new_file_is_there(
    board: Board, badge: Badge, certificate: Certificate, user: User, check: Check
) -> None:
    with clock.standing_at(NOON + timedelta(days=1)):
        renew_key(board=board, by=None, call_back=True)
        anew = issue_badge(certificate=certificate, origin=ORIGIN, by=user)

        assert check(badge).faults == (Fault.KEY_CALLED_BACK,)
        assert check(anew).is_good
    assert CalledBackKey.objects.get().key == badge.key


def test_only_the_board_and_the_operator_make_a_new_key(board: Board, user: User) -> None:
    with pytest.raises(NotTheirs):
        renew_key(board=board, by=user)

    assert not IssuerKey.objects.exists()


def test_the_private_half_is_kept_encrypted_and_opens_after_a_change_of_secret(
    badge: Badge, board: Board, settings: Settings
) -> None:
    key = current_key(board)
    assert key is not None
    raw = open_key(key).private_bytes_raw()

    assert raw.hex() not in key.secret.sealed
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert open_key(key).private_bytes_raw() == raw
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(KeyCannotBeOpened, match="ALONGSIDE_EARLIER_SECRET_KEYS"):
        open_key(key)


def test_every_file_has_a_place_of_its_own(badge: Badge, certificate: Certificate, user: User) -> None:
    other = issue_badge(certificate=certificate, origin="http://localhost", by=user)

    assert other.place != badge.place
    fields = {
        f.attname: getattr(badge, f.attname) for f in Badge._meta.concrete_fields if f.name not in ("id", "file_id")
    }
    twin = Badge(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_list_half_full_is_followed_by_another(
    badge: Badge, certificate: Certificate, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.models.query.QuerySet.count", lambda self: 65_536)

    other = issue_badge(certificate=certificate, origin="http://localhost", by=user)

    assert (badge.listed_in.number, other.listed_in.number) == (1, 2)


@pytest.mark.parametrize("model", [IssuerKey, StatusList, Badge])
def test_what_was_signed_is_never_changed_nor_deleted(badge: Badge, model: Any) -> None:
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_journal_tells_of_it_by_id_alone(badge: Badge) -> None:
    entries = Entry.objects.filter(kind__in=["badge.issued", "issuer-key.made"]).order_by("pk")

    assert [entry.kind for entry in entries] == ["issuer-key.made", "badge.issued"]
    assert all(entry.board_id == badge.board_id for entry in entries)
    assert not any("Begay" in entry.body for entry in entries)
