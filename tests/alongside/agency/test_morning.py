"""The agency's morning: one true sentence, and each line leads to where it is settled or to what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from alongside.agency.morning import morning_of
from alongside.audit.flags import Flag
from alongside.billing.month import State
from alongside.billing.queries import not_billed_yet
from alongside.people import clock
from alongside.people.models import Person
from alongside.people.viewer import viewer_of
from alongside.practice.models import Hold
from alongside.rulings.standings import sweep
from tests.alongside.audit.makers import fill, set_limit
from tests.alongside.billing.makers import NOVEMBER, administrator, agency, exported, month, put_codes_on_file
from tests.alongside.caseload.makers import assign, hire
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, make_practice, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY, set_policy
from tests.clauses import clause


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def here(db: None) -> Practice:
    practice = make_practice()
    assign(practice.caseload.teo, practice.dana, practice.amira)
    put_codes_on_file(practice)
    return practice


def page(here: Practice) -> str:
    return str(as_(administrator(here)).get("/agency/").content.decode())


@clause("nc.overview.1")
def test_every_clause_left_to_the_employer_is_answered_or_shown_as_missing(here: Practice) -> None:
    here.with_("nc")
    before = morning_of(viewer_of(administrator(here)), agency(here))

    set_policy(here.caseload.place, "policy.service", "on-file", date(2026, 1, 1))
    after = morning_of(viewer_of(administrator(here)), agency(here))

    named = {cite.id for own in before.unanswered for cite in own.clauses}
    assert {"nc.2.5", "nc.2.6"} <= named
    assert [own.url for own in before.unanswered if own not in after.unanswered] == ["/agency/policies/policy.service/"]
    assert "things your codes leave to you" in page(here)


@clause("nm.role.9a", "nm.reporting.3", "ca.integrity.14a", "sud.1.9", "ak.conduct.5")
def test_late_and_unwritten_contacts_show_by_worker_against_the_employers_limit(here: Practice) -> None:
    set_limit(here, "3 days")
    fill(here)

    found = morning_of(viewer_of(administrator(here)), agency(here))
    shown = page(here)

    assert (found.limit, found.whole.late, len(found.whole.waiting)) == (3, 1, 1)
    assert "One contact is not written down" in shown
    assert "against your own limit of 3 days" in shown


@clause("ca.integrity.10")
def test_each_flag_opens_what_stands_behind_it(here: Practice) -> None:
    fill(here)
    found = morning_of(viewer_of(administrator(here)), agency(here))
    ada = as_(administrator(here))

    shown = page(here)

    assert {own.own.flag for own in found.flags} == {Flag.OVERLAP, Flag.LONG_AFTER}
    for flag in found.flags:
        address = f"/billing/contacts/{flag.own.contact}/"
        assert address in shown
        assert ada.get(address).status_code == 200
    assert (
        f"/contacts/held/{Hold.objects.get(outcome='').pk}/"
        in ada.get(f"/billing/contacts/{Hold.objects.get(outcome='').contact_id}/").content.decode()
    )


def test_the_sentence_counts_what_waits_and_names_nobody_served(here: Practice) -> None:
    fill(here)

    found = morning_of(viewer_of(administrator(here)), agency(here))
    shown = page(here)

    assert found.sentence.endswith("things need you")
    assert len(found.needs) >= 3
    for name in ("Rosa", "Teo"):
        assert name not in shown


def test_nobody_else_opens_it(here: Practice) -> None:
    assert as_(here.user).get("/agency/").status_code == 403
    assert as_(here.amira).get("/agency/").status_code == 403


def test_it_costs_the_same_for_a_few_and_for_many(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=20), "First."))
    ada = as_(administrator(here))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ada.get("/agency/")
        return len(queries)

    count()
    few = count()
    for number in range(8):
        person = Person.objects.create(agency=agency(here), chosen_name=f"Person {number}")
        assign(person, here.dana, here.amira)
        with clock.standing_at(MORNING - timedelta(days=number)):
            day = TODAY - timedelta(days=number)
            written(here.dana, person, held(slot(here.dana, 6, minutes=10 + number, day=day), f"Line {number}."))

    assert count() == few


@clause("ak.rel.1")
def test_who_is_late_under_which_clause_shows_and_leads_to_the_names(here: Practice) -> None:
    uma = here.with_("ak")
    assign(here.rosa, uma, here.amira)
    written(uma, here.rosa, held(slot(uma)))  # served before they were told what a peer does
    ada = as_(administrator(here))

    found = morning_of(viewer_of(administrator(here)), agency(here))
    late = next(own for own in found.late_under if own.clause == "ak.rel.1")

    assert (found.late, late.workers) == (1, 1)
    assert "One is late with what their code asks" in page(here)
    assert late.url in page(here)
    assert uma.name in ada.get(late.url).content.decode()


def test_what_no_export_holds_is_counted_without_laying_out_the_month(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=5), "Too short for a code."))
    written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=30), "Long enough."))
    ready = len(month(here).of(State.READY))
    before = not_billed_yet(agency(here), NOVEMBER)

    exported(here)
    after = not_billed_yet(agency(here), NOVEMBER)

    assert (ready, before, after) == (1, 1, 0)


def test_the_rest_of_the_workers_stand_on_a_page_of_their_own_and_are_found_by_name(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=20), "First."))
    ada = as_(administrator(here))

    everybody = ada.get("/agency/writing/").content.decode()
    nobody = ada.get("/agency/writing/?q=zzz").content.decode()

    assert here.dana.name in everybody
    assert "Nobody of that name" in nobody
    assert as_(here.amira).get("/agency/writing/").status_code == 403


@pytest.mark.parametrize(
    "typed", ["q=%3Cb%3E", "q=%00", "q=%FF%FE", f"q={'x' * 3000}", "page=-1", f"page={'9' * 30}", "page=two"]
)
def test_what_is_typed_into_the_address_by_hand_finds_nobody_and_leads_back(here: Practice, typed: str) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=20), "First."))

    page = as_(administrator(here)).get(f"/agency/writing/?{typed}")
    words = page.content.decode()

    assert page.status_code == 200
    assert "<b>" not in words.partition("<main")[2]
    assert here.dana.name in words or 'href="/agency/writing/"' in words.partition("Nobody of that name")[2]


def test_it_asks_the_same_of_the_database_for_one_worker_and_for_twenty_five(here: Practice) -> None:
    ada = as_(administrator(here))
    sweep()

    def count() -> int:
        ada.get("/agency/")
        with CaptureQueriesContext(connection) as queries:
            ada.get("/agency/")
        return len(queries)

    for name in ("First Reyes", "Second Reyes"):
        hire(here.caseload.place, name, "nm")
    sweep()
    few = count()
    for number in range(25):
        hire(here.caseload.place, f"Worker{number} Reyes", "nm")
    sweep()

    assert count() == few
