"""Surveys of our own: how people are met, answered unseen; how work treats those who work there, and nobody can tell who said what."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.accounts.models import User
from alongside.instruments.asking import Answer, Answers
from alongside.instruments.counting import rows_of
from alongside.instruments.models import AnswersSeenBy, Giving, Instrument, Response, WorkplaceYear
from alongside.instruments.own import ON_SERVICES, TERMS, own_files
from alongside.instruments.shelf import opened, read_files
from alongside.instruments.workplace import (
    NAME,
    NotOpen,
    is_asked,
    open_year,
    say_how_it_is,
    workplace_rows,
    workplace_survey,
)
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, RoleKind, Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from canon.prompt import At
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.instruments.makers import Shelf, answer, give, put, token_of
from tests.alongside.rulings.makers import MORNING, TODAY, account, give as give_role, take_on
from tests.clauses import clause

GLAD, NOT_GLAD = "agree", "disagree"
NEXT_YEAR = MORNING + timedelta(days=60)
NEXT_QUARTER = TODAY + timedelta(days=60)


def said(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


def survey_on(here: Shelf) -> Instrument:
    """Switched on by a button, as an administrator does."""
    assert as_(here.administrator).post("/instruments/switch-on/").status_code == 302
    return Instrument.objects.get(url=f"https://alongside.example/forms/{ON_SERVICES}")


def all_say(value: str) -> Answers:
    return {item: (Answer(value),) for item in ("welcome", "interest", "kind", "say", "raise")}


def served(here: Shelf, number: int) -> Person:
    return Person.objects.create(agency=here.agency, chosen_name=f"Somebody {number}")


# ---- how people are met


@clause("ca.respect.1", "ca.respect.2", "ca.respect.7")
@pytest.mark.parametrize(
    ("name", "item"), [("ca.respect.1", "welcome"), ("ca.respect.2", "interest"), ("ca.respect.7", "kind")]
)
def test_each_is_a_sentence_of_the_survey_in_both_languages_counted_for_itself(
    here: Shelf, client: Client, name: str, item: str
) -> None:
    (prompt,) = prompts_at([name], At.SURVEY)
    assert prompt.of == (item,)
    found = opened(survey_on(here))
    asked = next(own for own in found.questionnaire.questions if own.link_id == item)

    shown = said(as_(here.administrator), f"/instruments/{Instrument.objects.latest('pk').pk}/")

    assert asked.words.in_language("en") in shown
    assert asked.words.in_language("es") != asked.words.in_language("en")
    assert found.scoring is not None
    assert [one.items for one in found.scoring.subscales if one.id == item] == [(item,)]
    assert prompt.say("en") in said(client, clause_address(name))
    assert prompt.say("es") in said(client, clause_address(name), spanish=True)
    assert 'href="/instruments/"' in said(client, clause_address(name))


@clause("ca.respect.1", "ca.respect.2", "ca.respect.7")
def test_it_is_answered_unseen_by_the_worker_who_gave_it(here: Shelf) -> None:
    survey = survey_on(here)
    giving = give(survey, here.rosa, here.dana)
    dana = as_(here.dana)
    assert dana.get(f"/instruments/answer/{token_of(giving)}/").status_code == 403

    response = answer(giving, all_say(NOT_GLAD), show=True)

    assert survey.answers_seen_by == AnswersSeenBy.NOBODY
    assert not hasattr(response, "showing")
    shown = said(dana, f"/instruments/given/{giving.pk}/")
    assert "In desacuerdo" not in shown
    assert "I disagree" not in shown
    assert NOT_GLAD.encode() not in bytes(response.sealed)
    assert Giving.objects.get(pk=giving.pk).status == Giving.Status.SENT


@clause("ca.respect.1", "ca.respect.2", "ca.respect.7")
@pytest.mark.parametrize(("many", "is_shown"), [(10, False), (22, True)])
def test_a_small_number_is_hidden(here: Shelf, many: int, *, is_shown: bool) -> None:
    survey = survey_on(here)
    give(survey, here.rosa, here.dana)
    for number in range(many):
        put(survey, served(here, number), here.dana, all_say(GLAD if number % 2 else NOT_GLAD), at=MORNING)

    rows = {row.subscale.id: row.newest for row in rows_of(survey, NEXT_QUARTER)}

    for item in ("welcome", "interest", "kind"):
        cell = rows[item]
        assert (cell is not None and (cell.counted, cell.met) == (22, 11)) is is_shown


def test_switched_on_twice_it_stands_once_and_only_by_an_administrator(here: Shelf) -> None:
    for _twice in range(2):
        survey_on(here)

    assert "Ready to switch on" not in said(as_(here.administrator), "/instruments/")
    assert as_(here.dana).post("/instruments/switch-on/").status_code == 403
    assert Instrument.objects.filter(url__startswith="https://alongside.example").count() == 1
    assert survey_on(here).every_months == TERMS.every_months == 12


@pytest.mark.parametrize("name", [ON_SERVICES, NAME])
def test_our_files_are_read_as_any_other_and_said_in_spanish_throughout(name: str) -> None:
    found = read_files(own_files(name))

    assert set(found.questionnaire.languages()) == {"en", "es"}
    assert found.scoring is not None
    assert len(found.scoring.subscales) == len(found.questionnaire.questions) == 5
    for place, at in ((ON_SERVICES, At.SURVEY), (NAME, At.WORKPLACE)):
        from alongside.rulebook.files import shelf

        items = {item.link_id for item in read_files(own_files(place)).questionnaire.questions}
        clauses = [own.id for edition in shelf().library.editions for own in edition.clauses]
        assert {of for prompt in prompts_at(clauses, at) for of in prompt.of} <= items


# ---- how work treats those who work there


def hire_many(here: Shelf, many: int) -> list[Worker]:
    found = []
    for number in range(many):
        user = User.objects.create_user(f"w{number}@example.test", name=f"Worker {number}")
        give_role(user, RoleKind.WORKER, agency=here.agency)
        found.append(take_on(here.agency, user))
    return found


def speak(worker: Worker, value: str) -> None:
    answers: Answers = {item: (Answer(value),) for item in ("recovery", "supervisor", "honest", "step-back", "lived")}
    say_how_it_is(worker=worker, answers=answers, by=user_of(worker), on=TODAY)


@clause("nc.values.4")
def test_workers_say_how_their_supervisor_and_work_treat_recovery(here: Shelf, client: Client) -> None:
    (prompt,) = prompts_at(["nc.values.4"], At.WORKPLACE)
    dana = as_(here.dana)
    before = said(dana, "/instruments/workplace/")
    assert as_(here.administrator).post("/instruments/workplace/ask/").status_code == 302
    sentence = next(own for own in workplace_survey().questionnaire.questions if own.link_id == "supervisor")

    page, spanish = said(dana, "/instruments/workplace/"), said(dana, "/instruments/workplace/", spanish=True)
    names = {item.link_id: f"q{n}" for n, item in enumerate(workplace_survey().questionnaire.every(), 1)}
    sent = dana.post("/instruments/workplace/", {names["supervisor"]: GLAD}, follow=True)

    assert "Nothing is asked of you now" in before
    assert sentence.words.in_language("en") in page
    assert sentence.words.in_language("es") in spanish
    assert "nc.values.4" in page
    assert "Nothing is asked of you now" in said(dana, "/instruments/workplace/")
    assert sent.status_code == 200
    assert prompt.say("en") in said(client, clause_address("nc.values.4"))
    assert prompt.say("es") in said(client, clause_address("nc.values.4"), spanish=True)


@clause("nc.values.4")
@pytest.mark.parametrize(("many", "is_shown"), [(10, False), (22, True)])
def test_what_many_said_shows_once_the_year_is_over_and_never_of_a_few(
    here: Shelf, many: int, *, is_shown: bool
) -> None:
    open_year(agency=here.agency, by=here.administrator)
    for number, worker in enumerate(hire_many(here, many)):
        speak(worker, GLAD if number % 2 else NOT_GLAD)

    assert workplace_rows(here.agency, TODAY) == []
    with clock.standing_at(NEXT_YEAR):
        rows = {row.subscale.id: row.newest for row in workplace_rows(here.agency, NEXT_YEAR.date())}
        page = said(as_(here.people.amira), "/instruments/workplace/said/")
    cell = rows["supervisor"]
    assert (cell is not None and (cell.counted, cell.met) == (22, 11)) is is_shown
    assert ("11 of 22" in page) is is_shown


@clause("nc.values.4")
def test_neither_the_row_nor_the_journal_says_who_said_what(here: Shelf) -> None:
    open_year(agency=here.agency, by=here.administrator)
    entries = Entry.objects.count()
    first, second = hire_many(here, 2)
    rows = []
    for order in ((first, NOT_GLAD), (second, GLAD)), ((first, GLAD), (second, NOT_GLAD)):
        WorkplaceYear.objects.update(sealed=_empty())
        for worker, value in order:
            speak(worker, value)
        rows.append(_content(WorkplaceYear.objects.get()))

    assert rows[0] == rows[1], "whoever said which, the row is the same"
    assert Entry.objects.count() == entries
    assert not Response.objects.exists()


def _empty() -> bytes:
    from alongside.rulings.sealing import seal

    return seal({"answered": [], "said": []})


def _content(row: WorkplaceYear) -> object:
    from alongside.rulings.sealing import unseal

    assert GLAD.encode() not in bytes(row.sealed)
    return unseal(row.sealed)


def test_it_is_answered_once_and_only_where_it_is_asked(here: Shelf) -> None:
    with pytest.raises(NotOpen):
        speak(here.dana, GLAD)
    for _twice in range(2):
        open_year(agency=here.agency, by=here.administrator)
    speak(here.dana, GLAD)

    assert not is_asked(here.dana, TODAY)
    with pytest.raises(NotOpen):
        speak(here.dana, NOT_GLAD)
    with pytest.raises(NotTheirs):
        say_how_it_is(worker=here.dana, answers={}, by=here.people.amira, on=TODAY)
    with pytest.raises(NotTheirs):
        open_year(agency=here.agency, by=here.people.amira)


def test_an_empty_answer_or_one_that_is_no_choice_is_said_so(here: Shelf) -> None:
    open_year(agency=here.agency, by=here.administrator)
    dana = as_(here.dana)

    assert dana.post("/instruments/workplace/", {}).status_code == 422
    assert dana.post("/instruments/workplace/", {"q1": "'; DROP TABLE"}).status_code == 422
    assert is_asked(here.dana, TODAY)


def test_a_year_stays_as_opened(here: Shelf) -> None:
    row = open_year(agency=here.agency, by=here.administrator)

    for change in ({"year": 2020}, {"opened_by": account("Other")}, {"opened_at": datetime.now().astimezone()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            WorkplaceYear.objects.filter(pk=row.pk).update(**change)
