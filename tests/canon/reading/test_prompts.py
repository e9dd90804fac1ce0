"""A file of prompts that cannot be read says where and what to do; prompts take turns."""

from pathlib import Path

import pytest

from canon.prompt import At, Prompt, in_turn
from canon.reading.faults import FileRefused
from canon.reading.prompts import read_prompts

GOOD = """
[[prompt]]
clause = "nm.role.0"
at = "note"
of = ["own"]
en = "A?"
es = "¿B?"
"""


def test_a_good_prompt_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(GOOD)

    (prompt,) = read_prompts(tmp_path)

    assert prompt == Prompt("nm.role.0", At.NOTE, {"en": "A?", "es": "¿B?"}, ("own",))
    assert prompt.code == "nm"
    assert prompt.fits(At.NOTE)
    assert prompt.fits(At.NOTE, "own")
    assert not prompt.fits(At.NOTE, "family")
    assert not prompt.fits(At.STORY)


@pytest.mark.parametrize(
    ("of", "to", "code"),
    [
        ('"note"', '"notes"', "unknown-word"),
        ('es = "¿B?"', "", "missing-field"),
        ('"nm.role.0"', '"role zero"', "bad-id"),
        ('["own"]', "7", "not-texts"),
        ('en = "A?"', 'en = "A?"\nanswer = "prohibited"', "unknown-key"),
        ("", GOOD, "prompt-twice"),
        ("[[prompt]]", "[[prompt", "file-not-toml"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, of: str, to: str, code: str) -> None:
    (tmp_path / "one.toml").write_text(GOOD.replace(of, to, 1) if of else GOOD + to)

    with pytest.raises(FileRefused) as refused:
        read_prompts(tmp_path)

    assert code in [fault.code for fault in refused.value.faults]
    assert all(fault.remedy for fault in refused.value.faults)


@pytest.mark.parametrize("many", [0, 1, 2, 3, 5, 8])
def test_a_few_at_a_time_all_come_up(many: int) -> None:
    prompts = [Prompt(f"nm.role.{n}", At.NOTE, {"en": "A?"}) for n in range(many)]

    shown = [in_turn(prompts, turn, 2) for turn in range(100, 100 + many)]

    assert all(len({prompt.clause for prompt in few}) == len(few) == min(2, many) for few in shown)
    assert {prompt.clause for few in shown for prompt in few} == {prompt.clause for prompt in prompts}
