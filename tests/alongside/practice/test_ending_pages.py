"""The pages of an ending, as each sends them; and pages that are older than a reassignment."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.caseload.assigning import end
from alongside.caseload.models import Assignment, ChangeAsked, Essentials
from alongside.goals.models import Part
from alongside.goals.planning import add
from alongside.practice.leaving import LONGEST
from alongside.practice.models import Agreement, Closing, ClosingWords, Contact, Told
from tests.alongside.caseload.makers import assign
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.practice.test_endings import give_account
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

ASKED = {
    "ground": "needs-met",
    "is_protected_ground": "no",
    "reason": "She is ready.",
    "next_steps": "A group.",
    "way_back": "Call.",
}
STAFFED = {"is_agreed": "yes", "words": "We spoke.", "presence": "there"}


@clause("nm.continuation.4a", "nm.role.8b", "nm.continuation.3")
def test_a_closing_is_asked_for_and_staffed_on_two_pages(here: Practice) -> None:
    as_(here.dana).post(f"/contacts/close/{here.rosa.pk}/", ASKED)
    row = Closing.objects.get()
    amira = as_(here.amira)
    listed = amira.get("/contacts/closings/")
    amira.post(f"/contacts/closings/{row.pk}/", STAFFED)
    again = amira.post(f"/contacts/closings/{row.pk}/", STAFFED | {"is_agreed": "no", "words": "Wait a month."})

    row.refresh_from_db()
    assert b"One closing waits for you" in listed.content
    assert row.closed_on is not None
    assert (again.status_code, b"settled this on" in again.content) == (422, True)
    assert b"Wait a month." in again.content
    assert as_(here.dana).get(f"/people/{here.rosa.pk}/").status_code == 404


@clause("nm.continuation.3", "ca.advocacy.4")
def test_the_staffing_asks_for_what_is_missing_and_keeps_what_was_typed(here: Practice) -> None:
    as_(here.dana).post(f"/contacts/close/{here.rosa.pk}/now/", {"words": "Thank you, I am done."})
    row, amira = Closing.objects.get(), as_(here.amira)

    page = amira.get(f"/contacts/closings/{row.pk}/")
    nothing = amira.post(f"/contacts/closings/{row.pk}/", {"is_agreed": "yes", "words": "We spoke."})
    steps = amira.post(f"/contacts/closings/{row.pk}/", STAFFED)
    row.refresh_from_db()
    still_open = row.closed_on
    amira.post(f"/contacts/closings/{row.pk}/", STAFFED | {"wants_no_steps": "on"})
    after = amira.get(f"/contacts/closings/{row.pk}/")

    assert b"Thank you, I am done." in page.content
    assert b"Rosa ended service" in page.content
    assert b"Go on for now" not in page.content
    assert (nothing.status_code, b"We spoke." in nothing.content) == (422, True)
    assert b"or tick that they wanted to plan none" in steps.content
    assert still_open is None
    assert b"They wanted to plan none" in after.content
    assert b"They were there" in after.content


@pytest.mark.parametrize(("code", "name"), [("nm", b"nm.nondiscrimination.1"), ("nc", b"nc.2.3"), ("ak", b"ak.rel.4")])
@clause("nm.nondiscrimination.1", "nc.2.3", "ak.rel.4")
def test_a_closing_over_who_somebody_is_says_which_clause_and_stays_filled_in(
    here: Practice, code: str, name: bytes
) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)

    page = as_(worker).post(f"/contacts/close/{person.pk}/", ASKED | {"is_protected_ground": "yes"})

    assert page.status_code == 422
    assert name in page.content
    assert b"She is ready." in page.content


@clause("ca.respect.12", "ca.respect.11")
def test_demeaning_words_in_a_closing_or_its_staffing_are_stopped_in_their_field(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    path = f"/contacts/close/{teo.pk}/"

    asked = as_(worker).post(path, ASKED | {"reason": "He is just a junkie."})
    as_(worker).post(path, ASKED)
    closing = Closing.objects.get()

    assert (asked.status_code, b"ca.respect.12" in asked.content) == (422, True)
    assert b"He is just a junkie." in asked.content
    assert closing.data()["reason"] == "She is ready."


@clause("nm.role.8")
def test_a_try_is_two_taps_and_stands_before_the_supervisor(here: Practice) -> None:
    dana, path = as_(here.dana), f"/contacts/tried/{here.rosa.pk}/"
    person = dana.get(f"/people/{here.rosa.pk}/")
    form = dana.get(path).context["form"]
    filled = {name: str(form[name].value()) for name in form.fields} | {"at": "09:59"}

    for _ in range(2):
        dana.post(path, filled)
    asked = dana.post(f"/contacts/close/{here.rosa.pk}/", ASKED | {"ground": "no-response"})
    for day in ("2026-11-16", "2026-11-17"):
        dana.post(path, filled | {"token": str(uuid4()), "day": day})
    future = dana.post(path, filled | {"token": str(uuid4()), "day": "2026-12-24"})
    dana.post(f"/contacts/close/{here.rosa.pk}/", ASKED | {"ground": "no-response"})
    staffing = as_(here.amira).get(f"/contacts/closings/{Closing.objects.get().pk}/")

    assert path.encode() in person.content
    assert (asked.status_code, b"nm.role.8" in asked.content) == (422, True)
    assert (future.status_code, b"lies in the future" in future.content) == (422, True)
    assert Contact.objects.filter(is_attempt=True).count() == 3
    assert b"Tried on 3 days since they were last met; 3 are asked for" in staffing.content


# ---- the person's own wish


@clause("nm.continuation.4", "sud.3.18a", "ak.rel.8a")
def test_the_persons_wish_has_a_door_for_supervisor_team_and_the_person(here: Practice) -> None:
    own, path = give_account(here.rosa), f"/contacts/close/{here.rosa.pk}/"

    theirs = as_(own).get("/contacts/mine/", follow=True)
    page = as_(own).get(path)
    of_supervisor = as_(here.amira).get(f"/people/{here.rosa.pk}/")
    as_(own).post(f"{path}now/", {"words": "I have what I need."})
    second = as_(here.amira).post(f"{path}now/", {"words": "She told me too."}, follow=True)

    assert path.encode() in theirs.content
    assert path.encode() in of_supervisor.content
    assert b"End it now" in page.content
    assert b"Why is it ending?" not in page.content
    assert Closing.objects.get().person_ended
    assert b"Rosa Own put this on record on November 19, 2026" in second.content
    assert [row.words for row in ClosingWords.objects.order_by("pk")] == ["I have what I need.", "She told me too."]


@clause("nm.continuation.4")
def test_a_supervisor_finds_the_door_of_somebody_who_has_nobody(here: Practice) -> None:
    teo, amira = here.caseload.teo, as_(here.amira)

    offered = amira.get(f"/people/{teo.pk}/offer/")
    sent = amira.post(f"/contacts/close/{teo.pk}/now/", {"words": ""})

    assert f"/contacts/close/{teo.pk}/".encode() in offered.content
    assert sent.status_code == 302
    assert Closing.objects.get().person_ended


def test_words_too_long_are_handed_back_and_nothing_is_lost(here: Practice) -> None:
    words = "x" * LONGEST + " the end"

    page = as_(here.dana).post(f"/contacts/close/{here.rosa.pk}/now/", {"words": words})

    assert page.status_code == 422
    assert b"x the end" in page.content
    assert not Closing.objects.exists()


def test_the_second_who_asks_is_told_on_the_page_who_was_first(here: Practice) -> None:
    assign(here.rosa, here.caseload.jo, here.amira)
    as_(here.dana).post(f"/contacts/close/{here.rosa.pk}/", ASKED)

    page = as_(here.caseload.jo).post(f"/contacts/close/{here.rosa.pk}/", ASKED | {"reason": "He moved."}, follow=True)

    assert b"Dana Ruiz asked to close this case on November 19, 2026" in page.content
    assert ClosingWords.objects.get().words.startswith("He moved.")


# ---- a page from before somebody was given to somebody else


@pytest.fixture
def given_away(here: Practice) -> Practice:
    """Rosa was with Dana, and is with Jo since this morning."""
    add(
        record=open_for(here.dana, here.rosa),
        kind=Part.Kind.GOAL,
        area="",
        words="A bus pass.",
        token=uuid4(),
        by=here.user,
        on=TODAY,
    )
    assign(here.rosa, here.caseload.jo, here.amira)
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    return here


TYPED = "By the river, she said."


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/contacts/tell/{person}/", {"about": ["role"], "took": "said-yes", "language": "en"}),
        ("/contacts/agree/{person}/", {"together": TYPED}),
        ("/contacts/close/{person}/", ASKED | {"reason": TYPED}),
        ("/contacts/naloxone/{person}/", {"choice": "knows"}),
        ("/people/{person}/essentials/", {"wishes": TYPED, "voice": "own"}),
        ("/goals/{person}/new/goal/", {"words": TYPED, "token": str(uuid4())}),
        ("/goals/{person}/say/", {"words": TYPED, "token": str(uuid4())}),
        ("/goals/{person}/{part}/", {"deed": "step", "words": TYPED, "token": str(uuid4())}),
        ("/goals/{person}/{part}/", {"deed": "words", "words": TYPED}),
        ("/goals/{person}/{part}/", {"deed": "beside", "kind": "view", "words": TYPED}),
    ],
)
def test_a_stale_page_after_a_reassignment_hands_back_what_was_typed_and_says_who_and_when(
    given_away: Practice, path: str, sent: dict[str, object]
) -> None:
    here, dana = given_away, as_(given_away.dana)
    address = path.format(person=here.rosa.pk, part=Part.objects.get().pk)

    late = dana.post(address, sent)

    assert late.status_code == 409
    assert b"Amira Haddad ended this assignment on Thursday, November 19" in late.content
    assert TYPED not in str(sent) or TYPED.encode() in late.content
    assert b"A bus pass." not in late.content
    assert Part.objects.count() == 1
    for model in (Told, Agreement, Closing, Essentials):
        assert not model.objects.exists()
    assert as_(here.caseload.place.others["another supervisor"]).post(address, sent).status_code in {403, 404}


@clause("sud.3.19", "ak.rel.9", "nm.continuation.4")
def test_what_the_person_says_to_whom_they_knew_before_is_taken_down_all_the_same(given_away: Practice) -> None:
    here, dana = given_away, as_(given_away.dana)

    change = dana.post(f"/people/{here.rosa.pk}/change/", {"wants": "another-worker", "words": "Not a good fit."})
    ended = dana.post(f"/contacts/close/{here.rosa.pk}/now/", {"words": "Enough."}, follow=True)

    assert (change.status_code, ended.status_code) == (302, 200)
    assert ChangeAsked.objects.get().words == "Not a good fit."
    assert Closing.objects.get().person_ended
    assert b"It ends now" in ended.content
