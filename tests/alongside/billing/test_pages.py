"""The pages of billing, as an administrator and an auditor see them."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.billing.models import Export, ServiceRule
from alongside.people.models import Person, RoleKind
from alongside.practice.models import Hold
from tests.alongside.billing.makers import administrator, agency, exported, put_codes_on_file
from tests.alongside.caseload.makers import assign
from tests.alongside.caseload.test_pages import as_
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.practice.makers import Practice, held, slot, written
from tests.alongside.rulings.makers import account, give
from tests.clauses import clause


@clause("ca.integrity.10")
def test_a_month_says_what_is_ready_what_is_held_and_the_way_out(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana, 7, minutes=45), "Alone."))
    written(here.dana, here.rosa, held(slot(here.dana)))
    second = written(here.dana, here.caseload.teo, held(slot(here.dana), "At the same time.")).contact
    ada = as_(administrator(here))

    page = ada.get("/billing/").content.decode()
    behind = ada.get(f"/billing/contacts/{second.pk}/").content.decode()
    hold = ada.get(f"/contacts/held/{Hold.objects.get().pk}/")

    assert "One service is ready, two held" in page
    assert "in two places at one time" in page
    assert "keeps one of them off the bill" in page
    assert f"/contacts/held/{Hold.objects.get().pk}/" in behind
    assert hold.status_code == 200
    for text in (page, behind):
        assert "Rosa" not in text
        assert "Teo" not in text


def test_the_month_is_exported_downloaded_and_the_same_each_time(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))
    ada = as_(administrator(here))

    sent = [ada.post("/billing/export/", {"month": "2026-11"}, follow=True) for _ in range(2)]
    files = [b"".join(ada.get("/billing/exports/1/").streaming_content) for _ in range(2)]  # type: ignore[attr-defined]

    assert b"Export 1 is made and sealed" in sent[0].content
    assert b"Nothing is ready that was not exported before" in sent[1].content
    assert files[0] == files[1]
    assert b"H0038" in files[0]
    assert Export.objects.count() == 1


def test_nobody_else_opens_billing_and_an_auditor_changes_nothing(here: Practice) -> None:
    put_codes_on_file(here)
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    exported(here)
    addresses = [
        "/billing/",
        "/billing/codes/",
        "/billing/exports/",
        "/billing/exports/1/",
        f"/billing/contacts/{contact.pk}/",
    ]

    for somebody in (here.user, here.amira):
        assert {as_(somebody).get(own).status_code for own in addresses} == {403}
    assert as_(administrator(here)).get("/billing/exports/9/").status_code == 404
    assert as_(administrator(here)).get("/billing/contacts/99999/").status_code == 404
    assert as_(here.amira).post("/billing/export/", {"month": "2026-11"}).status_code == 403


def test_an_auditor_reads_what_is_held_and_is_led_to_no_decision(here: Practice) -> None:
    put_codes_on_file(here)
    written(here.dana, here.rosa, held(slot(here.dana)))
    second = written(here.dana, here.caseload.teo, held(slot(here.dana), "At the same time.")).contact
    auditor = account("Noor")
    give(auditor, RoleKind.AUDITOR, agency=agency(here))

    page = as_(auditor).get(f"/billing/contacts/{second.pk}/").content.decode()

    assert "Not decided yet" in page
    assert "/contacts/held/" not in page
    assert as_(auditor).post("/billing/export/", {"month": "2026-11"}).status_code == 403


def test_codes_are_put_on_file_and_what_does_not_fit_comes_back(here: Practice) -> None:
    ada = as_(administrator(here))
    good = {
        "setting": "one",
        "ways": ["in-person"],
        "entry": "h0038",
        "rounding": "eight-minute",
        "from_day": "2026-11-01",
    }

    empty = ada.get("/billing/")
    wrong = ada.post("/billing/codes/", good | {"setting": "group"})
    sent = ada.post("/billing/codes/", good)
    page = ada.get("/billing/codes/")

    assert b"First say which codes apply" in empty.content
    assert (wrong.status_code, sent.status_code) == (422, 302)
    assert b"is not for this kind of service" in wrong.content
    assert b"Medicare Claims Processing Manual" in page.content
    assert ServiceRule.objects.count() == 1


def test_an_odd_month_is_this_month(here: Practice) -> None:
    ada = as_(administrator(here))

    for odd in ("2026-13", "x", "9999-99", "0000-01", "2026-11-11"):
        assert ada.get(f"/billing/?month={odd}").status_code == 200


def test_a_month_costs_the_same_for_two_and_for_twenty(here: Practice) -> None:
    put_codes_on_file(here)
    ada = as_(administrator(here))
    taken(here.dana, circle(here.dana, came(here.rosa)))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ada.get("/billing/")
        return len(queries)

    count()
    few = count()
    people = [Person.objects.create(agency=here.dana.agency, chosen_name=f"Person {n}") for n in range(10)]
    for number, person in enumerate(people):
        assign(person, here.dana, here.amira)
        written(here.dana, person, held(slot(here.dana, 7, minutes=10 + number), f"Line {number}."))

    assert count() == few
