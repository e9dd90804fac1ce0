"""A code file's own cases are its tests: each is run, and every small change to the file must make one fail."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from canon.checking import failing_cases, lint
from canon.checking.__main__ import main
from canon.checking.mutation import _neighbours, survey
from canon.code import DutyCase, Edition, RuleCase
from canon.values import CENT, Clockless, Hours, Setting, Span, Unit
from tests.canon.invented import OK, REQUIRED, SILENT, START, UNDECIDED, VOCABULARY, C, P, R, code, money, param, rule
from tests.canon.reading.made import CODE, edition, spoiled, vocabulary


def test_a_case_states_what_its_clause_says_whatever_other_clauses_say() -> None:
    near = RuleCase("accept-gift", {"danger.is_near": True}, R)
    open_case = RuleCase("accept-gift", {}, UNDECIDED)
    own = replace(rule("kit.a.1", R, "danger.is_near"), cases=(near, open_case))

    assert failing_cases(code(own, rule("kit.a.2", P)), VOCABULARY) == []


def test_a_case_knows_an_override_only_where_it_surely_fires() -> None:
    cases = (RuleCase("accept-gift", {}, P), RuleCase("accept-gift", {"danger.is_near": True}, OK))
    ban = replace(rule("kit.a.1", P), cases=cases[:1])
    duty = rule("kit.a.2", REQUIRED, "danger.is_near", overrides=["kit.a.1"])

    assert failing_cases(code(ban, duty), VOCABULARY) == []
    failed = failing_cases(code(replace(ban, cases=cases[1:]), duty), VOCABULARY)
    assert [f.what for f in failed] == [
        "the case (danger.is_near = True) expects permitted, and the clause says silent"
    ]


def test_a_case_is_judged_once_all_parameters_stand_or_on_its_own_day() -> None:
    line = param("ceiling", (START, money("20.00")), (date(2025, 1, 1), money("25.00")))
    worth = {"gift.value": money("22.00")}
    cases = (RuleCase("accept-gift", worth, OK), RuleCase("accept-gift", worth, P, on=date(2024, 12, 31)))
    own = replace(rule("kit.a.1", P, "gift.value > param.ceiling", otherwise=OK, params=[line]), cases=cases)

    assert failing_cases(code(own), VOCABULARY) == []


def test_i_dont_know_is_a_case_too() -> None:
    assert failing_cases(edition(), vocabulary()) == []


def test_a_duty_case_that_fails_or_cannot_be_read_is_a_fault_and_no_error() -> None:
    duty = edition().duties[0]
    late = DutyCase(date(2026, 12, 1), ({"event": "certified", "on": date(2026, 11, 1)},), "due", date(2026, 11, 30), 7)
    odd = DutyCase(date(2026, 12, 1), ({"event": "certified", "on": "soon"},), "due", None, 8)
    kit = edition()
    clauses = tuple(replace(c, duties=(replace(duty, cases=(late, odd)),)) if c.duties else c for c in kit.clauses)

    found = lint(replace(kit, clauses=clauses), vocabulary())

    assert [(f.line, f.code) for f in found] == [(7, "case-fails"), (8, "case-fails")]
    assert "expects due due 2026-11-30, and the duty is due (due 2026-12-31)" in found[0].what
    assert "cannot be read" in found[1].what


def test_every_small_change_is_tried_and_noticed() -> None:
    tried = survey(edition(), vocabulary())

    assert tried.tried == 1 + 4 + 2
    assert [change.what for change in tried.unnoticed] == [
        "param.sessions moved from 2 to 1 (from 2020-01-01)",
        "param.sessions moved from 2 to 3 (from 2020-01-01)",
    ]


@pytest.mark.parametrize(
    ("case", "unnoticed"),
    [
        ('gift.value = "25.01 USD", gift.kind = "other"', "from 25.00 to 25.01"),
        ('gift.value = "25.00 USD", gift.kind = "other"', "from 25.00 to 24.99"),
        ('gift.value = "20.01 USD", gift.kind = "other"', "from 20.00 to 20.01"),
        ('gift.value = "20.00 USD", gift.kind = "other"', "from 20.00 to 19.99"),
    ],
)
def test_a_missing_case_on_one_side_of_a_line_is_missed(case: str, unnoticed: str) -> None:
    (line,) = [line for line in CODE.split("\n") if case in line]

    tried = survey(edition(spoiled(CODE, line + "\n", "")), vocabulary())

    assert any(unnoticed in change.what for change in tried.unnoticed)


def test_a_rule_without_a_telling_case_is_missed() -> None:
    silent = replace(
        rule("kit.a.1", C, "danger.is_near"), cases=(RuleCase("accept-gift", {"danger.is_near": False}, SILENT),)
    )

    assert [change.what for change in survey(code(silent), VOCABULARY).unnoticed] == ["dropped"]


@pytest.mark.parametrize(
    ("value", "beside"),
    [
        (True, [False]),
        (0, [1]),
        (3, [2, 4]),
        (money("25.00"), [money("24.99"), money("25.01")]),
        (money("0.00"), [CENT]),
        (Hours("2"), [Hours("1.75"), Hours("2.25")]),
        (Hours("1.25"), [Hours("1.00"), Hours("1.50")]),
        (Hours("0"), [Hours("0.25")]),
        (Span(60, Unit.DAY), [Span(59, Unit.DAY), Span(61, Unit.DAY)]),
        (Span(0, Unit.DAY), [Span(1, Unit.DAY)]),
        (Clockless.AT_ONCE, [Span(1, Unit.DAY)]),
        (Clockless.NO_SET_TIME, [Clockless.AT_ONCE]),
    ],
)
def test_the_smallest_unit_of_everything(value: Setting, beside: list[Setting]) -> None:
    found = _neighbours(value)

    assert list(found) == beside
    assert [type(v) for v in found] == [type(v) for v in beside]


def test_the_command_says_what_is_wrong_with_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[code")
    monkeypatch.chdir(Path(__file__).parents[3])

    assert main([str(broken)]) == 1
    assert "[file-not-toml]" in capsys.readouterr().out
    assert main(["codes/sud-cprss.toml"]) == 0
    assert "0 faults" in capsys.readouterr().out


def test_without_a_vocabulary_the_command_says_so_and_checks_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([]) == 1
    assert "acts.toml: it cannot be read" in capsys.readouterr().out


def test_an_edition_is_left_as_it_was() -> None:
    kit: Edition = edition()
    before = [rule.params for rule in kit.rules]

    survey(kit, vocabulary())

    assert [rule.params for rule in kit.rules] == before
