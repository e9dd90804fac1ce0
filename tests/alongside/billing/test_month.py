"""A month: what is ready, what is held and why, in units that its minutes allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from alongside.billing.codes import Choice, entries, roundings, set_rule
from alongside.billing.models import ServiceRule, Setting, Way
from alongside.billing.month import State, Why
from alongside.billing.refusals import NotOffered
from alongside.billing.words import WORDS
from alongside.consent.words import Purpose, RecipientKind, What
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.practice.models import Hold, How
from alongside.practice.others import Somebody
from alongside.practice.serving import Fitness, Slot
from tests.alongside.billing.makers import (
    administrator,
    agency,
    decide,
    month,
    put_codes_on_file,
    service,
    whys,
)
from tests.alongside.caseload.makers import assign
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.practice.makers import Practice, at, held, planned, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


@pytest.mark.parametrize(
    ("minutes", "units"), [(0, 0), (7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3), (53, 4), (67, 4)]
)
def test_the_8_minute_rule_counts_as_its_source_says(minutes: int, units: int) -> None:
    rule = roundings()["eight-minute"]
    row = ServiceRule(unit_minutes=rule.unit_minutes, least_minutes=rule.least_minutes)

    assert row.units(minutes) == units


@given(minutes=st.integers(0, 1440), unit=st.integers(1, 60), data=st.data())
def test_no_rounding_ever_gives_more_than_one_begun_unit(minutes: int, unit: int, data: st.DataObject) -> None:
    least = data.draw(st.integers(1, unit))

    units = ServiceRule(unit_minutes=unit, least_minutes=least).units(minutes)

    assert units * unit - unit + least <= minutes or units == 0
    assert (units + 1) * unit - unit + least > minutes


def test_every_code_and_rounding_says_where_it_comes_from_and_in_words() -> None:
    assert all(own.source and own.says != own.key for own in (*entries().values(), *roundings().values()))
    assert set(WORDS) == set(Why)


def test_without_a_code_on_file_nothing_is_ready(here: Practice) -> None:
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact

    before = whys(here, contact)
    put_codes_on_file(here)

    assert before == {Why.NO_CODE}
    assert service(here, contact).state is State.READY
    assert service(here, contact).units == 3


def test_a_code_counts_from_its_day_and_may_be_taken_back(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    off = Choice(Setting.ONE, (Way.IN_PERSON,), "", "eight-minute", TODAY)

    first = set_rule(agency=agency(here), choice=off, by=administrator(here))
    again = set_rule(agency=agency(here), choice=off, by=administrator(here))
    later = replace(off, entry="h2015", from_day=TODAY + timedelta(days=1))
    set_rule(agency=agency(here), choice=later, by=administrator(here))

    assert (len(first), len(again)) == (1, 0)
    assert whys(here, contact) == {Why.NO_CODE}


def test_a_code_that_is_not_offered_or_not_for_groups_is_refused(here: Practice) -> None:
    good = Choice(Setting.ONE, (Way.IN_PERSON,), "h0038", "eight-minute", TODAY)

    for choice in (
        replace(good, entry="h9999"),
        replace(good, rounding="generous"),
        replace(good, ways=()),
        replace(good, setting=Setting.GROUP),
    ):
        with pytest.raises(NotOffered):
            set_rule(agency=agency(here), choice=choice, by=administrator(here))
    with pytest.raises(NotTheirs):
        set_rule(agency=agency(here), choice=good, by=here.amira)


def test_a_group_has_its_own_code_and_each_who_came_their_own_units(here: Practice) -> None:
    put_codes_on_file(here)
    left = came(here.rosa, left_at=at(8, 20, worker=here.dana))

    taken(here.dana, circle(here.dana, left, came(here.caseload.teo)))

    found = {own.person: own for own in month(here).of(State.READY)}
    assert {own.rule.modifiers for own in found.values() if own.rule} == {"HQ"}
    assert {pk: own.units for pk, own in found.items()} == {here.rosa.pk: 1, here.caseload.teo.pk: 4}


@clause("ca.integrity.10")
def test_the_first_of_two_at_one_time_waits_as_long_as_the_second(here: Practice) -> None:
    put_codes_on_file(here)
    first = written(here.dana, here.rosa, held(slot(here.dana))).contact
    second = written(here.dana, here.caseload.teo, held(slot(here.dana), "Another line.")).contact

    waiting = (whys(here, first), whys(here, second))
    decide(here, second, Hold.Outcome.KEPT)

    assert waiting == ({Why.OTHER_WAITS}, {Why.OVERLAP})
    assert service(here, first).state is State.READY
    assert service(here, second).state is State.NOT_BILLED


@clause("ca.integrity.10")
def test_two_at_one_time_are_not_both_ready_even_if_somebody_let_them_pass(here: Practice) -> None:
    put_codes_on_file(here)
    first = written(here.dana, here.rosa, held(slot(here.dana))).contact
    second = written(here.dana, here.caseload.teo, held(slot(here.dana), "Another line.")).contact

    decide(here, second, Hold.Outcome.RELEASED)

    assert month(here).of(State.READY) == []
    assert whys(here, first) == whys(here, second) == {Why.OVERLAP}


@clause("ca.integrity.10")
def test_all_of_a_group_wait_where_its_leader_is_said_to_have_been_elsewhere(here: Practice) -> None:
    put_codes_on_file(here)
    session = taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo)))
    written(here.dana, here.rosa, held(slot(here.dana, minutes=30), "We also talked, it says here."))

    assert month(here).of(State.READY) == []
    assert {own.state for own in month(here).services if own.gathering == session.token} == {State.HELD}


@clause("ca.integrity.10")
def test_one_person_has_one_service_at_a_time(here: Practice) -> None:
    put_codes_on_file(here)
    jo = here.caseload.jo
    assign(here.rosa, jo, here.amira)

    mine = written(here.dana, here.rosa, held(slot(here.dana))).contact
    other = written(jo, here.rosa, held(slot(jo, minutes=30), "On the phone with her.")).contact

    assert whys(here, mine) == whys(here, other) == {Why.PERSON_TWICE}


@clause("ca.integrity.10")
def test_more_units_than_a_day_has_are_held(here: Practice) -> None:
    ServiceRule.objects.create(
        agency=agency(here),
        setting=Setting.ONE,
        way=Way.IN_PERSON,
        code="H0038",
        rounding="generous",
        unit_minutes=240,
        least_minutes=1,
        from_day=date(2026, 1, 1),
        by=administrator(here),
        at=clock.now(),
    )
    for number in range(7):  # seven units of four hours each, in less than one hour
        begins = at(8, 8 * number, worker=here.dana)
        written(here.dana, here.rosa, held(Slot(begins, begins + timedelta(minutes=8), How.AGREED_PLACE), f"{number}."))

    assert month(here).of(State.READY) == []
    assert {reason.why for own in month(here).services for reason in own.reasons} == {Why.TOO_LONG}


@clause("ca.integrity.10", "nm.competence.2")
def test_what_is_held_stays_held_until_somebody_decides(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana), fitness=Fitness(in_scope=False))).contact

    waiting = service(here, contact)
    decide(here, contact, Hold.Outcome.KEPT)

    assert waiting.state is State.HELD
    assert waiting.reasons[0].clauses == ("nm.competence.2",)
    assert service(here, contact).state is State.NOT_BILLED


def test_what_is_too_short_or_with_somebody_else_is_never_billed(here: Practice) -> None:
    put_codes_on_file(here)
    short = written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=7))).contact
    sister = Somebody(
        RecipientKind.FAMILY, "Her sister", (What.IN_SERVICES,), Purpose.FAMILY, person_is_there=False, is_secure=True
    )
    about_her = written(here.dana, here.rosa, replace(held(slot(here.dana, 9), "About her."), other=sister)).contact
    with_both = replace(held(slot(here.dana, 6), "With both."), other=replace(sister, person_is_there=True))
    both = written(here.dana, here.rosa, with_both).contact
    by_video = written(here.dana, here.caseload.teo, held(slot(here.dana, 7, how=How.ELECTRONIC), "By video.")).contact

    assert whys(here, short) == {Why.TOO_SHORT}
    assert Why.NOT_WITH_PERSON in whys(here, about_her)
    assert Why.NOT_WITH_PERSON not in whys(here, both)
    assert whys(here, by_video) == {Why.NO_CODE}
    assert [service(here, own).state for own in (short, about_her, by_video)] == [State.NOT_BILLED] * 2 + [State.HELD]


@clause("nm.role.9a", "nm.reporting.3")
def test_only_what_was_written_down_and_signed_is_ever_ready(here: Practice) -> None:
    put_codes_on_file(here)
    contact = planned(here.dana, here.rosa, slot(here.dana, 11))

    with clock.standing_at(MORNING + timedelta(hours=5)):
        assert month(here).services == []
    assert contact.status == "planned"


def test_a_month_begins_and_ends_where_the_agency_is(here: Practice) -> None:
    put_codes_on_file(here)
    with clock.standing_at(MORNING + timedelta(days=14)):
        late = at(23, 30, day=date(2026, 11, 30), worker=here.dana)
        early = at(0, 30, day=date(2026, 12, 1), worker=here.dana)
        last = written(
            here.dana, here.rosa, held(replace(slot(here.dana), begins=late, ends=late + timedelta(minutes=20)))
        )
        written(
            here.dana, here.rosa, held(replace(slot(here.dana), begins=early, ends=early + timedelta(minutes=20)), "x")
        )

        assert [own.contact for own in month(here).services] == [last.contact_id]
