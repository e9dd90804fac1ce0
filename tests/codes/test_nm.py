"""New Mexico's code, asked the questions that matter most. The file's own cases hold the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.act import Act, Fact, FactType
from canon.code import Clause, Duty, Edition, Parameter
from canon.duties import Owed, Status, read_events, reckon
from canon.judging import judge
from canon.policy import NO_POLICY, Policy, PolicySetting
from canon.reading import Library, read_edition, read_vocabulary
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Span, Stated, Unit

CODES = Path(__file__).parents[2] / "codes"
TODAY = date(2026, 11, 20)

NO_RELEASE = {"release.is_in_force": False, "release.covers_this": False}
RELEASE = {"release.is_in_force": True, "release.covers_this": True}
WITH_CARE = {"disclosure.is_least": True, "channel.is_secure": True}


@cache
def library() -> Library:
    vocabulary = read_vocabulary(CODES / "acts.toml")
    return Library(vocabulary, (read_edition(CODES / "nm-cpsw.toml", vocabulary),))


def new_mexico() -> Edition:
    return library().edition("nm")


def ask(act: str, facts: Mapping[str, Stated], *, policy: Policy = NO_POLICY, on: date = TODAY) -> Ruling:
    return judge(library().acts[act], facts, [new_mexico()], policy, on=on)


def gift(value: str | Decimal, kind: str = "other", served: str = "now") -> dict[str, Stated]:
    return {"person.served": served, "gift.value": Decimal(value), "gift.kind": kind}


def deciding(ruling: Ruling) -> set[str]:
    return {citation.clause for citation in ruling.decided_by}


def events(*rows: tuple[str, date] | tuple[str, date, Mapping[str, object]]) -> list[dict[str, object]]:
    return [{"event": row[0], "on": row[1], **(row[2] if len(row) == 3 else {})} for row in rows]


def owed(clause_id: str, rows: Sequence[dict[str, object]], *, as_of: date = TODAY, policy: Policy = NO_POLICY) -> Owed:
    """The duty's last occurrence."""
    duty: Duty = new_mexico().clause(clause_id).duties[0]
    return reckon(duty, read_events(rows, new_mexico().code.zone), as_of=as_of, policy=policy)[-1]


def reread(clause_id: str, param: str, value: bool) -> Edition:
    """The edition as a board leaves it that takes a reading the other way."""

    def turned(own: Clause) -> Clause:
        return replace(own, rules=tuple(replace(rule, params=settled(rule.params)) for rule in own.rules))

    def settled(params: Mapping[str, Parameter]) -> dict[str, Parameter]:
        return {
            name: replace(p, rows=tuple(replace(row, value=value) for row in p.rows)) if name == param else p
            for name, p in params.items()
        }

    edition = new_mexico()
    return replace(edition, clauses=tuple(turned(own) if own.id == clause_id else own for own in edition.clauses))


def answers_of(fact: Fact) -> list[Stated]:
    match fact.type:
        case FactType.YES_NO:
            return [True, False]
        case FactType.CHOICE:
            return [choice.value for choice in fact.choices]
        case _:
            return [Decimal("0.00"), Decimal("25.00"), Decimal("25.01"), Decimal("400.00")]


@st.composite
def stated(draw: st.DrawFn, act: str, fixed: Mapping[str, Stated]) -> dict[str, Stated]:
    """The fixed facts, with any answer to any of the act's other questions: none, "I don't know", or one that fits."""
    spoken_of: Act = library().acts[act]
    others = {fact.name: st.sampled_from([None, DONT_KNOW, *answers_of(fact)]) for fact in spoken_of.facts}
    drawn: dict[str, Stated | None] = draw(st.fixed_dictionaries(others))
    return {name: value for name, value in {**drawn, **fixed}.items() if value is not None}


# ---- gifts


@clause("nm.integrity.3")
def test_a_thirty_dollar_gift_card_from_someone_served_now_goes_back() -> None:
    ruling = ask("accept-gift", gift("30.00"))

    assert ruling.answer is Answer.PROHIBITED
    assert deciding(ruling) == {"nm.integrity.3"}
    assert ruling.next


@clause("nm.integrity.3")
def test_a_gift_worth_exactly_the_ceiling_may_be_kept() -> None:
    assert ask("accept-gift", gift("25.00")).answer is Answer.PERMITTED
    assert ask("accept-gift", gift("25.01")).answer is Answer.PROHIBITED


@clause("nm.integrity.3")
@given(value=st.decimals("25.01", "9999", places=2), kind=st.sampled_from(["other", "money", "recovery"]))
def test_no_dearer_gift_is_ever_permitted(value: Decimal, kind: str) -> None:
    assert ask("accept-gift", gift(value, kind)).answer is Answer.PROHIBITED


@clause("nm.integrity.3", "nm.integrity.3a")
@given(value=st.decimals("0", "9999", places=2), kind=st.sampled_from(["meal", "token"]))
def test_a_meal_or_a_token_passes_at_any_value_by_a_named_reading(value: Decimal, kind: str) -> None:
    ruling = ask("accept-gift", gift(value, kind))

    assert ruling.answer is Answer.PERMITTED
    assert deciding(ruling) == {"nm.integrity.3", "nm.integrity.3a"}
    assert {citation.rule.reading for citation in ruling.decided_by} == {"token-over-ceiling"}


@clause("nm.integrity.3", "nm.integrity.3a")
def test_a_board_that_reads_the_limit_onto_tokens_turns_one_parameter() -> None:
    stricter = reread("nm.integrity.3", "tokens_pass", False)

    dear = judge(library().acts["accept-gift"], gift("25.01", "token"), [stricter], on=TODAY)
    cheap = judge(library().acts["accept-gift"], gift("25.00", "token"), [stricter], on=TODAY)

    assert dear.answer is Answer.PROHIBITED
    assert cheap.answer is Answer.PERMITTED


@clause("nm.integrity.3")
@pytest.mark.parametrize(("ceiling", "answer"), [("10.00", Answer.PROHIBITED), ("100.00", Answer.PERMITTED)])
def test_an_employer_may_lower_the_ceiling_and_never_raise_it(ceiling: str, answer: Answer) -> None:
    policy = Policy("agency", settings=(PolicySetting("nm.integrity.3", "ceiling", Decimal(ceiling)),))

    assert ask("accept-gift", gift("25.00"), policy=policy).answer is answer
    assert ask("accept-gift", gift("25.01"), policy=policy).answer is Answer.PROHIBITED


@clause("nm.integrity.3")
def test_gifts_given_and_gifts_from_others_are_not_in_the_clause() -> None:
    assert ask("give-gift", gift("90.00")).answer is Answer.SILENT
    assert ask("accept-gift", gift("90.00", served="before")).answer is Answer.SILENT


# ---- relationships


@clause("nm.integrity.1", "nm.integrity.1a")
@given(data=st.data(), served=st.sampled_from(["now", "before"]))
def test_nothing_ever_opens_a_romance_with_someone_served(data: st.DataObject, served: str) -> None:
    facts = data.draw(stated("start-romantic-relationship", {"person.served": served}))

    ruling = ask("start-romantic-relationship", facts)

    assert ruling.answer is Answer.PROHIBITED
    assert deciding(ruling) == {"nm.integrity.1", "nm.integrity.1a"}


@clause("nm.integrity.2")
@pytest.mark.parametrize("tie", ["tie.was_romantic", "tie.was_sexual", "tie.was_friendship"])
def test_a_prior_tie_bars_taking_on_and_serving(tie: str) -> None:
    service: dict[str, Stated] = {
        "certificate.is_in_force": True,
        "service.is_in_scope": True,
        "place.kind": "agreed-place",
    }

    assert ask("accept-assignment", {tie: True}).answer is Answer.PROHIBITED
    assert ask("provide-service", {**service, tie: True}).answer is Answer.PROHIBITED


@clause("nm.role.7", "nm.competence.2")
@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, True),
        ({"certificate.is_in_force": False}, False),
        ({"service.is_in_scope": False}, False),
        ({"place.kind": "workers-home"}, False),
    ],
)
def test_service_needs_a_certificate_a_place_and_to_be_within_the_role(
    change: Mapping[str, Stated], allowed: bool
) -> None:
    ties: dict[str, Stated] = dict.fromkeys(["tie.was_romantic", "tie.was_sexual", "tie.was_friendship"], False)
    plain: dict[str, Stated] = {
        "certificate.is_in_force": True,
        "service.is_in_scope": True,
        "place.kind": "persons-home",
    }

    assert ask("provide-service", {**ties, **plain, **change}).allows is allowed


# ---- refusing, stepping back, ending


@clause("nm.rights.1", "nm.nondiscrimination.1")
def test_a_worker_may_refuse_a_case_but_not_over_who_the_person_is() -> None:
    uneasy = ask("refuse-assignment", {"reason.is_protected_ground": False, "worker.is_able": True})
    biased = ask("refuse-assignment", {"reason.is_protected_ground": True, "worker.is_able": False})

    assert uneasy.answer is Answer.PERMITTED
    assert biased.answer is Answer.PROHIBITED
    assert deciding(biased) == {"nm.nondiscrimination.1"}


@clause("nm.rights.0", "nm.recovery.3")
def test_a_worker_who_is_not_able_may_step_back() -> None:
    ruling = ask("step-back", {"worker.is_able": False})

    assert ruling.answer is Answer.PERMITTED
    assert deciding(ruling) == {"nm.rights.0", "nm.recovery.3"}


@clause("nm.nondiscrimination.1")
def test_a_worker_who_is_able_steps_back_from_nobody_over_who_they_are() -> None:
    ruling = ask("step-back", {"worker.is_able": True, "reason.is_protected_ground": True})

    assert (ruling.answer, deciding(ruling)) == (Answer.PROHIBITED, {"nm.nondiscrimination.1"})


@clause("nm.role.9")
def test_a_tie_that_conflicts_waits_until_the_supervisor_was_told() -> None:
    untold = ask("keep-dual-relationship", {"tie.conflicts": True, "supervisor.was_told": False})

    assert (untold.answer, deciding(untold)) == (Answer.REFER, {"nm.role.9"})
    assert ask("keep-dual-relationship", {"tie.conflicts": True, "supervisor.was_told": True}).allows


@clause("nm.continuation.4", "nm.continuation.1")
@given(data=st.data())
def test_a_person_may_leave_whatever_else_is_so(data: st.DataObject) -> None:
    facts = data.draw(stated("end-service", {"person.asked_to_end": True}))

    assert ask("end-service", facts).answer is Answer.REQUIRED


@clause("nm.continuation.1", "nm.role.8a")
def test_a_worker_ends_nothing_without_the_supervisor() -> None:
    alone: dict[str, Stated] = {
        "person.asked_to_end": False,
        "service.still_helps": True,
        "reason.is_protected_ground": False,
        "supervisor.has_staffed": False,
    }

    assert ask("end-service", alone).answer is Answer.REFER
    assert ask("end-service", {**alone, "supervisor.has_staffed": True}).answer is Answer.PERMITTED


@clause("nm.continuation.2", "nm.continuation.4a", "nm.role.8", "nm.role.8a", "nm.role.8b")
def test_a_case_closes_only_on_a_ground_staffed_and_written_down() -> None:
    names = ["ending.ground", "supervisor.has_staffed", "ending.reason_noted", "ending.attempts_noted"]
    act = library().acts["close-case"]

    closing = {
        values
        for values in product(*(answers_of(act.fact(name)) for name in names))
        if ask("close-case", dict(zip(names, values, strict=True))).allows
    }

    sure = {
        (ground, True, True, noted)
        for ground in ("needs-met", "not-interested", "program-met", "directed")
        for noted in (True, False)
    }
    assert closing == sure | {("no-response", True, True, True)}


# ---- confidentiality and reports


@clause("nm.confidentiality.1", "nm.confidentiality.3", "nm.role.2")
@given(data=st.data(), to=st.sampled_from(["family", "provider"]), release=st.sampled_from(list(NO_RELEASE)))
def test_family_and_agencies_hear_nothing_without_a_release(data: st.DataObject, to: str, release: str) -> None:
    facts = data.draw(stated("disclose-information", {"recipient.kind": to, release: False}))

    assert ask("disclose-information", facts).answer is Answer.PROHIBITED


@clause("nm.confidentiality.3", "nm.confidentiality.4", "nm.role.2")
@pytest.mark.parametrize("to", ["family", "provider", "insurer"])
def test_a_release_opens_the_way_for_the_least_by_a_safe_channel(to: str) -> None:
    facts: dict[str, Stated] = {"recipient.kind": to, "disclosure.is_law_allowed": "neither", **RELEASE, **WITH_CARE}

    assert ask("disclose-information", facts).answer is Answer.PERMITTED
    assert ask("disclose-information", {**facts, "disclosure.is_least": False}).answer is Answer.PROHIBITED
    assert ask("disclose-information", {**facts, "channel.is_secure": False}).answer is Answer.PROHIBITED


@clause("nm.reporting.1", "nm.safety.5", "nm.confidentiality.1")
@pytest.mark.parametrize(
    ("about", "to", "by"),
    [
        ("child", "protective-services", "nm.reporting.1"),
        ("older-adult", "law-enforcement", "nm.reporting.1"),
        ("threat", "law-enforcement", "nm.safety.5"),
    ],
)
def test_a_report_passes_confidentiality_with_no_more_than_it_needs(about: str, to: str, by: str) -> None:
    facts: dict[str, Stated] = {
        "recipient.kind": to,
        "suspicion.about": about,
        "disclosure.is_law_allowed": "neither",
        "channel.is_secure": False,
        **NO_RELEASE,
    }

    report = ask("disclose-information", {**facts, "disclosure.is_least": True})
    gossip = ask("disclose-information", {**facts, "disclosure.is_least": False})

    assert report.answer is Answer.REQUIRED
    assert deciding(report) == {by}
    assert gossip.answer is Answer.PROHIBITED


@clause("nm.reporting.1")
def test_what_only_looks_suspicious_is_reported_but_lifts_no_confidentiality() -> None:
    facts: dict[str, Stated] = {
        "recipient.kind": "law-enforcement",
        "suspicion.about": "other",
        "disclosure.is_law_allowed": "neither",
        **NO_RELEASE,
        **WITH_CARE,
    }

    assert ask("report-abuse", {"suspicion.about": "other"}).answer is Answer.REQUIRED
    assert ask("disclose-information", facts).answer is Answer.PROHIBITED
    assert ask("disclose-information", {**facts, "disclosure.is_law_allowed": "required"}).answer is Answer.PERMITTED


@clause("nm.confidentiality.1")
def test_a_record_opens_to_those_assigned_and_silence_is_no_leave() -> None:
    assert ask("open-record", {"viewer.is_assigned": True}).allows
    assert not ask("open-record", {"viewer.is_assigned": False}).allows
    assert not ask("open-record", {}).allows


# ---- recovery, medication, safety


@clause("nm.recovery.2", "nm.recovery.2a")
def test_marijuana_follows_the_law_of_the_state_and_medication_its_prescription() -> None:
    marijuana: dict[str, Stated] = {"substance.kind": "marijuana"}
    illicit = ask("use-substance", {"substance.kind": "illicit", "substance.is_as_directed": True})
    own: dict[str, Stated] = {"substance.kind": "prescribed"}

    assert illicit.answer is Answer.PROHIBITED
    assert {cited.clause for cited in illicit.decided_by} == {"nm.recovery.2"}
    assert ask("use-substance", marijuana, on=date(2021, 6, 28)).answer is Answer.PROHIBITED
    assert ask("use-substance", marijuana, on=date(2021, 6, 29)).answer is Answer.SILENT
    assert ask("use-substance", {**own, "substance.is_as_directed": True}).answer is Answer.PERMITTED
    assert ask("use-substance", {**own, "substance.is_as_directed": False}).answer is Answer.PROHIBITED


@clause("nm.role.6", "nm.role.6a")
@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("learn", Answer.PERMITTED),
        ("schedule", Answer.PERMITTED),
        ("handle", Answer.PROHIBITED),
        ("pick-up", Answer.PROHIBITED),
    ],
)
def test_medication_is_explained_and_never_handled(kind: str, answer: Answer) -> None:
    assert ask("help-with-medication", {"medication.help": kind}).answer is answer


@clause("nm.safety.1", "nm.safety.1a")
@pytest.mark.parametrize(
    ("policy", "lawful", "answer"),
    [
        (None, True, Answer.PROHIBITED),
        ("refused", True, Answer.PROHIBITED),
        ("allowed", True, Answer.PERMITTED),
        ("allowed", False, Answer.PROHIBITED),
    ],
)
def test_no_policy_on_file_means_no_ride_in_ones_own_car(policy: str | None, lawful: bool, answer: Answer) -> None:
    employer = Policy("agency", {"policy.transport": policy}) if policy else NO_POLICY

    ruling = ask("transport-person", {"vehicle.kind": "own", "vehicle.is_lawful": lawful}, policy=employer)

    assert ruling.answer is answer


# ---- duties


@clause("nm.competence.3")
@pytest.mark.parametrize(
    ("plain", "ethics", "cultural", "status"),
    [
        ("28.00", "6.00", "6.00", Status.MET),
        ("27.75", "6.00", "6.00", Status.DUE),
        ("40.00", "5.75", "6.00", Status.DUE),
        ("40.00", "6.00", "5.75", Status.DUE),
    ],
)
def test_each_bucket_of_the_forty_hours_counts(plain: str, ethics: str, cultural: str, status: Status) -> None:
    learned = events(
        ("certified", date(2025, 3, 10)),
        ("education", date(2025, 5, 1), {"hours": plain}),
        ("education", date(2025, 6, 1), {"hours": ethics, "tags": ["ethics"]}),
        ("education", date(2025, 7, 1), {"hours": cultural, "tags": ["cultural"]}),
    )

    found = owed("nm.competence.3", learned)

    assert found.status is status
    assert found.due == date(2027, 3, 9)


@clause("nm.recovery.5")
def test_two_years_from_a_leap_day_end_with_february_and_a_charge_starts_none() -> None:
    found_guilty = events(("substance-finding", date(2024, 2, 29)))
    charged = events(("legal-action-filed", date(2024, 2, 29)))

    assert owed("nm.recovery.5", found_guilty, as_of=date(2026, 2, 27)).status is Status.DUE
    assert owed("nm.recovery.5", found_guilty, as_of=date(2026, 2, 28)).status is Status.MET
    assert owed("nm.recovery.5", charged).status is Status.NOT_OWED


@clause("nm.role.9a")
def test_the_employer_sets_the_time_for_notes() -> None:
    visit = events(("contact-held", date(2026, 11, 2), {"ref": "visit"}))
    policy = Policy("agency", settings=(PolicySetting("nm.role.9a", "within", Span(3, Unit.DAY)),))

    assert owed("nm.role.9a", visit).status is Status.DUE
    assert owed("nm.role.9a", visit, as_of=date(2026, 11, 5), policy=policy).status is Status.DUE
    assert owed("nm.role.9a", visit, as_of=date(2026, 11, 6), policy=policy).status is Status.OVERDUE


@clause("nm.safety.5")
def test_a_threat_is_told_to_the_police_and_to_the_agency() -> None:
    police_only = events(
        ("threat-heard", date(2026, 11, 2), {"ref": "t"}), ("told-police", date(2026, 11, 2), {"ref": "t"})
    )
    both = [*police_only, *events(("told-agency", date(2026, 11, 3), {"ref": "t"}))]

    assert owed("nm.safety.5", police_only).missing == ("told-agency",)
    assert owed("nm.safety.5", both).status is Status.MET
