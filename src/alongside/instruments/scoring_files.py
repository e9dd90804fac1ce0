"""A scoring file, TOML, loaded beside its questionnaire -> Scoring, or everything that is wrong with it. Pure.

format = 1
questionnaire = "https://example.org/forms/our-survey"    # the url of the questionnaire it is for
source = "Our own; nothing published"

[[subscale]]
id = "welcome"
name = "Being welcome"
name_es = "Ser bienvenido"
items = ["w1", "w2", "w3"]
how = "mean"                        # or "sum"
direction = "higher-is-better"      # or "lower-is-better"
needs = "2/3"                       # the part of its items that must be answered; "all" for every one
not_applicable = ["na"]             # options that are no answer
reverse = ["w3"]                    # items turned round
values = { often = 3, never = 0 }   # scores by option, where the questionnaire has none

[[subscale.cut]]
above = "3.5"                       # or at_least, at_most, below
says = "Feels welcome"
source = "Where this line is published"
figure = true                       # figures count who meets this one
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from alongside.instruments.extensions import fit_number
from alongside.instruments.faults import Fault, Unfit
from alongside.instruments.scores import TWO_THIRDS, Cut, Direction, How, Scoring, Side, Subscale, scores_of
from alongside.instruments.shapes import Item, Kind, Questionnaire, Words

LARGEST: Final = 256 * 1024
MOST: Final = 60
LONGEST: Final = 400
_KEYS: Final = frozenset({"format", "questionnaire", "source", "subscale"})
_OF_SUBSCALE: Final = frozenset(
    {"id", "name", "items", "how", "direction", "needs", "not_applicable", "reverse", "values", "cut"}
)
_OF_CUT: Final = frozenset({"says", "source", "figure", *(side.value.replace("-", "_") for side in Side)})


def read_scoring(data: bytes, questionnaire: Questionnaire) -> Scoring:
    """Raises Unfit with every fault found, each naming its subscale."""
    return _Reader(questionnaire).read(_open(data))


def _open(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise Unfit(
            [Fault("too-large", "", _("The file is larger than 256 kB."), _("Look whether it is the right one."))]
        )
    try:
        return tomllib.loads(data.decode("utf-8-sig"), parse_float=_number)
    except (ValueError, RecursionError) as problem:
        says = str(problem)[:200] if isinstance(problem, tomllib.TOMLDecodeError) else ""
        raise Unfit(
            [
                Fault(
                    "not-toml",
                    says,
                    _("It cannot be read as TOML."),
                    _("Look at that line; texts stand in quotation marks."),
                )
            ]
        ) from None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("a number of this size counts nothing") from None


class _Reader:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.items = {item.link_id: item for item in questionnaire.every()}
        self.faults: list[Fault] = []

    def fault(self, code: str, where: str, says: str, remedy: str) -> None:
        self.faults.append(Fault(code, where, says, remedy))

    def read(self, raw: Mapping[str, Any]) -> Scoring:
        self._only(raw, _KEYS, "")
        if raw.get("format") != 1:
            self.fault("format", "format", _("It does not say format = 1."), _("Write format = 1 on the first line."))
        if raw.get("questionnaire") != self.questionnaire.url:
            self.fault(
                "another-questionnaire",
                "questionnaire",
                _("It is for another questionnaire."),
                _("Its url should be %(url)s.") % {"url": self.questionnaire.url},
            )
        source = self._text(raw, "source", "source")
        rows = raw.get("subscale")
        rows = rows if isinstance(rows, list) else []
        if not rows:
            self.fault("no-subscale", "subscale", _("It scores nothing."), _("Add one [[subscale]] at least."))
        if len(rows) > MOST:
            self.fault(
                "too-many", "subscale", _("It has more than %(most)d subscales.") % {"most": MOST}, _("Leave some out.")
            )
            rows = rows[:MOST]
        found = tuple(one for row in rows if (one := self._subscale(row)) is not None)
        names = [one.id for one in found]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("subscale-twice", name, _("Two subscales have this id."), _("Give each its own."))
        if self.faults:
            raise Unfit(self.faults)
        return Scoring(source, found)

    def _subscale(self, raw: Any) -> Subscale | None:
        if not isinstance(raw, dict):
            self.fault("subscale", "subscale", _("Something here is no subscale."), _("Begin each with [[subscale]]."))
            return None
        where = self._text(raw, "id", "subscale", most=40) or "subscale"
        self._only(raw, _OF_SUBSCALE, where, translated=("name",))
        items = self._items(raw, "items", where)
        if not items:
            self.fault("no-items", where, _("It names no items."), _("List their linkIds under items."))
        left_out = frozenset(self._texts(raw, "not_applicable", where))
        reverse = frozenset(self._items(raw, "reverse", where))
        found = Subscale(
            id=where,
            name=self._words(raw, "name", where),
            items=items,
            how=self._how(raw, where),
            direction=self._direction(raw, where),
            needs=self._needs(raw, where),
            left_out=left_out,
            reverse=reverse,
            values=self._values(raw, where),
            cuts=self._cuts(raw, where),
        )
        for link_id in items:
            self._scorable(found, self.items[link_id], where)
        for link_id in sorted(reverse - set(items)):
            self.fault(
                "reverse-unknown",
                where,
                _("It turns “%(item)s” round, and does not score it.") % {"item": link_id},
                _("List it under items too."),
            )
        for link_id in sorted(reverse & set(items)):
            if not scores_of(found, self.items[link_id]):
                self.fault(
                    "reverse-unbound",
                    where,
                    _("“%(item)s” has no range to be turned round in.") % {"item": link_id},
                    _("Give it scored answers, or minValue and maxValue."),
                )
        for key in sorted(left_out):
            if not any(self.items[link_id].option(key) for link_id in items):
                self.fault(
                    "left-out-unknown",
                    where,
                    _("None of its items offers “%(key)s”.") % {"key": key[:80]},
                    _("Write the code of the answer as the questionnaire has it."),
                )
        return found

    def _scorable(self, subscale: Subscale, item: Item, where: str) -> None:
        if item.repeats or item.kind not in (Kind.CHOICE, Kind.OPEN_CHOICE, Kind.BOOLEAN, Kind.INTEGER):
            self.fault(
                "not-scorable",
                where,
                _("“%(item)s” has no one score.") % {"item": item.link_id},
                _("Score choices with one answer, yes or no, and whole numbers."),
            )
        elif item.kind is not Kind.INTEGER and not scores_of(subscale, item):
            self.fault(
                "no-scores",
                where,
                _("No answer of “%(item)s” carries a score.") % {"item": item.link_id},
                _("Add ordinalValue to its answers, or values to the subscale."),
            )

    def _items(self, raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        found = []
        for link_id in dict.fromkeys(self._texts(raw, key, where)):
            if link_id in self.items:
                found.append(link_id)
            else:
                self.fault(
                    "item-unknown",
                    where,
                    _("The questionnaire has no item “%(item)s”.") % {"item": link_id[:80]},
                    _("Write linkIds as the questionnaire has them."),
                )
        return tuple(found)

    def _how(self, raw: Mapping[str, Any], where: str) -> How:
        try:
            return How(raw.get("how"))
        except ValueError:
            self.fault("how", where, _("It does not say how it is worked out."), _('Write how = "mean" or "sum".'))
            return How.MEAN

    def _direction(self, raw: Mapping[str, Any], where: str) -> Direction:
        try:
            return Direction(raw.get("direction"))
        except ValueError:
            self.fault(
                "direction",
                where,
                _("It does not say which direction is better."),
                _('Write direction = "higher-is-better" or "lower-is-better".'),
            )
            return Direction.HIGHER

    def _needs(self, raw: Mapping[str, Any], where: str) -> Fraction:
        said = raw.get("needs", "2/3")
        if said == "all":
            return Fraction(1)
        try:
            above, below = (int(part) for part in str(said)[:9].split("/"))
            found = Fraction(above, below)
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not 0 < found <= 1:
            self.fault("needs", where, _("What it needs is no part of its items."), _('Write it like "2/3", or "all".'))
            return TWO_THIRDS
        return found

    def _values(self, raw: Mapping[str, Any], where: str) -> dict[tuple[str, str], Decimal]:
        """By option alone, or by item and option: values = { often = 3, q7 = { often = 0 } }."""
        said = raw.get("values", {})
        found: dict[tuple[str, str], Decimal] = {}
        for key, value in said.items() if isinstance(said, dict) else ():
            pairs = (
                [((key, own), one) for own, one in value.items()] if isinstance(value, dict) else [(("", key), value)]
            )
            for place, one in pairs:
                number = self._exact(one)
                if number is not None:
                    found[place] = number
                    continue
                self.fault(
                    "value",
                    where,
                    _("The value of “%(key)s” is no number.") % {"key": key[:80]},
                    _("Write one like 3."),
                )
        return found

    def _cuts(self, raw: Mapping[str, Any], where: str) -> tuple[Cut, ...]:
        rows = raw.get("cut", [])
        found = [cut for row in (rows if isinstance(rows, list) else []) if (cut := self._cut(row, where)) is not None]
        if sum(cut.is_figure for cut in found) > 1:
            self.fault("two-figures", where, _("Two cut points are marked as the figure."), _("Mark one."))
        return tuple(found)

    def _cut(self, raw: Any, where: str) -> Cut | None:
        if not isinstance(raw, dict):
            return None
        self._only(raw, _OF_CUT, where, translated=("says",))
        held = [(side, raw[name]) for side in Side if (name := side.value.replace("-", "_")) in raw]
        at = self._exact(held[0][1]) if len(held) == 1 else None
        if at is None:
            self.fault(
                "cut",
                where,
                _("A cut point has no one number."),
                _('Write one of above, at_least, at_most or below, like above = "3.5".'),
            )
            return None
        return Cut(
            held[0][0], at, self._words(raw, "says", where), self._text(raw, "source", where), raw.get("figure") is True
        )

    def _exact(self, said: Any) -> Decimal | None:
        if isinstance(said, str):
            try:
                said = Decimal(said.strip())
            except InvalidOperation:
                return None
        return fit_number(said)

    def _only(
        self, raw: Mapping[str, Any], known: frozenset[str], where: str, *, translated: Sequence[str] = ()
    ) -> None:
        for key in raw:
            if key not in known and not any(
                key.startswith(f"{name}_") and len(key) <= len(name) + 4 for name in translated
            ):
                self.fault(
                    "key-unknown",
                    where,
                    _("“%(key)s” means nothing here.") % {"key": key[:80]},
                    _("Look for a slip of the pen, or take it out."),
                )

    def _words(self, raw: Mapping[str, Any], key: str, where: str) -> Words:
        others = {
            name.removeprefix(f"{key}_"): self._text(raw, name, where) for name in raw if name.startswith(f"{key}_")
        }
        return Words(self._text(raw, key, where), others)

    def _text(self, raw: Mapping[str, Any], key: str, where: str, *, most: int = LONGEST) -> str:
        found = raw.get(key)
        if not isinstance(found, str) or not found.strip() or len(found) > most:
            self.fault(
                "no-text",
                where,
                _("“%(key)s” is missing, or too long.") % {"key": key},
                _("Write it in quotation marks, in at most %(most)d characters.") % {"most": most},
            )
            return ""
        return found.strip()

    def _texts(self, raw: Mapping[str, Any], key: str, where: str) -> Sequence[str]:
        found = raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found) or len(found) > 500:
            self.fault(
                "not-a-list",
                where,
                _("“%(key)s” is no list of texts.") % {"key": key},
                _('Write it like ["q1", "q2"].'),
            )
            return []
        return found
