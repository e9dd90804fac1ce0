"""The pages: what each shows to whom, and what a form sent twice or stale does."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.caseload.access import open_record
from alongside.caseload.assigning import offer
from alongside.caseload.essentials import essentials_of
from alongside.caseload.models import Assignment, BrokenGlass, ChangeAsked, StepBack, Tie, TieDecision
from alongside.caseload.ties import KINDS
from alongside.database import seldom
from alongside.people.models import Person, Worker
from tests.alongside.caseload.makers import Caseload, assign, hire, user_of
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

A_YES = {**dict.fromkeys(KINDS, "no"), "words": ""}


def as_(who: User | Worker) -> Client:
    client = Client()
    client.force_login(user_of(who))
    return client


def test_a_worker_says_yes_on_the_page_and_finds_the_person_on_their_list(here: Caseload) -> None:
    row = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    dana = as_(here.dana)

    sent = dana.post(f"/people/offers/{row.pk}/", A_YES)

    assert sent.status_code == 302
    assert b"You support one person" in dana.get("/people/").content
    assert b"Rosa" in dana.get(f"/people/{here.rosa.pk}/").content


@clause("nm.integrity.2")
def test_a_refusal_says_what_to_do_with_its_clause_and_keeps_the_form(here: Caseload) -> None:
    row = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)

    page = as_(here.dana).post(f"/people/offers/{row.pk}/", A_YES | {"was_friendship": "yes"})

    assert page.status_code == 422
    assert b"nm.integrity.2" in page.content
    assert b"no longer waits" in page.content


def test_an_unanswered_question_is_asked_again_and_is_no_no(here: Caseload) -> None:
    row = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)

    page = as_(here.dana).post(f"/people/offers/{row.pk}/", {"words": "We met once."})

    row.refresh_from_db()
    assert page.status_code == 422
    assert b"We met once." in page.content
    assert row.status == Assignment.Status.OFFERED


@clause("nm.rights.1")
def test_no_is_one_question_away(here: Caseload) -> None:
    row = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    dana = as_(here.dana)

    sent = dana.post(f"/people/offers/{row.pk}/no/", {"is_protected_ground": "no"})
    again = dana.post(f"/people/offers/{row.pk}/no/", {"is_protected_ground": "no"})

    assert sent.status_code == 302
    assert (again.status_code, b"Dana Ruiz answered this offer on" in again.content) == (422, True)


def test_a_foreign_and_a_missing_record_look_the_same(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    jo = as_(here.jo)

    answers = [jo.get(f"/people/{number}/") for number in (here.rosa.pk, here.lena.pk, 999)]

    assert {page.status_code for page in answers} == {404}
    assert len({page.content for page in answers}) == 1


@pytest.mark.parametrize("who", ["colleague", "board staff", "auditor", "operator"])
def test_the_list_of_all_is_for_those_who_offer(here: Caseload, who: str) -> None:
    assert as_(here.place.others[who]).get("/people/all/").status_code == 403


def test_a_supervisor_takes_somebody_in_and_offers_them(here: Caseload) -> None:
    amira = as_(here.amira)

    taken = amira.post("/people/new/", {"chosen_name": "Cruz", "pronouns": "", "language": "es"})
    person = Person.objects.get(chosen_name="Cruz")
    page = amira.get(taken["Location"])
    offered = amira.post(taken["Location"], {"worker": here.dana.pk})

    assert taken["Location"] == f"/people/{person.pk}/offer/"
    assert b"Dana Ruiz" in page.content
    assert offered.status_code == 302
    assert Assignment.objects.get(person=person).status == Assignment.Status.OFFERED


@clause("ca.person.5", "ca.cultural.2")
def test_what_is_essential_is_kept_with_the_reason_for_what_is_sensitive(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    dana, path = as_(here.dana), f"/people/{here.rosa.pk}/essentials/"
    told = {"voice": "own", "wishes": "Text first.", "is_mandated": "on", "safety": "A dog.", "interpreter": "ASL"}

    without = dana.post(path, told)
    half = dana.post(path, told | {"safety_reason": "So that nobody is bitten."})
    reasons = {"safety_reason": "So that nobody is bitten.", "is_mandated_reason": "She wants no pressing."}
    dana.post(path, told | reasons)
    page = dana.get(f"/people/{here.rosa.pk}/")

    assert without.status_code == 422
    assert half.context["form"].errors.keys() == {"is_mandated_reason"}
    assert b"She wants no pressing." in page.content
    assert b"nobody here presses them" in page.content
    assert b"So that nobody is bitten." in page.content
    assert b"Interpreter: ASL" in page.content


@clause("ca.confidentiality.2", "ca.cultural.2")
@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"culture": "Mixteca."}, "culture_reason"),
        ({"is_mandated": "on"}, "is_mandated_reason"),
        ({"mandated_by": "The county court"}, "is_mandated_reason"),
        ({"safety": "A dog."}, "safety_reason"),
        ({"health": "Tires early."}, "health_reason"),
        ({"uses_narcotics": "on"}, "uses_narcotics_reason"),
    ],
)
def test_whatever_is_sensitive_asks_why_and_the_reason_is_kept(
    here: Caseload, told: dict[str, str], asked: str
) -> None:
    assign(here.rosa, here.dana, here.amira)
    dana, path = as_(here.dana), f"/people/{here.rosa.pk}/essentials/"

    without = dana.post(path, told)
    told_why = dana.post(path, told | {asked: "She asked for it."})

    assert without.context["form"].errors.keys() == {asked}
    assert told_why.status_code == 302
    kept = essentials_of(open_record(here.rosa.pk, viewer=here.viewer(here.dana)))
    assert kept.reasons == {asked.removesuffix("_reason"): "She asked for it."}


@clause("ca.confidentiality.2")
def test_nothing_about_a_person_is_chosen_before_somebody_says_it(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)

    pages = {
        "taken in": as_(here.amira).get("/people/new/"),
        "known": as_(here.dana).get(f"/people/{here.rosa.pk}/essentials/"),
    }

    for name, page in pages.items():
        form = page.context["form"]
        chosen = {own: form[own].value() for own in form.fields if form[own].value()}
        assert chosen == {}, name
        assert not re.findall(r"<input[^>]*\schecked", page.content.decode()), name


@clause("nm.rights.0", "nc.1.3")
def test_a_worker_steps_back_and_comes_back_on_one_page(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    dana = as_(here.dana)
    step = {"which": "all", "is_able": "no", "words": "Rest."}

    dana.post("/people/step-back/", step)
    listed = as_(here.amira).get("/people/waiting/")
    row = StepBack.objects.get()
    dana.post(f"/people/step-back/{row.pk}/end/")

    row.refresh_from_db()
    assert b"Find cover" in listed.content
    assert b"Rest." not in listed.content
    assert row.to_day == TODAY


def test_no_answer_stands_before_somebody_gave_it(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    dana = as_(here.dana)

    page = dana.get(f"/people/step-back/?person={here.rosa.pk}")
    open_one = dana.post("/people/step-back/", {"which": str(here.rosa.pk), "is_able": "yes", "words": "Tired."})

    assert set(page.context["form"].initial) == {"which"}
    assert (open_one.status_code, b"Tired." in open_one.content) == (422, True)
    assert open_one.context["form"].errors.keys() == {"is_protected_ground"}
    assert not StepBack.objects.exists()


@clause("sud.3.19", "ak.rel.9")
def test_a_change_asked_for_waits_at_the_supervisors_and_is_answered(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    asked = {"wants": "another-worker", "words": "Somebody older, please."}

    as_(here.dana).post(f"/people/{here.rosa.pk}/change/", asked)
    row = ChangeAsked.objects.get()
    amira = as_(here.amira)
    page = amira.get(f"/people/waiting/changes/{row.pk}/")
    amira.post(f"/people/waiting/changes/{row.pk}/", {"outcome": "changed", "words": ""})

    row.refresh_from_db()
    assert b"Somebody older, please." in page.content
    assert row.outcome == "changed"


@clause("sud.2.14a")
def test_a_shared_tie_is_decided_with_bounds(here: Caseload) -> None:
    worker = hire(here.place, "Uma Reyes", "sud")
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    shared = A_YES | {"is_other": "yes", "is_shared": "on", "words": "Same meeting."}

    held = as_(worker).post(f"/people/offers/{row.pk}/", shared)
    amira = as_(here.amira)
    tie = Tie.objects.get()
    bounds = {"decision": "go-on", "words": "Sit apart.", "review_on": ""}
    undated = amira.post(f"/people/waiting/ties/{tie.pk}/", bounds)
    decided = amira.post(f"/people/waiting/ties/{tie.pk}/", bounds | {"review_on": "2026-12-17"})
    taken = as_(worker).post(f"/people/offers/{row.pk}/", shared)

    assert held.status_code == 422
    assert undated.status_code == 422
    assert b"Bounds need a day to look at them again." in undated.content
    assert (decided.status_code, taken.status_code) == (302, 302)
    assert TieDecision.objects.get().has_bounds


def test_the_glass_asks_for_a_second_step_and_then_opens_the_record(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    user = user_of(here.jo)
    jo = as_(user)

    without = jo.get("/people/emergency/")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    wrong = jo.post("/people/emergency/", {"name": "Rosa", "reason": "Found unwell.", "code": "000000"})
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    opened = jo.post("/people/emergency/", {"name": "rosa", "reason": "Found unwell.", "code": code})

    assert b"Set up a second step" in without.content
    assert (wrong.status_code, b"Found unwell." in wrong.content) == (422, True)
    assert opened["Location"] == f"/people/{here.rosa.pk}/"
    assert b"Open to you for one hour" in jo.get(opened["Location"]).content
    glass = BrokenGlass.objects.get()
    as_(here.amira).post(f"/people/waiting/glass/{glass.pk}/", {"finding": "right", "words": ""})
    glass.refresh_from_db()
    assert glass.finding == "right"


def test_the_list_costs_six_queries_for_one_for_twenty_five_and_for_more(
    here: Caseload, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The agency's own figure changes seldom, and is remembered but in a test's transaction.
    monkeypatch.setattr(seldom, "_sees_what_is_not_committed", lambda: False)
    dana = as_(here.dana)
    assign(here.rosa, here.dana, here.amira)
    offer(person=here.teo, worker=here.dana, by=here.amira, on=TODAY)

    def take_on(more: int) -> None:
        for number in range(more):
            person = Person.objects.create(agency=here.place.agency, chosen_name=f"Person {number:02}")
            assign(person, here.dana, here.amira)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            dana.get("/people/")
        return len(queries)

    asked()  # what changes seldom is read once
    one = asked()
    take_on(24)
    many = asked()
    take_on(5)
    beyond = asked()

    assert one == many == beyond <= 6
    assert "You support 30 people" in dana.get("/people/").content.decode()
    assert len(dana.get("/people/?page=2").context["rows"]) == 5
    assert len(dana.get("/people/").context["rows"]) == 25


def test_an_offer_among_many_people_is_still_offered_first(here: Caseload) -> None:
    for number in range(27):
        assign(Person.objects.create(agency=here.place.agency, chosen_name=f"P{number}"), here.dana, here.amira)
    for number in range(12):
        person = Person.objects.create(agency=here.place.agency, chosen_name=f"A{number}")
        offer(person=person, worker=here.dana, beyond="Agreed.", by=here.amira, on=TODAY)

    page = as_(here.dana).get("/people/").context

    assert (len(page["offers"]), len(page["rows"]), page["load"].has) == (12, 25, 27)


def test_of_several_of_one_name_the_glass_asks_which_and_opens_the_one_chosen(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    other = Person.objects.create(agency=here.place.agency, chosen_name="Rosa")
    user = user_of(here.jo)
    jo, secret = as_(user), totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    asked = {"name": "Rosa", "reason": "Found unwell."}

    unproved = jo.post("/people/emergency/", asked | {"which": other.pk, "code": "000000"})
    several = jo.post("/people/emergency/", asked | {"code": code})
    foreign = jo.post("/people/emergency/", asked | {"which": here.teo.pk})
    renamed = jo.post("/people/emergency/", asked | {"name": "Teo", "which": here.teo.pk})
    opened = jo.post("/people/emergency/", asked | {"which": other.pk})

    assert b"supported by" not in unproved.content
    shown = several.content.decode()
    assert (several.status_code, "supported by Dana Ruiz" in shown, "Found unwell." in shown) == (422, True, True)
    assert "checked" not in shown
    assert (foreign.status_code, renamed.status_code) == (422, 422)
    assert opened["Location"] == f"/people/{other.pk}/"
    assert [row.person for row in BrokenGlass.objects.all()] == [other]
