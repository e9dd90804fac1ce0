"""Two to five codes side by side: their clauses by topic, and facts on which they answer differently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.rulebook.plain import facts_words
from alongside.rulebook.reader.answers import CodeAnswer, Link, answer_under, link_to
from alongside.rulebook.topics import topic_label
from canon.act import Act, Vocabulary
from canon.checking.search import TooWide
from canon.code import Edition
from canon.comparing import Difference, compare_behaviour, compare_topics
from canon.values import Stated

FEWEST, MOST = 2, 5
MOST_EXAMPLES = 4
"""Of one act: what more there is says little that is new."""


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
    return ActExamples(act.may, act.name, list(_examples(act, found, editions, vocabulary, on))[:MOST_EXAMPLES])


def _examples(
    act: Act, found: Sequence[Difference], editions: Sequence[Edition], vocabulary: Vocabulary, on: date
) -> Iterator[Example]:
    """The fewest examples that tell every pair of codes apart which can be told apart, the most telling first."""
    apart: set[frozenset[str]] = set()
    judged = [(d, _answers(act, d.facts, editions, on)) for d in found]
    for difference, answers in sorted(judged, key=lambda pair: -len({own.answer for own in pair[1].values()})):
        if frozenset((difference.left, difference.right)) in apart:
            continue
        apart.update(
            frozenset((a, b))
            for a, own in answers.items()
            for b, other in answers.items()
            if own.answer != other.answer
        )
        yield Example(facts_words(difference.facts, vocabulary.facts), list(answers.values()))


def _answers(act: Act, facts: Mapping[str, Stated], editions: Sequence[Edition], on: date) -> dict[str, CodeAnswer]:
    return {edition.id: answer_under(act, facts, edition, on) for edition in editions}
