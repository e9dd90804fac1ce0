"""Alaska's code of ethics, where it matters most to a worker: gifts, consent, reports, ties."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.code import Edition
from canon.duties import Owed, Status, duties_of, read_events
from canon.judging import judge
from canon.policy import NO_POLICY, Policy, PolicySetting, policy_faults
from canon.reading import read_edition, read_vocabulary
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated

CODES = Path(__file__).parents[2] / "codes"
VOCABULARY = read_vocabulary(CODES / "acts.toml")
TODAY = date(2026, 11, 20)

Facts = Mapping[str, Stated]

FULL_CONSENT: Facts = {
    "recipient.kind": "family",
    "suspicion.about": "none",
    "release.is_in_force": True,
    "release.covers_this": True,
    "release.is_informed": True,
    "release.meets_part2": True,
    "disclosure.is_law_allowed": "neither",
    "disclosure.is_least": True,
    "channel.is_secure": True,
}
NO_CONSENT: Facts = {
    **FULL_CONSENT,
    "release.is_in_force": False,
    "release.covers_this": False,
    "release.is_informed": False,
    "release.meets_part2": False,
}
CHECKS_OF_CONSENT = ["release.is_in_force", "release.covers_this", "release.is_informed", "disclosure.is_least"]

YES_NO_OR_UNKNOWN = st.sampled_from([True, False, DONT_KNOW])


@pytest.fixture(scope="module")
def alaska() -> Edition:
    return read_edition(CODES / "ak-psp.toml", VOCABULARY)


def ask(code: Edition, act: str, facts: Facts, policy: Policy = NO_POLICY, on: date = TODAY) -> Ruling:
    return judge(VOCABULARY.acts[act], facts, [code], policy, on=on)


def deciding(ruling: Ruling) -> set[str]:
    return {citation.clause for citation in ruling.decided_by}


def owed_under(code: Edition, clause_id: str, *events: Mapping[str, object], as_of: date = TODAY) -> list[Owed]:
    """What a clause's duties say on a day, after these events."""
    found = duties_of(code, read_events(events, code.code.zone), as_of=as_of)
    return [owed for owed in found if owed.duty.clause == clause_id]


def gift(value: str, served: str = "now") -> Facts:
    return {"person.served": served, "gift.value": Decimal(value), "gift.kind": "other"}


# ---- gifts and loans


@clause("ak.conflict.3")
def test_a_gift_is_substantial_a_cent_above_the_figure(alaska: Edition) -> None:
    assert ask(alaska, "accept-gift", gift("25.00")).answer is Answer.PERMITTED
    assert ask(alaska, "accept-gift", gift("25.01")).answer is Answer.PROHIBITED


@clause("ak.conflict.3")
@given(
    value=st.decimals("25.01", "9999", places=2), kind=st.sampled_from(["meal", "token", "recovery", "money", "other"])
)
def test_no_dearer_gift_is_ever_permitted_whatever_its_kind(alaska: Edition, value: Decimal, kind: str) -> None:
    dear: Facts = {"person.served": "now", "gift.value": value, "gift.kind": kind, "policy.gifts": "allowed"}

    assert ask(alaska, "accept-gift", dear).answer is Answer.PROHIBITED


@clause("ak.conflict.3")
def test_an_employer_may_lower_the_figure_and_never_raise_it(alaska: Edition) -> None:
    lower = Policy(settings=(PolicySetting("ak.conflict.3", "substantial", Decimal("10.00")),))
    higher = Policy(settings=(PolicySetting("ak.conflict.3", "substantial", Decimal("100.00")),))

    assert ask(alaska, "accept-gift", gift("10.01"), lower).answer is Answer.PROHIBITED
    assert ask(alaska, "accept-gift", gift("25.01"), higher).answer is Answer.PROHIBITED
    assert policy_faults(higher, [alaska])


@clause("ak.conflict.3")
def test_a_loan_from_a_peer_is_read_like_a_gift(alaska: Edition) -> None:
    loan: Facts = {"person.served": "now", "loan.value": Decimal("25.00")}

    assert ask(alaska, "borrow", loan).answer is Answer.PERMITTED
    assert ask(alaska, "borrow", {**loan, "loan.value": Decimal("25.01")}).answer is Answer.PROHIBITED
    assert alaska.clause("ak.conflict.3").reading("substantial-loans") is not None


@clause("ak.conflict.3a")
@pytest.mark.parametrize("act", ["give-gift", "lend"])
def test_nothing_is_given_or_lent_to_a_peer_supported_now(alaska: Edition, act: str) -> None:
    allowed = Policy(facts={"policy.gifts": "allowed", "policy.loans": "allowed"})

    assert deciding(ask(alaska, act, {"person.served": "now"}, allowed)) == {"ak.conflict.3a"}
    assert ask(alaska, act, {"person.served": "before"}, allowed).answer is Answer.SILENT


@clause("ak.conflict.3n")
def test_an_agency_may_refuse_what_the_figure_would_let_pass(alaska: Edition) -> None:
    refused = Policy(facts={"policy.gifts": "refused"})

    ruling = ask(alaska, "accept-gift", gift("5.00"), refused)

    assert deciding(ruling) == {"ak.conflict.3n"}


@clause("ak.conflict.3n")
def test_an_agency_without_a_gift_policy_is_a_finding(alaska: Edition) -> None:
    (gap,) = owed_under(alaska, "ak.conflict.3n", {"event": "certified", "on": date(2026, 1, 15)})

    assert (gap.status, gap.duty.owed_by) == (Status.OVERDUE, "agency")


# ---- consent, and where it gives way


@clause("ak.rel.5")
@pytest.mark.parametrize("missing", CHECKS_OF_CONSENT)
def test_each_of_the_four_checks_of_consent_holds_by_itself(alaska: Edition, missing: str) -> None:
    ruling = ask(alaska, "disclose-information", {**FULL_CONSENT, missing: False})

    assert ruling.answer is Answer.PROHIBITED
    assert "ak.rel.5" in deciding(ruling)


@clause("ak.rel.5")
@given(facts=st.fixed_dictionaries(dict.fromkeys(CHECKS_OF_CONSENT, YES_NO_OR_UNKNOWN)))
def test_nothing_is_told_on_less_than_a_whole_consent(alaska: Edition, facts: Facts) -> None:
    ruling = ask(alaska, "disclose-information", {**FULL_CONSENT, **facts})

    assert ruling.allows is all(value is True for value in facts.values())


@clause("ak.conduct.6")
def test_consent_must_also_hold_what_federal_law_asks(alaska: Edition) -> None:
    ruling = ask(alaska, "disclose-information", {**FULL_CONSENT, "release.meets_part2": False})

    assert deciding(ruling) == {"ak.conduct.6"}


@clause("ak.rel.5b")
@pytest.mark.parametrize("about", ["child", "vulnerable-adult", "older-adult", "threat"])
def test_privacy_gives_way_to_a_report_without_consent(alaska: Edition, about: str) -> None:
    report: Facts = {**NO_CONSENT, "recipient.kind": "protective-services", "suspicion.about": about}

    ruling = ask(alaska, "disclose-information", report)

    assert ruling.answer is Answer.REQUIRED
    assert ruling.allows


@clause("ak.rel.5", "ak.rel.5b")
@given(
    suspicion=st.sampled_from(["child", "vulnerable-adult", "older-adult", "threat", "other", "none", DONT_KNOW]),
    recipient=st.sampled_from(["family", "insurer", "other", "investigator"]),
)
def test_no_suspicion_ever_opens_the_way_to_family_or_strangers(
    alaska: Edition, suspicion: Stated, recipient: str
) -> None:
    facts: Facts = {**NO_CONSENT, "suspicion.about": suspicion, "recipient.kind": recipient}

    assert ask(alaska, "disclose-information", facts).answer is Answer.PROHIBITED


@clause("ak.rel.5b", "ak.conduct.6a")
def test_a_report_goes_by_any_channel_and_carries_only_the_least(alaska: Edition) -> None:
    report: Facts = {**NO_CONSENT, "recipient.kind": "protective-services", "suspicion.about": "child"}

    on_an_open_channel = ask(alaska, "disclose-information", {**report, "channel.is_secure": False})
    too_much = ask(alaska, "disclose-information", {**report, "disclosure.is_least": False})

    assert on_an_open_channel.answer is Answer.REQUIRED
    assert too_much.answer is Answer.CONDITIONAL
    assert {citation.clause for citation in too_much.required_by} == {"ak.rel.5b"}


@clause("ak.rel.5b")
def test_abuse_and_threats_are_reported(alaska: Edition) -> None:
    assert ask(alaska, "report-abuse", {"suspicion.about": "child"}).answer is Answer.REQUIRED
    assert ask(alaska, "report-abuse", {"suspicion.about": "older-adult"}).answer is Answer.REQUIRED
    assert ask(alaska, "report-threat", {"suspicion.about": "threat"}).answer is Answer.REQUIRED


@clause("ak.rel.5a")
def test_a_peer_hears_of_reporting_before_the_first_service(alaska: Edition) -> None:
    told = {"event": "reporting-explained", "on": date(2026, 11, 3), "ref": "p1"}
    served = {"event": "first-service", "on": date(2026, 11, 3), "ref": "p1"}
    served_early = {**served, "on": date(2026, 11, 2)}

    assert [owed.status for owed in owed_under(alaska, "ak.rel.5a", told, served)] == [Status.MET]
    assert [owed.status for owed in owed_under(alaska, "ak.rel.5a", served_early, told)] == [Status.MET_LATE]


# ---- ties and respect


@clause("ak.conflict.2")
def test_romance_is_barred_with_peers_now_and_their_close_family(alaska: Edition) -> None:
    family: Facts = {"person.served": "never", "person.is_family_of_served": True}
    former: Facts = {"person.served": "before", "person.is_family_of_served": False}

    assert ask(alaska, "start-romantic-relationship", {"person.served": "now"}).answer is Answer.PROHIBITED
    assert ask(alaska, "start-romantic-relationship", family).answer is Answer.PROHIBITED
    assert ask(alaska, "start-romantic-relationship", former).answer is Answer.SILENT


@clause("ak.conflict.1", "ak.conflict.1a")
def test_a_tie_waits_until_the_supervisor_has_decided(alaska: Edition) -> None:
    tie: Facts = {"tie.is_other": True, "tie.is_disclosed": True}

    assert ask(alaska, "keep-dual-relationship", {**tie, "supervisor.decision": "none"}).answer is Answer.REFER
    assert ask(alaska, "keep-dual-relationship", {**tie, "supervisor.decision": "go-on"}).answer is Answer.PERMITTED


@clause("ak.conflict.4")
@pytest.mark.parametrize("act", ["accept-assignment", "provide-service"])
def test_no_decision_lets_a_sponsor_serve_whom_they_sponsor(alaska: Edition, act: str) -> None:
    sponsor: Facts = {"tie.is_sponsor": True, "tie.is_other": True, "tie.is_disclosed": True}

    ruling = ask(alaska, act, {**sponsor, "supervisor.decision": "go-on"})

    assert deciding(ruling) == {"ak.conflict.4"}


@clause("ak.rel.4", "ak.rel.8", "ak.rel.8a")
def test_support_ends_on_request_or_when_it_helps_no_more_and_never_for_who_someone_is(alaska: Edition) -> None:
    ending: Facts = {"person.asked_to_end": False, "service.still_helps": False, "reason.is_protected_ground": False}

    assert ask(alaska, "end-service", ending).answer is Answer.REQUIRED
    assert deciding(ask(alaska, "end-service", {**ending, "reason.is_protected_ground": True})) == {"ak.rel.4"}
    asked: Facts = {**ending, "person.asked_to_end": True, "reason.is_protected_ground": True}
    assert ask(alaska, "end-service", asked).answer is Answer.REQUIRED


@clause("ak.rel.3", "ak.rel.6a", "ak.rel.6b")
@pytest.mark.parametrize("act", ["harass", "pressure-person", "impose-values", "decide-for-person", "exploit-person"])
def test_a_peer_is_never_pushed_aside(alaska: Edition, act: str) -> None:
    assert ask(alaska, act, {"person.served": "now"}).answer is Answer.PROHIBITED


@clause("ak.conduct.1")
def test_supervision_need_not_be_clinical_in_alaska(alaska: Edition) -> None:
    sessions = [
        {"event": "supervision-session", "on": date(2026, 11, day), "hours": "1.00", "tags": ["group"]}
        for day in (3, 17)
    ]

    *_, november = owed_under(alaska, "ak.conduct.1", {"event": "certified", "on": date(2026, 1, 15)}, *sessions)

    assert november.status is Status.MET


@clause("ak.intro.0")
def test_the_code_speaks_from_the_day_of_its_adoption(alaska: Edition) -> None:
    eve = ask(alaska, "accept-gift", gift("90.00"), on=date(2020, 9, 20))
    day = ask(alaska, "accept-gift", gift("90.00"), on=date(2020, 9, 21))

    assert (eve.answer, day.answer) == (Answer.SILENT, Answer.PROHIBITED)
