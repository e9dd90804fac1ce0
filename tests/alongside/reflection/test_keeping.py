"""What somebody kept is theirs: sealed, seen by nobody else, deleted without a trace, brought along word for word."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.reflection.keeping import LONGEST, delete_reflection, keep_reflection, opened
from alongside.reflection.models import Reflection
from alongside.supervision.agenda import agenda_of, lines_of
from alongside.supervision.refusals import NotPossible
from tests.alongside.caseload.makers import user_of
from tests.alongside.rulings.makers import TODAY
from tests.alongside.supervision.makers import Team, at, booked, signed_in

SECRET = "I was short with Rosa on Monday"
PAGE = "/supervision/think/"


def kept(team: Team, words: str = SECRET, clause: str = "nm.role.0a") -> Reflection:
    return keep_reflection(
        worker=team.dana, clause=clause, words=words, form_token=uuid4(), by=team.dana_user, on=TODAY
    )


def test_words_are_sealed_and_the_journal_is_not_told(team: Team) -> None:
    before = Entry.objects.count()

    row = kept(team)

    assert SECRET.encode() not in bytes(row.sealed)
    assert opened(row).words == SECRET
    assert "found hope" in opened(row).question
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["amira", "ada", "sam"])
def test_nobody_else_reads_it_at_any_address(team: Team, who: str) -> None:
    row = kept(team)
    booked(team, [team.dana], at(11, 24))
    other = signed_in(getattr(team, who))

    for address in (PAGE, f"{PAGE}{row.pk}/bring/"):
        assert other.get(address).status_code in (403, 404)
    assert other.post(f"{PAGE}{row.pk}/delete/").status_code in (403, 404)
    assert SECRET not in other.get("/supervision/").content.decode()
    assert Reflection.objects.filter(pk=row.pk).exists()


def test_a_colleague_finds_nothing_there(team: Team) -> None:
    row = kept(team)
    jo = signed_in(user_of(team.jo))

    assert jo.get(f"{PAGE}{row.pk}/bring/").status_code == 404
    assert SECRET not in jo.get(PAGE).content.decode()
    with pytest.raises(NotTheirs):
        delete_reflection(reflection=row, by=user_of(team.jo))
    with pytest.raises(NotTheirs):
        keep_reflection(
            worker=team.dana, clause="nm.role.0a", words="x", form_token=None, by=user_of(team.jo), on=TODAY
        )


def test_the_question_stands_where_the_worker_prepares_and_not_where_the_supervisor_does(team: Team) -> None:
    session = booked(team, [team.dana], at(11, 24))
    (mine,) = [item for item in agenda_of(team.dana, TODAY, reader=team.dana_user) if item.url == PAGE]

    assert mine.is_private
    assert mine.title in signed_in(team.dana_user).get("/supervision/mine/").content.decode().replace("&#x27;", "'")
    assert not [item for item in agenda_of(team.dana, TODAY, reader=team.amira) if item.url == PAGE]
    assert mine.title not in signed_in(team.amira).get(f"/supervision/sessions/{session.pk}/").content.decode()


def test_what_is_brought_along_is_what_was_chosen_and_nothing_more(team: Team) -> None:
    row = kept(team, f"{SECRET}. And something about home.")
    client = signed_in(team.dana_user)
    token = str(uuid4())

    for _twice in range(2):
        client.post(f"{PAGE}{row.pk}/bring/", {"words": SECRET, "token": token})

    (line,) = lines_of(team.dana, reader=team.amira)
    assert line.words == SECRET
    assert opened(Reflection.objects.get()).words.endswith("home.")


def test_deleted_it_is_gone(team: Team) -> None:
    row = kept(team)
    client = signed_in(team.dana_user)

    answer = client.post(f"{PAGE}{row.pk}/delete/", follow=True)

    assert "Nothing of it is left." in answer.content.decode()
    assert not Reflection.objects.exists()
    delete_reflection(reflection=row, by=team.dana_user)


def test_the_same_form_sent_twice_keeps_it_once(team: Team) -> None:
    client, token = signed_in(team.dana_user), str(uuid4())

    for _twice in range(2):
        answer = client.post(PAGE, {"clause": "nm.role.0a", "words": SECRET, "token": token}, follow=True)

    assert "Kept. Only you see it." in answer.content.decode()
    assert Reflection.objects.count() == 1


@pytest.mark.parametrize("words", ["", "   ", "x" * (LONGEST + 1)])
def test_nothing_typed_is_lost_where_it_cannot_be_kept(team: Team, words: str) -> None:
    answer = signed_in(team.dana_user).post(PAGE, {"clause": "nm.role.0a", "words": words, "token": str(uuid4())})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Reflection.objects.exists()


def test_a_question_of_another_code_keeps_nothing_and_says_why(team: Team) -> None:
    with pytest.raises(NotPossible) as refused:
        kept(team, clause="ca.respect.4")

    assert refused.value.code == "no-guide"


def test_a_brought_line_too_long_for_an_agenda_stays_on_the_page(team: Team) -> None:
    row = kept(team, "word " * 300)

    answer = signed_in(team.dana_user).post(f"{PAGE}{row.pk}/bring/", {"words": "word " * 300})

    assert answer.status_code == 422
    assert "word word" in answer.content.decode()
    assert not lines_of(team.dana, reader=team.amira)


def test_a_stranger_is_asked_to_sign_in(team: Team) -> None:
    assert Client().get(PAGE).status_code == 302
