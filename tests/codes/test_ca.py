"""California's Medi-Cal code, where it matters most to a worker: gifts, money, substances, privacy, harm, romance."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.code import Edition, Rule
from canon.duties import Owed, Status, duties_of, read_events
from canon.explaining import explain
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
GIFTS_REFUSED = Policy(facts={"policy.gifts": "refused"})

FIT_TO_SERVE: Facts = {
    "certificate.is_in_force": True,
    "service.is_in_scope": True,
    "substance.kind": "none",
    "tie.was_romantic": False,
    "tie.was_sexual": False,
}
DANGER: Facts = {"harm.is_serious": True, "harm.is_foreseeable": True, "harm.is_imminent": True}
TO_A_RELATIVE: Facts = {
    "recipient.kind": "family",
    "suspicion.about": "none",
    "release.is_in_force": False,
    "release.covers_this": False,
    "release.meets_part2": False,
    "disclosure.is_law_allowed": "neither",
    "harm.is_serious": False,
    "harm.is_foreseeable": False,
    "harm.is_imminent": False,
    "disclosure.is_least": True,
    "channel.is_secure": True,
}
TO_THE_POLICE_IN_DANGER: Facts = {
    **TO_A_RELATIVE,
    **DANGER,
    "recipient.kind": "law-enforcement",
    "suspicion.about": "threat",
}

YES_NO_OR_UNKNOWN = st.sampled_from([True, False, DONT_KNOW])


@pytest.fixture(scope="module")
def california() -> Edition:
    return read_edition(CODES / "ca-mcpss.toml", VOCABULARY)


def ask(code: Edition, act: str, facts: Facts, policy: Policy = NO_POLICY) -> Ruling:
    return judge(VOCABULARY.acts[act], facts, [code], policy, on=TODAY)


def deciding(ruling: Ruling) -> set[str]:
    return {citation.clause for citation in ruling.decided_by}


def steps(ruling: Ruling) -> set[str] | None:
    found = explain(ruling).would_permit
    return None if found is None else {fact.name for fact in found}


def owed_under(code: Edition, clause_id: str, *events: Mapping[str, object], as_of: date = TODAY) -> list[Owed]:
    """What a clause's duties say on a day, after these events."""
    found = duties_of(code, read_events(events, code.code.zone), as_of=as_of)
    return [owed for owed in found if owed.duty.clause == clause_id]


# ---- gifts and money


@clause("ca.integrity.5")
@pytest.mark.parametrize("act", ["accept-gift", "give-gift"])
def test_the_policy_decides_on_a_gift_and_without_one_you_ask_first(california: Edition, act: str) -> None:
    thanks: Facts = {"person.served": "now", "gift.kind": "token", "gift.value": Decimal("30.00")}

    assert ask(california, act, thanks, GIFTS_ALLOWED).answer is Answer.PERMITTED
    assert ask(california, act, thanks, GIFTS_REFUSED).answer is Answer.PROHIBITED
    assert ask(california, act, thanks).answer is Answer.REFER


@clause("ca.integrity.5")
@given(value=st.decimals("0.01", "99999", places=2))
def test_no_sum_of_its_own_stands_in_the_code(california: Edition, value: Decimal) -> None:
    voucher: Facts = {"person.served": "now", "gift.kind": "other", "gift.value": value}

    assert ask(california, "accept-gift", voucher, GIFTS_ALLOWED).answer is Answer.PERMITTED
    assert ask(california, "accept-gift", voucher).answer is Answer.REFER


@clause("ca.integrity.7")
def test_money_stays_barred_where_the_policy_allows_gifts(california: Edition) -> None:
    banknote: Facts = {"person.served": "now", "gift.kind": "money", "gift.value": Decimal("0.01")}

    ruling = ask(california, "accept-gift", banknote, GIFTS_ALLOWED)

    assert ruling.answer is Answer.PROHIBITED
    assert deciding(ruling) == {"ca.integrity.7"}
    assert california.clause("ca.integrity.7").reading("money-for-services") is not None


@clause("ca.integrity.7")
@pytest.mark.parametrize("act", ["lend", "borrow"])
def test_no_money_is_lent_either_way_and_a_thing_is_not_spoken_of(california: Edition, act: str) -> None:
    money: Facts = {"person.served": "now", "loan.is_money": True}

    assert ask(california, act, money).answer is Answer.PROHIBITED
    assert ask(california, act, {**money, "loan.is_money": False}).answer is Answer.SILENT
    assert ask(california, act, {**money, "person.served": "never"}).answer is Answer.SILENT


@clause("ca.integrity.7")
def test_a_person_you_support_pays_you_nothing(california: Edition) -> None:
    fee: Facts = {"person.served": "now", "fee.is_to_worker": True, "fee.is_above_schedule": False}

    assert ask(california, "charge-fee", fee).answer is Answer.PROHIBITED


# ---- fit to serve


@clause("ca.integrity.12")
@given(
    kind=st.sampled_from(["alcohol", "marijuana", "illicit"]), directed=YES_NO_OR_UNKNOWN, impaired=YES_NO_OR_UNKNOWN
)
def test_no_amount_is_small_enough_and_no_prescription_helps(
    california: Edition, kind: str, directed: Stated, impaired: Stated
) -> None:
    taken: Facts = {"substance.kind": kind, "substance.is_as_directed": directed, "substance.impairs": impaired}

    ruling = ask(california, "provide-service", {**FIT_TO_SERVE, **taken})

    assert ruling.answer is Answer.PROHIBITED
    assert "ca.integrity.12" in deciding(ruling)


@clause("ca.integrity.12a", "ca.integrity.12b", "ca.integrity.12c")
@pytest.mark.parametrize(
    ("kind", "exception"), [("prescribed", "ca.integrity.12a"), ("over-the-counter", "ca.integrity.12b")]
)
def test_medicine_passes_as_directed_and_counts_as_a_drug_otherwise(
    california: Edition, kind: str, exception: str
) -> None:
    medicine: Facts = {**FIT_TO_SERVE, "substance.kind": kind, "substance.is_as_directed": True}

    assert exception in deciding(ask(california, "provide-service", medicine))
    misused = ask(california, "provide-service", {**medicine, "substance.is_as_directed": False})
    assert misused.answer is Answer.PROHIBITED
    assert deciding(misused) == {"ca.integrity.12c"}


@clause("ca.integrity.12c")
def test_what_counts_as_a_drug_is_a_dated_row_with_its_source_and_another_row_moves_the_answer(
    california: Edition, tmp_path: Path
) -> None:
    row = rule_of(california, "ca.integrity.12c").params["takes_in_medicine"].on(TODAY)
    amendment = '{ from = 2027-03-01, value = false, source = "an amendment" }'
    text = (CODES / "ca-mcpss.toml").read_text(encoding="utf-8")
    later = re.sub(r"(param\.takes_in_medicine = \[.*?\})\]", rf"\1, {amendment}]", text)
    amended = tmp_path / "ca-mcpss.toml"
    amended.write_text(later, encoding="utf-8")
    misused: Facts = {**FIT_TO_SERVE, "substance.kind": "prescribed", "substance.is_as_directed": False}

    def cites(code: Edition, on: date) -> bool:
        return "ca.integrity.12c" in deciding(judge(VOCABULARY.acts["provide-service"], misused, [code], on=on))

    new = read_edition(amended, VOCABULARY)

    assert (row.start, "Health and Safety Code 11014" in row.source) == (date(2021, 7, 22), True)
    assert (cites(new, date(2027, 2, 28)), cites(new, date(2027, 3, 1))) == (True, False)
    assert cites(california, date(2027, 3, 1))


def rule_of(code: Edition, name: str) -> Rule:
    """The first rule of a clause."""
    return next(own for own in code.clauses if own.id == name).rules[0]


@clause("ca.authenticity.4", "ca.authenticity.5")
def test_service_stands_on_your_role_and_nothing_outside_it(california: Edition) -> None:
    inside = ask(california, "provide-service", FIT_TO_SERVE)
    outside = ask(california, "provide-service", {**FIT_TO_SERVE, "service.is_in_scope": False})

    assert inside.allows
    assert deciding(outside) == {"ca.authenticity.4", "ca.authenticity.5"}


@clause("ca.authenticity.4", "ca.integrity.12a", "ca.integrity.12b")
@pytest.mark.parametrize("kind", ["none", "prescribed", "over-the-counter"])
def test_a_lapse_takes_the_leave_to_serve_away(california: Edition, kind: str) -> None:
    lapsed: Facts = {**FIT_TO_SERVE, "certificate.is_in_force": False}

    ruling = ask(california, "provide-service", {**lapsed, "substance.kind": kind, "substance.is_as_directed": True})

    assert ruling.answer is Answer.SILENT
    assert not ruling.allows


@clause("ca.authenticity.5")
@pytest.mark.parametrize("about", ["diagnosis", "prescription", "level-of-care"])
def test_clinical_work_is_for_those_licensed_to_do_it(california: Edition, about: str) -> None:
    unlicensed: Facts = {"opinion.about": about, "worker.is_clinician": False}

    assert ask(california, "give-clinical-opinion", unlicensed).answer is Answer.PROHIBITED
    assert ask(california, "give-clinical-opinion", {**unlicensed, "worker.is_clinician": True}).allows
    assert ask(california, "give-clinical-opinion", {**unlicensed, "opinion.about": "own-story"}).allows


@clause("ca.safety.2")
@pytest.mark.parametrize("act", ["accept-assignment", "provide-service"])
@pytest.mark.parametrize("tie", ["tie.was_romantic", "tie.was_sexual"])
def test_a_romance_long_over_still_bars_service(california: Edition, act: str, tie: str) -> None:
    earlier: Facts = {"tie.is_disclosed": True, "supervisor.decision": "go-on", tie: True}

    ruling = ask(california, act, earlier)

    assert ruling.answer is Answer.PROHIBITED
    assert deciding(ruling) == {"ca.safety.2"}
    assert steps(ruling) is None


# ---- ties


@clause("ca.safety.1")
@pytest.mark.parametrize("served", ["before", "never"])
def test_romance_waits_for_the_end_of_all_services(california: Edition, served: str) -> None:
    someone: Facts = {"person.served": served, "person.is_family_of_served": False}

    in_services = ask(california, "start-romantic-relationship", {**someone, "person.has_formal_services": True})
    in_none = ask(california, "start-romantic-relationship", {**someone, "person.has_formal_services": False})

    assert in_services.answer is Answer.PROHIBITED
    assert in_none.answer is Answer.SILENT


@clause("ca.safety.1")
@given(in_services=YES_NO_OR_UNKNOWN, risky=YES_NO_OR_UNKNOWN, sexual=YES_NO_OR_UNKNOWN, family=YES_NO_OR_UNKNOWN)
def test_nothing_opens_a_romance_with_someone_you_support(
    california: Edition, in_services: Stated, risky: Stated, sexual: Stated, family: Stated
) -> None:
    facts: Facts = {
        "person.served": "now",
        "person.has_formal_services": in_services,
        "person.is_family_of_served": family,
        "contact.is_sexual": sexual,
        "contact.risks_exploitation": risky,
    }

    assert ask(california, "start-romantic-relationship", facts).answer is Answer.PROHIBITED


@clause("ca.integrity.2", "ca.integrity.4")
def test_a_conflict_is_refused_until_it_is_disclosed_told_and_decided(california: Edition) -> None:
    neighbor: Facts = {
        "tie.is_other": True,
        "tie.is_unavoidable": True,
        "tie.conflicts": True,
        "tie.is_disclosed": False,
        "supervisor.was_told": False,
        "supervisor.decision": "none",
    }
    disclosed: Facts = {**neighbor, "tie.is_disclosed": True}
    decided: Facts = {**disclosed, "supervisor.was_told": True, "supervisor.decision": "go-on"}

    refused = ask(california, "keep-dual-relationship", neighbor)
    referred = ask(california, "keep-dual-relationship", disclosed)

    assert refused.answer is Answer.PROHIBITED
    assert steps(refused) == {"tie.is_disclosed", "supervisor.was_told", "supervisor.decision"}
    assert referred.answer is Answer.REFER
    assert deciding(referred) == {"ca.integrity.2", "ca.integrity.4"}
    assert ask(california, "keep-dual-relationship", decided).answer is Answer.PERMITTED


# ---- privacy and harm


@clause("ca.confidentiality.4")
def test_a_relative_is_told_nothing_without_a_full_release(california: Edition) -> None:
    ruling = ask(california, "disclose-information", TO_A_RELATIVE)

    assert ruling.answer is Answer.PROHIBITED
    assert steps(ruling) == {"release.is_in_force", "release.covers_this", "release.meets_part2"}


@clause("ca.confidentiality.4")
@given(parts=st.lists(YES_NO_OR_UNKNOWN, min_size=3, max_size=3), law=st.sampled_from(["neither", DONT_KNOW]))
def test_a_disclosure_is_never_permitted_on_part_of_a_release(
    california: Edition, parts: list[Stated], law: Stated
) -> None:
    release = dict(zip(["release.is_in_force", "release.covers_this", "release.meets_part2"], parts, strict=True))

    ruling = ask(california, "disclose-information", {**TO_A_RELATIVE, **release, "disclosure.is_law_allowed": law})

    assert ruling.allows is (parts == [True, True, True])


@clause("ca.safety.5")
def test_harm_about_to_happen_is_told_without_a_release(california: Edition) -> None:
    by_any_means: Facts = {**TO_THE_POLICE_IN_DANGER, "channel.is_secure": False}

    ruling = ask(california, "disclose-information", by_any_means)

    assert ruling.answer is Answer.REQUIRED
    assert {c.clause for c in ruling.required_by} == {"ca.safety.5"}


@clause("ca.safety.5")
@pytest.mark.parametrize("missing", list(DANGER))
def test_harm_must_be_serious_and_foreseeable_and_imminent(california: Edition, missing: str) -> None:
    ruling = ask(california, "disclose-information", {**TO_THE_POLICE_IN_DANGER, missing: False})

    assert ruling.answer is Answer.PROHIBITED
    assert not ruling.required_by


@clause("ca.safety.5a")
@pytest.mark.parametrize("act", ["disclose-information", "report-threat"])
def test_even_then_only_the_least_is_told(california: Edition, act: str) -> None:
    facts = {f.name for f in VOCABULARY.acts[act].facts}
    everything: Facts = {k: v for k, v in TO_THE_POLICE_IN_DANGER.items() if k in facts}

    ruling = ask(california, act, {**everything, "disclosure.is_least": False})

    assert ruling.answer is Answer.CONDITIONAL
    assert deciding(ruling) == {"ca.safety.5a"}
    assert {c.clause for c in ruling.required_by} == {"ca.safety.5"}
    assert steps(ruling) == {"disclosure.is_least"}


@clause("ca.safety.4")
def test_a_report_that_law_requires_waits_for_no_release(california: Edition) -> None:
    report: Facts = {
        **TO_A_RELATIVE,
        "recipient.kind": "protective-services",
        "suspicion.about": "child",
        "disclosure.is_law_allowed": "required",
        "channel.is_secure": False,
    }

    assert ask(california, "disclose-information", report).answer is Answer.REQUIRED
    assert ask(california, "report-abuse", {"suspicion.about": "child"}).answer is Answer.REQUIRED


@clause("ca.confidentiality.1", "ca.confidentiality.2a")
@pytest.mark.parametrize("act", ["open-record", "share-in-team"])
def test_only_the_assigned_see_what_was_told(california: Edition, act: str) -> None:
    assert ask(california, act, {"viewer.is_assigned": True, "channel.is_secure": True}).allows
    assert ask(california, act, {"viewer.is_assigned": False, "channel.is_secure": True}).answer is Answer.PROHIBITED


@clause("ca.confidentiality.3", "ca.confidentiality.3a")
def test_a_colleagues_confidence_gives_way_to_wrongdoing_and_not_to_a_persons_own_use(california: Edition) -> None:
    theft: Facts = {"confidence.is_wrongdoing": True, "confidence.is_own_use": False}

    assert ask(california, "share-colleague-confidence", theft).answer is Answer.PERMITTED
    own_use = ask(california, "share-colleague-confidence", {**theft, "confidence.is_own_use": True})
    assert deciding(own_use) == {"ca.confidentiality.3a"}


@clause("ca.integrity.11")
def test_an_investigation_gets_what_part_2_leaves_free(california: Edition) -> None:
    asked: Facts = {"worker.is_asked_by_inquiry": True}

    free = ask(california, "supply-to-investigation", {**asked, "inquiry.part2_forbids": False})
    forbidden = ask(california, "supply-to-investigation", {**asked, "inquiry.part2_forbids": True})
    unsure = ask(california, "supply-to-investigation", {**asked, "inquiry.part2_forbids": DONT_KNOW})

    assert free.answer is Answer.REQUIRED
    assert forbidden.answer is Answer.PROHIBITED
    assert unsure.answer is Answer.CONDITIONAL


# ---- role, words, support


@clause("ca.person.5", "ca.person.9", "ca.mutuality.3", "ca.safety.6")
@pytest.mark.parametrize("act", ["pressure-person", "impose-values", "decide-for-person", "harass"])
def test_a_persons_will_is_their_own(california: Edition, act: str) -> None:
    assert ask(california, act, {"person.served": "now"}).answer is Answer.PROHIBITED


@clause("ca.cultural.4", "ca.cultural.5")
@pytest.mark.parametrize("act", ["treat-differently", "refuse-assignment", "end-service"])
def test_who_someone_is_is_never_the_reason(california: Edition, act: str) -> None:
    ruling = ask(california, act, {"reason.is_protected_ground": True, "person.asked_to_end": False})

    assert deciding(ruling) == {"ca.cultural.4", "ca.cultural.5"}


@clause("ca.authenticity.7", "ca.safety.7")
def test_asking_for_support_is_always_open_and_owed_outside_your_role(california: Edition) -> None:
    inside: Facts = {"service.is_in_scope": True, "tie.is_unavoidable": False}

    assert ask(california, "seek-supervision", inside).answer is Answer.PERMITTED
    assert ask(california, "seek-supervision", {**inside, "service.is_in_scope": False}).answer is Answer.REQUIRED


# ---- duties


@clause("ca.safety.4")
def test_abuse_is_reported_on_californias_day(california: Edition) -> None:
    late_at_night = {
        "event": "suspicion-arose",
        "at": "2026-11-21T06:30:00+00:00",
        "ref": "s",
    }  # 10:30 p.m. on the 20th
    told = {"event": "abuse-reported", "on": date(2026, 11, 21), "ref": "s"}

    [waiting] = owed_under(california, "ca.safety.4", late_at_night)
    [reported] = owed_under(california, "ca.safety.4", late_at_night, told, as_of=date(2026, 11, 21))

    assert (waiting.status, waiting.due) == (Status.DUE, date(2026, 11, 20))
    assert reported.status is Status.MET_LATE


@clause("ca.education.2")
def test_twenty_hours_in_two_years_six_of_them_in_law_and_ethics(california: Edition) -> None:
    certified = {"event": "certified", "on": date(2024, 3, 1)}
    ethics = {"event": "education", "on": date(2025, 2, 3), "hours": "6", "tags": ["ethics"]}
    others = {"event": "education", "on": date(2025, 9, 9), "hours": "13.75"}
    last_day = date(2026, 2, 28)

    [on_time] = owed_under(california, "ca.education.2", certified, ethics, others, as_of=last_day)
    first, second = owed_under(california, "ca.education.2", certified, ethics, others, as_of=date(2026, 3, 1))

    assert (on_time.status, on_time.due) == (Status.DUE, last_day)
    assert on_time.missing == ("0.25 hours more of education",)
    assert (first.status, second.status) == (Status.OVERDUE, Status.DUE)


@clause("ca.integrity.4", "ca.integrity.8", "ca.integrity.11a", "ca.integrity.14a")
@pytest.mark.parametrize(
    ("clause_id", "after", "done"),
    [
        ("ca.integrity.4", "conflict-arose", "conflict-told"),
        ("ca.integrity.8", "commitment-made", "commitment-kept"),
        ("ca.integrity.11a", "inquiry-request", "inquiry-answered"),
        ("ca.integrity.14a", "contact-held", "contact-documented"),
    ],
)
def test_what_has_no_set_time_is_owed_until_done_and_never_late(
    california: Edition, clause_id: str, after: str, done: str
) -> None:
    began = {"event": after, "on": date(2024, 1, 8), "ref": "a"}

    [waiting] = owed_under(california, clause_id, began)
    [finished] = owed_under(california, clause_id, began, {"event": done, "on": TODAY, "ref": "a"})

    assert (waiting.status, waiting.late_from) == (Status.DUE, None)
    assert finished.status is Status.MET
