"""Compare codes, or two editions of one: by topic and clause, and by behaviour, with facts that show the difference."""

from canon.comparing.behaviour import Difference, compare_behaviour, differences
from canon.comparing.editions import ClauseChange, EditionDiff, diff_editions
from canon.comparing.topics import compare_topics

__all__ = [
    "ClauseChange",
    "Difference",
    "EditionDiff",
    "compare_behaviour",
    "compare_topics",
    "diff_editions",
    "differences",
]
