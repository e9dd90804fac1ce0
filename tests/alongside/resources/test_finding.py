"""Finding: by words and kind, in one's own agency, with a fixed number of questions to the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, strategies as st

from alongside.people.models import Agency, RoleKind
from alongside.people.viewer import viewer_of
from alongside.resources.keeping import end_resource
from alongside.resources.models import Kind
from alongside.resources.queries import kinds_counted, listed, resource_seen_by, resources_seen_by, unchecked
from alongside.resources.showing import ago_words, shown
from alongside.resources.staleness import stale_before
from tests.alongside.resources.makers import enter
from tests.alongside.rulings.makers import TODAY, Place, account, give
from tests.clauses import clause


@pytest.mark.django_db
class TestDirectory:
    @clause("ca.person.6", "ca.education.3")
    @pytest.mark.parametrize(
        "words", ["pantry", "PANTRY", "groc", "taos food", "cedar families", "comida", "food", "pántry", "of the", ""]
    )
    def test_it_is_found_in_ones_own_words(self, place: Place, words: str) -> None:
        enter(place)
        enter(place, name="Piñon House", offers="A bed", offers_es="", kinds=(Kind.HOUSING,), area="Mesa")

        found = [row.current.name for row in listed(place.viewer, words=words) if row.current]

        expected = {"": ["Cedar Street Pantry", "Piñon House"], "of the": []}
        assert found == expected.get(words, ["Cedar Street Pantry"])

    def test_a_kind_is_found_by_its_spanish_name(self, place: Place) -> None:
        enter(place)

        with translation.override("es"):
            assert listed(place.viewer, words="familias").count() == 1

    @clause("nm.safety.3")
    def test_places_for_naloxone_are_a_kind_of_their_own(self, place: Place) -> None:
        enter(place)
        enter(place, name="Health Office", kinds=(Kind.NALOXONE, Kind.HEALTH))

        assert kinds_counted(place.viewer) == {Kind.FOOD: 1, Kind.FAMILIES: 1, Kind.NALOXONE: 1, Kind.HEALTH: 1}
        assert [row.current.name for row in listed(place.viewer, kind="naloxone") if row.current] == ["Health Office"]

    @pytest.mark.parametrize("words", ["%", "_", "'", '"; drop', "\\", "|", "\0", "a" * 5000])
    def test_odd_signs_find_nothing_and_break_nothing(self, place: Place, words: str) -> None:
        enter(place)

        assert listed(place.viewer, words=words, kind="%").count() in (0, 1)

    def test_another_agencys_list_looks_like_none(self, place: Place) -> None:
        resource = enter(place)
        elsewhere = Agency.objects.create(slug="rio", name="Rio", place="Rio", zone="America/Denver")
        stranger = account("Kim Keeper")
        give(stranger, RoleKind.AGENCY_ADMINISTRATOR, agency=elsewhere)

        for viewer in (
            viewer_of(stranger),
            viewer_of(place.others["operator"]),
            viewer_of(place.others["board staff"]),
        ):
            assert not resources_seen_by(viewer).exists()
            with pytest.raises(Http404):
                resource_seen_by(viewer, resource.pk)

    @clause("ca.person.6")
    def test_what_is_off_the_list_is_not_offered_and_can_still_be_looked_up(self, place: Place) -> None:
        resource = enter(place)
        end_resource(resource=resource, by=place.amira)

        assert not listed(place.viewer).exists()
        assert resource_seen_by(place.viewer, resource.pk).current_id is not None

    @clause("nc.2.8a")
    def test_the_181st_day_without_a_check_is_one_too_many(self, place: Place) -> None:
        enter(place, checked_on=TODAY - timedelta(days=180))
        enter(place, name="Old", checked_on=TODAY - timedelta(days=181))
        before = stale_before(place.agency, TODAY)

        (row,) = unchecked(place.viewer, before)

        seen = shown(row, today=TODAY, stale_before=before)
        assert (seen.told.name, seen.is_stale, seen.checked) == ("Old", True, "Checked 5 months ago, by Ada Begay")

    def test_a_list_asks_as_often_for_one_row_as_for_many(self, place: Place) -> None:
        def questions() -> int:
            viewer = place.viewer
            with CaptureQueriesContext(
                connection,
            ) as asked:
                rows = list(listed(viewer))
                [shown(row, today=TODAY, stale_before=TODAY) for row in rows]
            return len(asked)

        enter(place)
        one = questions()
        for number in range(8):
            enter(place, name=f"Place {number}")

        assert questions() == one == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"), (1, "yesterday"), (2, "2 days ago"), (13, "13 days ago"), (14, "2 weeks ago"),
        (60, "8 weeks ago"), (61, "2 months ago"), (92, "3 months ago"), (400, "13 months ago"), (800, "2 years ago"),
    ],
)  # fmt: skip
def test_how_long_ago_is_said_in_the_largest_whole_unit(days: int, words: str) -> None:
    assert ago_words(TODAY - timedelta(days=days), TODAY) == words


@given(st.dates(date(2000, 1, 1), TODAY))
def test_how_long_ago_never_says_more_than_has_passed(day: date) -> None:
    words = ago_words(day, TODAY)

    number = int(words.split()[0]) if words[0].isdigit() else 0
    unit = next(
        (length for name, length in (("day", 1), ("week", 7), ("month", 28), ("year", 365)) if name in words), 1
    )
    assert number * unit <= (TODAY - day).days + 1
