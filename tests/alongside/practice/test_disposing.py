"""Records go only as the agency's policy says, each time on record: sud.1.9a."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.practice.disposing import Disposing, disposals_seen_by, dispose_of_records
from alongside.practice.models import Disposal
from alongside.practice.refusals import NeedsWords, OddTimes
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused, buttons_of
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice
from tests.alongside.rulings.makers import TODAY, set_policy
from tests.clauses import clause

SHEETS = Disposing(
    kind=Disposal.Kind.PAPER,
    way=Disposal.Way.SHREDDED,
    what="Sign-in sheets of the Tuesday group",
    rule="Sign-in sheets: 6 years",
    records_until=date(2020, 6, 30),
    on=TODAY,
    is_done=False,
    token=uuid4(),
)


def dispose(worker: Worker, **changes: object) -> Disposal:
    disposing = replace(SHEETS, **{"token": uuid4(), **changes})  # type: ignore[arg-type]
    return dispose_of_records(worker=worker, disposing=disposing, by=user_of(worker), on=TODAY)


@clause("sud.1.9a")
@pytest.mark.parametrize("policy", ["", "refused"])
def test_without_a_policy_that_lets_them_go_records_stay(here: Practice, policy: str) -> None:
    worker = here.with_("sud")
    if policy:
        set_policy(here.caseload.place, "policy.disposal", policy, date(2026, 1, 1))

    with pytest.raises(ActRefused) as refusal:
        dispose(worker)

    assert refusal.value.ruling.told().decided_by == ["sud.1.9a"]
    assert KeptRuling.objects.filter(pk=refusal.value.ruling.pk, act="dispose-records").exists()
    assert not Disposal.objects.exists()


@clause("sud.1.9a")
def test_under_the_policy_they_go_and_each_disposal_is_logged(here: Practice) -> None:
    worker = here.with_("sud")
    set_policy(here.caseload.place, "policy.disposal", "allowed", date(2026, 1, 1))

    row = dispose(worker)

    assert (row.ruling.answer, row.is_declared, row.what) == ("permitted", False, "Sign-in sheets of the Tuesday group")
    assert b"Tuesday" not in bytes(row.sealed)
    assert Entry.objects.get(kind="records.disposed").subject_id == row.pk


@clause("sud.1.9a")
def test_what_is_gone_already_is_written_with_its_ruling_and_told_to_the_supervisor(here: Practice) -> None:
    worker = here.with_("sud")

    row = dispose(worker, is_done=True, on=TODAY - timedelta(days=2))

    assert (row.ruling.answer, row.is_declared) == ("prohibited", True)
    assert Notice.objects.filter(kind="records.disposed-against", user=here.amira).exists()


def test_sent_twice_it_is_one_and_nobody_enters_it_for_a_colleague(here: Practice) -> None:
    first = [dispose_of_records(worker=here.dana, disposing=SHEETS, by=by, on=TODAY) for by in (here.user, here.amira)]
    with pytest.raises(NotTheirs):
        dispose_of_records(worker=here.dana, disposing=SHEETS, by=user_of(here.caseload.jo), on=TODAY)

    assert first[0] == first[1]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"what": " "}, NeedsWords),
        ({"rule": ""}, NeedsWords),
        ({"is_done": True, "on": TODAY + timedelta(days=1)}, OddTimes),
        ({"on": TODAY - timedelta(days=1)}, OddTimes),
        ({"records_until": TODAY + timedelta(days=1)}, OddTimes),
    ],
)
def test_what_cannot_be_entered_says_why(here: Practice, changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        dispose(here.dana, **changes)

    assert not Disposal.objects.exists()


def test_a_disposal_is_never_altered(here: Practice) -> None:
    row = dispose(here.dana)

    with pytest.raises(DatabaseError), transaction.atomic():
        Disposal.objects.filter(pk=row.pk).update(way="wiped")


def test_each_sees_their_own_a_supervisor_their_peoples_and_an_administrator_all(here: Practice) -> None:
    row = dispose(here.dana)
    agency, viewer = here.caseload.place.agency, here.caseload.viewer

    for who in (here.user, here.amira, here.caseload.place.others["administrator"]):
        assert list(disposals_seen_by(viewer(who), agency)) == [row]
    assert not disposals_seen_by(viewer(user_of(here.caseload.jo)), agency).exists()


@clause("sud.1.9a")
def test_the_page_refuses_with_the_clause_keeps_what_was_typed_and_lists_what_went(here: Practice) -> None:
    worker = here.with_("sud")
    client = as_(worker)
    typed = {
        "token": str(uuid4()), "worker": str(worker.pk), "kind": "paper", "what": "Old sign-in sheets",
        "records_until": "2020-06-30", "rule": "Sheets: 6 years", "way": "shredded", "is_done": "no", "on": "2026-11-19",
    }  # fmt: skip

    refused = client.post("/contacts/disposals/", typed)
    set_policy(here.caseload.place, "policy.disposal", "allowed", date(2026, 1, 1))
    sent = client.post("/contacts/disposals/", typed)
    listed = client.get("/contacts/disposals/").content.decode()

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert b"sud.1.9a" in refused.content
    assert b"Old sign-in sheets" in refused.content
    assert "Old sign-in sheets" in listed
    assert "Sheets: 6 years" in listed


def test_the_clause_leads_to_the_button() -> None:
    assert "practice.disposing.dispose_of_records" in buttons_of("dispose-records")
