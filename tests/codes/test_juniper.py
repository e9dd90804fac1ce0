"""A sixth code, of an invented state: one data file, nothing in Python."""

from functools import cache
from pathlib import Path

from canon.act import Vocabulary
from canon.checking import lint
from canon.code import DutyKind, Edition
from canon.matching import match, open_document, outline_of
from canon.reading import read_edition, read_vocabulary
from canon.ruling import Answer

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "codes" / "invented"
FILE = INVENTED / "juniper-jpss.toml"
DOCUMENT = INVENTED / "juniper.txt"


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "codes" / "acts.toml")


@cache
def juniper() -> Edition:
    return read_edition(FILE, vocabulary())


def test_the_file_is_clean() -> None:
    assert [str(fault) for fault in lint(juniper(), vocabulary())] == []


def test_its_document_is_accounted_for() -> None:
    report = match(open_document(DOCUMENT.read_bytes()), juniper().clauses, outline_of(juniper()))

    assert report.is_complete
    assert len(report.matched) == len(juniper().clauses)


def test_it_uses_every_kind_of_answer_and_of_duty() -> None:
    answers = {rule.answer for rule in juniper().rules}

    assert answers >= {Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.PERMITTED}
    assert {duty.kind for duty in juniper().duties} == set(DutyKind)


def test_it_uses_readings_overrides_dated_rules_and_what_employers_may_do() -> None:
    rules = juniper().rules
    settings = {
        row.employer.value
        for owner in (*rules, *juniper().duties)
        for parameter in owner.params.values()
        for row in parameter.rows
    }

    assert settings == {"", "may lower", "may raise", "may set"}
    assert any(rule.reading for rule in rules)
    assert any(rule.overrides for rule in rules)
    assert any(rule.start for rule in rules)
    assert {clause.control.value for clause in juniper().clauses} == {
        "gate",
        "guide",
        "record",
        "duty",
        "case",
        "right",
        "attest",
    }
