"""What holds of every code file: it is whole, clean, and each of its clauses does what it says it does."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.codes.shelf import CODES, FILES, INVENTED, editions, library

from canon.checking.__main__ import main
from canon.code import Clause, Control, Edition
from canon.condition import facts_of
from canon.reading.edition import ACCESS
from canon.ruling import Answer

pytestmark = pytest.mark.parametrize("edition", editions(), ids=lambda e: Path(e.path).stem)

NEVER_DECIDE = (Control.GUIDE,)


def clauses(edition: Edition, control: Control) -> list[Clause]:
    return [clause for clause in edition.clauses if clause.control is control]


def test_ids_are_unique_and_begin_with_the_codes_own(edition: Edition) -> None:
    counted = Counter(clause.id for clause in edition.clauses)

    assert [name for name, times in counted.items() if times > 1] == []
    assert [name for name in counted if not re.fullmatch(rf"{edition.id}(\.[a-z0-9]+)+", name)] == []
    assert [rule.id for rule in edition.rules] == list(dict.fromkeys(rule.id for rule in edition.rules))
    assert [duty.id for duty in edition.duties] == list(dict.fromkeys(duty.id for duty in edition.duties))


def test_every_gate_has_a_rule_or_names_the_access_rule_that_is_its_gate(edition: Edition) -> None:
    open_gates = [c.id for c in clauses(edition, Control.GATE) if not c.rules and c.access not in ACCESS]

    assert open_gates == []


def test_every_duty_has_a_duty_or_a_rule_that_obliges(edition: Edition) -> None:
    idle = [
        c.id
        for c in clauses(edition, Control.DUTY)
        if not c.duties and not any(rule.answer is Answer.REQUIRED for rule in c.rules)
    ]

    assert idle == []


def test_a_guide_is_shown_and_never_decides(edition: Edition) -> None:
    assert [c.id for control in NEVER_DECIDE for c in clauses(edition, control) if c.rules or c.duties] == []


def test_every_rule_and_duty_has_cases_and_every_line_one_on_each_side(edition: Edition) -> None:
    bare = [owner.id for owner in (*edition.rules, *edition.duties) if not owner.cases]
    one_sided = [r.id for r in edition.rules if r.otherwise and {c.answer for c in r.cases} <= {r.answer}]

    assert (bare, one_sided) == ([], [])


def test_every_clause_is_found_by_a_short_phrase_of_its_own(edition: Edition) -> None:
    places = Counter((clause.section, clause.find) for clause in edition.clauses)

    assert [place for place, times in places.items() if times > 1] == []


def test_every_section_is_printed_and_every_clause_stands_in_one(edition: Edition) -> None:
    names = [section.name for section in edition.sections]

    assert len(names) == len(set(names))
    assert {clause.section for clause in edition.clauses} <= set(names)


def test_every_reading_is_rested_on_and_honest_about_the_other_side(edition: Edition) -> None:
    rested_on = {(o.clause, o.reading) for o in (*edition.rules, *edition.duties) if o.reading}
    readings = [(clause.id, reading) for clause in edition.clauses for reading in clause.readings]

    assert {(name, reading.name) for name, reading in readings} == rested_on
    assert [name for name, r in readings if not (r.asks.endswith("?") and r.taken != r.other and r.why)] == []


def test_parameters_begin_no_later_than_the_rule_that_reads_them(edition: Edition) -> None:
    late = [
        (owner.id, param.name)
        for owner in (*edition.rules, *edition.duties)
        for param in owner.params.values()
        if param.rows[0].start > (getattr(owner, "start", None) or edition.start)
    ]

    assert late == []


def test_the_file_is_clean_and_its_cases_notice_every_small_change(
    edition: Edition, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = [path for path in (*FILES, *INVENTED) if path.name == edition.path]
    monkeypatch.chdir(CODES.parent)

    code = main([str(path)])

    assert (code, capsys.readouterr().out.splitlines()[:-1]) == (0, [])


def test_the_words_for_people_are_the_codes_own(edition: Edition) -> None:
    assert {"worker", "person", "people"} <= set(edition.code.terms)
    assert all(word.strip() == word and word for word in edition.code.terms.values())


def test_the_vocabulary_has_nothing_that_no_code_uses(edition: Edition) -> None:
    del edition  # of all of them together
    read = {name for e in editions() for rule in e.rules for part in (rule.of, rule.when) for name in facts_of(part)}
    spoken_of = {act for e in editions() for act in e.acts}

    assert set(library().vocabulary.facts) - read == set()
    assert set(library().acts) - spoken_of == set()


def test_the_files_are_where_a_reader_looks(edition: Edition) -> None:
    assert edition.path in {path.name for path in (*FILES, *INVENTED)}
    assert Path(edition.path).stem.startswith(f"{edition.id}-") or edition.path in {path.name for path in INVENTED}
