"""Two to five codes side by side: their clauses by topic, and facts on which they answer differently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from alongside.rulebook.plain import facts_words
from alongside.rulebook.reader.answers import CodeAnswer, Link, answer_under, link_to
from alongside.rulebook.topics import topic_label
from canon.act import Act, Vocabulary
from canon.checking.search import TooWide
from canon.code import Edition
from canon.comparing import compare_behaviour, compare_topics
from canon.ruling import Answer
from canon.values import DONT_KNOW, Stated

FEWEST, MOST = 2, 5
MOST_EXAMPLES = 4
"""Of one act: what more there is says little that is new."""

Judged: TypeAlias = tuple[Mapping[str, Stated], Mapping[str, CodeAnswer]]
"""Facts, and what each code answers on them."""


@dataclass(frozen=True)
class Topic:
    """A topic that some of the codes speak of, with how many clauses they have on it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class Column:
    """One code's clauses on the topic."""

    edition: Edition
    clauses: Sequence[Link]


@dataclass(frozen=True)
class Example:
    """Facts in plain words, and each code's own answer on them."""

    facts: str
    answers: Sequence[CodeAnswer]


@dataclass(frozen=True)
class ActExamples:
    """The examples of one act. `is_too_wide`: it reads more facts than can be searched, so there are none."""

    may: str
    act: str
    examples: Sequence[Example]
    is_too_wide: bool = False


@dataclass(frozen=True)
class Comparison:
    """Codes beside each other on a topic."""

    topic: str
    label: str
    columns: Sequence[Column]
    acts: Sequence[ActExamples]

    @property
    def differing(self) -> int:
        return sum(bool(own.examples) for own in self.acts)


def topics_of(editions: Sequence[Edition]) -> list[Topic]:
    """The topics these codes speak of, by label."""
    found = compare_topics(editions)
    topics = [Topic(name, topic_label(name), sum(map(len, own.values()))) for name, own in found.items()]
    return sorted(topics, key=lambda topic: topic.label)


def comparison(editions: Sequence[Edition], topic: str, vocabulary: Vocabulary, *, on: date) -> Comparison:
    """The codes on one topic, on a day. Differences are searched for once a process."""
    clauses = compare_topics(editions, topic).get(topic, {})
    columns = [Column(e, [link_to(c) for c in clauses.get(e.id, ())]) for e in editions]
    names = sorted({act for own in clauses.values() for c in own for rule in c.rules for act in rule.acts})
    acts = [_act_examples(vocabulary.acts[name], editions, vocabulary, on) for name in names]
    return Comparison(topic, topic_label(topic), columns, sorted(acts, key=lambda own: not own.examples))


def _act_examples(act: Act, editions: Sequence[Edition], vocabulary: Vocabulary, on: date) -> ActExamples:
    try:
        found = compare_behaviour(editions, vocabulary, on=on, acts=[act.name])
    except TooWide:
        return ActExamples(act.may, act.name, [], is_too_wide=True)
    pairs = {frozenset((d.left, d.right)) for d in found}
    candidates = [*_own_cases(act, editions), *(d.facts for d in found)] if pairs else []
    chosen = _telling([(facts, _answers(act, facts, editions, on)) for facts in candidates], pairs)
    examples = [Example(facts_words(facts, vocabulary.facts), list(own.values())) for facts, own in chosen]
    return ActExamples(act.may, act.name, examples[:MOST_EXAMPLES])


def _own_cases(act: Act, editions: Sequence[Edition]) -> Iterator[Mapping[str, Stated]]:
    """What the codes' own authors thought worth trying: it reads more like life than what a search finds."""
    for edition in editions:
        for rule in edition.rules:
            for case in rule.cases:
                if case.act == act.name and DONT_KNOW not in case.facts.values():
                    yield case.facts


def _telling(candidates: Sequence[Judged], pairs: set[frozenset[str]]) -> Iterator[Judged]:
    """The fewest examples that tell apart every pair of codes that can be told apart, the plainest first."""
    left = set(pairs)
    while left and candidates:
        best = max(candidates, key=lambda judged: (_gain(judged[1], left), -_unclear(judged[1]), -len(judged[0])))
        if not _gain(best[1], left):
            return
        left -= _apart(best[1])
        yield best


def _gain(answers: Mapping[str, CodeAnswer], left: set[frozenset[str]]) -> int:
    """How many pairs not told apart yet an example tells apart; half a point off for each code it leaves unclear."""
    new = len(_apart(answers) & left)
    return max(2 * new - _unclear(answers), 1) if new else 0


def _apart(answers: Mapping[str, CodeAnswer]) -> set[frozenset[str]]:
    clear = {code: own.answer for code, own in answers.items() if own.answer is not Answer.UNDECIDED}
    return {frozenset((a, b)) for a, b in combinations(clear, 2) if clear[a] is not clear[b]}


def _unclear(answers: Mapping[str, CodeAnswer]) -> int:
    return sum(own.answer is Answer.UNDECIDED for own in answers.values())


def _answers(act: Act, facts: Mapping[str, Stated], editions: Sequence[Edition], on: date) -> dict[str, CodeAnswer]:
    return {edition.id: answer_under(act, facts, edition, on) for edition in editions}
