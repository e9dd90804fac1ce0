"""A sixth code, of an invented state, in two editions: data files, nothing in Python."""

from functools import cache
from pathlib import Path

import pytest

from canon.act import Vocabulary
from canon.checking import lint
from canon.code import DutyKind, Edition
from canon.matching import match, open_document, outline_of
from canon.reading import read_edition, read_vocabulary
from canon.ruling import Answer

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "codes" / "invented"
FILE = INVENTED / "juniper-jpss.toml"
EDITIONS = {FILE: INVENTED / "juniper.txt", INVENTED / "juniper-jpss-2027.toml": INVENTED / "juniper-2027.txt"}


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "codes" / "acts.toml")


@cache
def juniper() -> Edition:
    return read_edition(FILE, vocabulary())


@pytest.mark.parametrize("file", EDITIONS, ids=lambda file: file.stem)
def test_the_file_is_clean(file: Path) -> None:
    assert [str(fault) for fault in lint(read_edition(file, vocabulary()), vocabulary())] == []


@pytest.mark.parametrize(("file", "document"), EDITIONS.items(), ids=lambda path: path.name)
def test_its_document_is_accounted_for(file: Path, document: Path) -> None:
    edition = read_edition(file, vocabulary())

    report = match(open_document(document.read_bytes()), edition.clauses, outline_of(edition))

    assert report.is_complete
    assert len(report.matched) == len(edition.clauses)


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
