"""The way to a professional: one tap from the plan, seen by nobody, written down nowhere; and stepping back meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.caseload.models import StepBack
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people.authority import NotTheirs
from alongside.wellness.helping import employee_help_of, set_employee_help
from alongside.wellness.models import EmployeeHelp
from tests.alongside.supervision.makers import Team, signed_in
from tests.clauses import clause

PLAN = "/supervision/my-plan/"
HELP = f"{PLAN}professional/"
TALKS = {"words": "Six talks with a counselor, free for all who work here.", "phone": "(505) 555-0142", "web": ""}


@clause("nm.recovery.3")
def test_it_is_one_tap_from_the_closed_plan_and_names_lines_that_answer(team: Team) -> None:
    dana = signed_in(team.dana_user)

    place, page = dana.get(PLAN).content.decode(), dana.get(HELP).content.decode()
    checked = dana.post(f"{PLAN}check/", {"true": ["sleep"]}).content.decode()
    pausing = dana.get("/people/step-back/").content.decode()

    for way in (place, checked, pausing):
        assert f'href="{HELP}"' in way
    for line in ("tel:988", "tel:18006624357", "https://findtreatment.gov/", "/people/step-back/"):
        assert f'href="{line}"' in page
    assert "Your agency" not in page


@clause("nm.recovery.3")
def test_what_the_agency_has_for_its_own_people_stands_with_it_once_it_is_set(team: Team) -> None:
    ada, dana = signed_in(team.ada), signed_in(team.dana_user)

    nameless = ada.post(f"{PLAN}employee-help/", {"words": "", "phone": "505 555 0142"})
    lineless = ada.post(f"{PLAN}employee-help/", {"words": "Talks."})
    for _ in range(2):
        ada.post(f"{PLAN}employee-help/", TALKS)
    page = dana.get(HELP).content.decode()
    elsewhere = signed_in(team.pat.user).get(HELP).content.decode()
    rows = EmployeeHelp.objects.count()
    ada.post(f"{PLAN}employee-help/", {"words": ""})

    assert (nameless.status_code, lineless.status_code, rows) == (422, 422, 1)
    assert 'href="tel:5055550142"' in page
    assert TALKS["words"] in page
    assert TALKS["words"] not in elsewhere
    assert employee_help_of(team.agency) is None


def test_only_an_administrator_sets_it(team: Team) -> None:
    with pytest.raises(NotTheirs):
        set_employee_help(agency=team.agency, by=team.amira, **TALKS)

    assert signed_in(team.dana_user).get(f"{PLAN}employee-help/").status_code == 403
    assert not EmployeeHelp.objects.exists()


@clause("nm.recovery.3")
def test_that_somebody_looked_is_seen_by_nobody_and_written_nowhere(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    dana, before = signed_in(team.dana_user), (Entry.objects.count(), Notice.objects.count())
    dana.get(PLAN)

    with caplog.at_level("INFO"), CaptureQueriesContext(connection) as asked:
        dana.get(HELP)

    said = [record.msg for record in caplog.records if isinstance(record.msg, dict) and "route" in record.msg]
    assert {one["user"] for one in said} == {None}
    assert {own["sql"].split()[0] for own in asked} == {"SELECT"}
    assert (Entry.objects.count(), Notice.objects.count()) == before
    for other in (team.amira, team.ada, team.place.others["auditor"], team.place.others["operator"]):
        assert signed_in(other).get(HELP).status_code == 403


@clause("nm.recovery.3")
def test_stepping_back_for_it_tells_the_supervisor_that_and_never_why(team: Team) -> None:
    dana = signed_in(team.dana_user)
    why = "I used again, and I am seeing somebody."

    dana.post("/people/step-back/", {"which": "all", "is_able": "no", "words": why})
    waiting = signed_in(team.amira).get("/people/waiting/").content.decode()

    assert StepBack.objects.get().worker == team.dana
    assert b"used again" not in bytes(StepBack.objects.get().sealed)
    assert all("used again" not in row.body for row in Entry.objects.all())
    assert all("used again" not in str(row.data) for row in Notice.objects.all())
    assert why not in waiting
