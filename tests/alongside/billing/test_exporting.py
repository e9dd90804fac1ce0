"""Exports: sealed once made, corrected by later ones; and what no row can say, whoever writes it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.billing.codes import Choice, set_rule
from alongside.billing.exporting import bytes_of, export_month, exports_of
from alongside.billing.models import Export, ExportPart, Line, Setting, Way
from alongside.billing.month import State
from alongside.billing.refusals import NothingToExport, NotYet, SealBroken
from alongside.journal.guards import lift_triggers, missing_triggers, place_triggers
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.practice.models import Hold
from alongside.rulings.models import KeptRuling
from tests.alongside.billing.makers import (
    NOVEMBER,
    administrator,
    agency,
    decide,
    exported,
    month,
    put_codes_on_file,
    service,
    text_of,
)
from tests.alongside.caseload.makers import assign, hire
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.practice.makers import Practice, held, put_hours_on_file, slot, written
from tests.alongside.rulings.makers import MORNING
from tests.clauses import clause


def rows_of(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(export))))


def a_line(like: Line, **changes: Any) -> Line:
    """One more line, as a program that knows no rule would write it."""
    names = [own.attname for own in Line._meta.concrete_fields if own.attname not in {"id", "number", "step"}]
    fields = {name: getattr(like, name) for name in names} | changes
    return Line(number=Line.objects.count() + 100, **fields)


# ---- made once, the same to the byte


@clause("ca.integrity.10")
def test_an_export_holds_a_line_for_each_service_with_ids_and_no_name(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact

    export = exported(here).export

    (row,) = rows_of(export)
    assert (row["contact"], row["person"], row["worker"]) == (str(contact.pk), str(here.rosa.pk), str(here.dana.pk))
    assert (row["code"], row["minutes"], row["units"]) == ("H0038", "45", "3")
    assert row["began"] == "2026-11-19T08:00:00-07:00"
    assert "Rosa" not in text_of(export)
    assert "bus pass" not in text_of(export)


def test_its_bytes_are_those_that_were_sealed_and_the_journal_says_so(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))

    export = exported(here).export
    once, again = text_of(export), text_of(Export.objects.get(pk=export.pk))

    assert once == again
    assert export.sha256 == sha256(once.encode()).hexdigest()
    assert export.sha256 in Entry.objects.get(kind="billing.exported").body
    assert export.size == len(once.encode())


def test_an_export_that_was_tampered_with_is_not_handed_out(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))
    export = exported(here).export

    with pytest.raises(DatabaseError), transaction.atomic():
        ExportPart.objects.filter(export=export).update(stretch=b"other")
    export.sha256 = sha256(b"other").hexdigest()

    with pytest.raises(SealBroken):
        bytes_of(export)


def test_pressed_twice_the_second_finds_nothing(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))

    exported(here)
    with pytest.raises(NothingToExport):
        exported(here)

    assert [own.number for own in exports_of(agency(here))] == [1]


def test_only_an_administrator_exports_and_no_month_to_come(here: Practice) -> None:
    with pytest.raises(NotTheirs):
        export_month(agency=agency(here), first=NOVEMBER, by=here.amira)
    with pytest.raises(NotYet):
        export_month(agency=agency(here), first=date(2027, 1, 1), by=administrator(here))


# ---- corrected by a later one


def test_what_is_written_late_goes_into_a_later_export(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))
    first = exported(here).export

    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=30), "Another call."))
    second = exported(here).export

    assert (first.number, second.number) == (1, 2)
    assert [row["units"] for row in rows_of(second)] == ["2"]


def test_what_turns_out_otherwise_is_taken_back_and_both_stay(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    first = exported(here).export
    before = text_of(first)
    choice = Choice(Setting.ONE, (Way.IN_PERSON,), "h2015", "eight-minute", date(2026, 11, 1))
    set_rule(agency=agency(here), choice=choice, by=administrator(here))

    second = exported(here).export

    back, anew = rows_of(second)
    assert (back["kind"], back["code"], back["units"]) == ("correction", "H0038", "-3")
    assert (back["corrects_export"], back["corrects_line"]) == ("1", "1")
    assert (anew["kind"], anew["code"], anew["units"]) == ("service", "H2015", "3")
    assert text_of(first) == before
    assert service(here, contact).state is State.BILLED
    with pytest.raises(NothingToExport):
        exported(here)


@clause("ca.integrity.10")
def test_what_a_supervisor_keeps_off_the_bill_is_taken_back(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    exported(here)
    Hold.objects.create(
        agency=agency(here), contact=contact, worker=here.dana, reason=Hold.Reason.SAME_WORDS, at=clock.now()
    )
    with pytest.raises(NothingToExport):
        exported(here)  # what waits for a look is left as it is

    decide(here, contact, Hold.Outcome.KEPT)
    second = exported(here).export

    assert [(row["kind"], row["units"]) for row in rows_of(second)] == [("correction", "-3")]
    assert Line.objects.filter(contact=contact).count() == 2


# ---- the codes are asked about billing


@clause("ca.integrity.10")
def test_service_without_a_certificate_in_force_is_not_billed_but_held(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "ca", through=date(2026, 10, 31))
    put_hours_on_file(here)
    put_codes_on_file(here)
    _assign_before_the_lapse(here, worker)
    contact = written(worker, here.rosa, held(slot(worker))).contact
    Hold.objects.filter(contact=contact).update(
        outcome="released", decided_by=here.amira, decided_at=MORNING
    )  # as if nothing had stood against the contact itself

    with pytest.raises(NothingToExport):
        exported(here)

    asked = KeptRuling.objects.get(act="bill-service")
    assert (asked.allows, asked.told().decided_by) == (False, ["ca.integrity.10"])
    assert not Line.objects.exists()


def _assign_before_the_lapse(here: Practice, worker: Any) -> None:
    with clock.standing_at(MORNING - timedelta(days=40)):
        assign(here.rosa, worker, here.amira, on=date(2026, 10, 10))


@clause("ca.integrity.10")
def test_clashes_that_only_a_month_shows_are_brought_to_the_supervisor(here: Practice) -> None:
    put_codes_on_file(here)
    jo = here.caseload.jo
    assign(here.rosa, jo, here.amira)
    mine = written(here.dana, here.rosa, held(slot(here.dana))).contact
    other = written(jo, here.rosa, held(slot(jo, minutes=30), "On the phone with her.")).contact

    with pytest.raises(NothingToExport):
        exported(here)
    third = written(here.dana, here.caseload.teo, held(slot(here.dana, 9, minutes=30), "With Teo.")).contact
    export = exported(here).export

    assert [row["contact"] for row in rows_of(export)] == [str(third.pk)]
    assert Hold.objects.filter(contact__in=[mine, other], reason="overlap", outcome="").count() == 2
    decide(here, other, Hold.Outcome.KEPT)
    decide(here, mine, Hold.Outcome.RELEASED)
    assert service(here, mine).state is State.READY


# ---- what no row can say


@clause("ca.integrity.10")
def test_the_database_refuses_overlapping_services_of_one_worker(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    other = written(here.dana, here.caseload.teo, held(slot(here.dana, 7, minutes=30), "Before.")).contact
    exported(here)
    line = Line.objects.get(contact=contact)
    lift = Line.objects.get(contact=other)

    clash = a_line(line, contact_id=lift.contact_id, begins_at=line.begins_at + timedelta(minutes=5))
    clash.step = 2

    with pytest.raises(DatabaseError, match="one group, at a time"), transaction.atomic():
        clash.save()


@clause("ca.integrity.10")
def test_the_database_refuses_a_day_of_more_than_24_hours(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    other = written(here.dana, here.caseload.teo, held(slot(here.dana, 7, minutes=30), "Before.")).contact
    exported(here)
    line = Line.objects.get(contact=contact)
    long = a_line(
        line,
        contact_id=other.pk,
        begins_at=line.ends_at,
        ends_at=line.ends_at + timedelta(hours=24),
        minutes=1440,
        units=96,
    )
    long.step = 2

    with pytest.raises(DatabaseError, match="more than 24 hours"), transaction.atomic():
        long.save()


@clause("ca.integrity.10")
@pytest.mark.parametrize(
    "changes", [{"units": 4}, {"minutes": 37}, {"units": 0}, {"minutes": 0, "units": 1}, {"minutes": 1441, "units": 1}]
)
def test_the_database_refuses_more_units_than_the_minutes_allow(here: Practice, changes: dict[str, int]) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    exported(here)
    line = Line.objects.get(contact=contact)
    more = a_line(line, **changes)
    more.step = 2

    with pytest.raises(DatabaseError), transaction.atomic():
        more.save()


@clause("ca.integrity.10")
def test_a_service_is_billed_once_and_taken_back_once(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    exported(here)
    line = Line.objects.get(contact=contact)
    twice, back, again = (
        a_line(line),
        a_line(line, corrects_id=line.pk, units=-3),
        a_line(line, corrects_id=line.pk, units=-3),
    )
    twice.step, back.step, again.step = 1, 2, 3

    with pytest.raises(DatabaseError), transaction.atomic():
        twice.save()
    back.save()
    again.number += 1
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()


def test_those_of_one_group_are_billed_at_one_time(here: Practice) -> None:
    put_codes_on_file(here)
    taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo)))

    export = exported(here).export

    assert [row["units"] for row in rows_of(export)] == ["4", "4"]
    assert {own.state for own in month(here).services} == {State.BILLED}


def test_the_triggers_stand_and_a_missing_one_is_noticed(db: None) -> None:
    assert missing_triggers(connection) == []
    lift_triggers(connection, Line)

    missing = missing_triggers(connection)
    place_triggers(connection, Line)

    for name in ("billed_services_do_not_overlap", "no_billed_day_has_more_than_24_hours"):
        assert any(own.startswith(name) for own in missing)
    assert missing_triggers(connection) == []


def test_a_long_export_comes_in_stretches(here: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.billing.exporting.PART", 64)
    put_codes_on_file(here)
    for number in range(5):
        written(here.dana, here.rosa, held(slot(here.dana, 4 + number), f"Line {number}"))

    export = exported(here).export

    assert ExportPart.objects.filter(export=export).count() > 3
    assert len(rows_of(export)) == 5
