"""The two nights when clocks change, as a form is filled in: nothing is moved in silence, and either hour can be said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from alongside.people import clock
from alongside.practice.models import Contact, Draft, Note
from alongside.practice.queries import as_last_time
from alongside.practice.times import NoSuchTime, moment
from tests.alongside.caseload.test_pages import as_
from tests.alongside.groups.makers import TOPIC
from tests.alongside.practice.makers import Practice, held, slot, written
from tests.alongside.practice.test_offline_pages import opened, post, told
from tests.alongside.practice.test_pages import NO_PROMISE, note

DENVER = ZoneInfo("America/Denver")
FALL = {"day": "2026-11-01", "begins": "01:30", "ends": "01:45", **NO_PROMISE}
"""Clocks went from two back to one: 1:30 came at 7:30 and at 8:30 UTC."""


def test_a_time_that_clocks_went_past_is_refused_with_what_to_write_and_nothing_is_lost(here: Practice) -> None:
    page = as_(here.dana).post(
        f"/contacts/log/{here.rosa.pk}/", note(day="2026-03-08", begins="02:30", ends="03:30", **NO_PROMISE)
    )

    shown = page.content.decode()
    assert page.status_code == 422
    assert "2:30 am did not come. By the new time it was 3:30 am" in shown
    assert "We looked at two classes." in shown
    assert (Note.objects.exists(), Draft.objects.exists()) == (False, True)


def test_neither_is_a_plan_or_a_group_at_such_a_time(here: Practice) -> None:
    at = {"token": str(uuid4()), "day": "2027-03-14", "begins": "02:30", "ends": "03:30", "how": "agreed-place"}

    for path in (f"/contacts/plan/{here.rosa.pk}/", "/groups/plan/"):
        page = as_(here.dana).post(path, at | {"topic": TOPIC})

        assert page.status_code == 422
        assert "2:30 am did not come" in page.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("twice", "began", "minutes"), [("first", "07:30", 15), ("across", "07:30", 75), ("second", "08:30", 15)]
)
def test_of_an_hour_that_came_twice_it_is_said_which(here: Practice, twice: str, began: str, minutes: int) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"

    asked = dana.post(path, note(**FALL))
    dana.post(path, note(**FALL, twice=twice))

    contact = Contact.objects.get()
    assert asked.status_code == 422
    assert b"this hour came twice" in asked.content
    assert b'name="twice"' in asked.content
    assert (f"{contact.began_at:%H:%M}", contact.minutes) == (began, minutes)


def test_on_other_days_nobody_is_asked(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"

    page = dana.get(path)
    signed = dana.post(path, note(**NO_PROMISE))

    assert b'name="twice"' not in page.content
    assert signed.status_code == 302


def test_a_note_that_begins_just_after_the_clocks_went_back_is_filled_in_with_its_true_length(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=45)))

    with clock.standing_at(datetime(2027, 11, 7, 8, 15, tzinfo=UTC)):  # a quarter past one, for the second time
        begun = as_last_time(here.dana, here.rosa)

    assert (begun["begins"].isoformat(), begun["ends"].isoformat(), begun["twice"]) == (
        "01:30:00",
        "01:15:00",
        "across",
    )


def test_one_from_a_device_waits_for_a_look_at_its_times(here: Practice) -> None:
    client = as_(here.dana)
    sent = told(here, opened(client)["key"])
    sent["typed"] |= {name: [value] for name, value in FALL.items()}

    answer = post(client, "take", sent).json()

    assert (answer["became"], answer["why"]) == ("draft", "times")


@pytest.mark.parametrize(("hour", "instead"), [(time(2, 0), time(3, 0)), (time(2, 59), time(3, 59))])
def test_the_new_time_is_told(hour: time, instead: time) -> None:
    with pytest.raises(NoSuchTime, match=f"{instead:%-I:%M} am"):
        moment(date(2026, 3, 8), hour, DENVER)

    before = moment(date(2026, 3, 8), time(1, 59), DENVER)
    assert moment(date(2026, 3, 8), time(3, 0), DENVER) - before == timedelta(minutes=1)
