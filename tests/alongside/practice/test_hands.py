"""A draft written in two places: no hand writes over another, nothing goes until the worker chose, nothing is signed unseen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.forms import CharField

from alongside.practice.drafting import (
    PROMISES,
    WORDS,
    Hand,
    choose_draft,
    drafts_for,
    join_drafts,
    joined,
    keep_draft,
    promises_in,
)
from alongside.practice.forms import NoteForm
from alongside.practice.models import Amendment, Draft, Note
from alongside.practice.refusals import TwoHands
from alongside.practice.writing import read_written
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, planned, slot, written
from tests.alongside.practice.test_pages import note
from tests.clauses import clause


def type_(here: Practice, token: UUID, hand: Hand, *words: str) -> Draft:
    row = keep_draft(
        record=open_for(here.dana, here.rosa),
        token=token,
        typed={"line": list(words), "did": ["listened"]},
        hand=hand,
        by=here.user,
    )
    assert row is not None
    return row


def test_a_page_goes_on_in_its_own_draft_and_another_opened_from_it_takes_it_over(here: Practice) -> None:
    token, phone = uuid4(), Hand(uuid4())

    type_(here, token, phone, "We")
    newest = type_(here, token, phone, "We met")
    type_(here, token, Hand(uuid4(), since=newest.mark), "We met at the library")

    assert [own.typed["line"] for own in drafts_for(here.dana, token)] == [["We met at the library"]]


def test_two_hands_on_one_contact_are_two_drafts_and_neither_writes_over_the_other(here: Practice) -> None:
    token, phone, desk = uuid4(), Hand(uuid4()), Hand(uuid4())
    begun = type_(here, token, phone, "We met")
    late = Hand(desk.id, since=begun.mark)

    type_(here, token, phone, "We met at the library")
    type_(here, token, late, "We met and walked")
    type_(here, token, late, "We met and walked home")

    lines = [own.typed["line"] for own in drafts_for(here.dana, token)]
    assert lines == [["We met at the library"], ["We met and walked home"]]


def test_the_same_words_in_another_hand_are_one_draft(here: Practice) -> None:
    token = uuid4()

    type_(here, token, Hand(uuid4()), "We met")
    type_(here, token, Hand(uuid4()), "We met")

    assert Draft.objects.count() == 1


def test_nothing_is_signed_while_another_hand_has_words_nobody_looked_at(here: Practice) -> None:
    contact, phone, desk = held(slot(here.dana)), Hand(uuid4()), Hand(uuid4())
    type_(here, contact.token, phone, "We met at the library")

    with pytest.raises(TwoHands):
        written(here.dana, here.rosa, replace(contact, hand=desk))
    type_(here, contact.token, desk, "We met and walked")
    with pytest.raises(TwoHands):
        written(here.dana, here.rosa, replace(contact, hand=phone))

    assert not Note.objects.exists()
    assert Draft.objects.count() == 2


def test_the_worker_goes_on_with_one_and_an_old_page_that_still_types_is_told(here: Practice) -> None:
    token, phone, desk = uuid4(), Hand(uuid4()), Hand(uuid4())
    one, _other = type_(here, token, phone, "At the library"), type_(here, token, desk, "And walked")

    chosen = choose_draft(record=open_for(here.dana, here.rosa), token=token, draft_id=one.pk, by=here.user)
    type_(here, token, desk, "And walked home")

    assert chosen is not None
    assert [own.typed["line"] for own in drafts_for(here.dana, token)] == [["At the library"], ["And walked home"]]


def test_joined_drafts_hold_every_word_of_both(here: Practice) -> None:
    token = uuid4()
    type_(here, token, Hand(uuid4()), "At the library")
    type_(here, token, Hand(uuid4()), "And walked")

    row = join_drafts(record=open_for(here.dana, here.rosa), token=token, by=here.user)

    assert row is not None
    assert row.typed["line"] == ["At the library\n\nAnd walked"]
    assert Draft.objects.count() == 1


def test_joining_keeps_ticks_together_and_of_times_the_first() -> None:
    one = {"did": ["listened"], "begins": ["08:00"], "line": [""], "story": ["The river"]}
    two = {"did": ["options", "listened"], "begins": ["09:00"], "line": ["We met"], "story": ["The river"]}

    assert joined([one, two]) == {
        "did": ["listened", "options"],
        "begins": ["08:00"],
        "line": ["We met"],
        "story": ["The river"],
    }


@clause("nc.3.1", "ca.integrity.8")
def test_joining_keeps_the_promises_of_both_and_what_has_no_line_left_stands_in_the_note() -> None:
    one = {"line": ["We met"], "promise": [""], "promise_2": ["Bring the form"], "promise_2_by": ["2026-11-21"]}
    two = {"promise": ["Bring the form"], "promise_2": ["Call the clinic"], "promise_2_by": ["2026-11-24"]}
    three = {"promise": ["Ask about the choir"], "promise_2": ["Find the bus times"], "promise_2_by": ["2026-11-25"]}

    of_two, of_all = joined([one, two]), joined([one, two, three])

    assert promises_in(of_two) == {"Bring the form": "2026-11-21", "Call the clinic": "2026-11-24"}
    assert of_two["line"] == ["We met"]
    assert list(promises_in(of_all)) == ["Bring the form", "Call the clinic", "Ask about the choir"]
    assert of_all["line"] == ["We met\n\nI promised to Find the bus times (2026-11-25)"]


def test_no_field_with_words_of_ones_own_is_left_out_of_what_is_joined() -> None:
    shown_and_chosen = {"place", "other_name", "asked_reach", "token", "hand", "since"}
    own_words = {name for name, field in NoteForm.base_fields.items() if type(field) is CharField}

    assert own_words - shown_and_chosen <= WORDS | set(PROMISES)


def test_of_two_phones_that_sign_one_draft_the_second_is_told_when_and_its_words_are_put_beside_the_note(
    here: Practice,
) -> None:
    phone, other, path = as_(here.dana), as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    typed = note(hand=str(uuid4()), line="Begun at the library.", other_whats=["in-services"])
    phone.post(f"{path}draft/", typed, headers={"hx-request": "true"})
    since = {"since": str(Draft.objects.get().mark)}
    late = typed | since | {"hand": str(uuid4()), "line": "And her sister came.", "promise": "Call the sister"}

    first = phone.post(path, typed | since | {"hand": str(uuid4())})
    while_typing = other.post(f"{path}draft/", late, headers={"hx-request": "true"})
    second = other.post(path, late)
    shown = other.get(second["Location"])
    listed = phone.get("/contacts/log/")
    put = other.post(second["Location"], {"words": shown.context["form"].initial["words"]})

    assert "?signed" in first["Location"]
    assert b"You signed this elsewhere on" in while_typing.content
    assert second["Location"].endswith(f"/both/{typed['token']}/")
    assert b"on another page or device. What you typed is kept beside it." in shown.content
    assert b"And her sister came." in shown.content
    assert b"What do they hear about the person?" not in shown.content, "nobody else took part"
    assert b"Not signed yet" in listed.content
    assert put.status_code == 302
    assert read_written(Note.objects.get()).line == "Begun at the library."
    assert (
        Amendment.objects.get().words
        == f"And her sister came.\n\nI promised to Call the sister ({typed['promise_by']})"
    )
    assert not Draft.objects.exists()


def test_the_pages_show_both_side_by_side_and_sign_what_was_chosen(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    typed = note(hand=str(uuid4()), line="Begun at the library.")
    dana.post(f"{path}draft/", typed, headers={"hx-request": "true"})
    opened = dana.get(f"{path}?token={typed['token']}")
    begun = Draft.objects.get()
    dana.post(f"{path}draft/", typed | {"line": "On the phone."}, headers={"hx-request": "true"})

    other = typed | {"hand": str(uuid4()), "since": str(begun.mark), "line": "On the other phone."}
    told = dana.post(f"{path}draft/", other, headers={"hx-request": "true"})
    refused = dana.post(path, other)
    both = dana.get(refused["Location"])
    listed = dana.get("/contacts/log/")
    straight = dana.get(f"{path}?token={typed['token']}")
    dana.post(refused["Location"], {"chosen": "join"})
    signed = dana.post(path, other | {"since": str(Draft.objects.get().mark), "line": "Both together."})

    assert str(begun.mark) in opened.content.decode()
    assert b"See both" in told.content
    assert (refused.status_code, straight.status_code) == (302, 302)
    assert b"On the phone." in both.content
    assert b"On the other phone." in both.content
    assert listed.content.count(b"Written in two places") == 1
    assert signed.status_code == 302
    assert read_written(Note.objects.get()).line == "Both together."
    assert not Draft.objects.exists()


def test_what_was_typed_beside_a_signed_note_is_put_beside_it_or_let_go(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    signed = written(here.dana, here.rosa, held(slot(here.dana)))
    token = signed.contact.token
    Draft.objects.create(
        agency=here.dana.agency,
        worker=here.dana,
        person=here.rosa,
        token=token,
        hand=uuid4(),
        why="signed",
        sealed=_sealed({"line": ["She also asked for the bus times."]}),
        at=signed.signed_at,
    )

    straight = dana.get(f"{path}?token={token}")
    page = dana.get(straight["Location"])
    put = dana.post(f"{path}both/{token}/", {"words": "She also asked for the bus times."})

    assert b"bus pass form" in page.content
    assert b"She also asked for the bus times." in page.content
    assert put.status_code == 302
    assert Amendment.objects.get().words == "She also asked for the bus times."
    assert not Draft.objects.exists()


def test_a_plans_draft_is_found_again_from_the_plan(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"
    contact = planned(here.dana, here.rosa, slot(here.dana, 14))
    dana.post(f"{path}draft/", note(token=str(contact.token), hand=str(uuid4()), line="Half a sen"))

    page = dana.get(f"{path}?contact={contact.pk}")

    assert b"Half a sen" in page.content


def _sealed(typed: dict[str, list[str]]) -> bytes:
    from alongside.rulings.sealing import seal

    return seal(typed)
