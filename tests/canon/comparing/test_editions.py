"""What changed between two editions: clause by clause, and whose answer moves."""

from dataclasses import replace
from datetime import date

import pytest

from canon.code import Clause, Edition
from canon.comparing import compare_topics, diff_editions
from canon.judging import judge
from canon.values import money_text
from tests.canon.invented import OK, P, money
from tests.canon.reading.made import CODE, edition, spoiled, vocabulary

ON = date(2026, 11, 20)


def changed(old: str, new: str) -> Edition:
    return edition(spoiled(CODE, old, new))


def diff(new: Edition, *, old_day: date = ON, new_day: date = ON) -> list[tuple[str, str, tuple[str, ...]]]:
    found = diff_editions(edition(), new, vocabulary(), old_day=old_day, new_day=new_day)
    return [(c.clause, c.kind, c.fields) for c in found.clauses]


def test_nothing_changed() -> None:
    found = diff_editions(edition(), edition(), vocabulary(), old_day=ON, new_day=ON)

    assert (found.clauses, found.behaviour) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "clause", "fields"),
    [
        ('says = "Thank people."', 'says = "Thank all."', "kit.gifts.3", ("says",)),
        ('modality = "value"', 'modality = "must"', "kit.gifts.3", ("modality",)),
        ('cite = "Gifts, 2"', 'cite = "Gifts, II"', "kit.gifts.2", ("cite",)),
        ('taken = "Yes."', 'taken = "Yes, each."', "kit.gifts.1", ("readings",)),
        ('hours = "2 hours"', 'hours = "3 hours"', "kit.gifts.2", ("duties",)),
        ('employer = "may raise"', 'employer = "may set"', "kit.gifts.2", ("duties",)),
        ('otherwise = "permitted"\n', "", "kit.gifts.1", ("rules",)),
        ('value = "25.00 USD" },\n]', 'value = "30.00 USD" },\n]', "kit.gifts.1", ("rules",)),
    ],
)
def test_a_change_is_named_by_its_field(old: str, new: str, clause: str, fields: tuple[str, ...]) -> None:
    assert diff(changed(old, new)) == [(clause, "changed", fields)]


def test_clauses_come_and_go() -> None:
    kit = edition()
    third = kit.clauses[2]
    fourth: Clause = replace(third, id="kit.gifts.4")

    found = diff(replace(kit, clauses=(*kit.clauses[:2], fourth)))

    assert found == [("kit.gifts.3", "removed", ()), ("kit.gifts.4", "added", ())]


def test_a_higher_limit_shows_the_gift_that_now_passes() -> None:
    new = changed('value = "25.00 USD" },\n]', 'value = "30.00 USD" },\n]')

    (moved,) = diff_editions(edition(), new, vocabulary(), old_day=ON, new_day=ON).behaviour

    worth = moved.facts["gift.value"]
    assert (moved.left_answer, moved.right_answer) == (P, OK)
    assert money("25.00") < worth <= money("30.00"), money_text(worth)  # type: ignore[operator, arg-type]
    act = vocabulary().acts[moved.act]
    assert judge(act, moved.facts, [edition()], on=ON).answer is P
    assert judge(act, moved.facts, [new], on=ON).answer is OK


def test_an_edition_against_itself_on_two_days_shows_what_a_dated_row_moves() -> None:
    found = diff_editions(edition(), edition(), vocabulary(), old_day=date(2023, 12, 31), new_day=date(2024, 1, 1))

    assert found.clauses == ()
    assert [(d.left_answer, d.right_answer) for d in found.behaviour] == [(P, OK)]


def test_words_alone_move_no_answer() -> None:
    new = changed('says = "Thank people."', 'says = "Thank all."')

    assert diff_editions(edition(), new, vocabulary(), old_day=ON, new_day=ON).behaviour == ()


def test_topics_side_by_side() -> None:
    other = edition(CODE.replace('"kit', '"jun').replace('topic = "gifts"', 'topic = "thanks"', 1))

    topics = compare_topics([edition(), other])

    assert list(topics) == ["gifts", "thanks"]
    assert [c.id for c in topics["thanks"]["jun"]] == ["jun.gifts.1"]
    assert topics["thanks"]["kit"] == ()
    assert list(compare_topics([edition(), other], "gifts")) == ["gifts"]
    assert compare_topics([edition()], "loans") == {}
