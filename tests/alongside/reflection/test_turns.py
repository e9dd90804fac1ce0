"""Each guide clause of a worker's code comes up within a year, with its own question, in both languages, and in the reader."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from django.test import Client

from alongside.people import clock
from alongside.people.models import Worker
from alongside.reflection.turns import guides_of, question_for, turn_of
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from alongside.rulebook.reflecting import ANY
from alongside.rulings.prompting import clauses_of
from canon.code import Clause, Control
from canon.prompt import At
from tests.alongside.caseload.makers import hire, user_of
from tests.alongside.rulings.makers import TODAY
from tests.alongside.supervision.makers import Team, signed_in
from tests.clauses import clause

YEAR = [TODAY + timedelta(days=n) for n in range(365)]


@pytest.fixture
def named(request: pytest.FixtureRequest) -> list[str]:
    """The clauses that the test is marked with."""
    return [str(name) for mark in request.node.iter_markers("clause") for name in mark.args]


def assert_each_comes_up(worker: Worker, named: list[str], reader: Client) -> None:
    """On its day the page asks each clause's own question beside the clause; the reader shows it and leads there."""
    mine, spanish_of_mine = signed_in(user_of(worker)), signed_in(user_of(worker))
    spanish_reader = Client()
    for client in (spanish_of_mine, spanish_reader):
        client.cookies["django_language"] = "es"
    guides = {own.id: own for own in guides_of(worker, TODAY)}
    first = {turn.id: day for day in reversed(YEAR) if (turn := turn_of(list(guides.values()), day)) is not None}
    for name in named:
        own, (prompt,) = guides[name], prompts_at([name], At.REFLECTION)
        english, spanish = (prompt.say(language) for language in ("en", "es"))
        assert english != spanish
        with clock.standing_at(datetime.combine(first[name], time(9), worker.agency.time_zone)):
            page = said(mine.get("/supervision/think/").content)
            in_spanish = said(spanish_of_mine.get("/supervision/think/").content)
        assert english in page, name
        assert spanish in in_spanish, name
        assert own.says in page
        assert own.cite in page
        assert f'href="{clause_address(name)}"' in page
        read = said(reader.get(clause_address(name)).content)
        assert english in read
        assert own.cite in read
        assert f"/supervision/think/?clause={name}" in read
        assert spanish in said(spanish_reader.get(clause_address(name)).content)


def said(content: bytes) -> str:
    return unescape(content.decode())


@clause("nm.preface.2", "nm.preface.3", "nm.preface.5", "nm.preface.7", "nm.role.0a", "nm.competence.2a")
def test_new_mexicos_come_up(team: Team, named: list[str], client: Client) -> None:
    assert_each_comes_up(team.dana, named, client)


@clause("nc.overview.3", "nc.values.1", "nc.values.2", "nc.values.6", "nc.values.7", "nc.values.8", "nc.2.2")
def test_north_carolinas_come_up(team: Team, named: list[str], client: Client) -> None:
    assert_each_comes_up(hire(team.place, "Uma Reyes", "nc"), named, client)


@clause("ca.hope.1", "ca.authenticity.1b", "ca.authenticity.6", "ca.cultural.3", "ca.respect.4", "ca.respect.5")
@clause("ca.respect.6", "ca.respect.8", "ca.respect.9", "ca.respect.10", "ca.advocacy.3", "ca.advocacy.3a")
@clause("ca.advocacy.7", "ca.safety.8", "ca.mutuality.2", "ca.reciprocity.1a", "ca.reciprocity.2", "ca.reciprocity.4")
@clause("ca.wellness.2", "ca.integrity.9")
def test_californias_come_up(team: Team, named: list[str], client: Client) -> None:
    assert_each_comes_up(hire(team.place, "Uma Reyes", "ca"), named, client)


@clause("sud.preamble.8", "sud.preamble.3")
def test_ccapps_come_up(team: Team, named: list[str], client: Client) -> None:
    assert_each_comes_up(hire(team.place, "Uma Reyes", "sud"), named, client)


@clause("ak.intro.7", "ak.intro.3a", "ak.intro.3b", "ak.values.3", "ak.values.4", "ak.values.5", "ak.rel.4a")
@clause("ak.rel.6")
def test_alaskas_come_up(team: Team, named: list[str], client: Client) -> None:
    assert_each_comes_up(hire(team.place, "Uma Reyes", "ak"), named, client)


@pytest.mark.parametrize("codes", [("nm",), ("ca",), ("nm", "nc", "ca", "sud", "ak")])
def test_every_guide_of_every_code_that_binds_has_its_days_in_any_year(team: Team, codes: tuple[str, ...]) -> None:
    worker = hire(team.place, "Uma Reyes", codes[0])
    for code in codes[1:]:
        from tests.alongside.caseload.makers import grant

        grant(team.place, worker, code)
    guides = guides_of(worker, TODAY)

    turns = [turn_of(guides, day) for day in YEAR]

    assert {own.id for own in guides} == {own.id for own in clauses_of(worker, TODAY) if own.control is Control.GUIDE}
    assert {turn.id for turn in turns if turn} == {own.id for own in guides}
    assert {own.code for own in guides} == set(codes)


def test_more_guides_than_days_still_take_turns(team: Team) -> None:
    one = guides_of(team.dana, TODAY)[0]
    many: list[Clause] = [one] * 400

    assert turn_of(many, TODAY) is one
    assert turn_of([], TODAY) is None


def test_another_question_goes_round_them_all_and_leaves_no_trace(team: Team) -> None:
    from alongside.reflection.models import Reflection

    seen: list[str] = []
    asked = question_for(team.dana, TODAY)
    while asked is not None and asked.clause.id not in seen:
        seen.append(asked.clause.id)
        asked = question_for(team.dana, TODAY, asked.next)

    assert len(seen) == len(guides_of(team.dana, TODAY))
    assert not Reflection.objects.exists()


def test_a_guide_that_nobody_wrote_a_question_for_is_asked_the_one_that_fits_all(team: Team) -> None:
    written = {prompt.clause for prompt in prompts_at([c.id for c in guides_of(team.dana, TODAY)], At.REFLECTION)}
    bare = next(own for own in guides_of(team.dana, TODAY) if own.id not in written)

    asked = question_for(team.dana, TODAY, bare.id)

    assert asked is not None
    assert asked.words == str(ANY)


def test_a_clause_of_a_code_that_does_not_bind_is_not_asked_about(team: Team) -> None:
    asked = question_for(team.dana, TODAY, "ca.respect.4")

    assert asked is not None
    assert asked.clause.code == "nm"


def test_whom_no_code_binds_is_told_where_questions_come_from(team: Team) -> None:
    page = said(signed_in(user_of(team.jo)).get("/supervision/think/").content)

    assert "No question yet" in page
    assert question_for(team.jo, date(2026, 11, 19)) is None
