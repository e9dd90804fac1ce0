"""The pages of consent, as a worker, a supervisor and the person themselves send them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.consent.models import Disclosure, Release, ReleaseRevoked
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.models import RoleKind
from tests.alongside.caseload.test_pages import as_
from tests.alongside.consent.makers import CLINIC, declared, revoked, signed, told
from tests.alongside.practice.makers import Practice
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause

SHEET = {
    "recipient_kind": "provider",
    "recipient": CLINIC,
    "whats": ["in-services", "appointments"],
    "purposes": ["appointments"],
    "channels": ["telephone"],
    "length": "90",
    "name": "Rosa Archuleta",
    "told": ["right", "consequences", "passing_on"],
    "language": "en",
    "understood": "read",
    "signature": "typed",
    "signer": "self",
}
CALL = {
    "other": "new",
    "other_kind": "provider",
    "other_name": CLINIC,
    "other_whats": ["in-services", "appointments"],
    "other_purpose": "appointments",
    "other_least": "yes",
    "other_notice": "yes",
    "is_secure": "yes",
    "channel": "telephone",
    "law": "neither",
    "when": "now",
}


def sheet(**changes: object) -> dict[str, object]:
    return {**SHEET, "token": str(uuid4()), **changes}


def call(**changes: object) -> dict[str, object]:
    return {**CALL, "token": str(uuid4()), **changes}


@pytest.fixture
def rosa_self(here: Practice) -> Client:
    """Rosa, signed in."""
    user = account("Rosa Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.rosa.user = user
    here.rosa.save()
    return as_user(user)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@clause("nm.confidentiality.2")
def test_a_release_is_signed_in_one_post_and_stands_on_the_persons_page(here: Practice) -> None:
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/"

    sent = dana.post(f"{path}new/", sheet())
    shown = dana.get(sent["Location"]).content.decode()
    panel = dana.get(f"/people/{here.rosa.pk}/").content.decode()

    row = Release.objects.get()
    assert (row.until_day or MORNING.date()) - row.from_day == timedelta(days=90)
    assert "Appointments: when, where, how to get there" in shown
    assert "I can take this back at any time" in shown
    assert "One place may be told something" in panel


def test_the_persons_page_counts_what_stands_and_says_what_ends_soon(here: Practice) -> None:
    signed(here.dana, here.rosa, until=TODAY + timedelta(days=5))
    signed(here.dana, here.rosa, recipient="Red Mesa Clinic", until=TODAY + timedelta(days=300))
    signed(here.dana, here.rosa, recipient="School", until=None, event="I leave school.")
    signed(here.dana, here.rosa, recipient="Court", from_day=TODAY + timedelta(days=3))
    revoked(here.dana, signed(here.dana, here.rosa, recipient="Old Clinic"))
    dana, path = as_(here.dana), f"/people/{here.rosa.pk}/"

    today = dana.get(path).content.decode()
    with clock.standing_at(MORNING + timedelta(days=6)):
        later = dana.get(path).content.decode()

    assert "3 places may be told something" in today
    assert "A release ends on Tuesday, November 24" in today
    assert "3 places may be told something" in later
    assert "A release ends on" not in later


@clause("ca.confidentiality.4", "ak.rel.5")
def test_what_part_2_lacks_is_said_before_it_is_signed_and_it_may_be_kept_as_it_is(here: Practice) -> None:
    dana, typed = as_(here.dana), sheet(told=["right"])

    warned = dana.post(f"/releases/{here.rosa.pk}/new/", typed)
    unsigned = Release.objects.count()
    sent = dana.post(f"/releases/{here.rosa.pk}/new/", typed | {"as_is": "1"})
    shown = dana.get(sent["Location"]).content.decode()

    assert (warned.status_code, unsigned) == (422, 0)
    for words in ("That they were told it may be passed on", "42 CFR 2.31(a)(10)"):
        assert words in warned.content.decode()
        assert words in shown


def test_what_is_not_whole_comes_back_as_it_was_typed(here: Practice) -> None:
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/new/"

    bad: tuple[dict[str, object], ...] = (
        {"whats": []},
        {"length": "day"},
        {"length": "event"},
        {"name": ""},
        {"signature": "mark"},
        {"signature": "paper"},
        {"whats": ["other"]},
        {"understood": "interpreter"},
        {"signer": "guardian"},
        {"from_day": "2026-11-01"},
        {"length": "day", "until": "2040-01-01"},
        {"recipient": "x" * 401},
        {"token": "nonsense"},
    )
    for changes in bad:
        page = dana.post(path, sheet(**changes))
        assert page.status_code == 422, changes
        assert "appointments" in page.content.decode()

    assert not Release.objects.exists()


@clause("nm.confidentiality.2", "ak.values.2")
def test_the_person_signs_sees_who_may_know_what_and_stops_it_with_one_tap(here: Practice, rosa_self: Client) -> None:
    path = rosa_self.get("/releases/")["Location"]
    sent = rosa_self.post(f"{path}new/", sheet())
    told(here.dana, here.rosa)
    before = rosa_self.get(path).content.decode()
    row = Release.objects.get()
    with clock.standing_at(MORNING + timedelta(minutes=1)):
        stopped = rosa_self.post(f"{path}{row.pk}/stop/")
        after = rosa_self.get(path).content.decode()

    assert (sent.status_code, row.worker, row.data()["patient"]) == (302, None, "Rosa Archuleta")
    assert "You let one place be told something" in before
    assert "You allowed this on" in before
    assert "Dana Ruiz" in before
    assert (stopped.status_code, ReleaseRevoked.objects.get().why) == (302, "revoked")
    assert "Nobody outside may know anything about you" in after
    assert Notice.objects.get(kind="release.ended").user == here.user


@clause("nm.confidentiality.2")
def test_whoever_hears_it_takes_the_end_down_and_the_page_says_what_to_say_to_whom(here: Practice) -> None:
    row = signed(here.dana, here.rosa)
    told(here.dana, here.rosa)
    lead, path = as_user(here.amira), f"/releases/{here.rosa.pk}/{row.pk}/"

    lead.post(f"{path}stop/", {"words": "She changed her mind."})
    again = lead.post(f"{path}stop/")
    page = lead.get(path).content.decode()

    assert ReleaseRevoked.objects.count() == 1
    assert again.status_code == 302
    assert "What to say, and to whom" in page
    assert "I can no longer share anything" in page
    assert "She changed her mind." in page


@clause("nm.confidentiality.3", "nm.role.2")
def test_telling_without_a_release_is_refused_with_its_clause_and_leads_to_a_new_one(here: Practice) -> None:
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/tell/"

    refused = dana.post(path, call(words="When she comes next."))
    signed(here.dana, here.rosa)
    sent = dana.post(path, call())

    content = refused.content.decode()
    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "nm.confidentiality.3" in content
    assert f"/releases/{here.rosa.pk}/new/" in content
    assert "When she comes next." in content
    assert Disclosure.objects.get().release is not None


@clause("nm.confidentiality.4")
def test_what_was_told_already_is_always_taken_down_and_stands_in_the_ledger(here: Practice, rosa_self: Client) -> None:
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/"

    sent = dana.post(f"{path}tell/", call(when="already", day="2026-11-18", at="15:00"))
    future = dana.post(f"{path}tell/", call(when="already", day="2026-11-30", at="15:00"))
    undated = dana.post(f"{path}tell/", call(when="already"))
    shown = dana.get(sent["Location"]).content.decode()
    ledger = rosa_self.get(path).content.decode()

    assert [sent.status_code, future.status_code, undated.status_code] == [302, 422, 422]
    assert "No release covered it" in shown
    assert "nm.confidentiality.3" in shown
    assert CLINIC in ledger
    assert "nm.confidentiality.3" not in rosa_self.get(sent["Location"]).content.decode()


@clause("nm.confidentiality.1", "ca.confidentiality.1")
def test_nobody_without_a_ground_opens_anything_of_it(here: Practice) -> None:
    row = signed(here.dana, here.rosa)
    entry = told(here.dana, here.rosa)
    jo, path = as_(here.caseload.jo), f"/releases/{here.rosa.pk}/"

    pages = [
        jo.get(f"{path}{tail}") for tail in ("", "new/", "tell/", f"{row.pk}/", f"{row.pk}/paper/", f"told/{entry.pk}/")
    ]
    pages += [jo.post(f"{path}{row.pk}/stop/"), jo.get("/releases/")]
    foreign = as_(here.dana).get(f"/releases/{here.caseload.teo.pk}/{row.pk}/")

    assert {page.status_code for page in [*pages, foreign]} == {404}
    assert not ReleaseRevoked.objects.exists()


def test_a_copy_is_printed_in_the_language_it_was_signed_in_and_a_sheet_to_sign_by_hand(here: Practice) -> None:
    row = signed(here.dana, here.rosa)
    revoked(here.dana, row)
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/"

    copy = dana.get(f"{path}{row.pk}/paper/")
    blank = dana.post(f"{path}new/", sheet(print="1", name="", language="es"))

    for page in (copy, blank):
        assert page["Content-Type"] == "application/pdf"
        assert page.content.startswith(b"%PDF")
    assert Release.objects.count() == 1


def test_the_ledger_costs_the_same_queries_for_one_and_for_twenty_five(here: Practice) -> None:
    signed(here.dana, here.rosa)
    dana, path = as_(here.dana), f"/releases/{here.rosa.pk}/"
    dana.get(path)  # the look is put on record once
    counts = []

    for n in (1, 24):
        for _ in range(n):
            declared(here.dana, here.rosa, MORNING)
        with CaptureQueriesContext(connection) as queries:
            page = dana.get(path)
        counts.append(len(queries))

    assert page.content.decode().count("told by Dana Ruiz") == 25
    assert counts[0] == counts[1]
