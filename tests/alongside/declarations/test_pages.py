"""The pages: what a worker meets, what a supervisor decides, what an agency takes away."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.caseload.assigning import accept, offer
from alongside.caseload.covering import without_cover
from alongside.caseload.models import Assignment
from alongside.caseload.refusals import CannotServeNow
from alongside.declarations.kinds import kinds
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.models import Referral
from tests.alongside.caseload.makers import NOTHING, Caseload, user_of
from tests.alongside.declarations.makers import (
    BOUNDS,
    CHEAP,
    DEAR,
    REMOVE,
    TIE,
    decided,
    happened,
    said,
    worker_under,
)
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def signed_in(who: User | Worker) -> Client:
    client = Client()
    client.force_login(user_of(who))
    return client


def gift(here: Caseload, **more: str) -> dict[str, str]:
    """A form for a gift of $30 from Rosa, as a phone sends it."""
    sent = {
        "door": "happened",
        "on": TODAY.isoformat(),
        "who": str(here.rosa.pk),
        "fact-gift-value": "30",
        "fact-gift-kind": "other",
        "words": "A gift card.",
        "token": str(uuid4()),
    }
    return {**sent, **more}


def test_every_kind_has_its_place_and_its_form_in_plain_words(here: Caseload) -> None:
    client = signed_in(here.dana)

    page = client.get("/declarations/").content.decode()

    for kind in kinds():
        assert f"/declarations/new/{kind.id}/" in page
        assert client.get(f"/declarations/new/{kind.id}/").status_code == 200


def test_a_gift_is_declared_in_one_form_and_its_ruling_shown(here: Caseload) -> None:
    client = signed_in(here.dana)

    answer = client.post("/declarations/new/gift-to-me/", gift(here), follow=True)

    row = Declaration.objects.get()
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/declarations/{row.pk}/"
    assert "Amira Haddad looks at it with you" in text
    assert "nm.integrity.3" in text
    assert (row.amount, row.person) == (Decimal("30.00"), here.rosa)


def test_the_same_form_sent_twice_leads_to_the_same_declaration(here: Caseload) -> None:
    client, form = signed_in(here.dana), gift(here)

    twice = [client.post("/declarations/new/gift-to-me/", form).headers["Location"] for _ in range(2)]

    assert twice[0] == twice[1]
    assert Declaration.objects.count() == 1


def test_a_refusal_says_the_clause_and_what_to_do_and_loses_nothing_typed(here: Caseload) -> None:
    answer = signed_in(here.dana).post("/declarations/new/gift-to-me/", gift(here, door="ahead"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in text
    assert "Hand it back with thanks" in text
    assert "A gift card." in text
    assert not Declaration.objects.exists()


def test_what_the_codes_still_wait_for_is_asked_and_i_do_not_know_is_an_answer(here: Caseload) -> None:
    worker = worker_under(here, "nc")
    client = signed_in(worker)
    form = {
        "door": "happened",
        "on": TODAY.isoformat(),
        "who": "never",
        "who_words": "T.",
        "words": "",
        "token": str(uuid4()),
    }

    first = client.post("/declarations/new/romance/", form)
    asked = re.search(r'name="more" value="([^"]+)"', first.content.decode())
    assert asked is not None
    second = client.post(
        "/declarations/new/romance/", {**form, "more": asked[1], "fact-person-has_formal_services": "dont-know"}
    )

    assert first.status_code == 422
    assert "One more question settles it." in first.content.decode()
    assert asked[1] == "person.has_formal_services"
    assert second.status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("on", "2026-11-20", "That day is still to come"),
        ("on", "2026-02-30", "Enter a valid date"),
        ("fact-gift-value", "a lot", "Write dollars"),
        ("fact-gift-value", "", "needs an answer"),
        ("who", "", "needs an answer"),
        ("who", "999999", "Select a valid choice"),
        ("token", "x", "Enter a valid UUID"),
        ("words", "<script>alert(1)</script>" * 200, "at most 2000 characters"),
    ],
)
def test_a_slip_is_named_beside_its_field_and_nothing_is_lost(
    here: Caseload, field: str, value: str, says: str
) -> None:
    answer = signed_in(here.dana).post("/declarations/new/gift-to-me/", gift(here, **{field: value}))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "<script>alert(1)" not in text
    assert not Declaration.objects.exists()


def test_from_a_persons_page_the_form_comes_with_the_person_and_asks_less(here: Caseload) -> None:
    client = signed_in(here.dana)

    page = client.get(f"/people/{here.rosa.pk}/").content.decode()
    form = client.get(f"/declarations/new/hire/?person={here.rosa.pk}").content.decode()

    assert f"/declarations/?person={here.rosa.pk}" in page
    assert re.search(rf'<option value="{here.rosa.pk}" selected', form)
    assert "services from your own agency" not in form


@clause("nm.competence.2a", "nc.2.2", "ca.integrity.9", "ak.rel.4a")
@pytest.mark.parametrize(
    ("code", "kind", "guide"),
    [
        ("nm", "second-tie", "nm.competence.2a"),
        ("nc", "boundary", "nc.2.2"),
        ("ca", "pressure", "ca.integrity.9"),
        ("ak", "treated-differently", "ak.rel.4a"),
    ],
)
def test_a_clause_to_think_over_stands_beside_the_form_and_it_can_be_taken_to_the_supervisor(
    here: Caseload, code: str, kind: str, guide: str
) -> None:
    worker = here.dana if code == "nm" else worker_under(here, code)
    client = signed_in(worker)

    text = client.get(f"/declarations/new/{kind}/").content.decode()
    client.post(
        "/declarations/new/boundary/",
        {
            "door": "happened",
            "on": TODAY.isoformat(),
            "who": "now",
            "fact-conflict-exists": "no",
            "words": "Talk this over with me, please.",
            "token": str(uuid4()),
        },
    )

    assert guide in text
    assert kind == "boundary" or "/declarations/new/boundary/" in text
    assert Referral.objects.get(from_worker=worker).to == here.amira


@clause("ak.rel.4a")
def test_in_alaska_who_a_peer_is_or_what_they_were_diagnosed_with_is_no_ground(here: Caseload) -> None:
    worker = worker_under(here, "ak")
    form = {
        "door": "ahead",
        "on": TODAY.isoformat(),
        "who": str(here.teo.pk),
        "fact-reason-is_protected_ground": "yes",
        "words": "",
        "token": str(uuid4()),
    }

    answer = signed_in(worker).post("/declarations/new/treated-differently/", form)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "a diagnosis" in text
    assert {"ak.rel.4", "ak.rel.4a"} <= set(re.findall(r"ak\.rel\.4a?", text))


@clause("ca.integrity.6")
def test_a_californian_form_asks_what_a_gift_means_and_others_do_not(here: Caseload) -> None:
    californian = signed_in(worker_under(here, "ca")).get("/declarations/new/gift-to-me/").content.decode()
    new_mexican = signed_in(here.dana).get("/declarations/new/gift-to-me/").content.decode()

    assert 'name="context"' in californian
    assert "ca.integrity.6" in californian
    assert 'name="context"' not in new_mexican


def test_the_supervisor_decides_beside_the_clause_and_the_worker_reads_it(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    lead = signed_in(here.amira)

    page = lead.get(f"/declarations/{row.pk}/decide/").content.decode()
    lead.post(
        f"/declarations/{row.pk}/decide/",
        {"decision": "bounds", "words": "Sit apart.", "review_on": "2026-12-19", "seen": "0"},
    )
    text = signed_in(here.dana).get(f"/declarations/{row.pk}/").content.decode()

    assert "We sing in the same choir." in page
    assert DeclarationDecision.objects.get().decision == BOUNDS
    assert "Sit apart." in text
    assert "December 19, 2026" in text


def test_bounds_without_a_day_are_turned_back_with_what_to_do(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))

    answer = signed_in(here.amira).post(
        f"/declarations/{row.pk}/decide/", {"decision": "bounds", "words": "Sit apart.", "review_on": "", "seen": "0"}
    )

    assert answer.status_code == 422
    assert "Name the day on which you both look at it again" in answer.content.decode()
    assert "Sit apart." in answer.content.decode()


def test_a_stale_decision_page_is_told_who_was_quicker(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    decided(row, BOUNDS, here.amira)

    answer = signed_in(here.amira).post(
        f"/declarations/{row.pk}/decide/", {"decision": "keep", "words": "Fine.", "review_on": "", "seen": "0"}
    )

    assert answer.status_code == 409
    assert "Amira Haddad decided this after you opened the page" in answer.content.decode()


def test_nobody_else_opens_it_and_foreign_looks_like_missing(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR, words="A watch."))
    others = here.place.others

    for name in ("another supervisor", "administrator", "colleague", "auditor", "operator", "board staff"):
        client = signed_in(others[name])
        statuses = {client.get(f"/declarations/{row.pk}/{page}").status_code for page in ("", "decide/")}
        assert statuses <= {403, 404}, name
        assert client.post(f"/declarations/{row.pk}/decide/", {"decision": "keep"}).status_code in {403, 404}, name
    assert Client().get(f"/declarations/{row.pk}/").status_code == 302


def test_the_administrators_register_and_file_name_no_person_and_hold_no_words(here: Caseload) -> None:
    happened(here.dana, said("gift-to-me", here.rosa, DEAR, words="A watch of her father."))
    happened(
        here.dana, said("payment", None, {"fee.is_to_worker": True}, who="=cmd|' /C calc'!A0", amount=Decimal("5.00"))
    )
    client = signed_in(here.place.others["administrator"])

    page = client.get("/declarations/register/").content.decode()
    answer = client.get("/declarations/register.csv?kind=gift-to-me")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert "Dana Ruiz" in page
    assert len(rows) == 1
    assert (rows[0]["Worker"], rows[0]["Dollars"], rows[0]["Clauses"]) == ("Dana Ruiz", "25.01", "nm.integrity.3")
    for text in (page, answer.content.decode()):
        assert "Rosa" not in text
        assert "watch" not in text
        assert "calc" not in text


def test_the_register_is_narrowed_and_odd_filters_narrow_nothing(here: Caseload) -> None:
    happened(here.dana, said("gift-to-me", here.rosa, CHEAP))
    happened(here.dana, said("second-tie", here.rosa, TIE))
    client = signed_in(here.amira)

    def shown(query: str) -> int:
        page = client.get(f"/declarations/register/?{query}").content.decode()
        return len(re.findall(r"/declarations/\d+/decide/", page))

    assert [shown(""), shown("state=waiting"), shown("kind=gift-to-me"), shown("since=2026-12-01")] == [2, 1, 1, 0]
    assert [shown("state=nothing"), shown("kind=%00"), shown("worker=abc"), shown("since=soon")] == [2, 2, 2, 2]
    assert client.get("/declarations/register.csv").status_code == 403


def test_today_has_one_tap_to_declare_and_the_supervisors_today_what_waits_and_comes_back(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))

    worker, lead = signed_in(here.dana).get("/today/"), signed_in(here.amira).get("/today/")
    decided(row, BOUNDS, here.amira)
    with clock.standing_at(MORNING + timedelta(days=30)):
        again = signed_in(here.amira).get("/today/").content.decode()
        listed = signed_in(here.amira).get("/referrals/").content.decode()
        mine = signed_in(here.dana).get("/today/").content.decode()

    assert 'href="/declarations/"' in worker.content.decode()
    assert f'href="/declarations/{row.pk}/"' in worker.content.decode()
    assert f'href="/declarations/{row.pk}/decide/"' in lead.content.decode()
    assert "1 decision to look at again" in again
    assert 'href="/referrals/#h-again"' in again
    assert f'href="/declarations/{row.pk}/decide/"' in listed[listed.index('id="h-again"') :]
    assert "Look at it again" in mine


def test_a_referral_of_a_declaration_is_decided_where_it_was_declared(here: Caseload) -> None:
    row = happened(here.dana, said("second-tie", here.rosa, TIE))
    referral, lead = Referral.objects.get(), signed_in(here.amira)

    page = lead.get("/referrals/").content.decode()
    answer = lead.get(f"/referrals/{referral.pk}/")

    assert f"/declarations/{row.pk}/decide/" in page
    assert answer.headers["Location"] == f"/declarations/{row.pk}/decide/"


def test_what_is_to_be_put_right_stands_first_until_it_is_done(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    decided(row, REMOVE, here.amira, words="Hand it back.")
    client = signed_in(here.dana)

    before = client.get("/declarations/").content.decode()
    client.post(f"/declarations/{row.pk}/undone/")
    after = client.get("/declarations/").content.decode()

    assert "To be put right" in before
    assert "To be put right" not in after


def test_lists_cost_the_same_with_one_row_and_with_many(here: Caseload) -> None:
    def queries(client: Client, path: str) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    worker, lead = signed_in(here.dana), signed_in(here.amira)
    paths = [(worker, "/declarations/mine/"), (lead, "/declarations/register/")]
    happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    for client, path in paths:
        client.get(path)  # what is prepared once is prepared
    one = [queries(client, path) for client, path in paths]
    for _ in range(12):
        happened(here.dana, said("gift-to-me", here.rosa, DEAR))

    assert [queries(client, path) for client, path in paths] == one


def test_the_pages_speak_spanish(here: Caseload) -> None:
    client = signed_in(here.dana)
    client.cookies["django_language"] = "es"

    page = client.get("/declarations/").content.decode()
    form = client.get("/declarations/new/gift-to-me/").content.decode()

    assert "¿Qué quiere declarar?" in page
    assert "Un regalo para mí" in page
    assert "¿Cuánto vale" in form
    assert "Declararlo" in form


@clause("sud.2.13", "sud.2.13a", "ak.conflict.1a")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_whoever_is_taken_out_by_a_decision_leaves_nobody_alone(here: Caseload, code: str) -> None:
    worker, lead = worker_under(here, code), signed_in(here.amira)
    row = happened(worker, said("second-tie", here.teo, {**TIE, "tie.conflicts": True}))
    before = Assignment.objects.get(worker=worker)

    def alone() -> list[str]:
        listed = lead.get("/people/waiting/").context["uncovered"]
        return [own.person.chosen_name for own in listed]

    lead.post(f"/declarations/{row.pk}/decide/", {"decision": "remove", "words": "Too close.", "seen": "0"})
    left = alone()
    morning = lead.get("/today/").content.decode()
    lead.post(f"/people/assignments/{before.pk}/end/")
    before.refresh_from_db()
    still_theirs = before.status
    lead.post(f"/people/{here.teo.pk}/offer/", {"worker": here.jo.pk})
    asked = alone()
    accept(assignment=Assignment.objects.get(worker=here.jo), said=NOTHING, by=user_of(here.jo), on=TODAY)
    covered = alone()
    lead.post(f"/people/assignments/{before.pk}/end/")

    assert left == ["Teo"]
    assert "1 person has nobody to see them" in morning
    assert still_theirs == "open", "nobody is dropped before somebody else has them"
    assert (asked, covered) == (["Teo"], [])
    assert signed_in(here.jo).get(f"/people/{here.teo.pk}/").status_code == 200
    assert signed_in(worker).get(f"/people/{here.teo.pk}/").status_code == 404
    with pytest.raises(CannotServeNow):
        offer(person=here.teo, worker=worker, by=here.amira, on=TODAY)


@clause("sud.2.13", "sud.2.13a")
@pytest.mark.parametrize("kind", ["conflict", "boundary"])
def test_a_conflict_about_somebody_asks_who_supports_them_once_it_ends(here: Caseload, kind: str) -> None:
    worker, lead = worker_under(here, "sud"), signed_in(here.amira)
    row = happened(worker, said(kind, here.teo))
    path = f"/declarations/{row.pk}/decide/"
    ends = {"decision": "remove", "words": "It pulls too hard.", "seen": "0"}

    shown = lead.get(path).content.decode()
    unsaid = lead.post(path, ends)
    lead.post(path, ends | {"steps_out": "yes"})
    left = [own.person for own in without_cover(here.place.agency, TODAY)]
    told = signed_in(worker).get(f"/declarations/{row.pk}/").content.decode()
    first = DeclarationDecision.objects.get()
    lead.post(path, {"decision": "keep", "words": "It has changed.", "seen": str(first.pk)})

    assert 'name="steps_out"' in shown
    assert "checked" not in shown
    assert (unsaid.status_code, "It pulls too hard." in unsaid.content.decode()) == (422, True)
    assert left == [here.teo]
    assert "Somebody else supports them from now on." in told
    assert without_cover(here.place.agency, TODAY) == []


def test_a_conflict_that_is_gone_leaves_them_with_their_worker(here: Caseload) -> None:
    worker, lead = worker_under(here, "sud"), signed_in(here.amira)
    row = happened(worker, said("conflict", here.teo))

    lead.post(
        f"/declarations/{row.pk}/decide/", {"decision": "remove", "words": "Sold.", "seen": "0", "steps_out": "no"}
    )

    assert DeclarationDecision.objects.get().decision == REMOVE
    assert without_cover(here.place.agency, TODAY) == []


def test_a_conflict_with_nobody_and_a_tie_are_not_asked_who_takes_over(here: Caseload) -> None:
    rows = [
        happened(here.dana, said("conflict", None)),
        happened(worker_under(here, "sud"), said("second-tie", here.teo, {**TIE, "tie.conflicts": True})),
    ]

    pages = [signed_in(here.amira).get(f"/declarations/{row.pk}/decide/").content.decode() for row in rows]

    assert not [page for page in pages if 'name="steps_out"' in page]
