"""A worker with two certificates, of which one lapsed: each code answers on its own, and the strictest stands."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation

from alongside.rulings.actions import keep_question
from alongside.rulings.asking import Asked, ask_ruling
from alongside.rulings.queries import my_question
from alongside.rulings.showing import Reader, show
from alongside.rulings.telling import ToldFact, tell, told_data, told_from_data
from canon.ruling import Answer
from canon.values import Stated
from tests.alongside.rulings.makers import TODAY, Place, certify, set_policy
from tests.clauses import clause

IN_FORCE = "certificate.is_in_force"
LAPSED = date(2026, 11, 18)
GOOD_VISIT: Mapping[str, Stated] = {
    "worker.is_able": True,
    "substance.kind": "none",
    "service.is_in_scope": True,
    "service.is_qualified_for": True,
    "service.is_authorized": True,
    "place.kind": "agreed-place",
    "tie.was_romantic": False,
    "tie.was_sexual": False,
    "tie.was_friendship": False,
    "tie.is_sponsor": False,
    "tie.is_other": False,
}


@pytest.fixture
def visiting(place: Place) -> Place:
    """Dana, certified in New Mexico, at an agency whose hours are on file."""
    set_policy(place, "policy.service", "on-file", date(2026, 1, 1))
    return place


def may_serve(place: Place, more: Mapping[str, Stated] | None = None) -> Asked:
    return ask_ruling("provide-service", {**GOOD_VISIT, **(more or {})}, worker=place.dana, by=place.user, on=TODAY)


def answers(asked: Asked) -> dict[str, str]:
    return {code: own.answer.value for code, own in asked.ruling.codes.items()}


@clause("nc.cert.3", "nc.5.3")
def test_a_lapse_in_north_carolina_stops_the_visit_there_alone(visiting: Place) -> None:
    in_new_mexico = may_serve(visiting).ruling.codes["nm"]
    certify(visiting, "nc", through=LAPSED)

    asked = may_serve(visiting)

    assert answers(asked) == {"nc": "prohibited", "nm": "permitted"}
    assert asked.ruling.codes["nm"] == in_new_mexico
    assert {c.clause for c in asked.ruling.decided_by} == {"nc.cert.3", "nc.5.3"}
    assert (asked.ruling.answer, asked.ruling.allows) == (Answer.PROHIBITED, False)


@clause("nc.cert.3", "nc.5.3")
def test_once_north_carolinas_code_no_longer_binds_the_visit_is_permitted(visiting: Place) -> None:
    certify(visiting, "nc", through=LAPSED, given_up_on=TODAY)

    asked = may_serve(visiting)

    assert answers(asked) == {"nm": "permitted"}
    assert asked.ruling.allows


def test_a_certificate_elsewhere_is_no_leave_where_ones_own_lapsed(visiting: Place) -> None:
    certify(visiting, "ca", through=LAPSED)

    asked = may_serve(visiting)

    assert answers(asked) == {"ca": "silent", "nm": "permitted"}
    assert (asked.ruling.answer, asked.ruling.allows) == (Answer.SILENT, False)
    assert str(show(tell(asked), Reader()).say) == (
        "Hold off: your California Medi-Cal certificate is not in force. A yes under another code does not stand in for it."
    )


def test_where_all_certificates_stand_alike_one_fact_says_so(visiting: Place) -> None:
    certify(visiting, "nc")

    asked = may_serve(visiting)

    assert asked.ruling.own == {}
    assert asked.ruling.facts[IN_FORCE] is True
    assert [fact.codes for fact in tell(asked).facts if fact.name == IN_FORCE] == [[]]


def test_nothing_typed_overrides_what_is_on_record_for_a_code(visiting: Place) -> None:
    certify(visiting, "nc", through=LAPSED)

    asked = may_serve(visiting, {IN_FORCE: True})

    assert IN_FORCE not in asked.ruling.facts
    assert asked.ruling.facts_under("nc")[IN_FORCE] is False


@clause("nc.5.3")
def test_a_name_that_differs_is_asked_for_that_certificate_alone(visiting: Place) -> None:
    certify(visiting, "nc", name="D. R. Ortega")

    asked = may_serve(visiting)
    question = asked.explanation().ask
    answered = may_serve(visiting, {"certificate.names_worker": True})

    assert question is not None
    assert (question.fact.name, question.codes) == ("certificate.names_worker", ("nc",))
    assert answered.ruling.allows
    assert [(f.codes, f.source["who"]) for f in facts_named(answered, "certificate.names_worker")] == [
        (["nc"], "worker"),
        (["nm"], "record"),
    ]


def facts_named(asked: Asked, name: str) -> list[ToldFact]:
    return [fact for fact in tell(asked).facts if fact.name == name]


# ---- as told ---------------------------------------------------------------------------------------------------------


def test_the_page_says_which_certificate_in_plain_words(visiting: Place) -> None:
    certify(visiting, "nc", through=LAPSED)

    shown = show(tell(may_serve(visiting)), Reader())

    assert {str(card.because) for card in shown.clauses} == {"your North Carolina certificate is not in force."}
    rows = [(str(row.term), str(row.value), row.source) for row in shown.rests_on if "in force" in str(row.term)]
    assert rows == [
        ("Certificate in force · North Carolina", "No", "From your certificates, since November 19, 2026"),
        ("Certificate in force · New Mexico", "Yes", "From your certificates"),
    ]


def test_it_says_so_in_spanish(visiting: Place) -> None:
    certify(visiting, "nc", through=LAPSED)
    told = tell(may_serve(visiting))

    with translation.override("es"):
        (because, *_) = {str(card.because) for card in show(told, Reader()).clauses}

    assert because == "su certificado de Carolina del Norte no está vigente."


def test_what_is_kept_holds_both_values(visiting: Place) -> None:
    certify(visiting, "nc", through=LAPSED)
    kept = keep_question(may_serve(visiting), worker=visiting.dana, form_token=uuid4(), by=visiting.user)

    told = my_question(visiting.viewer, kept.pk).told()

    assert {fact.codes[0]: fact.value for fact in told.facts if fact.name == IN_FORCE} == {"nc": False, "nm": True}
    assert told.ruling["own_facts"] == {"nc": {IN_FORCE: False}, "nm": {IN_FORCE: True}}


def test_what_was_kept_before_codes_could_differ_still_reads(visiting: Place) -> None:
    asked = may_serve(visiting)
    data = told_data(asked)
    del data["withheld"]
    for fact in data["facts"]:
        del fact["codes"]

    assert told_from_data(data) == tell(asked)
