"""North Carolina's code of ethics, where it matters most: gifts, lapses, consent, starred standards, deadlines."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.code import Edition
from canon.duties import Owed, Status, duties_of, read_events
from canon.judging import judge
from canon.policy import NO_POLICY, Policy
from canon.reading import read_edition, read_vocabulary
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated

CODES = Path(__file__).parents[2] / "codes"
VOCABULARY = read_vocabulary(CODES / "acts.toml")
TODAY = date(2026, 11, 20)

Facts = Mapping[str, Stated]

GIFTS_ALLOWED = Policy(facts={"policy.gifts": "allowed"})
HOURS_ON_FILE = Policy(facts={"policy.service": "on-file"})
ALL_ALLOWED = Policy(facts={"policy.gifts": "allowed", "policy.loans": "allowed", "policy.service": "on-file"})

A_GOOD_VISIT: Facts = {
    "certificate.is_in_force": True,
    "certificate.names_worker": True,
    "worker.is_able": True,
    "service.is_in_scope": True,
    "service.is_authorized": True,
    "place.kind": "persons-home",
    "tie.was_sexual": False,
}
NO_LEAVE_TO_TELL: Facts = {
    "release.is_in_force": False,
    "release.covers_this": False,
    "disclosure.is_law_allowed": "neither",
}

KINDS_OF_GIFT = st.sampled_from(["meal", "token", "recovery", "money", "other"])
YES_NO_OR_UNKNOWN = st.sampled_from([True, False, DONT_KNOW])


@pytest.fixture(scope="module")
def north_carolina() -> Edition:
    return read_edition(CODES / "nc-cpss.toml", VOCABULARY)


def ask(code: Edition, act: str, facts: Facts, policy: Policy = NO_POLICY) -> Ruling:
    return judge(VOCABULARY.acts[act], facts, [code], policy, on=TODAY)


def deciding(ruling: Ruling) -> set[str]:
    return {citation.clause for citation in ruling.decided_by}


def owed_under(code: Edition, clause_id: str, *events: Mapping[str, object], as_of: date = TODAY) -> list[Owed]:
    """What a clause's duties say on a day, after these events."""
    found = duties_of(code, read_events(events, code.code.zone), as_of=as_of)
    return [owed for owed in found if owed.duty.clause == clause_id]


# ---- gifts, loans, pay


@clause("nc.4.2")
@given(kind=KINDS_OF_GIFT, value=st.decimals("0.01", "9999", places=2))
@pytest.mark.parametrize("act", ["accept-gift", "give-gift"])
def test_no_policy_on_file_is_no_for_every_gift(north_carolina: Edition, act: str, kind: str, value: Decimal) -> None:
    gift: Facts = {"person.served": "now", "gift.kind": kind, "gift.value": value}

    ruling = ask(north_carolina, act, gift)

    assert (ruling.answer, deciding(ruling)) == (Answer.PROHIBITED, {"nc.4.2"})


@clause("nc.4.2a")
@given(kind=KINDS_OF_GIFT, value=st.decimals("0.01", "9999", places=2))
def test_an_employers_leave_reaches_only_gifts_that_are_part_of_recovery(
    north_carolina: Edition, kind: str, value: Decimal
) -> None:
    gift: Facts = {"person.served": "now", "gift.kind": kind, "gift.value": value}

    ruling = ask(north_carolina, "accept-gift", gift, GIFTS_ALLOWED)

    assert ruling.allows is (kind == "recovery")
    assert deciding(ruling) == {"nc.4.2a"}


@clause("nc.4.2")
def test_without_a_policy_nobody_is_asked_what_kind_of_gift_it_is(north_carolina: Edition) -> None:
    assert ask(north_carolina, "accept-gift", {"person.served": "now"}).answer is Answer.PROHIBITED
    assert ask(north_carolina, "accept-gift", {"person.served": "now"}, GIFTS_ALLOWED).answer is Answer.UNDECIDED


@clause("nc.4.3")
@pytest.mark.parametrize("act", ["lend", "borrow"])
@pytest.mark.parametrize("is_money", [True, False])
def test_nothing_is_lent_or_borrowed_whatever_the_employer_says(
    north_carolina: Edition, act: str, is_money: bool
) -> None:
    loan: Facts = {"person.served": "now", "loan.is_money": is_money, "loan.value": Decimal("1.00")}

    assert ask(north_carolina, act, loan, ALL_ALLOWED).answer is Answer.PROHIBITED


@clause("nc.4.4")
def test_peer_support_on_ones_own_account_needs_approval_as_a_provider(north_carolina: Edition) -> None:
    alone: Facts = {"practice.is_private": True, "worker.is_approved_provider": False}

    assert ask(north_carolina, "start-private-practice", alone).answer is Answer.PROHIBITED
    approved = ask(north_carolina, "start-private-practice", {**alone, "worker.is_approved_provider": True})
    assert approved.answer is Answer.PERMITTED


@clause("nc.4.4")
@pytest.mark.parametrize("served", ["now", "before"])
def test_nobody_pays_a_worker_who_is_not_approved_as_a_provider(north_carolina: Edition, served: str) -> None:
    own_pocket: Facts = {"person.served": served, "fee.is_to_worker": True, "worker.is_approved_provider": False}

    refused = ask(north_carolina, "charge-fee", own_pocket)
    approved = ask(north_carolina, "charge-fee", {**own_pocket, "worker.is_approved_provider": True})
    to_the_agency = ask(north_carolina, "charge-fee", {**own_pocket, "fee.is_to_worker": False})

    assert (refused.answer, deciding(refused)) == (Answer.PROHIBITED, {"nc.4.4"})
    assert approved.answer is Answer.PERMITTED
    assert to_the_agency.answer is Answer.SILENT


@clause("nc.4.5")
def test_only_those_the_agency_serves_now_may_not_be_hired(north_carolina: Edition) -> None:
    assert ask(north_carolina, "hire-person", {"person.is_served_by_agency": True}).answer is Answer.PROHIBITED
    assert ask(north_carolina, "hire-person", {"person.is_served_by_agency": False}).answer is Answer.SILENT


# ---- whether a visit may be held


@clause("nc.2.6", "nc.2.7")
def test_a_visit_within_hours_and_role_is_permitted(north_carolina: Edition) -> None:
    ruling = ask(north_carolina, "provide-service", A_GOOD_VISIT, HOURS_ON_FILE)

    assert ruling.answer is Answer.PERMITTED
    assert deciding(ruling) == {"nc.2.6", "nc.2.7"}


@clause("nc.cert.3", "nc.5.3")
@given(
    facts=st.fixed_dictionaries(
        {
            "worker.is_able": YES_NO_OR_UNKNOWN,
            "service.is_in_scope": YES_NO_OR_UNKNOWN,
            "service.is_qualified_for": YES_NO_OR_UNKNOWN,
            "service.is_authorized": YES_NO_OR_UNKNOWN,
        }
    ),
    policy=st.sampled_from([NO_POLICY, HOURS_ON_FILE, ALL_ALLOWED]),
)
def test_a_lapse_stops_every_visit(north_carolina: Edition, facts: Facts, policy: Policy) -> None:
    ruling = ask(north_carolina, "provide-service", {**A_GOOD_VISIT, **facts, "certificate.is_in_force": False}, policy)

    assert ruling.answer is Answer.PROHIBITED
    assert {"nc.cert.3", "nc.5.3"} <= deciding(ruling)


@clause("nc.5.3")
def test_nobody_serves_under_another_name(north_carolina: Edition) -> None:
    ruling = ask(north_carolina, "provide-service", {**A_GOOD_VISIT, "certificate.names_worker": False}, HOURS_ON_FILE)

    assert (ruling.answer, deciding(ruling)) == (Answer.PROHIBITED, {"nc.5.3"})


@clause("nc.overview.1", "nc.2.6")
def test_a_starred_standard_without_a_policy_is_a_finding_and_goes_to_the_supervisor(north_carolina: Edition) -> None:
    certified = {"event": "certified", "on": date(2026, 1, 15)}

    ruling = ask(north_carolina, "provide-service", A_GOOD_VISIT)
    (gap,) = owed_under(north_carolina, "nc.overview.1", certified)

    assert (ruling.answer, deciding(ruling)) == (Answer.REFER, {"nc.overview.1"})
    assert (gap.status, gap.duty.owed_by) == (Status.OVERDUE, "agency")


@clause("nc.2.6", "nc.2.7", "nc.2.4", "nc.1.3", "nc.6.3")
@pytest.mark.parametrize(
    ("fact", "value", "cited"),
    [
        ("service.is_authorized", False, "nc.2.6"),
        ("place.kind", "workers-home", "nc.2.4"),
        ("worker.is_able", False, "nc.1.3"),
        ("tie.was_sexual", True, "nc.6.3"),
    ],
)
def test_one_line_crossed_stops_the_visit(north_carolina: Edition, fact: str, value: Stated, cited: str) -> None:
    ruling = ask(north_carolina, "provide-service", {**A_GOOD_VISIT, fact: value}, HOURS_ON_FILE)

    assert (ruling.answer, deciding(ruling)) == (Answer.PROHIBITED, {cited})


@clause("nc.2.7")
def test_training_on_file_opens_what_lies_outside_the_role(north_carolina: Edition) -> None:
    outside: Facts = {**A_GOOD_VISIT, "service.is_in_scope": False}

    untrained = ask(north_carolina, "provide-service", {**outside, "service.is_qualified_for": False}, HOURS_ON_FILE)
    trained = ask(north_carolina, "provide-service", {**outside, "service.is_qualified_for": True}, HOURS_ON_FILE)

    assert (untrained.answer, trained.answer) == (Answer.PROHIBITED, Answer.PERMITTED)


@clause("nc.2.7a")
@given(is_clinician=YES_NO_OR_UNKNOWN)
def test_a_diagnosis_is_refused_as_the_reading_stands(north_carolina: Edition, is_clinician: Stated) -> None:
    ruling = ask(
        north_carolina,
        "give-clinical-opinion",
        {"opinion.about": "diagnosis", "worker.is_clinician": is_clinician},
    )

    assert ruling.answer is Answer.PROHIBITED
    assert north_carolina.clause("nc.2.7a").reading("license-to-diagnose") is not None


@clause("nc.2.7")
@pytest.mark.parametrize("about", ["prescription", "level-of-care"])
def test_opinions_on_treatment_are_left_to_those_licensed_for_them(north_carolina: Edition, about: str) -> None:
    unlicensed: Facts = {"opinion.about": about, "worker.is_clinician": False}

    assert deciding(ask(north_carolina, "give-clinical-opinion", unlicensed)) == {"nc.2.7"}
    assert ask(north_carolina, "give-clinical-opinion", {**unlicensed, "worker.is_clinician": True}).allows


@clause("nc.2.4")
def test_no_employer_opens_the_workers_home(north_carolina: Edition) -> None:
    assert ask(north_carolina, "take-person-home", {"person.served": "now"}, ALL_ALLOWED).answer is Answer.PROHIBITED


# ---- what may be told


@clause("nc.3.2")
@given(in_force=YES_NO_OR_UNKNOWN, covers=YES_NO_OR_UNKNOWN)
def test_without_a_law_nothing_is_told_on_less_than_a_release_that_covers_it(
    north_carolina: Edition, in_force: Stated, covers: Stated
) -> None:
    facts: Facts = {**NO_LEAVE_TO_TELL, "release.is_in_force": in_force, "release.covers_this": covers}

    ruling = ask(north_carolina, "disclose-information", facts)

    assert ruling.allows is (in_force is True and covers is True)


@clause("nc.3.2")
@pytest.mark.parametrize("law", ["required", "allowed"])
def test_a_law_stands_in_for_the_written_agreement(north_carolina: Edition, law: str) -> None:
    told = ask(north_carolina, "disclose-information", {**NO_LEAVE_TO_TELL, "disclosure.is_law_allowed": law})
    unsure = ask(north_carolina, "disclose-information", {**NO_LEAVE_TO_TELL, "disclosure.is_law_allowed": DONT_KNOW})

    assert (told.answer, unsure.answer) == (Answer.PERMITTED, Answer.CONDITIONAL)


@clause("nc.3.3")
def test_sharing_in_the_team_rests_on_the_peer_having_been_told(north_carolina: Edition) -> None:
    team: Facts = {"viewer.is_assigned": True}

    assert (
        ask(north_carolina, "share-in-team", {**team, "person.knows_team_sharing": False}).answer is Answer.PROHIBITED
    )
    assert ask(north_carolina, "share-in-team", {**team, "person.knows_team_sharing": True}).answer is Answer.PERMITTED


@clause("nc.cert.4b", "nc.3.2")
def test_an_investigation_is_answered_up_to_what_federal_law_protects(north_carolina: Edition) -> None:
    asked: Facts = {"worker.is_asked_by_inquiry": True, "inquiry.part2_forbids": False}

    assert ask(north_carolina, "supply-to-investigation", asked).answer is Answer.REQUIRED
    protected = ask(north_carolina, "supply-to-investigation", {**asked, "inquiry.part2_forbids": True})
    assert (protected.answer, deciding(protected)) == (Answer.PROHIBITED, {"nc.3.2"})


# ---- ties


@clause("nc.4.6", "nc.4.6a")
def test_a_second_relationship_goes_on_only_unavoidable_declared_and_bounded(north_carolina: Edition) -> None:
    bounded: Facts = {
        "tie.is_other": True,
        "tie.is_unavoidable": True,
        "tie.is_disclosed": True,
        "tie.has_bounds": True,
    }

    def answer(**changed: bool) -> Answer:
        facts = {f"tie.{name}": value for name, value in changed.items()}
        return ask(north_carolina, "keep-dual-relationship", {**bounded, **facts}).answer

    assert answer() is Answer.PERMITTED
    assert answer(has_bounds=False) is Answer.REFER
    assert answer(is_disclosed=False) is Answer.REFER
    assert answer(is_unavoidable=False) is Answer.PROHIBITED


@clause("nc.6.1")
@given(sexual=YES_NO_OR_UNKNOWN, risk=YES_NO_OR_UNKNOWN, served=st.sampled_from(["now", "before", "never"]))
def test_no_romance_while_a_person_is_in_services_anywhere(
    north_carolina: Edition, sexual: Stated, risk: Stated, served: str
) -> None:
    facts: Facts = {
        "person.served": served,
        "person.has_formal_services": True,
        "contact.is_sexual": sexual,
        "contact.risks_exploitation": risk,
    }

    assert ask(north_carolina, "start-romantic-relationship", facts).answer is Answer.PROHIBITED


@clause("nc.6.2")
def test_the_past_has_no_time_limit_and_an_unknown_risk_never_permits(north_carolina: Edition) -> None:
    former: Facts = {"person.served": "before", "person.has_formal_services": False, "contact.is_sexual": True}

    def answer(risk: Stated) -> Answer:
        return ask(north_carolina, "start-romantic-relationship", {**former, "contact.risks_exploitation": risk}).answer

    assert ask(north_carolina, "start-romantic-relationship", former).answer is Answer.UNDECIDED
    assert answer(DONT_KNOW) is Answer.CONDITIONAL
    assert answer(True) is Answer.PROHIBITED
    assert answer(False) is Answer.PERMITTED


@clause("nc.6.3")
def test_an_earlier_sexual_tie_is_caught_before_assignment(north_carolina: Edition) -> None:
    tie: Facts = {"tie.was_sexual": True, "tie.is_other": True, "supervisor.decision": "go-on"}

    assert ask(north_carolina, "accept-assignment", tie).answer is Answer.PROHIBITED


# ---- applications and deadlines


@clause("nc.5.1", "nc.5.1a")
@pytest.mark.parametrize("act", ["apply-for-certification", "help-with-application"])
def test_an_application_is_true_and_ones_own(north_carolina: Edition, act: str) -> None:
    honest: Facts = {"statement.is_true": True, "work.is_own": True}

    assert ask(north_carolina, act, honest).answer is Answer.PERMITTED
    assert deciding(ask(north_carolina, act, {**honest, "work.is_own": False})) == {"nc.5.1a"}
    assert deciding(ask(north_carolina, act, {**honest, "statement.is_true": False})) == {"nc.5.1", "nc.5.1a"}


@clause("nc.1.2")
def test_a_change_in_recovery_is_told_the_same_day_to_employer_and_program(north_carolina: Edition) -> None:
    day = date(2026, 11, 2)
    change = {"event": "recovery-changed", "on": day, "ref": "r1"}
    employer = {"event": "told-employer", "on": day, "ref": "r1"}
    program = {"event": "told-program", "on": day, "ref": "r1"}

    (one_told,) = owed_under(north_carolina, "nc.1.2", change, employer)
    (both_told,) = owed_under(north_carolina, "nc.1.2", change, employer, program)

    assert (one_told.status, one_told.missing) == (Status.OVERDUE, ("told-program",))
    assert both_told.status is Status.MET


@clause("nc.cert.5", "nc.cert.5b")
@given(began=st.dates(date(2023, 7, 1), date(2026, 8, 1)), took=st.integers(0, 120))
@pytest.mark.parametrize(
    ("clause_id", "after", "done"),
    [
        ("nc.cert.5", "legal-action-filed", "legal-action-notified"),
        ("nc.cert.5b", "legal-action-resolved", "resolution-documented"),
    ],
)
def test_the_sixtieth_day_is_the_last_in_time(
    north_carolina: Edition, clause_id: str, after: str, done: str, began: date, took: int
) -> None:
    answered = began + timedelta(days=took)
    events = ({"event": after, "on": began, "ref": "a"}, {"event": done, "on": answered, "ref": "a"})

    (owed,) = owed_under(north_carolina, clause_id, *events, as_of=answered)

    assert owed.due == began + timedelta(days=60)
    assert owed.status is (Status.MET if took <= 60 else Status.MET_LATE)


@clause("nc.cert.1", "nc.cert.2")
def test_a_lapse_shows_and_the_hours_for_renewal_are_counted(north_carolina: Edition) -> None:
    certified = {"event": "certified", "on": date(2025, 2, 3)}
    lapsed = {"event": "certificate-lapsed", "on": date(2026, 10, 1)}
    course = {"event": "education", "on": date(2025, 5, 10), "hours": "20.00"}

    (standing,) = owed_under(north_carolina, "nc.cert.1", certified, lapsed)
    (renewal,) = owed_under(north_carolina, "nc.cert.2", certified, course)

    assert standing.status is Status.OVERDUE
    assert (renewal.status, renewal.due) == (Status.DUE, date(2027, 2, 2))
    assert renewal.missing == ("3 hours more of ethics education",)
