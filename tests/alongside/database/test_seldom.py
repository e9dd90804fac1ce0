"""What changes seldom is asked for once, and again as soon as any of it has changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from alongside.accounts.models import User
from alongside.database import seldom
from alongside.database.models import Mark
from alongside.database.prepared import Prepared
from alongside.database.seldom import MOST, ByDay, as_of, mark_now, remembered, standing_mark
from alongside.journal.guards import lift_triggers, missing_triggers, place_triggers, triggers_for
from alongside.people.actions import end_role, give_role, open_board
from alongside.people.models import Board, Role, RoleKind, Worker
from alongside.people.viewer import viewer_of

ROLES = Prepared(lambda user: Role.objects.filter(user=user).order_by("pk"), int, seldom=True)
DAY = date(2026, 3, 2)
days = st.integers(min_value=-40, max_value=40).map(lambda n: DAY + timedelta(days=n))


@pytest.fixture
def board(db: None, monkeypatch: pytest.MonkeyPatch) -> Board:
    """With it, the transaction around the test counts as committed."""
    monkeypatch.setattr(seldom, "_sees_what_is_not_committed", lambda: False)
    return open_board(slug="nm", name="A board", place="New Mexico", zone="America/Denver", by=None)


@pytest.fixture
def dana(board: Board) -> User:
    found = User.objects.create_user("dana@board.example", name="Dana Ruiz")
    give_role(user=found, kind=RoleKind.BOARD_STAFF, place=board, from_day=DAY, by=None)
    return found


def mark() -> int:
    """The number that stands once the transaction has come to its end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('alongside.marked', '', true)")
    return Mark.objects.get().number


def queries_of(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_under_one_mark_it_is_asked_once(dana: User) -> None:
    with as_of(mark()):
        first = ROLES.all(dana.pk)

        assert queries_of(lambda: ROLES.all(dana.pk)) == 0
        assert ROLES.all(dana.pk) == first
        assert ROLES.all(dana.pk)[0] is not first[0], "a row of one's own, that others do not see changed"


def test_each_value_has_an_answer_of_its_own(dana: User) -> None:
    rosa = User.objects.create_user("rosa@board.example", name="Rosa")

    with as_of(mark()):
        assert [len(ROLES.all(user.pk)) for user in (dana, rosa, dana)] == [1, 0, 1]


def test_a_change_is_seen_under_the_next_mark(dana: User, board: Board) -> None:
    with as_of(mark()):
        assert [role.to_day for role in ROLES.all(dana.pk)] == [None]
    end_role(role=ROLES.all(dana.pk)[0], to_day=DAY + timedelta(days=9), by=None)

    with as_of(mark()):
        assert [role.to_day for role in ROLES.all(dana.pk)] == [DAY + timedelta(days=9)]


@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_every_kind_of_change_moves_the_mark(dana: User, board: Board, change: str) -> None:
    before = mark()

    if change == "insert":
        spent = Role(user=dana, kind="board-staff", board=board, from_day=DAY - timedelta(days=9), to_day=DAY)
        Role.objects.bulk_create([spent])
    elif change == "update":
        Role.objects.filter(user=dana).update(to_day=DAY + timedelta(days=4))
    else:
        Role.objects.filter(user=dana).delete()

    assert mark() != before


def test_what_is_taken_back_leaves_the_mark(dana: User) -> None:
    before = mark()

    with transaction.atomic():
        Role.objects.filter(user=dana).update(to_day=DAY + timedelta(days=4))
        assert mark() != before
        transaction.set_rollback(True)

    assert mark() == before


def test_what_does_not_change_seldom_leaves_the_mark(dana: User) -> None:
    before = mark()

    User.objects.filter(pk=dana.pk).update(language="es")

    assert mark() == before


def test_without_a_mark_the_database_is_asked_each_time(dana: User) -> None:
    ROLES.all(dana.pk)

    assert queries_of(lambda: ROLES.all(dana.pk)) == 1
    with as_of(None):
        assert queries_of(lambda: ROLES.all(dana.pk)) == 1


def test_inside_a_transaction_the_database_is_asked_each_time(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with as_of(mark()):
        assert standing_mark() is None


def test_a_page_within_another_leaves_the_outer_one_its_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seldom, "_sees_what_is_not_committed", lambda: False)
    with as_of(1):
        with as_of(2):
            assert standing_mark() == 2
        assert standing_mark() == 1
    assert standing_mark() is None


def test_an_account_comes_with_the_mark(dana: User) -> None:
    found = User.objects.annotate(seen=mark_now()).get(email=dana.email)

    assert vars(found)["seen"] == Mark.objects.get().number == vars(User.objects.get(pk=dana.pk))["mark"]


def test_a_role_that_ended_shows_on_the_next_page(dana: User, board: Board) -> None:
    with as_of(mark()):
        assert viewer_of(dana).place == board
    Role.objects.filter(user=dana).update(to_day=DAY + timedelta(days=1))

    with as_of(mark()):
        assert viewer_of(dana).place is None


def test_a_table_that_does_not_mark_its_changes_is_refused(dana: User) -> None:
    workers = Prepared(lambda user: Worker.objects.filter(user=user).select_related("agency"), int, seldom=True)

    with pytest.raises(ValueError, match="changes of people_worker are not marked"):
        workers.all(dana.pk)


@pytest.mark.django_db
def test_a_lost_trigger_is_missed() -> None:
    names = [own.name for own in triggers_for(connection.vendor, Role)]
    lift_triggers(connection, Role)

    assert set(names) <= set(missing_triggers(connection))
    place_triggers(connection, Role)
    assert not set(names) & set(missing_triggers(connection))
    assert any("marks_changes" in name for name in names)


class TestRemembered:
    """A function that rests on what changes seldom."""

    def test_it_is_worked_out_once_under_one_mark_for_the_same_arguments(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(seldom, "_sees_what_is_not_committed", lambda: False)
        asked: list[tuple[int, str]] = []

        @remembered
        def work(number: int, *, word: str = "") -> tuple[int, str, int]:
            asked.append((number, word))
            return number, word, len(asked)

        with as_of(1):
            assert [work(1), work(1), work(2), work(1, word="a"), work(1)] == [
                (1, "", 1), (1, "", 1), (2, "", 2), (1, "a", 3), (1, "", 1),
            ]  # fmt: skip
        with as_of(2):
            assert work(1) == (1, "", 4)
        assert work(1) == (1, "", 5)
        assert work(1) == (1, "", 6)

    def test_it_reads_nothing_whose_changes_are_not_marked(self, board: Board) -> None:
        @remembered
        def work(reads: type[Board | Worker]) -> int:
            return reads.objects.count()

        assert work(Board) == 1
        with pytest.raises(ValueError, match="people_worker"):
            work(Worker)

    def test_it_does_not_remember_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(seldom, "_sees_what_is_not_committed", lambda: False)
        asked: list[int] = []

        @remembered
        def work(number: int) -> int:
            asked.append(number)
            return number

        with as_of(1):
            for number in range(MOST + 1):
                work(number)
            work(0)
            work(MOST)

        assert asked == [*range(MOST + 1), 0]


@given(st.lists(st.tuples(days, st.none() | days)), st.lists(days, min_size=1))
def test_by_day_is_what_a_look_at_every_thing_says(spans: list[tuple[date, date | None]], asked: list[date]) -> None:
    def holding(day: date | None) -> list[int]:
        return [n for n, (begins, ends) in enumerate(spans) if day and begins <= day and not (ends and ends <= day)]

    found = ByDay((day for span in spans for day in span if day is not None), holding)

    assert [found.on(day) for day in asked] == [holding(day) for day in asked]
