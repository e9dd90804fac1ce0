"""What a model says of its rows under `guards`: held by the database, whoever writes; missed where it is gone."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from alongside.credentials.models import Certificate
from alongside.journal.guards import (
    change_once,
    change_only_while,
    guard_as_declared,
    guarded_models,
    lift_triggers,
    missing_triggers,
    never_change,
    never_deleted,
    never_written,
    place_triggers,
    triggers_for,
)
from alongside.rulings.models import KeptRuling, Referral
from alongside.supervision.models import SessionAttendance, SupervisionSession

DECLARED = [Certificate, KeptRuling, Referral, SupervisionSession, SessionAttendance]


@pytest.fixture
def slips(db: None) -> Iterator[type[models.Model]]:
    """A table of a model that says of every guard there is; it goes with the transaction of the test."""
    with isolate_apps("alongside.journal"):

        class Slip(models.Model):
            given = models.CharField(max_length=20)
            number = models.CharField(max_length=20)
            ended_on = models.DateField(null=True)
            asked = models.CharField(max_length=20)
            status = models.CharField(max_length=20)

            guards: ClassVar = (
                never_change("slip_stays", "given", says="it's 100% as given"),
                change_once("slip_number_stays", "number", says="it keeps its number"),
                change_once("slip_end_stays", "ended_on", says="it ended once", empty=None),
                never_written("slip_stays_asked", "asked", says="it stays as asked"),
                change_only_while("slip_settled_once", "status", "open", says="it is settled once"),
                never_deleted("slip_not_deleted", unless=("status", "open"), says="only an open one is deleted"),
            )

            class Meta:
                app_label = "journal"
                db_table = "journal_slip"

            def __str__(self) -> str:
                return self.status

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE journal_slip (id integer PRIMARY KEY, given varchar(20) NOT NULL, number varchar(20)"
                " NOT NULL, ended_on date, asked varchar(20) NOT NULL, status varchar(20) NOT NULL)"
            )
        place_triggers(connection, Slip)
        yield Slip


def slip(of: type[models.Model], **values: Any) -> Any:
    row = {"pk": 1, "given": "a", "number": "", "asked": "b", "status": "open", **values}
    of._base_manager.create(**row)
    return of._base_manager.filter(pk=row["pk"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"given": "other"}, "it's 100% as given"),
        ({"number": "N2"}, "it keeps its number"),
        ({"number": ""}, "it keeps its number"),
        ({"ended_on": "2026-02-02"}, "it ended once"),
        ({"ended_on": None}, "it ended once"),
        ({"asked": "b"}, "it stays as asked"),
    ],
)
def test_what_is_guarded_is_not_changed(slips: type[models.Model], change: dict[str, object], says: str) -> None:
    row = slip(slips, number="N1", ended_on="2026-01-01")

    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        row.update(**change)


def test_what_is_empty_is_filled_in_and_what_stays_the_same_may_be_written_again(slips: type[models.Model]) -> None:
    row = slip(slips)

    row.update(given="a", number="N1", ended_on="2026-01-01")

    assert row.get().number == "N1"


def test_a_row_that_is_settled_neither_changes_nor_goes(slips: type[models.Model]) -> None:
    row = slip(slips)
    row.update(status="done")

    with pytest.raises(IntegrityError, match="settled once"), transaction.atomic():
        row.update(status="open")
    with pytest.raises(IntegrityError, match="only an open one"), transaction.atomic():
        row.delete()


def test_a_row_that_may_go_is_deleted(slips: type[models.Model]) -> None:
    row = slip(slips)

    row.delete()

    assert not row.exists()


def test_lifted_guards_hold_nothing(slips: type[models.Model]) -> None:
    row = slip(slips, status="done")

    lift_triggers(connection, slips)
    row.update(given="other")
    row.delete()

    assert not row.exists()


@pytest.mark.parametrize("model", DECLARED)
def test_every_declared_guard_is_looked_for(db: None, model: type[models.Model]) -> None:
    assert model in guarded_models()
    assert missing_triggers(connection) == []

    lift_triggers(connection, model)

    assert missing_triggers(connection) == [trigger.name for trigger in triggers_for(connection.vendor, model)]


def test_a_guard_declared_for_one_more_column_is_missed_until_a_migration_places_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider = never_change("certificate_stays_as_entered", "board_id", "name_on_certificate", says="it stays")

    monkeypatch.setattr(Certificate, "guards", (wider,))

    assert missing_triggers(connection) == ["certificate_stays_as_entered"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps a trigger's words in a function")
def test_a_guard_whose_function_does_nothing_is_missed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION certificate_number_stays() RETURNS trigger LANGUAGE plpgsql"
            " AS $body$BEGIN RETURN NEW; END$body$"
        )

    assert missing_triggers(connection) == ["certificate_number_stays"]


def _run(way: Any, model: type[models.Model]) -> None:
    state = SimpleNamespace(apps=SimpleNamespace(get_model=lambda *_name: model))
    way("journal", SimpleNamespace(connection=connection), state, state)


def test_the_step_of_a_migration_waits_for_columns_that_come_later_and_is_taken_back(
    slips: type[models.Model],
) -> None:
    for model in (slips, Certificate):  # a name stands once in a database
        lift_triggers(connection, model)
    step = guard_as_declared("credentials", "Certificate")
    row = slip(slips, number="N1")

    _run(step.database_forwards, slips)  # of what a certificate declares, a slip has its number alone
    row.update(given="other")
    with pytest.raises(IntegrityError, match="keeps its number"), transaction.atomic():
        row.update(number="N2")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        row.delete()

    _run(step.database_backwards, slips)
    row.delete()
    assert not row.exists()


def test_the_step_places_nothing_for_a_model_that_is_gone(slips: type[models.Model]) -> None:
    lift_triggers(connection, slips)
    row = slip(slips)

    _run(guard_as_declared("journal", "Forgotten").database_forwards, slips)
    row.delete()

    assert not row.exists()


def test_the_text_of_guards_stays_as_databases_have_it(db: None) -> None:
    written = {
        trigger.name: trigger.statement
        for model in (Certificate, KeptRuling, Referral)
        for trigger in triggers_for("sqlite", model)
    }

    assert len(written) == 8
    assert written["certificate_number_stays"] == (
        'CREATE TRIGGER certificate_number_stays BEFORE UPDATE ON "credentials_certificate" FOR EACH ROW'
        ' WHEN (OLD."number" <> \'\' AND NEW."number" <> OLD."number")'
        " BEGIN SELECT RAISE(ABORT, 'a certificate keeps its number'); END"
    )
    assert written["referral_is_not_deleted"] == (
        'CREATE TRIGGER referral_is_not_deleted BEFORE DELETE ON "rulings_referral" FOR EACH ROW'
        " WHEN (OLD.status <> 'taken-back')"
        " BEGIN SELECT RAISE(ABORT, 'only a question taken back is deleted'); END"
    )
