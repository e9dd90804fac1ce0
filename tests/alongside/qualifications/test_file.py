"""A worker's file: put there by who oversees them, dated, ended once; the codes' questions are answered from it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.journal.models import Entry
from alongside.learning.models import LearningEntry, LearningTopic
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.qualifications.driving import lacking, laws_for, rows
from alongside.qualifications.filing import NotPossible, Paper, end_on_file, put_on_file
from alongside.qualifications.models import Qualification
from alongside.qualifications.reading import on_file
from alongside.rulings.register import Asking, Subject, known_facts
from canon.values import Stated
from tests.alongside.caseload.makers import Caseload, hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.qualifications.makers import CAR_PAPERS, Kind, put, put_car_papers
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

FACTS = ("worker.is_clinician", "service.is_qualified_for", "vehicle.is_lawful")


def known(worker: Worker, on: date = TODAY) -> dict[str, Stated]:
    shared = known_facts(FACTS, Subject(worker), Asking(user_of(worker), on)).shared
    return {fact: value for fact, (value, _by) in shared.items()}


@clause("nc.2.7", "nm.role.5a")
def test_what_is_not_on_file_is_not_there(here: Caseload) -> None:
    assert known(here.dana) == dict.fromkeys(FACTS, False)


@clause("nm.role.5a", "nc.2.7")
def test_a_paper_counts_from_its_first_day_through_its_last_and_not_once_it_was_ended(here: Caseload) -> None:
    row = put(here.dana, Kind.CLINICAL, by=here.amira, from_day=TODAY - timedelta(days=5), through=TODAY)

    days = [TODAY - timedelta(days=6), TODAY - timedelta(days=5), TODAY, TODAY + timedelta(days=1)]
    assert [known(here.dana, day)["worker.is_clinician"] for day in days] == [False, True, True, False]
    end_on_file(qualification=row, by=here.amira, on=TODAY)
    assert [known(here.dana, day)["worker.is_clinician"] for day in days] == [False, True, False, False]


def test_what_is_on_file_for_a_service_or_a_drive_leaves_the_rest_to_be_said(here: Caseload) -> None:
    put(here.dana, Kind.TRAINING, by=here.amira)
    put(here.dana, Kind.DRIVER, by=here.amira)

    assert known(here.dana) == {"worker.is_clinician": False}


def test_nobody_puts_their_own_papers_on_file_nor_a_colleagues(here: Caseload) -> None:
    for by in (user_of(here.dana), user_of(here.jo)):
        with pytest.raises(NotTheirs):
            put(here.dana, Kind.CLINICAL, by=by)
    row = put(here.dana, Kind.CLINICAL, by=here.amira)
    with pytest.raises(NotTheirs):
        end_on_file(qualification=row, by=user_of(here.dana), on=TODAY)

    assert [own.pk for own in on_file(here.dana, TODAY)] == [row.pk]


def test_sent_twice_it_is_on_file_once_and_ended_twice_it_ends_once(here: Caseload) -> None:
    paper = Paper(Kind.LICENSE, "Massage", "the original", TODAY, None, uuid4())

    first = [put_on_file(worker=here.dana, paper=paper, by=here.amira, on=TODAY) for _ in range(2)]
    for _ in range(2):
        end_on_file(qualification=first[0], by=here.amira, on=TODAY)

    assert first[0] == first[1]
    kinds = Entry.objects.filter(kind__startswith="qualification.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["qualification.filed", "qualification.ended"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": " "}, "what"),
        ({"seen_as": ""}, "seen_as"),
        ({"what": "x" * 121}, "what"),
        ({"through": TODAY - timedelta(days=2)}, "through"),
        ({"from_day": TODAY + timedelta(days=1)}, "from_day"),
    ],
)
def test_what_cannot_be_put_on_file_says_at_which_field(here: Caseload, changed: dict[str, object], field: str) -> None:
    whole = {"kind": Kind.TRAINING, "what": "MHFA", "seen_as": "the original", "from_day": TODAY, "through": None}
    paper = Paper(**{**whole, "token": uuid4(), **changed})  # type: ignore[arg-type]

    with pytest.raises(NotPossible) as problem:
        put_on_file(worker=here.dana, paper=paper, by=here.amira, on=TODAY)

    assert problem.value.field == field
    assert not Qualification.objects.exists()


@pytest.mark.parametrize("change", [{"what": "Other"}, {"through": TODAY}, {"from_day": TODAY}])
def test_the_database_keeps_a_paper_as_it_was_filed(here: Caseload, change: dict[str, object]) -> None:
    row = put(here.dana, Kind.TRAINING, by=here.amira)

    with pytest.raises(DatabaseError), transaction.atomic():
        Qualification.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Qualification.objects.filter(pk=row.pk)._raw_delete(Qualification.objects.db)


@clause("nm.safety.1a")
def test_each_state_has_its_dated_sourced_rows_and_a_code_without_one_is_held_to_what_all_ask(here: Caseload) -> None:
    by_code = {code: {law.state for law in rows() if code in law.codes} for code in ("nm", "nc", "ca", "sud", "ak")}
    unknown = hire(here.place, "Uma Reyes", "juniper")

    assert all(len(states) == 1 for states in by_code.values())
    assert all(law.source and law.checked and set(law.also) == {"en", "es"} for law in rows())
    assert all(Kind.DRIVER in law.needs["own"] and Kind.INSURANCE in law.needs["own"] for law in rows())
    assert [law.state for law in laws_for(unknown, TODAY)] == [""]
    assert lacking(unknown, "own", TODAY) == [Kind.DRIVER, Kind.INSURANCE, Kind.REGISTRATION]


@clause("nm.safety.1a")
def test_an_inspection_is_asked_for_where_the_state_asks_it_and_a_bus_asks_nothing(here: Caseload) -> None:
    worker = hire(here.place, "Uma Reyes", "nc")
    put_car_papers(worker, by=here.amira, but=Kind.INSPECTION)
    put_car_papers(here.dana, by=here.amira, but=Kind.INSPECTION)

    assert lacking(worker, "own", TODAY) == [Kind.INSPECTION]
    assert lacking(worker, "agency", TODAY) == lacking(here.dana, "own", TODAY) == lacking(worker, "other", TODAY) == []


def test_what_is_on_file_at_an_agency_is_read_in_one_statement_for_all(here: Caseload) -> None:
    for kind in CAR_PAPERS:
        put(here.dana, kind, by=here.amira)

    with CaptureQueriesContext(connection) as asked:
        assert len(on_file(here.dana, TODAY)) == 4

    assert len(asked) == 1


# ---- the pages


@clause("ca.authenticity.5")
def test_the_staff_page_shows_what_others_checked_and_nothing_that_one_logged_oneself(here: Caseload) -> None:
    put(here.dana, Kind.TRAINING, by=here.amira, what="Mental Health First Aid")
    hours_on("ethics", here, LearningEntry.Source.SELF_LOGGED, "3.25")
    hours_on("ethics", here, LearningEntry.Source.ATTENDANCE, "1.50")

    page = as_(here.amira).get(f"/agency/staff/{here.dana.pk}/").content.decode()
    mine = as_(here.dana).get("/today/limits/").content.decode()

    assert "Mental Health First Aid" in page
    assert "CPSW" in page
    assert "Ethics: 1.5 h" in page
    assert "4.75" not in page
    assert "Ethics: 4.75 h" in mine


def hours_on(topic: str, here: Caseload, source: LearningEntry.Source, hours: str) -> None:
    board = here.place.board
    entry = LearningEntry.objects.create(
        practitioner=here.dana.practitioner, board=board, title="A course", completed_on=TODAY, hours=Decimal(hours),
        source=source, at=clock.now(),
    )  # fmt: skip
    LearningTopic.objects.create(entry=entry, topic=topic, hours=Decimal(hours))


def test_a_supervisor_puts_a_paper_on_file_and_ends_it_on_the_page(here: Caseload) -> None:
    amira, path = as_(here.amira), f"/agency/staff/{here.dana.pk}/"
    typed = {"token": str(uuid4()), "kind": "driver-license", "what": "NM license", "seen_as": "the original"}

    refused = amira.post(path, typed | {"from_day": "2027-01-01"})
    sent = amira.post(path, typed | {"from_day": "2026-01-01", "through": "2027-01-01"})
    mine = as_(here.dana).get("/today/limits/").content.decode()
    ended = amira.post(f"/agency/staff/papers/{Qualification.objects.get().pk}/end/")
    page = amira.get(path).content.decode()

    assert (refused.status_code, sent.status_code, ended.status_code) == (422, 302, 302)
    assert b"That day is still to come" in refused.content
    assert "NM license" in mine
    assert "Counts no more" in page


def test_who_does_not_oversee_somebody_finds_no_file(here: Caseload) -> None:
    row = put(here.dana, Kind.TRAINING, by=here.amira)

    answers = [
        as_(user_of(here.dana)).get(f"/agency/staff/{here.dana.pk}/"),
        as_(user_of(here.jo)).get(f"/agency/staff/{here.dana.pk}/"),
        as_(here.amira).get("/agency/staff/999999/"),
        as_(user_of(here.jo)).post(f"/agency/staff/papers/{row.pk}/end/"),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    row.refresh_from_db()
    assert row.ended_on is None
