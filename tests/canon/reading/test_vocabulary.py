"""The vocabulary: every fact and act, refused where it could not be asked, read or told apart."""

import pytest

from canon.act import FactType, UnknownFact
from canon.reading import FileRefused
from tests.canon.reading.made import WORDS, line_of, spoiled, vocabulary


def test_it_is_read_whole() -> None:
    act = vocabulary().acts["accept-gift"]

    assert [(f.name, f.type, f.is_step, f.absent) for f in act.facts] == [
        ("gift.value", FactType.MONEY, False, ""),
        ("gift.kind", FactType.CHOICE, False, ""),
        ("supervisor.was_told", FactType.YES_NO, True, ""),
        ("policy.gifts", FactType.CHOICE, False, "none-on-file"),
    ]
    assert act.question(act.fact("gift.value")) == "What did it cost?"
    assert act.question(act.fact("gift.kind")) == "What is it?"
    assert vocabulary().acts["give-gift"].needs_ground


def test_a_fact_the_act_does_not_list_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownFact, match=r"no fact 'gift.vale' in accept-gift; did you mean gift.value"):
        vocabulary().acts["accept-gift"].fact("gift.vale")


FACT = '[[fact]]\nname = "gift.value"'
TOLD = 'if_true = "your supervisor was told"\n'
UNDER = 'if_true_under = "told under {code}"\nif_false_under = "not told under {code}"\n'
SPOILED = [
    ('type = "money"', 'type = "mony"', "unknown-word", "type = "),
    ('ask = "What is it worth?"\n', "", "missing-field", FACT),
    ('if_true = "your supervisor was told"\n', "", "missing-field", '[[fact]]\nname = "supervisor'),
    ('absent = "none-on-file"\n', "", "missing-field", '[[fact]]\nname = "policy'),
    ('absent = "none-on-file"\n', 'absent = "nothing"\n', "choices", 'absent = "nothing"'),
    ('step = "Tell your supervisor."', 'step = "Tell."\nto = "yes"', "choices", 'to = "yes"'),
    ('step = "Tell your supervisor."', 'step = "Tell."\nto = []', "bad-value", "to = []"),
    ('type = "money"', 'type = "choice"', "choices", 'type = "choice"'),
    ('value = "meal"', 'value = "other"', "choices", "choices = [\n  { value = \"other\""),
    ('value = "meal"', 'value = "unknown"', "choices", "choices = [\n  { value = \"unknown\""),
    ('name = "gift.value"', 'name = "Gift Value"', "bad-name", 'name = "Gift Value"'),
    ('name = "gift.value"', 'name = "param.value"', "bad-name", 'name = "param.value"'),
    ('name = "gift.value"', 'name = "in"', "bad-name", 'name = "in"'),
    ('name = "gift.value"', 'name = "gift.kind"', "duplicate-fact", 'name = "gift.kind"\ntype = "choice"'),
    ('name = "give-gift"', 'name = "accept-gift"', "duplicate-act", 'name = "accept-gift"\ndoes = "Give'),
    ('name = "give-gift"', 'name = "Give gift"', "bad-name", 'name = "Give gift"'),
    ('facts = ["gift.value"]', 'facts = ["gift.valu"]', "unknown-fact", 'facts = ["gift.valu"]'),
    ('facts = ["gift.value"]', 'facts = ["gift.value", "gift.value"]', "duplicate-fact", 'facts = ["gift.value", "gift.value"]'),
    ("ask.gift.value = ", "ask.gift.worth = ", "unknown-fact", "[[act]]"),
    ("needs_ground = true", 'needs_ground = "yes"', "not-yes-no", "needs_ground"),
    ("needs_ground = true", "needs_grund = true", "unknown-key", "needs_grund"),
    (TOLD, f"{TOLD}per_code = true\n", "missing-field", '[[fact]]\nname = "supervisor'),
    (TOLD, f"{TOLD}per_code = true\n{UNDER}", "per-code", "per_code"),  # only a record can tell codes apart
    (TOLD, f"{TOLD}{UNDER}", "per-code", "if_true_under"),
    (TOLD, f'{TOLD}from = "record"\nper_code = true\n{UNDER}'.replace("{code}", "code"), "per-code", "if_true_under"),
    ('type = "money"', 'type = "money"\nfrom = "record"\nper_code = true\n', "per-code", "per_code"),
]  # fmt: skip


def test_a_record_may_have_a_value_for_each_code_and_words_that_name_it() -> None:
    text = spoiled(WORDS, TOLD, f'{TOLD}from = "record"\nper_code = true\n{UNDER}')

    fact = vocabulary(text).facts["supervisor.was_told"]

    assert fact.per_code
    assert (fact.under("Utah").if_true, fact.under("Utah").if_false) == ("told under Utah", "not told under Utah")


@pytest.mark.parametrize(("old", "new", "code", "passage"), SPOILED, ids=lambda v: str(v)[:40].replace("\n", " "))
def test_what_is_wrong_is_named_with_its_line_and_a_remedy(old: str, new: str, code: str, passage: str) -> None:
    text = spoiled(WORDS, old, new)

    with pytest.raises(FileRefused) as refused:
        vocabulary(text)

    fault = next(f for f in refused.value.faults if f.code == code)
    assert fault.line == line_of(text, passage), str(fault)
    assert fault.remedy
