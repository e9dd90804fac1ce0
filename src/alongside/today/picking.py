"""Finding the act somebody is about to do: by shelf, or by searching in plain words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.rulings import words
from canon.act import Act

#: A shelf's id, its name on the way to it and above it, and the topics that stand on it, in the order of the page.
SHELVES: Final[tuple[tuple[str, Promise, Promise, frozenset[str]], ...]] = (
    (
        "danger",
        _("Danger"),
        _("Danger, and what has to be reported"),
        frozenset({"reporting", "safety", "legal-action", "complaints"}),
    ),
    ("money", _("Money"), _("Gifts and money"), frozenset({"gifts", "money", "fees", "fraud"})),
    ("ties", _("Relationships"), _("Relationships"), frozenset({"relationships", "romance", "conflict"})),
    (
        "privacy",
        _("Privacy"),
        _("Privacy and what I write"),
        frozenset({"confidentiality", "consent", "disclosure", "informing", "documentation", "language"}),
    ),
    (
        "work",
        _("Work"),
        _("Working together"),
        frozenset({"practice", "setting", "transport", "assessment", "medication", "scope", "self-determination"}),
    ),
    (
        "respect",
        _("Respect"),
        _("Fairness and respect"),
        frozenset({"coercion", "harassment", "exploitation", "nondiscrimination"}),
    ),
    ("endings", _("Endings"), _("Changes and endings"), frozenset({"continuity"})),
    ("me", _("Myself"), _("My own recovery and support"), frozenset({"worker-rights", "recovery", "supervision"})),
    ("word", _("My word"), _("My title and my word"), frozenset({"misrepresentation", "integrity"})),
)
_REST: Final = ("rest", _("Other"), _("Other"))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pick:
    """An act as the list shows it: what somebody is about to do, and the question as its page asks it."""

    name: str
    does: words.Said
    may: words.Said
    url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A few acts of one kind."""

    id: str
    label: str | Promise
    title: str | Promise
    picks: list[Pick]

    @property
    def url(self) -> str:
        """Where it stands on the page."""
        return f"#shelf-{self.id}"


def shelves(acts: Mapping[str, Act]) -> list[Shelf]:
    """Every act once, by kind, each shelf in the vocabulary's own order."""
    left = dict(acts)
    found: list[Shelf] = []
    for key, label, title, topics in SHELVES:
        own = [left.pop(name) for name, act in list(left.items()) if act.topic in topics]
        found.append(Shelf(key, label, title, [pick(act) for act in own]))
    found.append(Shelf(*_REST, [pick(act) for act in left.values()]))
    return [shelf for shelf in found if shelf.picks]


def search(acts: Mapping[str, Act], text: str) -> list[Pick]:
    """The acts that speak of every word typed, else of some, best first; a word counts from its beginning."""
    wanted = _words_of(text)[:12]
    if not wanted:
        return []
    scored = [(score, number, act) for number, act in enumerate(acts.values()) if (score := _score(act, wanted))]
    best = max((score for score, _n, _a in scored), default=0)
    return [pick(act) for score, _n, act in sorted(scored, key=lambda s: (-s[0], s[1])) if score * 2 >= best]


def nearest(acts: Mapping[str, Act], text: str) -> list[Pick]:
    """The acts a name or a misspelt word may have been meant for, at most five."""
    close = list(difflib.get_close_matches(text, acts, n=3, cutoff=0.5))
    by_word: dict[str, list[str]] = {}
    for act in acts.values():
        for word in _words_of(words.search_words(act)):
            by_word.setdefault(word, []).append(act.name)
    for wanted in _words_of(text)[:6]:
        for word in difflib.get_close_matches(wanted, by_word, n=2, cutoff=0.75):
            close += by_word[word]
    return [pick(acts[name]) for name in list(dict.fromkeys(close))[:5]]


def pick(act: Act) -> Pick:
    """An act, ready to be shown."""
    return Pick(act.name, words.does(act), words.may(act), reverse("today:act", kwargs={"act": act.name}))


def _score(act: Act, wanted: Iterable[str]) -> int:
    own = _words_of(words.search_words(act))
    title = set(_words_of(f"{act.may} {act.does}"))
    score = 0
    for word in wanted:
        if any(known.startswith(word) for known in own):
            score += 3 if any(known.startswith(word) for known in title) else 2
    return score


_SMALL: Final = frozenset(
    "a an and at can do for from have i in is it may me my of on or the this to with yo mi el la un una de".split()
)


def _words_of(text: str) -> list[str]:
    """Lower-case words without accents, and without those that every question has."""
    plain = unicodedata.normalize("NFKD", text[:400].casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return [word for word in _WORD.findall(bare) if word not in _SMALL]
