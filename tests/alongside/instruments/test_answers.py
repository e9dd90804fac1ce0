"""Answers are the person's: written on one device, unseen, sent once, shown to the worker only if they say so."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from alongside.accounts.models import User
from alongside.instruments.answers import (
    LinkOver,
    NotForStaff,
    OtherDevice,
    StillMissing,
    begin,
    decline,
    draft_of,
    refuse_staff,
    save_draft,
    send_answers,
    stop_showing,
)
from alongside.instruments.asking import answers_from_data
from alongside.instruments.giving import Form, token_of
from alongside.instruments.models import Draft, Response, Showing
from alongside.instruments.queries import response_of, responses_of, shown_to
from alongside.instruments.shelf import Files, load_instrument
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.people.viewer import viewer_of
from tests.alongside.caseload.makers import user_of
from tests.alongside.instruments.forms import answers, form, item
from tests.alongside.instruments.makers import ON_NEEDS, Shelf, answer, give
from tests.alongside.rulings.makers import MORNING, account, give as give_role
from tests.clauses import clause

SAID = {**answers(h1="shelter", f1="often", p1="false")}


def rosas_account(here: Shelf) -> User:
    user = account("Rosa")
    give_role(user, RoleKind.PERSON_SERVED, agency=here.agency)
    here.rosa.user = user
    here.rosa.save()
    return user


def test_a_draft_is_kept_sealed_and_goes_on_where_it_was_left(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)

    save_draft(giving=giving, device=device, answers=SAID, about=list(SAID))
    save_draft(giving=giving, device=device, answers=answers(p1="true"), about=["p1", "f1"])

    giving.refresh_from_db()
    assert draft_of(giving, device) == answers(h1="shelter", p1="true")
    assert b"shelter" not in bytes(Draft.objects.get().sealed)


def test_no_other_device_goes_on_or_looks(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    giving.refresh_from_db()

    assert begin(giving=giving, device=device, by=None) == device
    assert token_of(giving) == ""
    for other in ("", "guess", device[:-1]):
        with pytest.raises(OtherDevice):
            begin(giving=giving, device=other, by=None)
        with pytest.raises(OtherDevice):
            draft_of(giving, other)
        with pytest.raises(OtherDevice):
            save_draft(giving=giving, device=other, answers=SAID, about=list(SAID))
        with pytest.raises(OtherDevice):
            send_answers(giving=giving, device=other, show=False, by=None)
        with pytest.raises(OtherDevice):
            decline(giving=giving, device=other, by=None)


def test_nobody_signed_in_at_the_agency_answers_for_somebody(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)

    for staff in (user_of(here.dana), here.people.amira, here.administrator):
        with pytest.raises(NotForStaff):
            begin(giving=giving, device="", by=staff)
    refuse_staff(giving, None)
    assert begin(giving=giving, device="", by=rosas_account(here))


def test_answers_are_sent_once_and_the_draft_is_gone(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    giving.refresh_from_db()
    save_draft(giving=giving, device=device, answers=SAID, about=list(SAID))

    first = send_answers(giving=giving, device=device, show=False, by=None)
    again = send_answers(giving=giving, device=device, show=True, by=None)

    assert first == again
    assert answers_from_data(first.said()) == SAID
    assert not Draft.objects.exists()
    assert not Showing.objects.exists()
    with pytest.raises(LinkOver):
        save_draft(giving=giving, device=device, answers=SAID, about=list(SAID))
    entry = Entry.objects.get(kind="instrument.answered")
    assert "shelter" not in entry.body


def test_what_is_no_longer_asked_is_left_behind(here: Shelf) -> None:
    response = answer(give(here.needs, here.rosa, here.dana), {**SAID, **answers(h2=["cold"])})

    assert "h2" not in response.said()


def test_what_a_survey_cannot_do_without_is_named_before_it_is_sent(here: Shelf) -> None:
    import json

    small = load_instrument(
        agency=here.agency,
        files=Files(json.dumps(form(item("a", required=True), item("b"))).encode()),
        terms=ON_NEEDS,
        by=None,
    )
    giving = give(small, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    giving.refresh_from_db()

    with pytest.raises(StillMissing) as lacking:
        send_answers(giving=giving, device=device, show=False, by=None)
    save_draft(giving=giving, device=device, answers=answers(a="x"), about=["a"])

    assert [one.link_id for one in lacking.value.items] == ["a"]
    assert send_answers(giving=giving, device=device, show=False, by=None).pk


def test_a_link_past_its_time_takes_nothing(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    giving.refresh_from_db()

    with clock.standing_at(giving.expires_at), pytest.raises(LinkOver):
        send_answers(giving=giving, device=device, show=False, by=None)
    with clock.standing_at(giving.expires_at - timedelta(seconds=1)):
        assert send_answers(giving=giving, device=device, show=False, by=None).pk


def test_not_answering_deletes_what_was_written(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    giving.refresh_from_db()
    save_draft(giving=giving, device=device, answers=SAID, about=list(SAID))

    decline(giving=giving, device=device, by=None)
    declined = decline(giving=giving, device=device, by=None)

    assert declined.status == "declined"
    assert not Draft.objects.exists()
    assert not Response.objects.exists()


@clause("nm.role.5")
def test_answers_about_services_are_shown_to_nobody_even_if_somebody_says_so(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)

    answer(giving, answers(d1="disagree"), show=True)

    assert shown_to(here.dana, giving) is None
    assert not Showing.objects.exists()


def test_answers_on_needs_are_shown_to_the_worker_who_gave_it_until_that_is_stopped(here: Shelf) -> None:
    user = rosas_account(here)
    giving = give(here.needs, here.rosa, here.dana)
    response = answer(giving, SAID, show=True)

    assert shown_to(here.dana, giving) == response
    assert shown_to(here.people.jo, giving) is None
    with pytest.raises(NotTheirs):
        stop_showing(response=response, by=user_of(here.dana))
    stop_showing(response=response, by=user)
    stop_showing(response=response, by=user)

    assert shown_to(here.dana, giving) is None


def test_a_person_with_an_account_sees_their_own_and_nobody_elses(here: Shelf) -> None:
    rosa = viewer_of(rosas_account(here))
    own = answer(give(here.needs, here.rosa, here.dana), SAID)

    assert list(responses_of(rosa)) == [own]
    assert response_of(rosa, own.pk) == own
    assert not responses_of(viewer_of(user_of(here.dana))).exists()


def test_a_second_giving_after_an_answer_is_a_new_one(here: Shelf) -> None:
    answer(give(here.needs, here.rosa, here.dana), SAID)

    assert give(here.needs, here.rosa, here.dana, Form()).status == "open"


def test_the_database_keeps_answers_and_devices_as_they_were(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    begin(giving=giving, device="", by=None)
    answer(give(here.needs, here.rosa, here.dana), SAID, show=True)

    for change in (
        f"UPDATE instruments_giving SET device_sha256 = 'x' WHERE id = {giving.pk}",
        "UPDATE instruments_giving SET status = 'open', ended_at = NULL WHERE status = 'sent'",
        "UPDATE instruments_response SET language = 'es'",
        "DELETE FROM instruments_showing",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Response.objects.get().sent_at >= MORNING
