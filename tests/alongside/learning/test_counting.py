"""Hours against what a programme asks: nothing is lost or counted twice, whatever the numbers."""

from datetime import date
from decimal import Decimal

from hypothesis import given, strategies as st

from alongside.learning.counting import EVERYTHING, Bucket, Excused, Tally, buckets, is_met, still_missing
from alongside.rulebook.queries import library
from canon.programme import NOTHING_TOLD, Programme, Term
from canon.values import Hours
from tests.clauses import clause

DAY = date(2026, 11, 30)
QUARTERS = st.integers(0, 400).map(lambda n: Decimal(n) / 4)


def asks(learning: str, **topics: str) -> Programme:
    def term(name: str, hours: str) -> tuple[Term, ...]:
        return (Term(name, date(2020, 1, 1), Hours(hours), "the code", True),)

    return Programme({"learning": term("learning", learning)}, {t: term(t, h) for t, h in topics.items()})


NEW_MEXICO = asks("40", ethics="6", cultural="6")


def by_topic(counted: tuple[Bucket, ...]) -> dict[str, Bucket]:
    return {bucket.topic: bucket for bucket in counted}


@clause("nm.competence.3")
def test_the_programme_of_the_code_itself_asks_forty_with_six_and_six() -> None:
    programme = next(edition.programme for edition in library().editions if edition.id == "nm")

    counted = by_topic(buckets(Tally(), programme, DAY))

    assert {name: bucket.need for name, bucket in counted.items()} == {EVERYTHING: 40, "ethics": 6, "cultural": 6}


@clause("nc.cert.2")
def test_what_a_board_asks_is_dated() -> None:
    programme = next(edition.programme for edition in library().editions if edition.id == "nc")

    before, after = buckets(Tally(), programme, date(2023, 6, 30)), buckets(Tally(), programme, date(2023, 7, 1))

    assert before == ()
    assert {bucket.topic: bucket.need for bucket in after} == {EVERYTHING: 20, "ethics": 3}


@clause("nm.competence.3")
def test_short_of_ethics_by_one_is_short_though_the_whole_is_there() -> None:
    counted = buckets(Tally(Decimal(44), {"ethics": Decimal(5), "cultural": Decimal(6)}), NEW_MEXICO, DAY)

    assert not is_met(counted)
    assert {bucket.topic: bucket.short for bucket in counted if bucket.short} == {"ethics": 1}


@clause("nm.competence.3")
@given(total=QUARTERS, ethics=QUARTERS, cultural=QUARTERS)
def test_met_is_exactly_when_every_bucket_is_full(total: Decimal, ethics: Decimal, cultural: Decimal) -> None:
    counted = buckets(Tally(total, {"ethics": ethics, "cultural": cultural}), NEW_MEXICO, DAY)

    assert is_met(counted) is (total >= 40 and ethics >= 6 and cultural >= 6)
    assert is_met(counted) is (still_missing(counted) == 0)


@given(total=QUARTERS, ethics=QUARTERS, more=QUARTERS)
def test_learning_more_never_makes_anybody_shorter(total: Decimal, ethics: Decimal, more: Decimal) -> None:
    before = by_topic(buckets(Tally(total, {"ethics": ethics}), NEW_MEXICO, DAY))
    after = by_topic(buckets(Tally(total + more, {"ethics": ethics + more}), NEW_MEXICO, DAY))

    assert all(after[topic].short <= before[topic].short for topic in before)


@given(total=QUARTERS, ethics=QUARTERS, cultural=QUARTERS)
def test_what_is_still_missing_fills_every_bucket_when_learned(
    total: Decimal, ethics: Decimal, cultural: Decimal
) -> None:
    missing = still_missing(buckets(Tally(total, {"ethics": ethics, "cultural": cultural}), NEW_MEXICO, DAY))

    topics = {"ethics": ethics + missing, "cultural": cultural + missing}
    assert is_met(buckets(Tally(total + missing, topics), NEW_MEXICO, DAY))
    if missing:
        less = missing - Decimal("0.25")
        topics = {"ethics": ethics + less, "cultural": cultural + less}
        assert not is_met(buckets(Tally(total + less, topics), NEW_MEXICO, DAY))


@given(hours=QUARTERS, everywhere=QUARTERS)
def test_an_exemption_lowers_what_is_asked_and_never_below_nothing(hours: Decimal, everywhere: Decimal) -> None:
    excused = Excused({"ethics": hours, EVERYTHING: everywhere})

    counted = by_topic(buckets(Tally(exempt=excused), NEW_MEXICO, DAY))

    assert counted["ethics"].asked == max(6 - hours, 0)
    assert counted["cultural"].asked == 6
    assert counted[EVERYTHING].asked == max(40 - min(hours, Decimal(6)) - everywhere, 0)


def test_excused_from_all_learning_nothing_is_asked_and_from_one_topic_that_alone() -> None:
    from_all = buckets(Tally(exempt=Excused(whole=frozenset({EVERYTHING}))), NEW_MEXICO, DAY)
    from_ethics = by_topic(buckets(Tally(exempt=Excused(whole=frozenset({"ethics"}))), NEW_MEXICO, DAY))

    assert is_met(from_all)
    assert from_ethics["ethics"].is_met
    assert (from_ethics["cultural"].asked, from_ethics[EVERYTHING].asked) == (6, 34)


@clause("ca.education.2")
def test_where_nobody_told_what_is_asked_nothing_is_made_up() -> None:
    assert buckets(Tally(Decimal(80)), NOTHING_TOLD, DAY) == ()
