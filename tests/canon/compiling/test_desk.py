"""Compiled acts by act, codes and day."""

from datetime import date
from decimal import Decimal

import pytest

from canon.act import UnknownAct, UnknownCode
from canon.compiling import Desk, desk as module
from canon.policy import Policy, PolicySetting
from canon.ruling import Answer
from tests.canon.compiling.agreement import TODAY, library
from tests.canon.invented import ACT, P, R, code, rule

GIFT = {
    "person.served": "now",
    "gift.value": Decimal("20.00"),
    "gift.kind": "other",
    "policy.gifts": "allowed",
}


def desk(policy: Policy | None = None) -> Desk:
    return Desk(library().acts, library().editions, policy or Policy())


def test_codes_answer_in_the_order_of_the_editions_however_they_are_asked() -> None:
    whole = desk()

    one, other = (whole["accept-gift", codes, TODAY] for codes in (("nm", "nc"), ("nc", "nm")))

    assert [code.id for code in one.codes] == [code.id for code in other.codes] == ["nc", "nm"]


def test_days_between_two_changes_share_what_was_compiled() -> None:
    whole = desk()

    assert whole["accept-gift", ("nm",), TODAY] is whole["accept-gift", ("nm",), date(2026, 1, 1)]
    assert whole["accept-gift", ("nm",), TODAY] is not whole["accept-gift", ("nm",), date(2019, 1, 1)]


def test_of_two_editions_of_a_code_the_one_in_force_answers() -> None:
    older, newer = code(rule("kit.a.1", P)), code(rule("kit.a.1", R), start=date(2025, 1, 1))
    two = Desk({ACT.name: ACT}, (older, newer))

    answers = [two[ACT.name, ("kit",), day].decide({}).answer for day in (date(2024, 12, 31), date(2025, 1, 1))]

    assert answers == [Answer.PROHIBITED, Answer.REFER]


def test_before_its_first_day_a_code_lets_nothing_through() -> None:
    decision = desk()["accept-gift", ("nm",), date(2019, 1, 1)].decide(GIFT)

    assert decision.answer is Answer.SILENT
    assert not decision.allows


def test_the_employer_who_lowers_the_ceiling_is_heard() -> None:
    lower = Policy(settings=(PolicySetting("nm.integrity.3", "ceiling", Decimal("10.00")),))

    assert desk()["accept-gift", ("nm",), TODAY].decide(GIFT).answer is Answer.PERMITTED
    assert desk(lower)["accept-gift", ("nm",), TODAY].decide(GIFT).answer is Answer.PROHIBITED


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(UnknownAct, match="accept-gift"):
        desk()["accept-gifts", ("nm",), TODAY]
    with pytest.raises(UnknownCode, match="nm"):
        desk()["accept-gift", ("nmm",), TODAY]


def test_requests_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3)
    whole = desk()

    for day in range(1, 20):
        whole["accept-gift", ("nm",), date(2026, 1, day)].decide(GIFT)

    assert len(whole) <= 3
