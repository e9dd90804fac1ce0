"""What must hold in every code of ethics alike, and when several bind one worker."""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests.clauses import clause

from canon.act import Act, Fact, FactType
from canon.code import Edition
from canon.judging import NONE_OWN, OwnFacts, judge
from canon.policy import NO_POLICY
from canon.reading import Library, read_library
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated, read_money

CODES = Path(__file__).parents[2] / "codes"
DOCUMENTS = os.environ.get("ALONGSIDE_DOCUMENTS", "")
TODAY = date(2026, 11, 20)

ALL = ["ak", "ca", "nc", "nm", "sud"]
OWED_A_NEXT_STEP = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.REQUIRED)

Facts = Mapping[str, Stated]


@cache
def library() -> Library:
    return read_library(CODES)


def ask(codes: str, act: str, facts: Facts, own: OwnFacts = NONE_OWN) -> Ruling:
    """Judge under some codes, named by their ids: "nm sud"."""
    editions = [library().edition(code) for code in codes.split()]
    return judge(library().acts[act], facts, editions, NO_POLICY, on=TODAY, own=own)


def answers_to(fact: Fact) -> st.SearchStrategy[Stated | None]:
    match fact.type:
        case FactType.YES_NO:
            told: st.SearchStrategy[Stated | None] = st.booleans()
        case FactType.CHOICE:
            told = st.sampled_from([choice.value for choice in fact.choices])
        case FactType.MONEY:
            told = st.sampled_from([read_money("0.00"), read_money("25.00"), read_money("25.01")])
        case FactType.COUNT:
            told = st.integers(0, 9)
    return told | st.sampled_from([None, DONT_KNOW])


@cache
def any_answers(act: str) -> st.SearchStrategy[dict[str, Stated | None]]:
    """Made once for each act: what Hypothesis finds out about it costs more than drawing from it."""
    return st.fixed_dictionaries({fact.name: answers_to(fact) for fact in library().acts[act].facts})


@st.composite
def stated(draw: st.DrawFn, act: Act, fixed: Facts) -> dict[str, Stated]:
    """The fixed facts, with any answer to any of the act's other questions: none, "I don't know", or one that fits."""
    drawn: dict[str, Stated | None] = draw(any_answers(act.name))
    return {name: value for name, value in {**drawn, **fixed}.items() if value is not None}


def rules(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Every rule that holds an act up or obliges it: clause, next step, words to say."""
    for own in edition.clauses:
        for rule in own.rules:
            if rule.answer in OWED_A_NEXT_STEP:
                yield own.id, rule.next, rule.words


# ---- what is said


@pytest.mark.parametrize("code", ALL)
def test_whoever_is_held_up_or_obliged_learns_what_to_do_next(code: str) -> None:
    silent = [clause_id for clause_id, following, _ in rules(library().edition(code)) if not following]

    assert silent == []


@pytest.mark.parametrize("code", ALL)
def test_a_next_step_is_short_and_blames_nobody(code: str) -> None:
    blame = re.compile(
        r"\b(violat\w+|non-?compliant|noncompliance|addicts?|abusers?|guilty|fault|shame)\b", re.IGNORECASE
    )

    for clause_id, following, words in rules(library().edition(code)):
        assert len(following.split()) <= 34, clause_id
        assert not blame.search(f"{following} {words}"), clause_id


@pytest.mark.parametrize("code", ALL)
def test_no_sentence_of_ours_is_the_documents(code: str) -> None:
    if not DOCUMENTS:
        pytest.skip("set ALONGSIDE_DOCUMENTS to the folder of the boards' documents")
    edition = library().edition(code)
    (path,) = Path(DOCUMENTS).glob(f"{Path(edition.path).stem}.txt")
    printed = runs_of_six(path.read_text(encoding="utf-8"))

    copied = {own.id: runs_of_six(own.says) & printed for own in edition.clauses}
    copied |= {own.id: runs_of_six(f"{r.next}. {r.words}") & printed for own in edition.clauses for r in own.rules}

    assert {clause_id: runs for clause_id, runs in copied.items() if runs} == {}


def runs_of_six(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9$]+", text.lower().replace("’", "").replace("'", ""))
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


# ---- what every code keeps to


@clause("nc.cert.3", "nc.5.3", "ca.authenticity.4", "sud.preamble.7", "ak.intro.6")
@pytest.mark.parametrize("code", ALL)
@given(data=st.data(), certificate=st.sampled_from([False, DONT_KNOW]))
def test_nobody_serves_on_a_certificate_that_is_not_surely_in_force(
    code: str, data: st.DataObject, certificate: Stated
) -> None:
    facts = data.draw(stated(library().acts["provide-service"], {"certificate.is_in_force": certificate}))

    assert not ask(code, "provide-service", facts).allows


@clause("nc.cert.3", "nc.5.3", "ca.authenticity.4", "sud.preamble.7", "ak.intro.6")
@pytest.mark.parametrize(("lost", "held"), list(permutations(ALL, 2)))
@given(data=st.data(), certificate=st.sampled_from([False, DONT_KNOW]))
def test_no_other_codes_certificate_stands_in_for_one_that_is_not_surely_in_force(
    lost: str, held: str, data: st.DataObject, certificate: Stated
) -> None:
    facts = data.draw(stated(library().acts["provide-service"], {}))
    own: OwnFacts = {lost: {"certificate.is_in_force": certificate}, held: {"certificate.is_in_force": True}}

    ruling = ask(f"{lost} {held}", "provide-service", facts, own)

    assert not ruling.allows
    assert ruling.codes[held] == ask(held, "provide-service", {**facts, "certificate.is_in_force": True}).codes[held]


@clause("nm.confidentiality.1", "nc.3.2", "ca.confidentiality.1", "sud.1.10", "ak.conduct.6")
@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("act", ["open-record", "share-in-team"])
@given(data=st.data(), assigned=st.sampled_from([False, DONT_KNOW]))
def test_a_record_opens_and_is_shared_only_with_those_assigned(
    code: str, act: str, data: st.DataObject, assigned: Stated
) -> None:
    facts = data.draw(stated(library().acts[act], {"viewer.is_assigned": assigned}))

    assert not ask(code, act, facts).allows


@clause("nm.nondiscrimination.1", "nc.2.3", "ca.cultural.4", "ak.rel.4")
@pytest.mark.parametrize("code", ["ak", "ca", "nc", "nm"])
@pytest.mark.parametrize("act", ["treat-differently", "refuse-assignment", "end-service"])
def test_who_someone_is_turns_nobody_away(code: str, act: str) -> None:
    reason: Facts = {"reason.is_protected_ground": True, "person.asked_to_end": False}

    assert ask(code, act, reason).answer is Answer.PROHIBITED


@pytest.mark.parametrize("code", ALL)
def test_a_persons_own_wish_to_end_needs_nothing_else_said(code: str) -> None:
    assert ask(code, "end-service", {"person.asked_to_end": True}).allows


@clause("nm.integrity.1", "nc.6.1", "ca.safety.1", "sud.3.20", "ak.conflict.2")
@pytest.mark.parametrize("code", ALL)
@given(data=st.data())
def test_no_code_opens_a_romance_with_someone_served_now(code: str, data: st.DataObject) -> None:
    facts = data.draw(stated(library().acts["start-romantic-relationship"], {"person.served": "now"}))

    assert ask(code, "start-romantic-relationship", facts).answer is Answer.PROHIBITED


@pytest.mark.parametrize("code", ALL)
@given(data=st.data(), name=st.sampled_from(sorted(library().acts)))
def test_no_code_obliges_what_it_forbids(code: str, data: st.DataObject, name: str) -> None:
    facts = data.draw(stated(library().acts[name], {}))

    assert not ask(code, name, facts).clash


# ---- several codes at once


@clause("nm.reporting.1", "ca.safety.4", "ak.rel.5b")
@pytest.mark.parametrize(("one", "other"), list(combinations(ALL, 2)))
@pytest.mark.parametrize("about", ["child", "older-adult", "vulnerable-adult"])
def test_no_two_codes_hold_up_a_report_of_abuse(one: str, other: str, about: str) -> None:
    assert ask(f"{one} {other}", "report-abuse", {"suspicion.about": about}).allows


@clause("nm.integrity.3a", "nc.4.2", "ca.integrity.5", "ak.conflict.3")
def test_the_strictest_code_stands_and_each_keeps_its_own_answer() -> None:
    flowers: Facts = {"person.served": "now", "gift.value": read_money("5.00"), "gift.kind": "token"}

    ruling = ask("ak ca nc nm sud", "accept-gift", flowers)

    assert {code: own.answer for code, own in ruling.codes.items()} == {
        "ak": Answer.PERMITTED,
        "ca": Answer.REFER,
        "nc": Answer.PROHIBITED,
        "nm": Answer.PERMITTED,
        "sud": Answer.SILENT,
    }
    assert ruling.answer is Answer.PROHIBITED
    assert {citation.clause for citation in ruling.decided_by} == {"nc.4.2"}


@clause("ak.rel.5b", "sud.1.10")
def test_codes_that_disagree_on_a_report_to_authorities_go_to_the_supervisor() -> None:
    report: Facts = {
        "recipient.kind": "protective-services",
        "suspicion.about": "child",
        "release.is_in_force": False,
        "disclosure.is_law_allowed": "neither",
        "disclosure.is_least": True,
        "channel.is_secure": True,
    }

    ruling = ask("ak sud", "disclose-information", report)

    assert ruling.clash
    assert ruling.answer is Answer.REFER
