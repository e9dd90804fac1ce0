"""The five real documents, where they are at hand: ALONGSIDE_DOCUMENTS names the folder that holds them.

The documents are their boards' and are not part of this repository, so no word of theirs is printed here.
"""

import os
import textwrap
from functools import cache
from pathlib import Path

import pytest

from canon.act import Vocabulary
from canon.code import Edition
from canon.matching import MatchReport, document_of, match, open_document, outline_of
from canon.reading import read_edition, read_vocabulary

CODES = Path(__file__).parents[3] / "codes"
DOCUMENTS = os.environ.get("ALONGSIDE_DOCUMENTS", "")
CLAUSES = {"nm-cpsw": 89, "nc-cpss": 69, "ca-mcpss": 126, "sud-cprss": 44, "ak-psp": 57}

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="set ALONGSIDE_DOCUMENTS to the folder of the boards' documents")


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(CODES / "acts.toml")


@cache
def edition(name: str) -> Edition:
    return read_edition(CODES / f"{name}.toml", vocabulary())


@cache
def report(name: str) -> MatchReport:
    data = (Path(DOCUMENTS) / f"{name}.txt").read_bytes()
    return match(open_document(data), edition(name).clauses, outline_of(edition(name)))


def test_the_five_codes_have_385_clauses() -> None:
    assert sum(CLAUSES.values()) == 385


@pytest.mark.parametrize("name", CLAUSES)
def test_every_clause_is_found_once_in_its_section(name: str) -> None:
    assert [(missing.clause, missing.reason) for missing in report(name).missing] == []
    assert len(report(name).matched) == report(name).total == CLAUSES[name]


@pytest.mark.parametrize("name", CLAUSES)
def test_every_line_is_accounted_for(name: str) -> None:
    assert [piece.first_line for piece in report(name).unaccounted] == []
    assert [(stale.find, stale.reason) for stale in report(name).stale] == []
    assert report(name).is_complete


@pytest.mark.parametrize("name", CLAUSES)
def test_each_clause_rests_on_one_sentence(name: str) -> None:
    assert [found.clause for found in report(name).matched if len(found.segments) != 1] == []


@pytest.mark.parametrize("name", CLAUSES)
def test_no_document_passes_for_another_code(name: str) -> None:
    data = (Path(DOCUMENTS) / f"{name}.txt").read_bytes()

    for other in set(CLAUSES) - {name}:
        found = match(open_document(data), edition(other).clauses, outline_of(edition(other)))
        assert found.is_another_document, (name, other, found.looks_like)


def _set_aside(found: MatchReport) -> tuple[int, int, int]:
    return len(found.background), len(found.form_fields), len(found.page_marks)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("name", CLAUSES)
def test_the_same_words_set_in_lines_and_pages_match_too(name: str, width: int) -> None:
    """As text comes out of a PDF: short lines, no blank ones, pages with a foot."""
    text = (Path(DOCUMENTS) / f"{name}.txt").read_text("utf-8")
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, width, break_long_words=False)]
    pages = ["\n".join([*lines[at : at + 40], f"Page {at // 40 + 1}", ""]) for at in range(0, len(lines), 40)]

    found = match(document_of("\f".join(pages)), edition(name).clauses, outline_of(edition(name)))

    assert [(missing.clause, missing.reason) for missing in found.missing] == []
    assert [piece.first_line for piece in found.unaccounted] == []


def test_what_is_set_aside_is_little() -> None:
    """Read through by a person on the day it was counted; a new one wants reading too."""
    counts = {name: _set_aside(report(name)) for name in CLAUSES}

    assert counts == {
        "nm-cpsw": (5, 0, 0),
        "nc-cpss": (6, 2, 0),
        "ca-mcpss": (3, 0, 0),
        "sud-cprss": (4, 2, 0),
        "ak-psp": (3, 2, 0),
    }


def test_one_sentence_of_california_stands_in_two_sections() -> None:
    family, holistic = report("ca-mcpss").match_of("ca.family.1"), report("ca-mcpss").match_of("ca.holistic.1")

    assert family
    assert holistic
    assert family.words == holistic.words
    assert family.lines != holistic.lines
