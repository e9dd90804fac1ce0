"""Finding clauses by plain words, over every code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alongside.rulebook.reader.codes import ClauseLine, line_of
from alongside.rulebook.topics import topic_label
from canon.act import Vocabulary
from canon.code import Clause, Edition

LONGEST = 100
"""Characters of a question that are looked at."""

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


def find_clauses(question: str, editions: Iterable[Edition], vocabulary: Vocabulary) -> list[Found]:
    """The clauses that hold every word of a question: in our words, the place, the id, the topic or the act they rule on."""
    words = words_of(question)
    if not words:
        return []
    found = []
    for edition in editions:
        scored = [(score, clause) for clause in edition.clauses if (score := _score(clause, words, vocabulary))]
        lines = [line_of(clause) for _, clause in sorted(scored, key=lambda pair: -pair[0])]
        if lines:
            found.append(Found(edition, lines))
    return found


def words_of(question: str) -> tuple[str, ...]:
    """The words of a question that tell something, in small letters and without an ending."""
    words = [_stem(word) for word in _WORD.findall(question[:LONGEST].lower()) if word not in _LITTLE]
    return tuple(dict.fromkeys(words))


def _score(clause: Clause, words: Sequence[str], vocabulary: Vocabulary) -> int:
    """How near a clause is; 0 where a word is missing. Our own words count most."""
    acts = [vocabulary.acts[act] for act in dict.fromkeys(act for rule in clause.rules for act in rule.acts)]
    texts = (
        (3, clause.says),
        (2, f"{topic_label(clause.topic)} {clause.topic} {clause.id} {clause.cite}"),
        (1, " ".join(f"{act.may} {' '.join(act.words)}" for act in acts)),
    )
    score = 0
    for word in words:
        weights = [weight for weight, text in texts if _holds(text, word)]
        if not weights:
            return 0
        score += max(weights)
    return score


def _holds(text: str, word: str) -> bool:
    return any(own.startswith(word) for own in _WORD.findall(text.lower()))


def _stem(word: str) -> str:
    for ending in ("ies", "s"):
        if len(word) > 4 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
