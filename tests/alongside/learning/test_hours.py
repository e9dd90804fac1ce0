"""What counts, in which period, and that adding up ten thousand takes no more queries than one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from alongside.credentials.actions import Period, grant_certificate, renew_certificate
from alongside.credentials.models import Certificate
from alongside.journal.models import NeverChanged
from alongside.learning.hours import tallies
from alongside.learning.models import Correction, Exemption, LearningEntry
from alongside.learning.windows import windows_of
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from tests.alongside.learning.conftest import BEGINS, THROUGH, TODAY, certified, put
from tests.clauses import clause


@clause("nm.competence.3")
def test_hours_add_up_in_all_and_by_topic(board: Board, teo: Practitioner) -> None:
    put(teo, board, "28.25")
    put(teo, board, "6.00", ethics="6.00", cultural="1.50")

    tally = tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk]

    assert tally.total == Decimal("34.25")
    assert tally.by_topic == {"ethics": Decimal("6.00"), "cultural": Decimal("1.50")}


def test_the_first_and_the_last_day_of_a_period_count_and_their_neighbours_do_not(
    board: Board, teo: Practitioner
) -> None:
    for day in (date(2024, 11, 30), BEGINS, THROUGH, date(2026, 12, 1)):
        put(teo, board, "1.00", on=day)

    tally = tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk]

    assert tally.total == Decimal("2.00")


def test_a_struck_entry_counts_no_more_and_its_topics_neither(board: Board, teo: Practitioner) -> None:
    entry = put(teo, board, "3.00", ethics="3.00")
    Correction.objects.create(entry=entry, board=board, why="Another person's certificate", at=clock.now())

    tally = tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk]

    assert tally.total == 0
    assert tally.by_topic == {}


def test_an_exemption_is_for_the_period_that_ends_within_its_days(board: Board, teo: Practitioner) -> None:
    told = {"practitioner": teo, "board": board, "reason": "Caring for a parent", "at": clock.now()}
    Exemption.objects.create(**told, topic="ethics", hours="2.00", from_day=BEGINS, to_day=date(2026, 12, 1))
    Exemption.objects.create(**told, topic="cultural", hours=None, from_day=BEGINS, to_day=THROUGH)

    excused = tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk].exempt

    assert excused.hours == {"ethics": Decimal("2.00")}
    assert excused.whole == frozenset()


@pytest.mark.parametrize("many", [2, 1_001])
def test_two_and_a_thousand_cost_the_same_three_queries(
    board: Board, teo: Practitioner, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = Practitioner.objects.bulk_create([Practitioner(name=f"Nobody {n}") for n in range(many)])
    put(others[0], board, "2.00", ethics="1.00")
    put(teo, board, "4.00")

    with django_assert_num_queries(3):
        found = tallies([person.pk for person in others], board, BEGINS, THROUGH)

    assert set(found) == {person.pk for person in others}
    assert found[others[0].pk].on("ethics") == 1
    assert found[others[1].pk].total == 0


@pytest.mark.parametrize("hours", ["0.00", "0.10", "201.00", "-1.00"])
def test_the_database_takes_no_hours_but_quarters(board: Board, teo: Practitioner, hours: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put(teo, board, hours)


def test_an_entry_is_never_overwritten(board: Board, teo: Practitioner) -> None:
    entry = put(teo, board, "3.00")
    entry.hours = Decimal(30)

    with pytest.raises(NeverChanged):
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningEntry.objects.filter(pk=entry.pk).update(hours=30)


class TestWindows:
    """In which period somebody stands."""

    def test_the_days_on_the_certificate_are_the_window(self, board: Board, teo: Practitioner) -> None:
        (window,) = windows_of(teo, TODAY)

        assert (window.code, window.board) == ("nm", board)
        assert window.period is not None
        assert (window.period.begins, window.period.through) == (BEGINS, THROUGH)
        assert window.holds(BEGINS)
        assert window.holds(THROUGH)
        assert not window.holds(date(2026, 12, 1))

    @clause("nm.competence.3")
    def test_a_renewal_begins_a_window_of_its_own(self, board: Board, teo: Practitioner) -> None:
        renew_certificate(certificate=Certificate.objects.get(holder=teo), on=TODAY, by=None)

        before, after = windows_of(teo, TODAY)[0], windows_of(teo, date(2026, 12, 1))[0]

        assert before.period is not None
        assert after.period is not None
        assert before.period.through == THROUGH
        assert (after.period.begins, after.period.through) == (date(2026, 12, 1), date(2028, 11, 30))

    @clause("nc.cert.2")
    def test_in_grace_what_is_missing_may_still_be_learned(self, board: Board) -> None:
        mai = certified("Mai Vang", board, code="nc", number="NC-1", period=Period(BEGINS, date(2026, 11, 1)))

        (window,) = windows_of(mai, TODAY)

        assert window.late_until == date(2026, 12, 1)
        assert window.holds(TODAY)

    def test_before_a_grant_there_is_no_period(self, board: Board, teo: Practitioner) -> None:
        certificate = Certificate.objects.create(
            board=board, holder=teo, code="juniper", name_on_certificate="Teo", applied_on=TODAY
        )

        applied = windows_of(teo, TODAY)[0]
        grant_certificate(certificate=certificate, on=TODAY, by=None, period=Period(TODAY, date(2027, 11, 18)))

        assert applied.period is None
        assert windows_of(teo, TODAY)[0].period is not None
