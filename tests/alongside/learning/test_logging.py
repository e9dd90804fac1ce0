"""Logging what one learned: what is taken, what is told back, and how an entry is put right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.learning.actions import StruckAlready, log_learning, reach_goal, set_goal, strike_learning
from alongside.learning.counting import LONGEST_DAY, Span, too_full
from alongside.learning.entering import (
    CannotCount,
    CountedAlready,
    DaysTooFull,
    DayToCome,
    EndsBeforeItBegins,
    Learned,
    NotInQuarters,
    TopicBeyondWhole,
)
from alongside.learning.hours import tallies
from alongside.learning.models import Course, LearningEntry, LearningGoal, LearningTopic, Provider
from alongside.learning.queries import catalogue, progress_of
from alongside.learning.registering import exempt, name_contact, register_course, register_provider
from alongside.people.actions import open_board
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from tests.alongside.learning.conftest import BEGINS, THROUGH, TODAY, certified, user_of
from tests.clauses import clause


def learned(hours: str = "2.00", *, on: date = date(2026, 3, 2), title: str = "Listening", **more: object) -> Learned:
    topics = {name: Decimal(str(part)) for name, part in more.items() if name in {"ethics", "cultural", "emerging"}}
    rest = {name: value for name, value in more.items() if name not in topics}
    return Learned(title, "A college", on, Decimal(hours), topics, **rest)  # type: ignore[arg-type]


@pytest.fixture
def course(board: Board, staff: User) -> Course:
    provider = register_provider(
        board=board, name="State recovery office", kind=Provider.Kind.RECOVERY_OFFICE, from_day=BEGINS, by=staff
    )
    return register_course(
        provider=provider,
        title="Ethics in peer work",
        hours=Decimal(3),
        topics={"ethics": Decimal(3)},
        from_day=BEGINS,
        by=staff,
    )


@clause("nm.competence.4")
def test_a_completed_course_of_the_catalogue_is_logged_with_who_taught_it(
    board: Board, teo: Practitioner, course: Course
) -> None:
    told = Learned(course.title, course.provider.name, TODAY, course.hours, {"ethics": Decimal(3)}, course=course)

    (entry,) = log_learning(practitioner=teo, learned=told, boards=[board], by=user_of(teo))

    assert (entry.provider_name, entry.course, entry.hours) == ("State recovery office", course, 3)
    assert tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk].on("ethics") == 3
    assert Entry.objects.filter(kind="learning.logged", subject_id=entry.pk).count() == 1


@clause("nm.competence.4")
def test_the_catalogue_is_open_to_every_kind_of_provider_and_names_who_offers(board: Board, staff: User) -> None:
    for kind in Provider.Kind:
        provider = register_provider(board=board, name=f"The {kind.value}", kind=kind, from_day=BEGINS, by=staff)
        register_course(provider=provider, title="A course", hours=Decimal(2), topics={}, from_day=BEGINS, by=staff)

    offered = {course.provider.kind: course.provider.name for course in catalogue([board], TODAY)}

    assert offered == {kind.value: f"The {kind.value}" for kind in Provider.Kind}


def test_one_course_may_count_under_two_codes(board: Board, teo: Practitioner) -> None:
    other = open_board(slug="nc", name="Other board", place="There", zone="America/New_York", by=None)
    certified("Teo Begay", other, code="nc", number="NC-1")

    entries = log_learning(practitioner=teo, learned=learned(ethics="1"), boards=[board, other], by=user_of(teo))

    assert [entry.board for entry in entries] == [board, other]
    assert all(tallies([teo.pk], b, BEGINS, THROUGH)[teo.pk].on("ethics") == 1 for b in (board, other))


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (learned("0.00"), NotInQuarters),
        (learned("1.10"), NotInQuarters),
        (learned("200.25"), NotInQuarters),
        (learned("2.00", ethics="0.30"), NotInQuarters),
        (learned("2.00", ethics="2.25"), TopicBeyondWhole),
        (learned(on=TODAY + timedelta(days=1)), DayToCome),
        (learned("16.25"), DaysTooFull),
        (learned("4.00", began_on=date(2026, 3, 3)), EndsBeforeItBegins),
    ],
)
def test_what_cannot_be_counted_is_told_and_nothing_is_written(
    board: Board, teo: Practitioner, told: Learned, refused: type[CannotCount]
) -> None:
    with pytest.raises(refused) as problem:
        log_learning(practitioner=teo, learned=told, boards=[board], by=user_of(teo))

    assert problem.value.says
    assert problem.value.remedy
    assert not LearningEntry.objects.exists()


def test_a_course_counts_once_in_a_period_and_again_in_the_next(
    board: Board, teo: Practitioner, course: Course
) -> None:
    def take(on: date) -> None:
        told = Learned(course.title, "", on, course.hours, course=course)
        log_learning(practitioner=teo, learned=told, boards=[board], by=user_of(teo))

    take(date(2025, 2, 3))
    with pytest.raises(CountedAlready) as problem:
        take(date(2026, 9, 1))
    take(date(2024, 11, 30))  # the last period's

    assert problem.value.entry.span.ends == date(2025, 2, 3)
    assert LearningEntry.objects.count() == 2


def test_the_same_title_on_the_same_day_is_one_entry_however_often_it_is_sent(board: Board, teo: Practitioner) -> None:
    log_learning(practitioner=teo, learned=learned(title="Listening well"), boards=[board], by=user_of(teo))

    with pytest.raises(CountedAlready):
        log_learning(practitioner=teo, learned=learned(title="listening WELL"), boards=[board], by=user_of(teo))

    assert LearningEntry.objects.count() == 1


def test_a_day_holds_sixteen_hours_and_a_week_holds_a_week_of_them(board: Board, teo: Practitioner) -> None:
    log_learning(practitioner=teo, learned=learned("10.00", title="First"), boards=[board], by=user_of(teo))

    with pytest.raises(DaysTooFull):
        log_learning(practitioner=teo, learned=learned("6.25", title="Second"), boards=[board], by=user_of(teo))
    week = learned("40.00", title="A week", on=date(2026, 3, 6), began_on=date(2026, 3, 2))
    log_learning(practitioner=teo, learned=week, boards=[board], by=user_of(teo))

    assert LearningEntry.objects.count() == 2


SPANS = st.lists(
    st.builds(
        lambda first, long, quarters: Span(
            date(2026, 3, 1) + timedelta(days=first),
            date(2026, 3, 1) + timedelta(days=first + long),
            Decimal(quarters) / 4,
        ),
        st.integers(0, 4),
        st.integers(0, 3),
        st.integers(1, 120),
    ),
    max_size=6,
)


@given(SPANS)
def test_hours_are_refused_exactly_where_no_way_of_spreading_them_fits(spans: list[Span]) -> None:
    assert (too_full(spans) is None) is (_left_over(spans) == 0)


def _left_over(spans: list[Span]) -> Decimal:
    """What is left over by the day-by-day rule that always serves whatever ends first, which no other beats."""
    open_hours = {n: span.hours for n, span in enumerate(spans)}
    for shift in range(9):
        day, room = date(2026, 3, 1) + timedelta(days=shift), LONGEST_DAY
        running = [n for n, span in enumerate(spans) if span.begins <= day <= span.ends]
        for n in sorted(running, key=lambda n: spans[n].ends):
            put = min(room, open_hours[n])
            open_hours[n] -= put
            room -= put
    return sum(open_hours.values(), Decimal(0))


def test_nobody_logs_for_somebody_else_but_the_boards_staff(board: Board, teo: Practitioner, staff: User) -> None:
    stranger = User.objects.create_user("stranger@example.test", name="Stranger")

    with pytest.raises(NotTheirs):
        log_learning(practitioner=teo, learned=learned(), boards=[board], by=stranger)
    (entry,) = log_learning(practitioner=teo, learned=learned(), boards=[board], by=staff)

    assert entry.source == LearningEntry.Source.ENTERED


class TestPuttingRight:
    """An entry is never overwritten."""

    def test_both_stay_to_read_and_the_right_one_counts(self, board: Board, teo: Practitioner) -> None:
        (wrong,) = log_learning(practitioner=teo, learned=learned("12.00"), boards=[board], by=user_of(teo))

        correction = strike_learning(entry=wrong, why="A slip", instead=learned("1.25"), by=user_of(teo))

        wrong.refresh_from_db()
        assert wrong.hours == 12
        assert correction.instead is not None
        assert tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk].total == Decimal("1.25")

    def test_struck_twice_is_struck_once(self, board: Board, teo: Practitioner) -> None:
        (entry,) = log_learning(practitioner=teo, learned=learned(), boards=[board], by=user_of(teo))
        strike_learning(entry=entry, why="A slip", by=user_of(teo))

        with pytest.raises(StruckAlready):
            strike_learning(entry=entry, why="A slip", by=user_of(teo))

    def test_what_is_to_stand_instead_must_count_or_the_entry_stays(self, board: Board, teo: Practitioner) -> None:
        (entry,) = log_learning(practitioner=teo, learned=learned(), boards=[board], by=user_of(teo))

        with pytest.raises(NotInQuarters):
            strike_learning(entry=entry, why="A slip", instead=learned("0.10"), by=user_of(teo))

        assert not hasattr(LearningEntry.objects.get(pk=entry.pk), "correction")

    def test_a_learner_does_not_strike_what_the_board_entered(
        self, board: Board, teo: Practitioner, staff: User
    ) -> None:
        (entry,) = log_learning(practitioner=teo, learned=learned(), boards=[board], by=staff)

        with pytest.raises(NotTheirs):
            strike_learning(entry=entry, why="Not mine", by=user_of(teo))


@clause("nm.competence.1", "ca.education.1")
def test_nothing_learned_about_what_is_new_is_a_gap_until_it_is_logged(board: Board, teo: Practitioner) -> None:
    (before,) = progress_of(teo, TODAY)
    log_learning(practitioner=teo, learned=learned("1.00", emerging="1.00"), boards=[board], by=user_of(teo))
    (after,) = progress_of(teo, TODAY)

    assert "emerging" in before.gaps
    assert "emerging" not in after.gaps
    assert {own.duty.clause for own in before.owed} == {"nm.competence.1"}


@clause("ca.cultural.6", "nc.values.3")
def test_a_need_met_at_work_goes_to_the_learning_plan_and_to_nobody_else(
    board: Board, teo: Practitioner, staff: User
) -> None:
    told = {"practitioner": teo, "words": "Deaf culture", "topic": "cultural", "origin": LearningGoal.Origin.WORK}

    goal = set_goal(**told, by=user_of(teo))
    again = set_goal(**told, by=user_of(teo))
    with pytest.raises(NotTheirs):
        set_goal(**told, by=staff)
    reached = reach_goal(goal=goal, on=TODAY, by=user_of(teo))

    assert again.pk == goal.pk
    assert reached.done_on == TODAY
    assert Entry.objects.get(kind="learning-goal.set").body.find("Deaf") == -1


@clause("nm.competence.3")
def test_an_exemption_is_the_boards_with_a_reason_and_is_counted(board: Board, teo: Practitioner, staff: User) -> None:
    told = {
        "practitioner": teo,
        "board": board,
        "topic": "ethics",
        "hours": Decimal(2),
        "from_day": BEGINS,
        "to_day": None,
    }

    with pytest.raises(NotTheirs):
        exempt(**told, reason="Caring for a parent", by=user_of(teo))
    exempt(**told, reason="Caring for a parent", by=staff)

    (progress,) = progress_of(teo, TODAY)
    assert {bucket.topic: bucket.asked for bucket in progress.counted} == {"": 38, "ethics": 4, "cultural": 6}


def test_only_the_staff_register_and_name_who_posts(
    board: Board, teo: Practitioner, course: Course, staff: User
) -> None:
    somebody = user_of(teo)

    with pytest.raises(NotTheirs):
        register_provider(board=board, name="Mine", kind=Provider.Kind.OTHER, from_day=BEGINS, by=somebody)
    with pytest.raises(NotTheirs):
        name_contact(provider=course.provider, email=somebody.email, from_day=TODAY, by=somebody)
    contact = name_contact(provider=course.provider, email=somebody.email.upper(), from_day=TODAY, by=staff)

    assert contact.user == somebody


def test_no_topic_is_written_without_its_hours(board: Board, teo: Practitioner) -> None:
    told = learned("2.00", ethics="0", cultural="1")

    log_learning(practitioner=teo, learned=told, boards=[board], by=user_of(teo))

    assert list(LearningTopic.objects.values_list("topic", "hours")) == [("cultural", Decimal(1))]
