"""A code file is read, or refused with a line and a remedy for everything that is wrong with it."""

from datetime import date

import pytest

from canon.checking import lint
from canon.code import Control, DutyKind, EmployerMay
from canon.condition import ALWAYS
from canon.judging import judge
from canon.ruling import Answer
from canon.values import Hours
from tests.canon.invented import money
from tests.canon.reading.made import CODE, edition, faults_of, line_of, spoiled, vocabulary


def test_a_sound_file_is_read_whole() -> None:
    kit = edition()

    assert (kit.id, kit.name, kit.start, kit.code.zone) == ("kit", "First", date(2020, 1, 1), "America/Denver")
    assert [(c.id, c.control) for c in kit.clauses] == [
        ("kit.gifts.1", Control.GATE),
        ("kit.gifts.2", Control.DUTY),
        ("kit.gifts.3", Control.GUIDE),
    ]
    (rule,) = kit.rules
    assert (rule.id, rule.answer, rule.otherwise, rule.of == ALWAYS) == (
        "kit.gifts.1#1",
        Answer.PROHIBITED,
        Answer.PERMITTED,
        False,
    )
    assert [(row.value, row.employer) for row in rule.params["ceiling"].rows] == [
        (money("20.00"), EmployerMay.LOWER),
        (money("25.00"), EmployerMay.NOTHING),
    ]
    (duty,) = kit.duties
    assert (duty.kind, [need.event for need in duty.need]) == (DutyKind.RECURRING, ["session", "session"])
    assert lint(kit, vocabulary()) == []


def test_every_line_it_names_is_right() -> None:
    kit = edition()

    assert kit.clauses[1].line == line_of(CODE, '[[clause]]\nid = "kit.gifts.2"')
    assert kit.rules[0].line == line_of(CODE, "[[clause.rule]]")
    assert [case.line for case in kit.rules[0].cases] == [
        line_of(CODE, '  { gift.value = "25.01 USD"') + n for n in range(5)
    ]
    assert kit.duties[0].cases[0].line == line_of(CODE, "  { as_of = ")


def test_a_case_that_fails_is_named_by_its_own_line() -> None:
    text = spoiled(CODE, 'value = "25.00 USD" },\n]', 'value = "30.00 USD" },\n]')

    failed = lint(edition(text), vocabulary())

    assert [(f.code, f.line) for f in failed] == [("case-fails", line_of(text, '  { gift.value = "25.01 USD"'))]


SPOILED = [
    # ---- the head
    ('id = "kit"\n', 'id = "K!"\n', "bad-id", 'id = "K!"'),
    ('name = "The Kit Code"\n', "", "missing-field", "[code]"),
    ('zone = "America/Denver"', 'zone = "America/Nowhere"', "bad-zone", 'zone = "America/Nowhere"'),
    ('zone = "America/Denver"', 'zone = "../../etc/passwd"', "bad-zone", 'zone = "../'),
    ('zone = "America/Denver"', 'zone = "America"', "bad-zone", 'zone = "America"'),
    ('people = "people"\n', "", "missing-field", "[code.terms]"),
    ('name = "First"\n', "", "missing-field", "[edition]"),
    ("from = 2020-01-01\nnote", 'from = "2020-01-01"\nnote', "bad-date", 'from = "2020-01-01"'),
    ("from = 2020-01-01\nnote", "from = 2020-01-01T10:00:00\nnote", "bad-date", "from = 2020-01-01T"),
    ("from = 2020-01-01\nnote", "note", "missing-field", "[edition]"),
    ("[edition]", "[edetion]", "unknown-key", "[edetion]"),
    ('why = "the imprint"', 'why = "the imprint"\nsection = "Loans"', "unknown-section", 'section = "Loans"'),
    # ---- a clause
    ('id = "kit.gifts.2"', 'id = "kit.gifts.1"', "duplicate-id", '[[clause]]\nid = "kit.gifts.1"\nsection = "Gifts"\ncite = "Gifts, 2"'),
    ('id = "kit.gifts.2"', 'id = "nm.gifts.2"', "bad-id", 'id = "nm.gifts.2"'),
    ('id = "kit.gifts.2"', 'id = ["kit.gifts.2"]', "not-text", 'id = ["kit'),
    ('cite = "Gifts, 2"\n', "", "missing-field", '[[clause]]\nid = "kit.gifts.2"'),
    ('cite = "Gifts, 2"', 'cite = "  "', "missing-field", 'cite = "  "'),
    ('find = "tell their supervisor of"', 'find = "one two three four five six seven eight nine ten"', "find-too-long", 'find = "one'),
    ('modality = "must"\n', 'modality = "mus"\n', "unknown-word", 'modality = "mus"'),
    ('control = "guide"', 'control = "gaurd"', "unknown-word", 'control = "gaurd"'),
    ('control = "guide"', 'control = "gate"', "gate-without-rule", 'control = "gate"\n\x00'),
    ('control = "guide"', 'control = "duty"', "duty-without-duty", 'control = "duty"\n\x00'),
    ('control = "duty"', 'control = "guide"', "guide-decides", 'control = "guide"\n\n[[clause.duty]]'),
    ('control = "guide"', 'control = "guide"\naccess = "all"', "unknown-word", 'access = "all"'),
    ('section = "Gifts"\ncite = "Gifts, 3"', 'section = "Loans"\ncite = "Gifts, 3"', "unknown-section", 'section = "Loans"'),
    ('control = "guide"', 'control = "guide"\nrules = []', "unknown-key", "rules = []"),
    # ---- a rule
    ('act = "accept-gift"', 'act = "acept-gift"', "unknown-act", 'act = "acept-gift"'),
    ('act = "accept-gift"\n', "", "missing-field", "[[clause.rule]]"),
    ("when = 'gift.value", "when = 'gift.vale", "bad-condition", "when = 'gift.vale"),
    ("gift.value > param.ceiling", 'gift.value > "25.00 USD"', "bad-condition", "when = "),
    ("gift.value > param.ceiling", "gift.value > param.celing", "bad-condition", "when = "),
    ('answer = "prohibited"\notherwise', 'answer = "forbidden"\notherwise', "unknown-word", 'answer = "forbidden"'),
    ('answer = "prohibited"\notherwise', 'answer = "silent"\notherwise', "unknown-word", 'answer = "silent"'),
    ('next = "Hand it back with thanks."\n', "", "missing-field", "[[clause.rule]]"),
    ('reading = "each-gift"\n', 'reading = "each"\n', "unknown-reading", 'reading = "each"'),
    ("when = 'gift.value > param.ceiling && gift.kind != \"meal\"'\n", "", "dead-otherwise", "otherwise = "),
    ('value = "20.00 USD", emp', 'value = "20.001 USD", emp', "bad-value", '  { from = 2020-01-01, value = "20.001'),
    ('value = "20.00 USD", emp', "value = 20.0, emp", "bad-value", "  { from = 2020-01-01, value = 20.0"),
    ('value = "20.00 USD", emp', "value = -1, emp", "bad-value", "  { from = 2020-01-01, value = -1"),
    ('value = "20.00 USD", emp', 'value = "20 hours", emp', "mixed-units", "param.ceiling = ["),
    ('value = "25.00 USD" },\n]', 'value = "no set time" },\n]', "mixed-units", "param.ceiling = ["),
    ("from = 2024-01-01, value", "from = 2020-01-01, value", "dates-out-of-order", "param.ceiling = ["),
    ('employer = "may lower"', 'employer = "may lowr"', "unknown-word", "  { from = 2020-01-01, value"),
    ('next = "Hand it back', 'param.floor = [{ from = 2020-01-01, value = 1 }]\nnext = "Hand it back', "unused-param", "param.floor"),
    ('reading = "each-gift"\n', 'reading = "each-gift"\nuntil = 2019-01-01\nfrom = 2019-01-01\n', "bad-date", "until = "),
    ('reading = "each-gift"\n', 'reading = "each-gift"\noverrides = ["kit.gifts.9"]\n', "unknown-clause", "[[clause.rule]]"),
    ('reading = "each-gift"\n', 'reading = "each-gift"\noverrides = ["kit.gifts.1"]\n', "overrides-itself", "[[clause.rule]]"),
    ('{ gift.value = "25.01 USD"', '{ gift.worth = "25.01 USD"', "bad-case", '  { gift.worth = "25.01'),
    ('{ gift.value = "25.01 USD"', "{ gift.value = 25.01", "bad-case", "  { gift.value = 25.01"),
    ('{ gift.value = "dont-know"', '{ act = "give-gift", gift.value = "dont-know"', "unknown-act", "cases = [\n  { gift"),
    # ---- a duty
    ('kind = "recurring"', 'kind = "monthly"', "unknown-word", 'kind = "monthly"'),
    ('every = "1 month"', 'every = "0 months"', "bad-value", 'every = "0 months"'),
    ('every = "1 month"', 'every = "at once"', "bad-value", 'every = "at once"'),
    ('every = "1 month"', 'every = "param.sessions"', "bad-value", 'every = "param.sessions"'),
    ('every = "1 month"', 'every = "monthly"', "bad-value", 'every = "monthly"'),
    ('every = "1 month"\n', "", "missing-field", "[[clause.duty]]"),
    ('every = "1 month"', 'every = "1 month"\nwithin = "60 days"', "unused-field", 'within = "60 days"'),
    ('every = "1 month"', 'every = "1 month"\nfirst = "last"', "unknown-word", 'first = "last"'),
    ('every = "1 month"', 'every = "1 month"\nowed_by = "nobody"', "unknown-word", 'owed_by = "nobody"'),
    ('count = "param.sessions"', 'count = "two"', "bad-value", '  { event = "session", count = "two"'),
    ('count = "param.sessions"', "count = true", "bad-value", '  { event = "session", count = true'),
    ('count = "param.sessions"', 'count = "param.session"', "unknown-param", '  { event = "session", count'),
    ('hours = "2 hours"', 'hours = "param.sessions"', "bad-value", '  { event = "session", hours'),
    ('hours = "2 hours"', 'hours = "2.00 USD"', "bad-value", '  { event = "session", hours'),
    ('hours = "2 hours"', "hours = 2", "bad-value", '  { event = "session", hours'),
    ('hours = "2 hours"', 'hours = "2 hours", count = 1', "bad-need", '  { event = "session", hours'),
    ('status = "due"', 'status = "do"', "unknown-word", "  { as_of"),
    ("as_of = 2026-11-20, ", "", "missing-field", "  { events"),
    ('events = [{ event = "certified", on = 2026-11-01 }]', 'events = ["certified"]', "bad-case", "  { as_of"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "passage"), SPOILED, ids=lambda v: str(v)[:40].replace("\n", " "))
def test_what_is_wrong_is_named_with_its_line_and_a_remedy(old: str, new: str, code: str, passage: str) -> None:
    text = spoiled(CODE + "\x00", old, new)
    passage_line = line_of(text, passage)
    text = text.replace("\x00", "")

    found = faults_of(text)

    fault = next((f for f in found if f.code == code), None)
    assert fault is not None, [str(f) for f in found]
    assert fault.line == passage_line, str(fault)
    assert len(fault.remedy) > 8
    assert str(fault).startswith(f"kit.toml:{fault.line}: ")


def test_an_unknown_name_brings_the_nearest() -> None:
    wrong = spoiled(CODE, "when = 'gift.value >", "when = 'gift.vale >").replace(
        'answer = "prohibited"\noth', 'answr = "x"\noth'
    )

    said = " ".join(fault.remedy for fault in faults_of(wrong))

    assert "gift.value" in said
    assert "'answer'" in said


def test_everything_wrong_is_said_at_once_in_order_of_line() -> None:
    text = spoiled(spoiled(CODE, 'cite = "Gifts, 3"\n', ""), 'zone = "America/Denver"', 'zone = "Mars"')

    found = faults_of(text)

    assert [f.code for f in found] == ["bad-zone", "missing-field"]
    assert [f.line for f in found] == sorted(f.line for f in found)


def test_several_duties_of_a_clause_each_have_a_name() -> None:
    second = CODE[CODE.index("[[clause.duty]]") : CODE.index('[[clause]]\nid = "kit.gifts.3"')]

    assert [f.code for f in faults_of(CODE.replace(second, second + second))] == ["duplicate-name"]
    named = second.replace('kind = "rec', 'name = "one"\nkind = "rec') + second.replace(
        'kind = "rec', 'name = "two"\nkind = "rec'
    )
    assert faults_of(CODE.replace(second, named)) == []


RULE = """
[[clause.rule]]
act = "{act}"
answer = "permitted"
overrides = ["{over}"]
cases = [{{ answer = "permitted" }}]
"""


def clause(number: int, *rules: str) -> str:
    head = CODE[CODE.index('[[clause]]\nid = "kit.gifts.3"') :].replace("kit.gifts.3", f"kit.gifts.{number}")
    return head.replace('control = "guide"', 'control = "gate"') + "".join(rules)


def test_overrides_in_a_circle_are_refused() -> None:
    there, back = RULE.format(act="accept-gift", over="kit.gifts.5"), RULE.format(act="accept-gift", over="kit.gifts.4")
    elsewhere = RULE.format(act="give-gift", over="kit.gifts.4")

    assert {f.code for f in faults_of(CODE + clause(4, there) + clause(5, back))} == {"overrides-in-a-circle"}
    assert faults_of(CODE + clause(4, there) + clause(5, elsewhere)) == []


def test_a_rule_reads_only_facts_that_all_its_acts_list() -> None:
    text = spoiled(CODE, 'act = "accept-gift"', 'acts = ["accept-gift", "give-gift"]')

    assert {f.code for f in faults_of(text)} >= {"bad-condition"}


def test_a_file_without_clauses_is_none() -> None:
    assert [f.code for f in faults_of(CODE[: CODE.index("[[clause]]")])] == ["no-clauses"]


def test_a_file_read_decides_by_the_day() -> None:
    act = vocabulary().acts["accept-gift"]
    gift = {"gift.value": money("22.00"), "gift.kind": "other"}

    assert judge(act, gift, [edition()], on=date(2023, 12, 31)).answer is Answer.PROHIBITED
    assert judge(act, gift, [edition()], on=date(2024, 1, 1)).answer is Answer.PERMITTED


def test_hours_are_hours() -> None:
    text = spoiled(CODE, 'hours = "2 hours"', 'hours = "param.h"').replace(
        "param.sessions = [", 'param.h = [{ from = 2020-01-01, value = "1.25 hours" }]\nparam.sessions = ['
    )

    value = edition(text).duties[0].params["h"].rows[0].value

    assert isinstance(value, Hours)
    assert value == Hours("1.25")
