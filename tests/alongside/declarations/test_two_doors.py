"""Before the fact the codes are asked first; after it, it is always written. Either way it is written once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.declarations.kinds import ACTS, kinds
from alongside.declarations.models import Declaration
from alongside.declarations.refusals import (
    NeedsTie,
    NeedsWho,
    NeedsWords,
    OddSum,
    PastAlready,
    StillToCome,
    TooFarAhead,
    TooLong,
)
from alongside.journal.models import Entry, NeverChanged
from alongside.people.authority import NotTheirs
from alongside.people.models import SupervisorOfRecord
from alongside.rulebook.queries import vocabulary
from alongside.rulings.models import KeptRuling, Referral
from alongside.rulings.seeking import buttons_of
from tests.alongside.caseload.makers import Caseload, user_of
from tests.alongside.declarations.makers import (
    CHEAP,
    DEAR,
    TIE,
    ahead,
    clauses_of,
    happened,
    refused,
    said,
    worker_under,
)
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

DECLARED_TOPICS = {"gifts", "money", "fees", "relationships", "romance", "conflict", "nondiscrimination"}


def test_every_act_on_gifts_money_ties_and_conflicts_can_be_declared_with_facts_of_its_own() -> None:
    acts = {act.name: act for act in vocabulary().acts.values()}

    declared = {name for name, act in acts.items() if act.topic in DECLARED_TOPICS}
    unknown = [(k.id, f) for k in kinds() for f in (*k.asks, *k.says) if f not in {x.name for x in acts[k.act].facts}]

    assert declared <= set(ACTS)
    assert unknown == []


@pytest.mark.parametrize("act", ACTS)
def test_every_act_that_is_declared_has_its_two_buttons(act: str) -> None:
    assert {"declarations.declaring.declare_ahead", "declarations.declaring.declare_happened"} <= set(buttons_of(act))


@clause("nm.integrity.3")
def test_a_gift_about_to_be_taken_is_refused_over_the_ceiling_and_entered_at_it(here: Caseload) -> None:
    ruling = refused(here.dana, said("gift-to-me", here.rosa, DEAR))

    kept = ahead(here.dana, said("gift-to-me", here.rosa, CHEAP))

    assert clauses_of(ruling) == {"nm.integrity.3"}
    assert "Hand it back" in ruling.told().clause("nm.integrity.3").next  # type: ignore[union-attr]
    assert (kept.amount, kept.goes_to_supervisor) == (Decimal("25.00"), False)


@clause("nm.integrity.3")
def test_a_gift_that_was_taken_is_always_written_and_goes_where_the_ruling_says(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR, words="A voucher, before I could say no."))

    referral = Referral.objects.get(kept=row.ruling)
    assert row.ruling.answer == "prohibited"
    assert (row.goes_to_supervisor, referral.to, referral.is_waiting) == (True, here.amira, True)


def test_a_double_click_writes_once_by_either_door(here: Caseload) -> None:
    gift, tie = said("gift-to-me", here.rosa, CHEAP), said("second-tie", here.rosa, TIE)

    gifts = {ahead(here.dana, gift).pk, ahead(here.dana, gift).pk}
    ties = {happened(here.dana, tie).pk, happened(here.dana, tie).pk}

    assert (len(gifts), len(ties)) == (1, 1)
    assert (KeptRuling.objects.filter(act="accept-gift").count(), Referral.objects.count()) == (1, 1)


def test_a_form_taken_back_up_and_changed_is_another_declaration(here: Caseload) -> None:
    gift = said("gift-to-me", here.rosa, CHEAP)

    rows = [ahead(here.dana, gift), happened(here.dana, gift), happened(here.dana, replace(gift, words="Flowers."))]

    assert len({row.pk for row in rows}) == 3


@clause("sud.2.14")
def test_a_tie_that_no_code_forbids_is_decided_all_the_same_before_it_holds_up_service(here: Caseload) -> None:
    worker = worker_under(here, "sud")

    row = happened(worker, said("hire", here.teo))

    assert (row.ruling.answer, row.goes_to_supervisor) == ("silent", True)
    assert Referral.objects.get(kept=row.ruling).to == here.amira


def test_words_are_sealed_and_the_journal_holds_ids_alone(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR, words="A watch of her father."))

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM declarations_declaration WHERE id = %s", [row.pk])
        stored = bytes(cursor.fetchone()[0])
    entry = Entry.objects.get(kind="declaration.made")
    assert b"watch" not in stored
    assert row.details()["words"] == "A watch of her father."
    assert "watch" not in entry.body
    assert "Rosa" not in entry.body


def test_the_register_only_grows_on_either_database(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    row.kind = "lend"

    with pytest.raises(NeverChanged):
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Declaration.objects.filter(pk=row.pk).update(kind="lend")
    with pytest.raises(DatabaseError), transaction.atomic():
        Declaration.objects.filter(pk=row.pk).delete()


def test_the_table_itself_refuses_a_future_fact_and_a_negative_sum(here: Caseload) -> None:
    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))
    values = {f.attname: getattr(row, f.attname) for f in Declaration._meta.concrete_fields if f.attname != "id"}
    other = happened(here.dana, said("lend", here.rosa, {"loan.is_money": True, "loan.value": Decimal(5)})).ruling

    for odd in ({"on": TODAY + timedelta(days=1)}, {"amount": Decimal("-0.01")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.create(
                **{**values, "form_token": None or said("lend").token, "ruling_id": other.pk, **odd}
            )


@pytest.mark.parametrize(
    ("door", "days", "problem"),
    [(happened, 1, StillToCome), (ahead, -1, PastAlready), (ahead, 400, TooFarAhead)],
    ids=["a fact still to come", "a plan for yesterday", "a plan beyond a year"],
)
def test_a_day_that_does_not_fit_is_said_with_what_to_do(
    here: Caseload, door: object, days: int, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        door(here.dana, said("gift-to-me", here.rosa, CHEAP, on=TODAY + timedelta(days=days)))  # type: ignore[operator]

    assert not Declaration.objects.exists()


def test_odd_sums_long_words_and_missing_words_are_turned_back(here: Caseload) -> None:
    for what, problem in (
        (said("payment", here.rosa, amount=Decimal("1.005")), OddSum),
        (said("payment", here.rosa, amount=Decimal(-1)), OddSum),
        (said("gift-to-me", here.rosa, CHEAP, words="x" * 2001), TooLong),
        (said("conflict", here.rosa, words=" "), NeedsWords),
        (said("earlier-tie", None, {"tie.is_other": True}), NeedsWho),
        (said("earlier-tie", here.rosa, {"tie.is_other": False}), NeedsTie),
    ):
        with pytest.raises(problem):
            happened(here.dana, what)


def test_nobody_declares_for_another_or_about_somebody_they_never_supported(here: Caseload) -> None:
    from alongside.declarations.declaring import declare_happened

    with pytest.raises(NotTheirs):
        declare_happened(worker=here.dana, said=said("gift-to-me", here.rosa, CHEAP), by=user_of(here.jo))
    with pytest.raises(NotTheirs):
        happened(here.dana, said("gift-to-me", here.teo, CHEAP))


def test_without_a_supervisor_of_record_it_is_written_and_waits(here: Caseload) -> None:
    SupervisorOfRecord.objects.filter(worker=here.dana).delete()

    row = happened(here.dana, said("gift-to-me", here.rosa, DEAR))

    assert row.goes_to_supervisor
    assert not Referral.objects.filter(kept=row.ruling).exists()
