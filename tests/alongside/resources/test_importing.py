"""A list brought in: every row is shown as it would be taken, the good ones are taken once, the rest can be put right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from alongside.people.authority import NotTheirs
from alongside.people.sheets import SheetEnded, SheetMoved
from alongside.resources.importing import (
    COLUMNS,
    Becomes,
    hand_in_resources,
    judge,
    put_sheet_aside,
    review,
    take_resources,
)
from alongside.resources.models import Kind, Resource, ResourceSheet, ResourceVersion
from alongside.ui.incoming import Unreadable
from tests.alongside.resources.makers import enter
from tests.alongside.rulings.makers import TODAY, Place
from tests.clauses import clause

GOOD = (
    "Name,Offers,Kinds,Source,Area,Web,Checked on\n"
    "Piñon House,A bed,housing; food,a visit,Mesa,example.org,2026-10-01\n"
    "Health Office,Naloxone kits,Naloxone,their page,Mesa,,\n"
    "No Source,Something,food,,Mesa,,\n"
    "Ahead,Something,food,x,Mesa,,2027-01-01\n"
    "Odd Kind,Something,parties,x,Mesa,,\n"
).encode()


@clause("nc.2.8a", "ca.education.3")
@pytest.mark.django_db
def test_a_list_is_seen_row_by_row_and_nothing_stands_before_the_yes(place: Place) -> None:
    sheet = hand_in_resources(agency=place.agency, data=GOOD, by=place.amira)

    found = review(sheet)

    assert [row.becomes.value for row in found.rows] == ["new", "new", "problem", "problem", "problem"]
    assert found.rows[0].told is not None
    assert found.rows[0].told.kinds == (Kind.HOUSING, Kind.FOOD)
    assert (found.rows[0].told.web, found.rows[0].checked_on) == ("https://example.org", date(2026, 10, 1))
    assert found.rows[1].checked_on == TODAY
    assert not Resource.objects.exists()


@pytest.mark.django_db
def test_the_good_rows_are_taken_once_and_the_others_stay_to_be_put_right(place: Place) -> None:
    sheet = hand_in_resources(agency=place.agency, data=GOOD, by=place.amira)

    taken = take_resources(sheet=sheet, expected=2, by=place.amira)
    with pytest.raises(SheetEnded):
        take_resources(sheet=sheet, expected=2, by=place.amira)

    assert taken.taken == Resource.objects.count() == 2
    assert [row.becomes for row in review(taken).rows] == [Becomes.PROBLEM] * 3
    assert "Piñon" not in taken.cells
    assert put_sheet_aside(sheet=taken, by=place.amira).cells == ""


@pytest.mark.django_db
def test_the_same_file_again_is_the_same_list_and_later_adds_nothing(place: Place) -> None:
    first = hand_in_resources(agency=place.agency, data=GOOD, by=place.amira)
    assert hand_in_resources(agency=place.agency, data=GOOD, by=place.amira).pk == first.pk
    take_resources(sheet=first, expected=2, by=place.amira)

    again = review(hand_in_resources(agency=place.agency, data=GOOD, by=place.amira))

    assert [row.becomes for row in again.rows[:2]] == [Becomes.THERE] * 2


@pytest.mark.django_db
def test_what_changed_since_the_page_was_opened_takes_nothing(place: Place) -> None:
    sheet = hand_in_resources(agency=place.agency, data=GOOD, by=place.amira)
    enter(place, name="PIÑON house", area="mesa")  # somebody enters one of them by hand meanwhile

    with pytest.raises(SheetMoved):
        take_resources(sheet=sheet, expected=2, by=place.amira)

    problems = review(sheet).rows[0].problems
    assert "Change it there." in problems[0]
    assert Resource.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [b"", b"name,offers\n", b"name,offers,kinds,source\n", b"PK\x03\x04zip", b"\xff\xfe\x00", b"name\n\0\n"]
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(place: Place, data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        hand_in_resources(agency=place.agency, data=data, by=place.amira)

    assert refused.value.remedy
    assert not ResourceSheet.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["colleague", "auditor", "operator", "board staff"])
def test_only_keepers_bring_lists_in(place: Place, who: str) -> None:
    with pytest.raises(NotTheirs):
        hand_in_resources(agency=place.agency, data=GOOD, by=place.others[who])


def test_a_list_has_room_for_what_a_version_has_room_for() -> None:
    from alongside.resources.importing import LONGEST

    room = {
        field.name: getattr(field, "max_length", None)
        for field in ResourceVersion._meta.local_concrete_fields
        if field.name in COLUMNS
    }

    assert room.items() <= LONGEST.items()


@given(st.lists(st.lists(st.text(max_size=30), min_size=0, max_size=6), max_size=6))
def test_no_cell_breaks_the_judge(rows: list[list[str]]) -> None:
    columns = ["name", "offers", "kinds", "source", "web"]
    numbered = [(line, cells) for line, cells in enumerate(rows, 2)]

    found = judge(columns, numbered, {}, TODAY + timedelta(days=0))

    assert [row.line for row in found] == [line for line, _cells in numbered]
    assert all((row.becomes is Becomes.PROBLEM) == bool(row.problems) for row in found)
