"""The code of CCAPP's recovery support specialists and mentors, where it matters most to a worker."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.code import Edition
from canon.duties import Owed, Status, duties_of, read_events
from canon.judging import judge
from canon.reading import read_edition, read_vocabulary
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated

CODES = Path(__file__).parents[2] / "codes"
VOCABULARY = read_vocabulary(CODES / "acts.toml")
TODAY = date(2026, 11, 20)

Facts = Mapping[str, Stated]

FIT_TO_SERVE: Facts = {
    "certificate.is_in_force": True,
    "supervisor.is_of_record": True,
    "worker.is_able": True,
    "substance.kind": "none",
    "service.is_in_scope": True,
    "tie.was_romantic": False,
    "tie.was_sexual": False,
    "tie.was_friendship": False,
    "tie.is_sponsor": False,
    "tie.is_other": False,
}
FULL_RELEASE: Facts = {
    "release.is_in_force": True,
    "release.covers_this": True,
    "release.meets_part2": True,
    "disclosure.is_law_allowed": "neither",
    "disclosure.is_least": True,
    "channel.is_secure": True,
}

YES_NO_OR_UNKNOWN = st.sampled_from([True, False, DONT_KNOW])


@pytest.fixture(scope="module")
def sud() -> Edition:
    return read_edition(CODES / "sud-cprss.toml", VOCABULARY)


def ask(code: Edition, act: str, facts: Facts) -> Ruling:
    return judge(VOCABULARY.acts[act], facts, [code], on=TODAY)


def deciding(ruling: Ruling) -> set[str]:
    return {citation.clause for citation in ruling.decided_by}


def owed_under(code: Edition, clause_id: str, *events: Mapping[str, object], as_of: date = TODAY) -> list[Owed]:
    """What a clause's duties say on a day, after these events."""
    found = duties_of(code, read_events(events, code.code.zone), as_of=as_of)
    return [owed for owed in found if owed.duty.clause == clause_id]


def session(day: int, hours: str, tag: str = "clinical") -> Mapping[str, object]:
    return {"event": "supervision-session", "on": date(2026, 11, day), "hours": hours, "tags": [tag]}


CERTIFIED: Mapping[str, object] = {"event": "certified", "on": date(2026, 1, 15)}


# ---- leave to work


@clause("sud.preamble.7", "sud.preamble.4", "sud.1.5", "sud.3.22")
def test_a_certified_supervised_and_able_worker_may_serve(sud: Edition) -> None:
    ruling = ask(sud, "provide-service", FIT_TO_SERVE)

    assert ruling.answer is Answer.PERMITTED
    assert ruling.allows


@clause("sud.preamble.7")
def test_nobody_serves_without_a_supervisor_of_record(sud: Edition) -> None:
    ruling = ask(sud, "provide-service", {**FIT_TO_SERVE, "supervisor.is_of_record": False})

    assert ruling.answer is Answer.PROHIBITED
    assert deciding(ruling) == {"sud.preamble.7"}


@clause("sud.preamble.7")
def test_a_lapsed_certificate_takes_the_leave_away(sud: Edition) -> None:
    ruling = ask(sud, "provide-service", {**FIT_TO_SERVE, "certificate.is_in_force": False})

    assert not ruling.allows


@clause("sud.preamble.7")
@given(
    facts=st.fixed_dictionaries(
        dict.fromkeys(("supervisor.is_of_record", "certificate.is_in_force"), YES_NO_OR_UNKNOWN)
    )
)
def test_no_doubt_about_supervisor_or_certificate_ever_lets_a_service_through(sud: Edition, facts: Facts) -> None:
    ruling = ask(sud, "provide-service", {**FIT_TO_SERVE, **facts})

    assert ruling.allows is all(value is True for value in facts.values())


@clause("sud.1.5")
@pytest.mark.parametrize("substance", ["alcohol", "marijuana", "illicit", "prescribed", "over-the-counter"])
def test_whatever_gets_in_the_way_of_the_work_stops_it_prescribed_or_not(sud: Edition, substance: str) -> None:
    taken: Facts = {**FIT_TO_SERVE, "substance.kind": substance}

    hindered = ask(sud, "provide-service", {**taken, "substance.impairs": True})
    fit = ask(sud, "provide-service", {**taken, "substance.impairs": False})

    assert deciding(hindered) == {"sud.1.5"}
    assert fit.answer is Answer.PERMITTED


@clause("sud.1.5")
@pytest.mark.parametrize("substance", ["alcohol", "marijuana", "illicit", "prescribed", "over-the-counter"])
def test_nothing_is_taken_that_would_still_get_in_the_way_of_the_work(sud: Edition, substance: str) -> None:
    hindering: Facts = {"substance.kind": substance, "substance.impairs": True}

    assert ask(sud, "use-substance", hindering).answer is Answer.PROHIBITED
    assert ask(sud, "use-substance", {**hindering, "substance.impairs": False}).answer is Answer.SILENT


@clause("sud.3.22")
def test_a_worker_who_feels_unable_stops_and_seeks_help(sud: Edition) -> None:
    unable: Facts = {"worker.is_able": False}

    assert ask(sud, "provide-service", {**FIT_TO_SERVE, **unable}).answer is Answer.PROHIBITED
    assert ask(sud, "step-back", unable).answer is Answer.REQUIRED
    assert ask(sud, "seek-supervision", unable).answer is Answer.REQUIRED


@clause("sud.preamble.6a")
@pytest.mark.parametrize("act", ["use-title", "present-credential"])
def test_no_card_or_certificate_says_that_a_worker_serves_alone(sud: Edition, act: str) -> None:
    sound: Facts = {"claim.is_verified": True, "credential.is_own": True}

    alone = ask(sud, act, {**sound, "claim.says_independent": True})
    supervised = ask(sud, act, {**sound, "claim.says_independent": False})

    assert deciding(alone) == {"sud.preamble.6a"}
    assert supervised.answer is Answer.PERMITTED


# ---- privacy


@clause("sud.1.10", "sud.1.10a")
@pytest.mark.parametrize("missing", ["release.is_in_force", "release.covers_this", "release.meets_part2"])
def test_a_release_that_lacks_anything_keeps_information_in(sud: Edition, missing: str) -> None:
    ruling = ask(sud, "disclose-information", {**FULL_RELEASE, missing: False})

    assert deciding(ruling) == {"sud.1.10"}
    assert ask(sud, "disclose-information", FULL_RELEASE).allows


@clause("sud.1.10", "sud.1.10a")
@given(
    facts=st.fixed_dictionaries(
        {
            "release.is_in_force": YES_NO_OR_UNKNOWN,
            "release.covers_this": YES_NO_OR_UNKNOWN,
            "release.meets_part2": YES_NO_OR_UNKNOWN,
            "disclosure.is_least": YES_NO_OR_UNKNOWN,
            "channel.is_secure": YES_NO_OR_UNKNOWN,
            "disclosure.is_law_allowed": st.sampled_from(["required", "allowed", "neither", DONT_KNOW]),
        }
    )
)
def test_information_leaves_only_under_law_or_a_full_release(sud: Edition, facts: Facts) -> None:
    by_law = facts["disclosure.is_law_allowed"] in ("required", "allowed")
    by_release = all(facts[name] is True for name in facts if name.startswith("release."))
    with_care = facts["disclosure.is_least"] is True and facts["channel.is_secure"] is True

    ruling = ask(sud, "disclose-information", facts)

    assert ruling.allows is ((by_law or by_release) and with_care)


@clause("sud.1.10")
def test_a_record_stays_closed_to_those_not_assigned(sud: Edition) -> None:
    assert ask(sud, "open-record", {"viewer.is_assigned": True}).allows
    assert not ask(sud, "open-record", {"viewer.is_assigned": False}).allows
    assert not ask(sud, "open-record", {"viewer.is_assigned": DONT_KNOW}).allows


@clause("sud.1.9a")
def test_no_disposal_policy_on_file_means_no(sud: Edition) -> None:
    assert ask(sud, "dispose-records", {}).answer is Answer.PROHIBITED
    assert ask(sud, "dispose-records", {"policy.disposal": "allowed"}).answer is Answer.PERMITTED


@clause("sud.1.11")
def test_no_contact_policy_on_file_means_ask_first(sud: Edition) -> None:
    text: Facts = {"channel.is_secure": True}

    unasked = ask(sud, "use-contact-information", {**text, "supervisor.has_staffed": False})
    asked = ask(sud, "use-contact-information", {**text, "supervisor.has_staffed": True})
    refused = ask(sud, "use-contact-information", {**text, "policy.contact_use": "refused"})

    assert (unasked.answer, deciding(unasked)) == (Answer.REFER, {"sud.1.11"})
    assert asked.answer is Answer.PERMITTED
    assert refused.answer is Answer.PROHIBITED


# ---- ties, fees, sponsors


@clause("sud.2.14", "sud.2.14a")
def test_an_earlier_tie_waits_until_it_is_disclosed_and_decided(sud: Edition) -> None:
    friend: Facts = {
        "tie.was_romantic": False,
        "tie.was_sexual": False,
        "tie.was_friendship": True,
        "tie.is_sponsor": False,
        "tie.is_other": False,
        "tie.is_disclosed": True,
    }

    assert ask(sud, "accept-assignment", {**friend, "supervisor.decision": "none"}).answer is Answer.REFER
    assert ask(sud, "accept-assignment", {**friend, "supervisor.decision": "go-on"}).answer is Answer.PERMITTED
    assert ask(sud, "accept-assignment", {**friend, "supervisor.decision": "step-out"}).answer is Answer.PROHIBITED
    untold: Facts = {**friend, "tie.is_disclosed": False, "supervisor.decision": "go-on"}
    assert ask(sud, "accept-assignment", untold).answer is Answer.REFER


@clause("sud.2.13", "sud.2.13a")
def test_a_conflict_is_told_first_and_may_end_in_stepping_out(sud: Edition) -> None:
    conflict: Facts = {"tie.is_other": False, "tie.conflicts": True, "supervisor.decision": "none"}

    untold = ask(sud, "keep-dual-relationship", {**conflict, "supervisor.was_told": False})
    stepped_out: Facts = {**conflict, "supervisor.was_told": True, "supervisor.decision": "step-out"}

    assert (untold.answer, deciding(untold)) == (Answer.REFER, {"sud.2.13"})
    assert deciding(ask(sud, "keep-dual-relationship", stepped_out)) == {"sud.2.13a"}


@clause("sud.2.13")
def test_a_conflict_is_late_the_day_after_it_was_seen(sud: Edition) -> None:
    seen = {"event": "conflict-arose", "on": date(2026, 11, 3), "ref": "a"}

    (same_day,) = owed_under(sud, "sud.2.13", seen, as_of=date(2026, 11, 3))
    (next_day,) = owed_under(sud, "sud.2.13", seen, as_of=date(2026, 11, 4))

    assert same_day.status is Status.DUE
    assert (next_day.status, next_day.late_from) == (Status.OVERDUE, date(2026, 11, 4))


@clause("sud.2.15")
def test_not_a_cent_beyond_the_set_fee(sud: Edition) -> None:
    above: Facts = {"person.served": "now", "fee.is_above_schedule": True}

    assert ask(sud, "charge-fee", above).answer is Answer.PROHIBITED
    assert ask(sud, "charge-fee", {**above, "fee.is_above_schedule": False}).answer is Answer.PERMITTED


@clause("sud.2.16", "sud.3.20")
def test_former_people_served_count_for_sponsors_and_by_a_named_reading_not_for_friends(sud: Edition) -> None:
    former: Facts = {"person.served": "before", "person.is_family_of_served": False}

    assert ask(sud, "sponsor-person", former).answer is Answer.PROHIBITED
    assert ask(sud, "start-personal-relationship", former).answer is Answer.SILENT
    assert sud.clause("sud.3.20").reading("former-persons") is not None


@clause("sud.2.16")
@pytest.mark.parametrize("act", ["accept-assignment", "provide-service"])
def test_no_decision_lets_a_sponsor_serve_whom_they_sponsor(sud: Edition, act: str) -> None:
    sponsor: Facts = {**FIT_TO_SERVE, "tie.is_sponsor": True, "tie.is_other": True, "tie.is_disclosed": True}

    ruling = ask(sud, act, {**sponsor, "supervisor.decision": "go-on"})

    assert (ruling.answer, deciding(ruling)) == (Answer.PROHIBITED, {"sud.2.16"})


@clause("sud.3.20")
@pytest.mark.parametrize("act", ["start-romantic-relationship", "start-personal-relationship"])
def test_no_personal_tie_with_those_served_or_their_close_family(sud: Edition, act: str) -> None:
    family: Facts = {"person.served": "never", "person.is_family_of_served": True}

    assert ask(sud, act, {"person.served": "now"}).answer is Answer.PROHIBITED
    assert ask(sud, act, family).answer is Answer.PROHIBITED


# ---- supervision, month by month


@clause("sud.1.1")
def test_two_clinical_sessions_of_two_hours_together_make_a_month(sud: Edition) -> None:
    *_, november = owed_under(sud, "sud.1.1", CERTIFIED, session(3, "1.00"), session(17, "1.00"))

    assert november.status is Status.MET


@clause("sud.1.1")
@given(first=st.integers(0, 12), second=st.integers(0, 12))
def test_a_month_is_met_from_eight_quarter_hours_of_clinical_supervision_on(
    sud: Edition, first: int, second: int
) -> None:
    quarters = [f"{n / 4:.2f}" for n in (first, second)]

    *_, november = owed_under(sud, "sud.1.1", CERTIFIED, session(3, quarters[0]), session(17, quarters[1]))

    assert (november.status is Status.MET) is (first + second >= 8)


@clause("sud.1.1")
def test_a_session_that_is_not_clinical_does_not_count(sud: Edition) -> None:
    *_, november = owed_under(sud, "sud.1.1", CERTIFIED, session(3, "2.00"), session(17, "1.00", tag="group"))

    assert (november.status, november.due) == (Status.DUE, date(2026, 11, 30))


@clause("sud.1.7")
def test_a_worker_without_a_support_person_or_supervisor_has_two_gaps(sud: Edition) -> None:
    gaps = owed_under(sud, "sud.1.7", CERTIFIED)

    assert [owed.status for owed in gaps] == [Status.OVERDUE, Status.OVERDUE]
