"""The page a device keeps, its scripts, its key, what it sends: who is given what, and that none of it names anybody."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.caseload.assigning import end
from alongside.caseload.models import Assignment
from alongside.people import clock
from alongside.practice.models import Contact, Draft, Note
from alongside.practice.offline import shell
from alongside.practice.offline.models import Arrival, DeviceKey
from tests.alongside.caseload.makers import assign
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, planned, slot
from tests.alongside.practice.test_pages import NOTE, note
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

DEVICE = str(uuid4())


def post(client: Client, path: str, told: Any) -> Any:
    return client.post(f"/contacts/offline/{path}/", json.dumps(told), content_type="application/json")


def opened(client: Client, device: str = DEVICE) -> dict[str, Any]:
    answer = post(client, "open", {"device": device})
    assert answer.status_code == 200
    return dict(answer.json())


def told(here: Practice, key: str, **changes: Any) -> dict[str, Any]:
    typed = {name: [value] if isinstance(value, str) else value for name, value in NOTE.items()}
    return {
        "key": key,
        "item": str(uuid4()),
        "person": here.rosa.pk,
        "token": str(uuid4()),
        "hand": str(uuid4()),
        "since": "",
        "signs": True,
        "typed": typed,
        "written_at": (MORNING - timedelta(minutes=20)).isoformat(),
        "sent_at": MORNING.isoformat(),
        "ahead": 0,
        **changes,
    }


# ---- what a device keeps


def test_the_kept_page_is_the_same_for_everybody_and_names_nobody(here: Practice) -> None:
    planned(here.dana, here.rosa, slot(here.dana, 14))

    pages = [client.get("/contacts/offline/page/en/") for client in (Client(), as_(here.dana), as_(here.amira))]

    assert len({page.content for page in pages}) == 1
    for name in (here.dana.name, here.rosa.chosen_name, here.dana.agency.name, "csrfmiddlewaretoken"):
        assert name.encode() not in pages[0].content
    assert b"You have no signal" in pages[0].content
    assert "No tiene señal".encode() in Client().get("/contacts/offline/page/es/").content


def test_everything_the_kept_page_is_made_of_is_there(db: None) -> None:
    worker = Client().get("/contacts/offline/worker.js")
    kept = json.loads(re.match(r"const KEPT = (\{.*\});\n", worker.content.decode())[1])

    missing = [
        path for path in kept["files"] if path.startswith("/contacts/") and Client().get(path).status_code != 200
    ]
    text = "".join(shell.source(name) for name in shell.MODULES)

    assert worker.headers["Service-Worker-Allowed"] == "/"
    assert "no-store" in worker.headers["Cache-Control"]
    assert missing == []
    assert {f"./{name}" for name in shell.MODULES} >= set(re.findall(r'from "(\./[\w.]+)"', text))
    assert {"en", "es"} == set(kept["pages"])


def test_a_script_says_only_words_that_are_there_in_both_languages(db: None) -> None:
    used = set(re.findall(r"\bwords\.(\w+)", "".join(shell.source(name) for name in shell.MODULES)))
    english, spanish = (json.loads(shell.words_module(own)[len("export default ") : -2]) for own in ("en", "es"))

    assert used == set(english) == set(spanish)
    assert [key for key in english if english[key] == spanish[key]] == []


def test_a_script_under_another_mark_is_not_given(db: None) -> None:
    assert Client().get("/contacts/offline/0123456789ab/start.js").status_code == 404
    assert Client().get(f"/contacts/offline/{shell.version()}/settings.py").status_code == 404


def test_the_script_stands_on_pages_of_workers_and_of_nobody_else(here: Practice) -> None:
    script = f"/contacts/offline/{shell.version()}/start.js".encode()

    assert script in as_(here.dana).get("/people/").content
    assert script not in as_(here.amira).get("/people/").content
    assert script not in Client().get("/account/sign-in/").content


# ---- the key


def test_the_key_is_given_to_the_worker_signed_in_and_kept_by_nobody_on_the_way(here: Practice) -> None:
    planned(here.dana, here.rosa, slot(here.dana, 14))
    answer = post(as_(here.dana), "open", {"device": DEVICE})

    given = answer.json()
    assert "no-store" in answer.headers["Cache-Control"]
    assert given["private"]["d"]
    assert [own["name"] for own in given["parcel"]["planned"]] == ["Rosa"]
    assert set(given["parcel"]["people"][0]) == {"id", "name"}


def test_strangers_supervisors_and_others_are_told_by_status_and_given_nothing(here: Practice) -> None:
    answers = [post(client, "open", {"device": DEVICE}) for client in (Client(), as_(here.amira))]

    assert [(own.status_code, own.json()) for own in answers] == [(401, {"needs": "sign-in"}), (403, {"needs": "role"})]
    assert post(as_(here.dana), "open", {"device": "not one"}).status_code == 400
    assert not DeviceKey.objects.exists()


def test_another_worker_on_the_same_device_gets_another_key_and_cannot_send_under_the_first(here: Practice) -> None:
    first, second = opened(as_(here.dana)), opened(as_(here.caseload.jo))

    answer = post(as_(here.caseload.jo), "take", told(here, first["key"]))

    assert first["key"] != second["key"]
    assert first["owner"] != second["owner"]
    assert (answer.status_code, answer.json()["needs"]) == (409, "key")
    assert not Arrival.objects.exists()


def test_a_device_is_made_unreadable_from_the_list_and_what_it_sends_is_not_taken(here: Practice) -> None:
    dana = as_(here.dana)
    key = opened(dana)["key"]

    listed = dana.get("/contacts/offline/")
    foreign = as_(here.caseload.jo).post(f"/contacts/offline/forget/{DeviceKey.objects.get().pk}/")
    stands = DeviceKey.objects.get().ended_at is None
    dana.post(f"/contacts/offline/forget/{DeviceKey.objects.get().pk}/")

    assert b"Make unreadable" in listed.content
    assert (foreign.status_code, stands) == (302, True)
    assert DeviceKey.objects.get().ended_at is not None
    assert post(dana, "take", told(here, key)).status_code == 409
    assert opened(dana)["key"] != key


# ---- what it sends


@clause("nm.role.9a")
def test_what_a_device_sends_is_signed_and_shows_when_it_was_written(here: Practice) -> None:
    dana = as_(here.dana)
    sent = told(here, opened(dana)["key"], ahead=10_800, sent_at=(MORNING + timedelta(hours=3)).isoformat())

    answers = [post(dana, "take", sent).json() for _ in range(2)]
    page = dana.get(answers[0]["at"])

    assert answers[0] == answers[1]
    assert (answers[0]["became"], Note.objects.count()) == ("note", 1)
    assert b"Written without signal" in page.content
    assert b"180 minutes fast" in page.content


def test_what_cannot_be_signed_waits_on_the_log_and_says_for_what(here: Practice) -> None:
    dana = as_(here.dana)
    whole = told(here, opened(dana)["key"])

    future = post(dana, "take", whole | {"typed": whole["typed"] | {"day": ["2026-12-24"]}}).json()
    empty = {"item": str(uuid4()), "token": str(uuid4()), "hand": str(uuid4()), "typed": {"line": [""]}}
    unfinished = post(dana, "take", whole | empty).json()
    listed = dana.get("/contacts/log/")
    again = dana.get(future["at"])

    assert (future["why"], unfinished["why"]) == ("to-come", "incomplete")
    assert b"By our clock it lies in the future" in listed.content
    assert b"We looked at two classes." in again.content


@pytest.mark.parametrize(
    "changes",
    [
        {"typed": "x"},
        {"typed": {"line": 3}},
        {"person": "x"},
        {"token": "x"},
        {"hand": ""},
        {"sent_at": "soon"},
        {"sent_at": "2026-11-19T10:00:00"},
        {"written_at": "9999-12-31T23:59:59+00:00"},
        {"ahead": "1e400"},
        {"key": ""},
    ],
)
def test_what_no_device_of_ours_sends_is_turned_away_and_changes_nothing(
    here: Practice, changes: dict[str, Any]
) -> None:
    dana = as_(here.dana)

    answer = post(dana, "take", told(here, opened(dana)["key"]) | changes)

    assert answer.status_code == 400
    assert not Arrival.objects.exists()


def test_of_a_person_they_never_supported_nothing_is_taken_and_hostile_words_stay_words(here: Practice) -> None:
    dana = as_(here.dana)
    sent = told(here, opened(dana)["key"])

    foreign = post(dana, "take", sent | {"person": here.caseload.teo.pk})
    hostile = "<script>alert(1)</script> \u202e \x00"
    taken = post(dana, "take", sent | {"typed": sent["typed"] | {"line": [hostile], "agency": ["1"]}})

    assert (foreign.status_code, foreign.json()["needs"]) == (404, "person")
    assert taken.status_code == 200
    assert b"<script>alert" not in dana.get(taken.json()["at"]).content


# ---- sessions that lapse, pages that are stale, clocks that change


@clause("nm.role.9a")
def test_a_session_that_lapsed_mid_note_hands_everything_back_and_takes_it_after_signing_in(here: Practice) -> None:
    path, typed = f"/contacts/log/{here.rosa.pk}/", note(hand=str(uuid4()))
    dana = as_(here.dana)
    dana.get(path)
    dana.logout()

    lapsed = dana.post(path, typed)
    handed_back = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', lapsed.content.decode()))
    dana.force_login(here.user)
    sent = dana.post(path, handed_back | {"did": typed["did"]})

    assert lapsed.status_code == 403
    assert b"You were signed out while you were writing" in lapsed.content
    assert handed_back["line"] == "We looked at two classes."
    assert sent.status_code == 302
    assert Note.objects.get().contact.token == Contact.objects.get().token


def test_a_draft_handed_back_after_a_lapsed_session_leads_on_to_its_note(here: Practice) -> None:
    path, typed = f"/contacts/log/{here.rosa.pk}/draft/", note(hand=str(uuid4()), line="Half a sen")

    lapsed = Client().post(path, typed, headers={"hx-request": "true"})
    sent = as_(here.dana).post(path, typed, follow=True)

    assert (lapsed.status_code, lapsed.headers["HX-Retarget"]) == (422, "body")
    assert b"Half a sen" in sent.content
    assert Draft.objects.count() == 1


def test_a_stale_plan_after_a_reassignment_stays_filled_in_and_says_who_and_when(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/plan/{here.rosa.pk}/"
    dana.get(path)
    assign(here.rosa, here.caseload.jo, here.amira)
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    plan = {"token": str(uuid4()), "day": "2026-11-20", "begins": "14:00", "ends": "15:00", "how": "telephone"}
    late = dana.post(path, plan | {"place": "By the river"})

    assert late.status_code == 409
    assert b"Amira Haddad ended this assignment on Thursday, November 19" in late.content
    assert b"By the river" in late.content
    assert dana.get(path).status_code == 404
    assert not Contact.objects.exists()


def test_a_plan_called_off_on_a_page_from_before_a_reassignment_is_called_off_and_says_who_and_when(
    here: Practice,
) -> None:
    dana, contact = as_(here.dana), planned(here.dana, here.rosa, slot(here.dana, 14))
    assign(here.rosa, here.caseload.jo, here.amira)
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    late = dana.post(f"/contacts/{contact.pk}/settle/", {"how": "called-off"}, follow=True)

    contact.refresh_from_db()
    assert contact.status == Contact.Status.CALLED_OFF
    assert late.status_code == 200
    assert b"Amira Haddad ended this assignment on Thursday, November 19" in late.content


@clause("nm.role.9a")
def test_a_note_from_before_a_reassignment_is_signed_and_its_page_says_who_and_when(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    before = dana.get(path)
    assign(here.rosa, here.caseload.jo, here.amira)
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    who = b"Amira Haddad ended this assignment on Thursday, November 19"

    halfway = dana.post(path, note(line="", did=[]))
    signed = dana.post(path, note(line="We said goodbye by the river."), follow=True)
    amended = dana.post(signed.redirect_chain[-1][0], {"words": "It was by the bridge."}, follow=True)

    assert who not in before.content
    assert who in halfway.content
    assert halfway.status_code == 422
    assert who in signed.content
    assert b"We said goodbye by the river." in signed.content
    assert b"It was by the bridge." in amended.content


@pytest.mark.parametrize(
    ("day", "begins", "ends", "next_day", "minutes"),
    [
        ("2026-11-01", "00:30", "02:30", "", 180),  # an hour comes twice
        ("2026-11-01", "01:45", "01:15", "", 30),  # from its first coming into its second
        ("2026-03-08", "01:30", "03:30", "", 60),  # an hour is left out
        ("2026-11-10", "23:30", "00:30", "on", 60),
    ],
)
def test_a_contact_keeps_its_true_length_where_clocks_change_and_across_midnight(
    here: Practice, day: str, begins: str, ends: str, next_day: str, minutes: int
) -> None:
    across = {"twice": "across"} if begins > ends and not next_day else {}
    typed = note(day=day, begins=begins, ends=ends, promise="", promise_by="", **across)

    sent = as_(here.dana).post(f"/contacts/log/{here.rosa.pk}/", typed | ({"ends_next_day": "on"} if next_day else {}))

    assert sent.status_code == 302
    assert Contact.objects.get().minutes == minutes


def test_the_clock_of_the_server_is_told_with_the_key(here: Practice) -> None:
    assert opened(as_(here.dana))["now"].startswith(clock.now().astimezone().strftime("%Y-%m-%dT"))
