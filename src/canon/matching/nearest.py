"""Where a phrase that is not found may be meant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from canon.matching.report import Candidate
from canon.matching.segments import Segment
from canon.matching.wording import normalized

MOST_CANDIDATES = 3
_LONGEST_EXCERPT = 160
_COMMON_WORD = 400
_MOST_WORDS_INDEXED = 400


class NearestSegments:
    """An index of a document's pieces by their words, so that many phrases can be looked up in one long document."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, segment in enumerate(segments):
            for word in set(_words(segment.words[: _MOST_WORDS_INDEXED * 8])):
                self._holding[word].append(at)

    def to(self, find: str, section: str) -> tuple[Candidate, ...]:
        """The pieces that share most words with a phrase, at least half of them; those of its own section first."""
        wanted = set(_words(find))
        shared: Counter[int] = Counter()
        for word in wanted:
            holding = self._holding.get(word, [])
            # a word that stands everywhere tells no piece from another
            shared.update(holding if len(holding) <= _COMMON_WORD else ())
        likely = [at for at, count in shared.items() if count * 2 >= len(wanted)]
        likely.sort(key=lambda at: (-shared[at], self._segments[at].section != section, at))
        return tuple(candidate(self._segments[at]) for at in likely[:MOST_CANDIDATES])


def candidate(segment: Segment) -> Candidate:
    """A piece as a candidate, its words cut to an excerpt."""
    words = segment.words
    excerpt = words if len(words) <= _LONGEST_EXCERPT else words[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"
    return Candidate(segment.section, segment.first_line, excerpt)


def _words(text: str) -> Iterable[str]:
    return "".join(mark if mark.isalnum() else " " for mark in normalized(text).casefold()).split()
