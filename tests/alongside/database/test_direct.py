"""PostgreSQL asked without a cursor answers as it does through one, and whatever cannot go that way goes the other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.models import F, Value

from alongside.accounts.models import User
from alongside.database import direct as straight
from alongside.database.direct import CannotSay, Direct, direct, say
from alongside.database.inserting import insert
from alongside.database.prepared import Prepared, server_cursor
from alongside.people.models import Agency

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a way into PostgreSQL"),
]

USERS = Prepared(lambda email: User.objects.filter(email=email), str)


@pytest.fixture
def way() -> Iterator[Direct]:
    User.objects.create_user("dana@board.example", name="Dana Ruiz")  # and so the transaction has begun
    found = direct(connection)
    assert found is not None
    yield found


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("bigint", 2**40),
        ("text", "Año — 'quoted' \\ %s 🌵"),
        ("boolean", False),
        ("boolean", True),
        ("date", date(2026, 11, 27)),
        ("timestamptz", datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=UTC)),
        ("uuid", uuid4()),
        ("bytea", b"\0\xff sealed"),
        ("text", None),
    ],
)
def test_every_kind_of_value_comes_back_as_it_went(way: Direct, column: str, value: object) -> None:
    assert way.ask(f"SELECT %s::{column}, '100%%'", [say(value)]) == [(value, "100%")]


def test_rows_are_those_of_a_cursor(way: Direct) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, email, opened_at, is_active FROM accounts_user WHERE email = %s", ["dana@board.example"]
        )
        expected = cursor.fetchall()

    assert expected
    sql = "SELECT id, email, opened_at, is_active FROM accounts_user WHERE email = %s"
    assert way.ask(sql, [say("dana@board.example")]) == expected


def test_a_rollback_that_does_away_with_the_drivers_statements_leaves_ours_to_be_prepared_anew(way: Direct) -> None:
    sql = "SELECT id FROM accounts_user WHERE email = %s"
    before = way.ask(sql, [say("dana@board.example")])
    with server_cursor(connection) as cursor:
        for _ in range(4):
            cursor.execute("SELECT name FROM accounts_user WHERE email = %s", ["dana@board.example"])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("dana@board.example", name="Dana Ruiz")
    assert User.objects.count() == 1  # through a cursor, and so the driver cleans up

    assert way.ask(sql, [say("dana@board.example")]) == before


def test_a_value_of_another_kind_goes_through_a_cursor(way: Direct) -> None:
    with pytest.raises(CannotSay):
        say(2.5)
    with pytest.raises(CannotSay):
        say(datetime(2026, 11, 27, 10, 30))
    halves = Prepared(lambda email: User.objects.filter(email=email).annotate(half=Value(0.5)).values_list("half"), str)

    assert [tuple(row) for row in halves.rows("dana@board.example")] == [(0.5,)]


def test_a_zero_byte_is_refused_and_nothing_is_cut_off(way: Direct) -> None:
    with pytest.raises(DataError, match="zero byte"), transaction.atomic():
        insert(Agency(slug="cut\0off", name="Second Wind", zone="America/Denver"))

    assert not Agency.objects.filter(slug__startswith="cut").exists()


def test_what_the_database_refuses_is_raised_in_djangos_words(way: Direct) -> None:
    insert(Agency(slug="one", name="Second Wind", zone="America/Denver"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Agency(slug="one", name="Second Wind", zone="America/Denver"))
    with pytest.raises(ProgrammingError), transaction.atomic():
        way.ask("SELECT nothing FROM nowhere WHERE id = %s", [say(1)])

    assert Agency.objects.filter(slug="one").count() == 1


def test_a_broken_transaction_takes_nothing_more(way: Direct) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        assert direct(connection) is None
        with pytest.raises(transaction.TransactionManagementError):
            USERS.first("dana@board.example")


def test_a_statement_is_prepared_once_and_past_the_most_a_cursor_asks(
    way: Direct, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        assert USERS.first("dana@board.example") is not None
    monkeypatch.setattr(straight, "MOST_STATEMENTS", 0)
    late = Prepared(lambda email: User.objects.filter(email=email).annotate(again=F("email")), str)

    with pytest.raises(CannotSay):
        way.ask("SELECT %s::int + 1", [say(1)])

    assert late.first("dana@board.example") is not None
    assert USERS.first("dana@board.example") is not None


def test_where_queries_are_looked_at_a_cursor_asks(way: Direct) -> None:
    seen: list[str] = []

    def look(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        USERS.first("dana@board.example")

    assert len(seen) == 1


def test_another_connection_has_statements_of_its_own(way: Direct) -> None:
    other = connection.copy()
    try:
        other.ensure_connection()
        found = direct(other)
        assert found is not None
        assert found is not way
        assert found.ask("SELECT %s::text", [say("here")]) == [("here",)]
    finally:
        other.close()

    assert direct(other) is None
    assert direct(connection) is way


def test_the_first_statement_of_a_transaction_begins_it(way: Direct) -> None:
    other = connection.copy()
    try:
        other.set_autocommit(False)
        found = direct(other)
        assert found is not None
        found.ask("SELECT %s::text", [say("here")])
        assert [pk for (pk,) in found.ask("SELECT txid_current()", [])] == [
            pk for (pk,) in found.ask("SELECT txid_current()", [])
        ], "both in one transaction"
        found.ask("SELECT set_config('alongside.marked', 'taken back', false)", [])
        other.rollback()
        opened = direct(other)
        assert opened is found
        assert opened.ask("SELECT coalesce(current_setting('alongside.marked', true), '')", []) != [("taken back",)]
        other.commit()
    finally:
        other.close()


def test_where_a_transaction_is_to_be_of_some_kind_the_driver_begins_it(way: Direct) -> None:
    other = connection.copy()
    try:
        other.ensure_connection()
        other.connection.read_only = True
        other.set_autocommit(False)
        assert direct(other) is None
        with other.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchall() == [("on",)]
        assert direct(other) is not None
        other.rollback()
    finally:
        other.close()
