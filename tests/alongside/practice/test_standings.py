"""Standings kept: what a sweep finds, what following the journal finds, and what the pure core says are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st
from pytest_django import Settings

from alongside.caseload.models import Assignment
from alongside.journal.models import Entry
from alongside.journal.sealing import seal_all
from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.models import Promise, Told
from alongside.practice.promising import keep_promise
from alongside.practice.telling import Heard, tell_person
from alongside.practice.writing import Promised
from alongside.rulings.duties import duties_of_many
from alongside.rulings.models import DutyStanding
from alongside.rulings.standings import follow, standings_of, sweep, verdict_kept
from alongside.site.generating.run import generate
from alongside.site.generating.scale import Scale
from alongside.supervision.models import SessionAttendance, SupervisionSession
from canon.duties.verdict import verdict_of
from tests.alongside.caseload.makers import user_of
from tests.alongside.practice.makers import Practice, held, open_for, planned, put_fee_on_file, slot, written
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

Do = Callable[[Practice, int], object]


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    return


def kept() -> dict[tuple[int, str, str, str], object]:
    return {(r.worker_id, r.code, r.clause, r.duty): verdict_kept(r) for r in DutyStanding.objects.all()}


def purely() -> dict[tuple[int, str, str, str], object]:
    """The same from the pure core, one event at a time."""
    found = defaultdict(list)
    workers = list(Worker.objects.select_related("agency"))
    for worker, duties in duties_of_many(workers, TODAY).items():
        for own in duties:
            found[worker, own.code, own.clause, own.owed.duty.name].append(own.owed)
    return {key: verdict_of(owed) for key, owed in found.items()}


def _write(here: Practice, n: int) -> object:
    when = slot(here.dana, 7 + n % 2, day=TODAY - timedelta(days=1 + n % 60), minutes=20)
    return written(here.dana, here.rosa, held(when, f"Words {n}.", promises=(Promised(f"Bring {n}", TODAY),)))


def _plan(here: Practice, n: int) -> object:
    return planned(here.dana, here.rosa, slot(here.dana, 9, day=TODAY + timedelta(days=1 + n % 20)))


def _tell(here: Practice, n: int) -> object:
    about = [own for own in Told.About if own is not Told.About.COSTS][n % 4]  # no fee is on file
    heard = Heard(Told.Took.SAID_YES, "en")
    return tell_person(record=open_for(here.dana, here.rosa), about=[about], heard=heard, by=here.user, on=TODAY)


def _keep(here: Practice, n: int) -> object:
    row = Promise.objects.filter(status="open").order_by("pk").first()
    return row and keep_promise(promise=row, by=here.user, on=TODAY)


def _supervise(here: Practice, n: int) -> object:
    from alongside.journal.writing import write_journal

    began = clock.now() - timedelta(days=1 + n % 50, hours=n % 5)
    ended = began + timedelta(minutes=50)
    if SessionAttendance.objects.filter(began_at__lt=ended, ended_at__gt=began, worker=here.dana).exists():
        return None
    row = SupervisionSession.objects.create(
        agency=here.dana.agency, supervisor=here.amira, kind="one-to-one", is_clinical=n % 2 == 0, starts_at=began,
        planned_minutes=50, how="phone", state="held", began_at=began, ended_at=ended, booked_by=here.amira,
        booked_at=began, settled_by=here.amira, settled_at=clock.now(),
    )  # fmt: skip
    SessionAttendance.objects.create(
        agency=row.agency, session=row, worker=here.dana, attended=True, began_at=began, ended_at=ended, stands="agreed"
    )
    return write_journal("session.held", row, by=here.amira)


DOES: Final[list[Do]] = [_write, _plan, _tell, _keep, _supervise]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(DOES), st.integers(0, 200)), min_size=1, max_size=4), seals=st.booleans()
)
def test_after_any_change_following_a_sweep_and_the_pure_core_say_the_same(
    here: Practice, steps: list[tuple[Do, int]], seals: bool
) -> None:
    put_fee_on_file(here)
    sweep()

    for do, number in steps:
        do(here, number)
        if seals:
            seal_all()
        follow()

    assert kept() == purely()
    assert sweep() == 0, "a sweep finds nothing that following had missed"


def test_a_note_moves_only_the_worker_who_wrote_it_and_is_looked_at_once(here: Practice) -> None:
    sweep()
    _write(here, 3)

    first, second = follow(), follow()

    assert first > 0
    assert second == 0


def test_a_new_day_is_swept(here: Practice) -> None:
    sweep()
    with clock.standing_at(clock.now() + timedelta(days=40)):
        follow()

    assert set(DutyStanding.objects.values_list("as_of", flat=True)) == {TODAY + timedelta(days=40)}


def test_reasons_are_kept_with_what_is_missing_of_which_contact(here: Practice) -> None:
    planned(here.dana, here.rosa, slot(here.dana, 16))
    with clock.standing_at(clock.now() + timedelta(days=20)):
        sweep()
        rows = [row for row in standings_of([here.dana]) if row.clause == "nm.role.9a"]

    assert rows[0].status == "due"
    assert rows[0].told["reasons"][0]["missing"] == ["contact-documented"]
    assert rows[0].told["reasons"][0]["ref"].startswith("contact-")


def test_a_whole_generated_state_has_the_same_verdicts_from_its_tables_as_from_its_events(db: None) -> None:
    generate(Scale(workers=22, people=450, contacts=900))
    sweep()
    on = clock.today_in(Worker.objects.select_related("agency")[0].agency.time_zone)
    found = defaultdict(list)
    for worker, duties in duties_of_many(list(Worker.objects.select_related("agency")), on).items():
        for own in duties:
            found[worker, own.code, own.clause, own.owed.duty.name].append(own.owed)

    assert {key: verdict_of(owed) for key, owed in found.items()} == kept()
    assert Entry.objects.filter(kind="duties.swept").count() == 1


def test_a_supervisor_is_told_in_the_morning_how_many_of_their_workers_are_late(here: Practice) -> None:
    client = Client()
    client.force_login(here.amira)
    uma = here.with_("ak")
    before = client.get("/today/").content.decode()
    written(uma, here.caseload.teo, held(slot(uma)))  # served before they were told what a peer does
    follow()

    after = client.get("/today/").content.decode()

    assert "is late with what their code asks" not in before
    assert "1 worker is late with what their code asks" in after


@clause("ak.rel.1", "ak.rel.5a")
@pytest.mark.parametrize("follows", [True, False])
def test_a_worker_never_reads_that_nothing_is_late_while_their_code_says_otherwise(
    here: Practice, follows: bool
) -> None:
    uma = here.with_("ak")
    client = Client()
    client.force_login(user_of(uma))
    sweep()
    written(uma, here.caseload.teo, held(slot(uma)))  # served before they were told what a peer does
    planned(uma, here.caseload.teo, slot(uma, 16))
    if follows:
        follow()

    page = client.get("/today/").content.decode()

    assert "Nothing is late" not in page
    assert "things your code asks are late" in page
    assert "Due under your code" in page
    assert ">ak.rel.1<" in page
    assert "Late since November 19, 2026" in page


@clause("nm.reporting.4")
def test_what_is_to_be_told_before_todays_first_visit_stands_on_today_and_is_not_late(here: Practice) -> None:
    planned(here.dana, here.rosa, slot(here.dana, 16))
    sweep()
    client = Client()
    client.force_login(here.user)

    page = client.get("/today/").content.decode()

    assert "Nothing is late" in page
    assert "Due under your code" in page
    assert ">nm.reporting.4<" in page
    assert "By Thursday, November 19" in page
    assert f'href="/contacts/tell/{here.rosa.pk}/"' in page, "the step leads to the person it is about"


@clause("nm.role.9a", "nm.reporting.3")
def test_what_two_clauses_ask_for_alike_is_one_step_and_names_whom_it_is_about(here: Practice) -> None:
    contact = planned(here.dana, here.rosa, slot(here.dana, 16))
    client = Client()
    client.force_login(here.user)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        page = client.get("/today/").content.decode()
        steps = client.get("/today/").context["day"].steps
    Assignment.objects.filter(person=here.rosa).update(status="ended", to_day=TODAY, ended_by=here.amira, why="closed")
    with clock.standing_at(clock.now() + timedelta(days=1)):
        after = client.get("/today/").context["day"].steps

    own = next(step for step in steps if "nm.role.9a" in step.clauses)
    assert set(own.clauses) == {"nm.role.9a", "nm.reporting.3"}
    assert (own.note, own.url) == ("Rosa", f"/contacts/log/{here.rosa.pk}/?contact={contact.pk}")
    assert page.count("Write the note for this contact.") == 1
    assert all("Rosa" not in step.note for step in after), "whom one supports no more is not named"
