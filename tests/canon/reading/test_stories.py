"""A file of stories that cannot be read says where and what to do."""

from pathlib import Path

import pytest

from canon.act import Vocabulary
from canon.reading import read_vocabulary
from canon.reading.faults import FileRefused
from canon.reading.stories import read_stories

CODES = Path(__file__).parents[3] / "codes"

GOOD = """
[[story]]
id = "blanket"
minutes = 6
act = "accept-gift"
facts = { person.served = "now", gift.value = "40.00" }
title = { en = "A", es = "B" }
tells = { en = "A", es = "B" }
asks = { en = "A", es = "B" }
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(CODES / "acts.toml")


def test_a_good_story_is_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "one.toml").write_text(GOOD)

    (story,) = read_stories(tmp_path, vocabulary)

    assert (story.id, story.act.name, story.minutes) == ("blanket", "accept-gift", 6)
    assert story.facts["person.served"] == "now"


@pytest.mark.parametrize(
    ("of", "to", "code"),
    [
        ("accept-gift", "accept-gifts", "unknown-act"),
        ("gift.value", "gift.price", "unknown-fact"),
        ('"40.00"', '"many"', "wrong-type"),
        (', es = "B" }', " }", "missing-field"),
        ("minutes = 6", "minutes = 0", "bad-minutes"),
        ('"blanket"', '"The Blanket"', "bad-id"),
        ("minutes = 6", 'minutes = 6\nanswer = "prohibited"', "unknown-key"),
        ("", GOOD, "story-twice"),
        ("[[story]]", "[[story", "file-not-toml"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, vocabulary: Vocabulary, of: str, to: str, code: str) -> None:
    (tmp_path / "one.toml").write_text(GOOD.replace(of, to, 1) if of else GOOD + to)

    with pytest.raises(FileRefused) as refused:
        read_stories(tmp_path, vocabulary)

    assert code in [fault.code for fault in refused.value.faults]
    assert all(fault.remedy for fault in refused.value.faults)
