"""What a board publishes: anyone may fetch it, it is cheap to keep, and fetching it tells nobody who is checked."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import User
from alongside.badges.actions import issue_badge, renew_key
from alongside.badges.bitstrings import decode, is_set
from alongside.badges.models import Badge, IssuerKey
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from tests.alongside.badges.conftest import NOON, ORIGIN, PERIOD
from tests.alongside.badges.test_second_reading import accepts


def fetch(client: Client, url: str, **headers: str) -> HttpResponse:
    return client.get(url.removeprefix(ORIGIN), headers=headers)


def bits_of(client: Client, badge: Badge, purpose: str) -> bytes:
    document = json.loads(badge.file)
    entry = next(one for one in document["credentialStatus"] if one["statusPurpose"] == purpose)
    listed = json.loads(fetch(client, entry["statusListCredential"]).content)
    return decode(listed["credentialSubject"]["encodedList"])


@pytest.mark.clause("sud.1.2", "ca.integrity.13c")
def test_a_stranger_with_another_library_follows_the_addresses_in_a_file(badge: Badge, client: Client) -> None:
    document: dict[str, Any] = json.loads(badge.file)

    controller = json.loads(fetch(client, document["issuer"]["id"]).content)
    lists = [json.loads(fetch(client, one["statusListCredential"]).content) for one in document["credentialStatus"]]

    assert controller["id"] == document["issuer"]["id"]
    assert accepts(document, controller)
    assert [accepts(one, controller) for one in lists] == [True, True]
    assert [one["id"] for one in lists] == [one["statusListCredential"] for one in document["credentialStatus"]]


def test_the_achievement_has_an_address_that_answers(badge: Badge, client: Client) -> None:
    achievement = json.loads(badge.file)["credentialSubject"]["achievement"]

    answer = json.loads(fetch(client, achievement["id"]).content)

    assert {**answer, "@context": None} == {**achievement, "@context": None}
    assert fetch(client, achievement["criteria"]["id"]).status_code == 200
    assert fetch(client, reverse("badges:achievement", args=["nm", "nc"])).status_code == 404


@pytest.mark.clause("nm.integrity.6")
def test_a_revocation_is_seen_by_the_next_request(badge: Badge, certificate: Certificate, client: Client) -> None:
    before = bits_of(client, badge, "revocation")
    actions.revoke_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Order 4", by=None)
    after = bits_of(client, badge, "revocation")

    assert not any(before)
    assert [place for place in range(len(after) * 8) if is_set(after, place)] == [badge.place]
    assert not any(bits_of(client, badge, "suspension"))


def test_the_list_may_be_kept_for_a_minute_and_is_the_same_for_that_long(badge: Badge, client: Client) -> None:
    url = reverse("badges:status_list", args=["nm", 1, "revocation"])

    first = fetch(client, url)
    with clock.standing_at(NOON + timedelta(seconds=59)):
        again = fetch(client, url, if_none_match=first.headers["ETag"])
    with clock.standing_at(NOON + timedelta(seconds=60)):
        later = fetch(client, url, if_none_match=first.headers["ETag"])

    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert json.loads(first.content)["credentialSubject"]["ttl"] == 60_000
    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200


def test_a_page_of_any_site_may_fetch_it_and_no_cookie_is_set(badge: Badge, client: Client) -> None:
    for url in (reverse("badges:issuer", args=["nm"]), reverse("badges:status_list", args=["nm", 1, "suspension"])):
        answer = fetch(client, url)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


def test_looking_makes_no_key(board: Board, client: Client) -> None:
    answer = json.loads(fetch(client, reverse("badges:issuer", args=["nm"])).content)

    assert answer["verificationMethod"] == []
    assert not IssuerKey.objects.exists()


@pytest.mark.parametrize("url", ["/badges/zz/", "/badges/nm/status/1/revocation/", "/badges/nm/status/1/refresh/"])
def test_what_is_not_there_is_not_found(board: Board, client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_keys_set_aside_stay_published_with_the_moment_they_ended(board: Board, badge: Badge, client: Client) -> None:
    with clock.standing_at(NOON + timedelta(days=1)):
        renew_key(board=board, by=None)
        answer = json.loads(fetch(client, reverse("badges:issuer", args=["nm"])).content)

    old, new = answer["verificationMethod"]
    assert old["expires"] == "2026-11-23T19:00:00Z"
    assert "expires" not in new
    assert answer["assertionMethod"] == [old["id"], new["id"]]


def test_the_list_costs_the_same_questions_for_one_as_for_twenty(
    board: Board, holder: Practitioner, badge: Badge, certificate: Certificate, user: User, client: Client
) -> None:
    url = reverse("badges:status_list", args=["nm", 1, "revocation"])
    actions.revoke_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Order 4", by=None)
    with CaptureQueriesContext(connection) as one:
        fetch(client, url)
    for number in range(19):
        more = actions.enter_certificate(
            holder=holder,
            board=board,
            code="nm",
            number=f"NM-{number}",
            name_on_certificate="Teo Begay",
            applied_on=date(2025, 10, 1),
            period=PERIOD,
            by=None,
        )
        issue_badge(certificate=more, origin=ORIGIN, by=user)
        actions.revoke_certificate(certificate=more, on=date(2026, 11, 22), cause="Order 5", by=None)

    with CaptureQueriesContext(connection) as twenty:
        fetch(client, url)

    assert len(twenty) == len(one)
