"""An entry: in the transaction of its act, canonical, by id, and never changed."""

import json
from collections.abc import Callable

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from hypothesis import given, strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.journal.guards import guarded_models, lift_triggers, missing_triggers, place_triggers
from alongside.journal.merkle import hash_leaf
from alongside.journal.models import Entry, NeverChanged
from alongside.journal.sealing import seal
from alongside.journal.writing import Event, NotInATransaction, canonical_json, write_journal, write_journal_of_many

Write = Callable[[int], list[Entry]]
TABLES = [model._meta.db_table for model in guarded_models() if model._meta.app_label == "journal"]


def test_an_entry_says_who_did_what_to_what_by_id(dana: User) -> None:
    entry = write_journal("test.happened", dana, by=dana, data={"code": "nm"}, agency_id=7)

    said = json.loads(Entry.objects.get(pk=entry.pk).body)
    assert (said["kind"], said["actor"], said["agency"], said["board"]) == ("test.happened", dana.pk, 7, None)
    assert (said["subject_type"], said["subject_id"]) == ("accounts.user", dana.pk)
    assert said["data"] == {"code": "nm"}
    assert dana.name not in entry.body


def test_the_body_is_canonical_and_the_leaf_is_taken_over_it(dana: User) -> None:
    entry = write_journal("test.happened", dana, by=None, data={"b": 1, "a": "é"})

    assert rfc8785.dumps(json.loads(entry.body)).decode() == entry.body
    assert bytes(entry.leaf_hash) == hash_leaf(entry.body.encode())


PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
NAMES = st.text(st.characters(codec="ascii"))


@given(st.dictionaries(NAMES, PLAIN | st.dictionaries(NAMES, PLAIN)))
def test_our_quick_canonical_form_is_that_of_the_standard(document: dict[str, object]) -> None:
    assert canonical_json(document) == rfc8785.dumps(document)


@pytest.mark.parametrize("value", [1.5, b"x", ["a"], object(), {"deeper": {}}])
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="plain values"):
        canonical_json({"data": {"x": value}})


def test_a_number_that_json_would_round_is_refused() -> None:
    with pytest.raises(ValueError, match="too great"):
        canonical_json({"n": 2**53})


@pytest.mark.parametrize("number", [2, 20])
def test_an_entry_written_alone_is_the_same_row_as_one_of_many(dana: User, number: int) -> None:
    alone = write_journal("test.happened", dana, by=dana, data={"n": 0}, agency_id=1, board_id=2)
    events = [Event("test.happened", dana, {"n": 0}, 1, 2)] * number
    (*_others, among_many) = write_journal_of_many(events, by=dana)

    told = ("kind", "actor_id", "subject_type", "subject_id", "agency_id", "board_id")
    stored = [Entry.objects.get(pk=entry.pk) for entry in (alone, among_many)]
    assert [getattr(stored[0], name) for name in told] == [getattr(stored[1], name) for name in told]
    assert stored[0].at == alone.at
    assert json.loads(stored[0].body).keys() == json.loads(stored[1].body).keys()
    with pytest.raises(NeverChanged):
        alone.save()


def test_a_few_entries_go_in_one_statement_in_their_order(
    dana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        entries = write_journal_of_many([Event(f"test.{name}", dana) for name in ("first", "second")], by=dana)

    stored = Entry.objects.filter(kind__startswith="test.").order_by("pk")
    assert [(entry.pk, entry.kind) for entry in stored] == [(entry.pk, entry.kind) for entry in entries]
    assert [json.loads(entry.body)["kind"] for entry in stored] == ["test.first", "test.second"]


def test_of_nothing_nothing_is_written(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert write_journal_of_many([], by=None) == []


def test_two_entries_that_say_the_same_have_different_leaves(written: Write) -> None:
    first, second = written(1) + written(1)

    assert first.leaf_hash != second.leaf_hash


def test_an_entry_is_not_written_apart_from_its_act() -> None:
    with pytest.raises(NotInATransaction):
        write_journal("test.happened", User(pk=1), by=None)


def test_python_refuses_to_change_or_delete_an_entry(written: Write) -> None:
    (entry,) = written(1)

    with pytest.raises(NeverChanged):
        entry.save()
    with pytest.raises(NeverChanged):
        entry.delete()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_a_row(written: Write, table: str, change: str) -> None:
    written(256)  # enough for the first node
    seal()
    column = {"journal_entry": "kind", "journal_node": "place"}.get(table, "size")
    column = "entry_id" if table == "journal_leaf" else column

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column, column))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL empties a table at once")
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_empty_a_table(db: None, table: str) -> None:
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces a row by inserting another")
def test_a_row_cannot_be_replaced_by_inserting_over_it(written: Write) -> None:
    (entry,) = written(1)
    seal()
    over = [
        f"INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE id = {entry.pk}",
        f"REPLACE INTO journal_leaf (position, entry_id, leaf_hash) VALUES (77, {entry.pk}, x'00')",
    ]

    for statement in over:
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_all_triggers_stand_after_the_migrations(db: None) -> None:
    assert len(TABLES) == 4
    assert missing_triggers(connection) == []


def test_a_dropped_trigger_is_noticed_and_can_be_put_back(db: None) -> None:
    lift_triggers(connection, Entry)
    assert any("journal_entry" in name for name in missing_triggers(connection))

    place_triggers(connection, Entry)
    assert missing_triggers(connection) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can switch a trigger off")
def test_a_trigger_switched_off_is_noticed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_only_grows")

    assert missing_triggers(connection) == ["journal_entry_only_grows"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite stores the statement itself")
def test_a_trigger_replaced_by_a_harmless_one_is_noticed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_entry_no_update")
        cursor.execute(
            "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT 'never mind'; END"
        )

    assert missing_triggers(connection) == ["journal_entry_no_update"]
