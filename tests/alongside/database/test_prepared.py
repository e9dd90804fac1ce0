"""Queries put into SQL once: they answer as the ORM does, and from the database each time."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Value
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.accounts.models import User
from alongside.accounts.sessions import SessionStore
from alongside.database.prepared import MOST, Many, ManyTexts, Prepared, counted
from alongside.journal.models import Entry
from alongside.journal.writing import write_journal
from alongside.people.actions import give_role, open_board
from alongside.people.models import Role, RoleKind
from alongside.practice.models import Draft

pytestmark = pytest.mark.django_db

ROLES = Prepared(lambda user: Role.objects.filter(user=user).select_related("agency", "board").order_by("pk"), int)


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@board.example", name="Dana Ruiz")


def test_rows_come_as_the_orm_gives_them_with_what_they_point_at(dana: User) -> None:
    board = open_board(slug="nm", name="A board", place="New Mexico", zone="America/Denver", by=None)
    give_role(user=dana, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 2), by=None)

    with CaptureQueriesContext(connection) as asked:
        found = ROLES.all(dana.pk)
        places = [(role.agency, role.board) for role in found]

    assert found == list(Role.objects.filter(user=dana))
    assert places == [(None, board)]
    assert places[0][1] is not None
    assert places[0][1].name == "A board"
    assert (found[0].from_day, found[0].to_day) == (date(2020, 1, 2), None)
    assert len(asked) == 1


def test_a_row_is_what_django_makes_of_it_whole_or_with_columns_left_for_later(dana: User) -> None:
    for rows in (User.objects.all(), User.objects.defer("name", "language")):
        prepared = Prepared(lambda user, rows=rows: rows.filter(pk=user), int)

        made, expected = prepared.first(dana.pk), rows.get(pk=dana.pk)

        assert made is not None
        assert {**vars(made), "_state": None} == {**vars(expected), "_state": None}
        assert vars(made._state) == vars(expected._state)
        assert made.get_deferred_fields() == expected.get_deferred_fields()
        assert made.name == "Dana Ruiz"
    made.name = "Dana R."
    made.save()
    assert User.objects.get(pk=dana.pk).name == "Dana R."


def test_whoever_listens_for_rows_being_made_hears_of_them(dana: User) -> None:
    heard: list[object] = []

    def hear(instance: User, **told: object) -> None:
        heard.append(instance)

    post_init.connect(hear, sender=User)
    try:
        made = Prepared(lambda user: User.objects.filter(pk=user), int).first(dana.pk)
    finally:
        post_init.disconnect(hear, sender=User)

    assert heard == [made]


def test_what_changed_since_is_seen_at_once(dana: User) -> None:
    assert User.objects.get(pk=dana.pk).is_active

    User.objects.filter(pk=dana.pk).update(is_active=False)

    assert not User.objects.get(pk=dana.pk).is_active


def test_each_asks_with_their_own_value(dana: User) -> None:
    rosa = User.objects.create_user("rosa@board.example", name="Rosa")

    found = [User.objects.get(pk=one.pk) for one in (dana, rosa, dana)]

    assert found == [dana, rosa, dana]
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=rosa.pk + 1)


def test_a_query_that_loses_one_of_its_values_is_refused(dana: User) -> None:
    forgetful = Prepared(lambda user, kind: Role.objects.filter(user=user), int, str)

    with pytest.raises(ValueError, match="each of its values"):
        forgetful.all(dana.pk, "worker")


def test_a_session_past_its_day_is_none() -> None:
    store = SessionStore()
    store["place"] = "board-1"
    store.create()
    key = store.session_key
    assert SessionStore(key).get("place") == "board-1"

    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))

    late = SessionStore(key)
    assert late.get("place") is None
    assert late.session_key is None


def test_days_and_counts_are_asked_for_alike(dana: User) -> None:
    board = open_board(slug="nm", name="A board", place="New Mexico", zone="America/Denver", by=None)
    give_role(user=dana, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 2), by=None)
    begun = Prepared(
        lambda user, day: (
            Role.objects.filter(user=user, from_day__lte=day)
            .values_list("user")
            .annotate(n=Count("pk"), on=Min("from_day"))
        ),
        int,
        date,
    )

    found = [list(map(tuple, begun.rows(dana.pk, date(2020, 1, day)))) for day in (1, 2)]

    assert found == [[], [(dana.pk, 1, date(2020, 1, 2))]]


def test_what_there_is_none_of_is_nought(dana: User) -> None:
    roles = Prepared(lambda user: counted(Role.objects.filter(user=user), "user"), int)
    board = open_board(slug="nm", name="A board", place="New Mexico", zone="America/Denver", by=None)

    before = roles.number(dana.pk)
    give_role(user=dana, kind=RoleKind.BOARD_STAFF, place=board, from_day=date(2020, 1, 2), by=None)

    assert (before, roles.number(dana.pk)) == (0, 1)


def test_moments_annotations_and_rows_of_two_queries_come_along(dana: User) -> None:
    moment = timezone.now()
    noor = User.objects.create_user("noor@board.example", name="Noor")
    asks = Prepared(
        lambda at, name: (
            User.objects.filter(last_login__lte=at)
            .annotate(is_named=Exists(User.objects.filter(pk=OuterRef("pk"), name=name)))
            .filter(is_named=True)
            .union(User.objects.filter(last_login__gt=at).annotate(is_named=Value(False)), all=True)
        ),
        datetime,
        str,
    )
    User.objects.filter(pk=dana.pk).update(last_login=moment)
    User.objects.filter(pk=noor.pk).update(last_login=moment + timedelta(microseconds=1))

    found = asks.all(moment, "Dana Ruiz")

    assert sorted((user.name, bool(vars(user)["is_named"])) for user in found) == [("Dana Ruiz", True), ("Noor", False)]


def test_any_number_of_ids_is_one_value(dana: User) -> None:
    rosa = User.objects.create_user("rosa@board.example", name="Rosa")
    named = Prepared(lambda users, name: User.objects.filter(pk__in=users).exclude(name=name).order_by("pk"), Many, str)

    assert named.all({dana.pk, rosa.pk}, "nobody") == [dana, rosa]
    assert named.all([rosa.pk], "nobody") == [rosa]
    assert named.all([dana.pk, rosa.pk, 0], "Rosa") == [dana]
    assert named.all([], "nobody") == []
    assert named.all([*range(10**6, 10**6 + 3 * MOST), dana.pk], "nobody") == [dana]


def test_texts_tokens_and_bytes_are_values_too(dana: User) -> None:
    by_mail = Prepared(lambda mails: User.objects.filter(email__in=mails).values_list("pk"), ManyTexts)
    entry = write_journal("board.opened", dana, by=None)
    by_hash = Prepared(lambda leaf: Entry.objects.filter(leaf_hash=leaf), bytes)
    contacts = Prepared(lambda token: Draft.objects.filter(token=token), UUID)

    assert by_mail.rows({"dana@board.example", "nobody@board.example"}) == [(dana.pk,)]
    assert by_hash.all(bytes(entry.leaf_hash)) == [entry]
    assert by_hash.all(b"another") == []
    assert contacts.all(uuid4()) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no plans")
def test_postgresql_keeps_the_plan_of_what_is_asked_often(dana: User) -> None:
    often = Prepared(lambda user: Role.objects.filter(user=user, kind="worker").order_by("-pk"), int)

    for _ in range(4):
        often.all(dana.pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_role%'")
        assert cursor.fetchone()[0] >= 1


def test_a_locked_query_is_asked_in_a_transaction_alone(dana: User) -> None:
    locked = Prepared(lambda user: Role.objects.select_for_update().filter(user=user), int)

    assert locked.all(dana.pk) == []  # inside the test's own transaction
