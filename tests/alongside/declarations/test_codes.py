"""Topic by topic, what each of the five codes says of a declaration, through the product's own two doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from alongside.people.models import Person, Worker
from canon.values import Stated
from tests.alongside.caseload.makers import Caseload
from tests.alongside.declarations.makers import (
    TIE,
    ahead,
    clauses_of,
    happened,
    refused,
    required_by,
    said,
    worker_under,
)
from tests.alongside.rulings.makers import LONG_AGO, set_policy
from tests.clauses import clause

NO_CONTEXT = {"context": "An elder would be hurt by a no."}
LOAN: Mapping[str, Stated] = {"loan.is_money": True, "loan.value": Decimal("26.00")}


@dataclass(frozen=True)
class Case:
    """What is declared under a code about somebody it serves now, what it answers, and the clauses that decide."""

    code: str
    kind: str
    stated: Mapping[str, Stated] = field(default_factory=dict)
    answer: str = "prohibited"
    clauses: frozenset[str] = frozenset()
    more: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {self.kind} {self.answer}"


def case(code: str, kind: str, answer: str, *clauses: str, **stated: Stated) -> Case:
    facts = {name.replace("__", "."): value for name, value in stated.items()}
    more = NO_CONTEXT if code == "ca" and kind.startswith("gift") else {}
    return Case(code, kind, facts, answer, frozenset(clauses), more)


def somebody(here: Caseload, code: str) -> tuple[Worker, Person]:
    """Dana and Rosa under New Mexico's code; elsewhere a worker under that code, with Teo."""
    return (here.dana, here.rosa) if code == "nm" else (worker_under(here, code), here.teo)


def check(here: Caseload, own: Case) -> None:
    """About to happen it is refused, sent on or let pass as the code says; happened, it is written whatever it says."""
    worker, person = somebody(here, own.code)
    what = said(own.kind, person, own.stated, **own.more)

    if own.answer == "prohibited":
        ruling = refused(worker, what)
        assert any(clause.next for name in own.clauses if (clause := ruling.told().clause(name)))
    else:
        row = ahead(worker, what)
        ruling = row.ruling
        assert row.goes_to_supervisor or ruling.allows
    after = happened(worker, said(own.kind, person, own.stated, **own.more))

    assert ruling.answer == after.ruling.answer == own.answer
    assert own.clauses <= clauses_of(ruling) | required_by(ruling)
    assert after.goes_to_supervisor or after.ruling.allows


def dear(
    code: str, answer: str, *clauses: str, kind: str = "gift-to-me", what: str = "other", worth: str = "25.01"
) -> Case:
    return case(code, kind, answer, *clauses, gift__value=Decimal(worth), gift__kind=what)


GIFTS = [
    dear("nm", "prohibited", "nm.integrity.3"),
    dear("nm", "permitted", "nm.integrity.3", worth="25.00"),
    dear("nm", "permitted", "nm.integrity.3a", what="meal", worth="40.00"),
    dear("nm", "silent", kind="gift-from-me", worth="90.00"),
    dear("nc", "prohibited", "nc.4.2", worth="0.50"),
    dear("nc", "prohibited", "nc.4.2", kind="gift-from-me", worth="0.50"),
    dear("ca", "refer", "ca.integrity.5", worth="5.00"),
    dear("ca", "refer", "ca.integrity.5", kind="gift-from-me", worth="5.00"),
    dear("ca", "prohibited", "ca.integrity.7", what="money", worth="5.00"),
    dear("sud", "silent", worth="90.00"),
    dear("ak", "prohibited", "ak.conflict.3"),
    dear("ak", "permitted", "ak.conflict.3", worth="25.00"),
    dear("ak", "prohibited", "ak.conflict.3a", kind="gift-from-me", worth="1.00"),
]


@clause("nm.integrity.3", "nm.integrity.3a", "nc.4.2", "ca.integrity.5", "ak.conflict.3", "ak.conflict.3a")
@pytest.mark.parametrize("own", GIFTS, ids=str)
def test_gifts_both_ways_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


@clause("nc.4.2", "nc.4.2a", "ca.integrity.5", "ak.conflict.3n")
@pytest.mark.parametrize(
    ("policy", "own"),
    [
        ("allowed", dear("nc", "prohibited", "nc.4.2a", worth="5.00")),
        ("allowed", dear("nc", "permitted", "nc.4.2a", what="recovery", worth="5.00")),
        ("allowed", dear("ca", "permitted", "ca.integrity.5", worth="5.00")),
        ("refused", dear("ca", "prohibited", "ca.integrity.5", worth="5.00")),
        ("refused", dear("ak", "prohibited", "ak.conflict.3n", worth="5.00")),
    ],
    ids=str,
)
def test_the_employers_gift_policy_decides_where_the_code_leaves_it_to_them(
    here: Caseload, policy: str, own: Case
) -> None:
    set_policy(here.place, "policy.gifts", policy, LONG_AGO)

    check(here, own)


MONEY = [
    case("nm", "lend", "silent", **{k.replace(".", "__"): v for k, v in LOAN.items()}),
    case("nc", "lend", "prohibited", "nc.4.3", loan__is_money=False, loan__value=Decimal("1.00")),
    case("nc", "borrow", "prohibited", "nc.4.3", loan__is_money=True, loan__value=Decimal("1.00")),
    case("ca", "lend", "prohibited", "ca.integrity.7", loan__is_money=True, loan__value=Decimal("1.00")),
    case("ca", "borrow", "prohibited", "ca.integrity.7", loan__is_money=True, loan__value=Decimal("1.00")),
    case("ca", "lend", "silent", loan__is_money=False, loan__value=Decimal("1.00")),
    case("sud", "borrow", "silent", loan__is_money=True, loan__value=Decimal("1.00")),
    case("ak", "lend", "prohibited", "ak.conflict.3a", loan__is_money=False, loan__value=Decimal("1.00")),
    case("ak", "borrow", "prohibited", "ak.conflict.3", loan__is_money=True, loan__value=Decimal("25.01")),
    case("ak", "borrow", "permitted", "ak.conflict.3", loan__is_money=True, loan__value=Decimal("25.00")),
]


@clause("nc.4.3", "ca.integrity.7", "ak.conflict.3", "ak.conflict.3a")
@pytest.mark.parametrize("own", MONEY, ids=str)
def test_loans_and_money_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


@clause("ak.conflict.3n")
def test_the_employers_loan_policy_tightens_alaskas(here: Caseload) -> None:
    set_policy(here.place, "policy.loans", "refused", LONG_AGO)

    check(here, case("ak", "borrow", "prohibited", "ak.conflict.3n", loan__is_money=True, loan__value=Decimal("1.00")))


FEES = [
    case("nm", "payment", "silent", fee__is_to_worker=True, fee__is_above_schedule=True),
    case(
        *("nc", "payment", "prohibited", "nc.4.4"),
        fee__is_to_worker=True,
        fee__is_above_schedule=False,
        worker__is_approved_provider=False,
    ),
    case("ca", "payment", "prohibited", "ca.integrity.7", fee__is_to_worker=True, fee__is_above_schedule=False),
    case("sud", "payment", "prohibited", "sud.2.15", fee__is_to_worker=False, fee__is_above_schedule=True),
    case("sud", "payment", "permitted", "sud.2.15", fee__is_to_worker=False, fee__is_above_schedule=False),
    case("ak", "payment", "silent", fee__is_to_worker=False, fee__is_above_schedule=False),
]
PRACTICE = [
    case("nc", "own-practice", "prohibited", "nc.4.4", practice__is_private=True, worker__is_approved_provider=False),
    case("nc", "own-practice", "permitted", "nc.4.4", practice__is_private=True, worker__is_approved_provider=True),
    case("sud", "own-practice", "prohibited", "sud.1.12", practice__is_private=True),
    case("ak", "own-practice", "prohibited", "ak.conduct.8", practice__is_private=True),
]


@clause("nc.4.4", "ca.integrity.7", "sud.2.15", "sud.1.12", "ak.conduct.8")
@pytest.mark.parametrize("own", [*FEES, *PRACTICE], ids=str)
def test_payment_and_ones_own_practice_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


ROMANCE = [
    case("nm", "romance", "prohibited", "nm.integrity.1", "nm.integrity.1a"),
    case("nc", "romance", "prohibited", "nc.6.1"),
    case("ca", "romance", "prohibited", "ca.safety.1"),
    case("sud", "romance", "prohibited", "sud.3.20"),
    case("ak", "romance", "prohibited", "ak.conflict.2"),
]


@clause("nm.integrity.1", "nm.integrity.1a", "nc.6.1", "ca.safety.1", "sud.3.20", "ak.conflict.2")
@pytest.mark.parametrize("own", ROMANCE, ids=str)
def test_romance_with_somebody_served_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


@clause("sud.3.20", "ak.conflict.2")
@pytest.mark.parametrize(("code", "deciding"), [("sud", "sud.3.20"), ("ak", "ak.conflict.2")])
def test_romance_with_close_family_of_somebody_served(here: Caseload, code: str, deciding: str) -> None:
    worker = worker_under(here, code)

    ruling = refused(
        worker, said("romance", None, {"person.served": "never", "person.is_family_of_served": True}, who="T.")
    )

    assert clauses_of(ruling) == {deciding}


@clause("nc.6.2")
def test_sex_with_somebody_formerly_supported_is_refused_at_a_risk_and_open_while_that_is_unknown(
    here: Caseload,
) -> None:
    worker = worker_under(here, "nc")
    facts: dict[str, Stated] = {
        "person.served": "before",
        "person.has_formal_services": False,
        "contact.is_sexual": True,
    }

    open_ = refused(worker, said("romance", None, facts, who="T."))
    risk = refused(worker, said("romance", None, {**facts, "contact.risks_exploitation": True}, who="T."))

    assert open_.answer == "undecided"
    assert clauses_of(risk) == {"nc.6.2"}


RELATIONSHIPS = [
    case("nm", "earlier-tie", "prohibited", "nm.integrity.2", tie__was_friendship=True),
    case("nc", "earlier-tie", "prohibited", "nc.6.3", tie__was_sexual=True),
    case("nc", "earlier-tie", "refer", "nc.4.6", tie__is_other=True, tie__was_sexual=False),
    case("ca", "earlier-tie", "prohibited", "ca.safety.2", tie__was_romantic=True),
    case(
        "ca",
        "earlier-tie",
        "refer",
        "ca.integrity.2",
        tie__is_other=True,
        tie__was_romantic=False,
        tie__was_sexual=False,
    ),
    case("sud", "earlier-tie", "refer", "sud.2.14a", tie__is_other=True),
    case("ak", "earlier-tie", "refer", "ak.conflict.1a", tie__is_other=True),
    case("nc", "second-tie", "prohibited", "nc.4.6", tie__is_unavoidable=False, tie__conflicts=False),
    case("nc", "second-tie", "refer", "nc.4.6a", tie__is_unavoidable=True, tie__conflicts=False),
    case("ca", "second-tie", "refer", "ca.integrity.2", tie__is_unavoidable=True, tie__conflicts=True),
    case("sud", "second-tie", "refer", "sud.2.14a", tie__is_unavoidable=True, tie__conflicts=False),
    case("ak", "second-tie", "refer", "ak.conflict.1a", tie__is_unavoidable=True, tie__conflicts=False),
    case("nc", "friendship", "prohibited", "nc.4.6"),
    case("ca", "friendship", "refer", "ca.integrity.2"),
    case("sud", "friendship", "prohibited", "sud.3.20"),
    case("nc", "sponsorship", "prohibited", "nc.4.6"),
    case("ca", "sponsorship", "refer", "ca.integrity.2"),
    case("sud", "sponsorship", "prohibited", "sud.2.16"),
    case("ak", "sponsorship", "prohibited", "ak.conflict.4"),
    case("nc", "hire", "prohibited", "nc.4.5"),
    case("ca", "hire", "refer", "ca.integrity.2"),
]


@clause("nm.integrity.2", "nc.4.5", "nc.4.6", "nc.4.6a", "nc.6.3", "ca.integrity.2", "ca.safety.2")
@clause("sud.2.14a", "sud.2.16", "sud.3.20", "ak.conflict.1a", "ak.conflict.4")
@pytest.mark.parametrize("own", RELATIONSHIPS, ids=str)
def test_ties_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


@clause("sud.2.16", "ak.conflict.4")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_nobody_sponsors_somebody_they_used_to_support(here: Caseload, code: str) -> None:
    worker = worker_under(here, code)

    assert refused(worker, said("sponsorship", None, {"person.served": "before"}, who="T.")).answer == "prohibited"
    assert ahead(worker, said("sponsorship", None, {"person.served": "never"}, who="M.")).ruling.allows


@clause("nc.4.5")
def test_somebody_who_left_services_may_be_hired(here: Caseload) -> None:
    worker = worker_under(here, "nc")

    row = ahead(worker, said("hire", None, {"person.is_served_by_agency": False}, who="T."))

    assert (row.ruling.answer, row.goes_to_supervisor) == ("silent", False)


CONFLICTS = [
    case("nm", "conflict", "required", "nm.role.9"),
    case("nm", "beliefs", "required", "nm.integrity.c", conflict__exists=False),
    case("nm", "outside-role", "required", "nm.role.9", conflict__exists=True),
    case("ca", "pressure", "silent", conflict__exists=True),
    case("sud", "conflict", "required", "sud.2.13"),
    case("nc", "boundary", "silent", conflict__exists=False),
    case("ak", "conflict", "silent"),
]


@clause("nm.role.9", "nm.integrity.c", "sud.2.13")
@pytest.mark.parametrize("own", CONFLICTS, ids=str)
def test_a_conflict_goes_to_the_supervisor_whatever_the_code_says(here: Caseload, own: Case) -> None:
    check(here, own)

    worker, person = somebody_again(here, own.code)
    assert happened(worker, said(own.kind, person, own.stated)).goes_to_supervisor


def somebody_again(here: Caseload, code: str) -> tuple[Worker, Person]:
    """The same two, once they are there."""
    if code == "nm":
        return here.dana, here.rosa
    return Worker.objects.get(name="Uma Reyes"), here.teo


DIFFERENT = [
    case("nm", "treated-differently", "prohibited", "nm.nondiscrimination.1", reason__is_protected_ground=True),
    case("nc", "treated-differently", "prohibited", "nc.2.3", reason__is_protected_ground=True),
    case(
        *("ca", "treated-differently", "prohibited", "ca.cultural.4", "ca.cultural.5"), reason__is_protected_ground=True
    ),
    case("ak", "treated-differently", "prohibited", "ak.rel.4", reason__is_protected_ground=True),
    case("nm", "treated-differently", "silent", reason__is_protected_ground=False),
]


@clause("nm.nondiscrimination.1", "nc.2.3", "ca.cultural.4", "ca.cultural.5", "ak.rel.4")
@pytest.mark.parametrize("own", DIFFERENT, ids=str)
def test_who_somebody_is_is_no_ground_to_treat_them_differently(here: Caseload, own: Case) -> None:
    check(here, own)


SAID = [
    case("sud", "public-statement", "prohibited", "sud.1.4", statement__is_true=True, claim__is_current=False),
    case("ak", "public-statement", "prohibited", "ak.conduct.3", statement__is_true=False, claim__is_current=True),
    case("sud", "public-statement", "permitted", "sud.1.4", statement__is_true=True, claim__is_current=True),
    case("nm", "credit", "prohibited", "nm.integrity.6", work__is_own=False),
    case("sud", "credit", "prohibited", "sud.1.8a", work__is_own=False),
]


@clause("sud.1.4", "ak.conduct.3", "sud.1.8a")
@pytest.mark.parametrize("own", SAID, ids=str)
def test_public_statements_and_credit_under_each_code(here: Caseload, own: Case) -> None:
    check(here, own)


def test_a_second_tie_that_is_declared_is_disclosed_by_that(here: Caseload) -> None:
    worker = worker_under(here, "sud")

    row = happened(worker, said("second-tie", here.teo, TIE))

    facts = {fact.name: fact.value for fact in row.ruling.told().facts}
    assert (facts["tie.is_disclosed"], facts["supervisor.was_told"]) == (True, True)
    assert clauses_of(row.ruling) == {"sud.2.14a"}
