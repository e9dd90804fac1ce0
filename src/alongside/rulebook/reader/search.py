"""Finding clauses by plain words, over every code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from alongside.rulebook.reader.codes import ClauseLine, line_of
from alongside.rulebook.topics import topic_label
from canon.act import Vocabulary
from canon.code import Clause, Edition

LONGEST = 100
"""Characters of a question that are looked at."""

Score: TypeAlias = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_LITTLE = frozenset(
    "a an the and or of to in on at by for from with is are be may can i my me do does what when it el la los las un una "
    "y o de del en con por para que puedo mi se".split()
)


@dataclass(frozen=True)
class Found:
    """What was found in one code, the nearest first."""

    edition: Edition
    lines: Sequence[ClauseLine]


@dataclass(frozen=True)
class Finding:
    """What a question found. `is_near`: no clause holds all its words; these hold the most of them."""

    codes: Sequence[Found]
    is_near: bool

    @property
    def count(self) -> int:
        return sum(len(own.lines) for own in self.codes)


def find_clauses(question: str, editions: Sequence[Edition], vocabulary: Vocabulary) -> Finding:
    """The clauses that hold every word of a question: in our words, the place, the id, the topic or the act they rule on.

    Where none does, those that hold the most of its words.
    """
    words = words_of(question)
    scored = [
        (edition, [(score, c) for c in edition.clauses if (score := _score(c, words, vocabulary))[0]])
        for edition in editions
    ]
    most = max((score[0] for _, own in scored for score, _ in own), default=0)
    found = [Found(edition, _nearest_first(own, most)) for edition, own in scored]
    return Finding([own for own in found if own.lines], is_near=0 < most < len(words))


def _nearest_first(scored: Iterable[tuple[Score, Clause]], most: int) -> list[ClauseLine]:
    whole = [(score, clause) for score, clause in scored if score[0] == most]
    return [line_of(clause) for _, clause in sorted(whole, key=lambda pair: -pair[0][1])]


def words_of(question: str) -> tuple[str, ...]:
    """The words of a question that tell something, in small letters and without an ending."""
    words = [_stem(word) for word in _WORD.findall(question[:LONGEST].lower()) if word not in _LITTLE]
    return tuple(dict.fromkeys(words))


def _score(clause: Clause, words: Sequence[str], vocabulary: Vocabulary) -> Score:
    """How many of the words a clause holds, and how near: our own words count most."""
    acts = [vocabulary.acts[act] for act in dict.fromkeys(act for rule in clause.rules for act in rule.acts)]
    texts = (
        (3, clause.says),
        (2, f"{topic_label(clause.topic)} {clause.topic} {clause.id} {clause.cite}"),
        (1, " ".join(f"{act.may} {' '.join(act.words)}" for act in acts)),
    )
    near = [max((weight for weight, text in texts if _holds(text, word)), default=0) for word in words]
    return sum(weight > 0 for weight in near), sum(near)


def _holds(text: str, word: str) -> bool:
    return any(own.startswith(word) for own in _WORD.findall(text.lower()))


def _stem(word: str) -> str:
    for ending in ("ies", "s"):
        if len(word) > 4 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
