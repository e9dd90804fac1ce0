"""Questions, answers and figures in the words of whoever reads, ready for a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _

from alongside.instruments.asking import Answer, Answers, asked
from alongside.instruments.counting import Cell, Period, Row
from alongside.instruments.scores import Direction, Scoring, Subscale, score, shown
from alongside.instruments.shapes import Item, Kind, Option, Questionnaire, Words
from alongside.ui.amounts import day_words


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and its language where it is another than the page's."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ShownOption:
    key: str
    label: Said
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as a page shows it. `name` is its field's; `value`, `own` what stands in it; `error` what is wrong there."""

    name: str
    kind: str
    label: Said
    is_asked: bool
    is_several: bool = False
    is_needed: bool = False
    options: Sequence[ShownOption] = ()
    value: str = ""
    own: str = ""
    error: str = ""
    is_short: bool = False
    longest: int | None = None
    takes_own: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question with what was answered: several lines where it repeats, none where it was left out."""

    label: Said
    lines: Sequence[Said]
    screen: int = 0
    is_missing: bool = False


@dataclass(frozen=True)
class Typed:
    """What a form sent for one question, as typed, and what is wrong with it."""

    chosen: Sequence[str] = ()
    own: str = ""
    error: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found, as a title; what it counts; and the marks of its drawing."""

    key: str
    title: str
    of: Said
    marks: Sequence[Mark]
    note: str = ""
    hides: bool = False


@dataclass(frozen=True)
class Mark:
    """One mark of a drawing and one row of its table: when, how much in words, and lengths in the drawing's own units."""

    when: str
    words: str
    more: Sequence[str] = field(default_factory=tuple)
    x: str = "0"
    y: str = "0"
    height: str = "0"
    is_hidden: bool = False
    is_newest: bool = False


def language() -> str:
    """What the page is in: "en" or "es"."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


def say(words: Words, questionnaire: Questionnaire | None = None) -> Said:
    """In the page's language, or in the file's, marked as such."""
    now = language()
    own = (questionnaire.language if questionnaire else "en").split("-", maxsplit=1)[0]
    if now == own or words.is_in(now) or not words:
        return Said(words.in_language(now))
    return Said(words.text, own)


def names(questionnaire: Questionnaire) -> dict[str, str]:
    """linkId -> the name of its field; linkIds may hold marks that names in a form should not."""
    return {item.link_id: f"q{number}" for number, item in enumerate(questionnaire.every(), 1)}


def shown_items(
    questionnaire: Questionnaire, screen: Sequence[Item], answers: Answers, typed: Mapping[str, Typed]
) -> list[ShownItem]:
    """The items of a screen that are asked as the answers stand."""
    open_now = {item.link_id for item in asked(questionnaire, answers)}
    fields = names(questionnaire)
    return [
        _shown_item(questionnaire, item, fields[item.link_id], answers.get(item.link_id, ()), typed.get(item.link_id))
        for item in screen
        if item.link_id in open_now
    ]


def _shown_item(
    questionnaire: Questionnaire, item: Item, name: str, given: Sequence[Answer], typed: Typed | None
) -> ShownItem:
    chosen = list(typed.chosen) if typed else [one.value for one in given if not one.is_own]
    own = typed.own if typed else next((one.value for one in given if one.is_own), "")
    options = [
        ShownOption(option.key, say(option.words, questionnaire), option.key in chosen) for option in item.options
    ]
    if item.kind is Kind.BOOLEAN:
        options = [
            ShownOption("true", Said(_("Yes")), "true" in chosen),
            ShownOption("false", Said(_("No")), "false" in chosen),
        ]
    label = say(item.words, questionnaire)
    return ShownItem(
        name=name,
        kind=item.kind.value,
        label=Said(f"{item.prefix} {label.text}".strip(), label.lang),
        is_asked=item.kind.is_asked,
        is_several=item.repeats,
        is_needed=item.required,
        options=options,
        value=chosen[0] if chosen else "",
        own=own,
        error=typed.error if typed else "",
        is_short=0 < len(options) <= 3 and all(len(option.label.text) <= 22 for option in options),
        longest=item.longest,
        takes_own=item.kind is Kind.OPEN_CHOICE,
        is_answered=bool(given),
    )


def shown_answers(questionnaire: Questionnaire, answers: Answers) -> Iterator[tuple[Item, list[Said]]]:
    """Each question asked, with its answers in words."""
    for item in asked(questionnaire, answers):
        if item.kind.is_asked:
            yield item, [_in_words(questionnaire, item, one) for one in answers.get(item.link_id, ())]


def copy_of(questionnaire: Questionnaire, answers: Answers) -> list[ShownAnswer]:
    """For reading over: every question that was asked."""
    return [ShownAnswer(say(item.words, questionnaire), lines) for item, lines in shown_answers(questionnaire, answers)]


def _in_words(questionnaire: Questionnaire, item: Item, answer: Answer) -> Said:
    option: Option | None = item.option(answer.value)
    if option is not None and not answer.is_own:
        return say(option.words, questionnaire)
    if item.kind is Kind.BOOLEAN:
        return Said(_("Yes") if answer.value == "true" else _("No"))
    if item.kind is Kind.DATE:
        return Said(day_words(date.fromisoformat(answer.value)))
    return Said(answer.value)


# --- figures ----------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, FOOT, HEAD = 320, 150, 26, 22
"""Of every drawing, in its own units: room below for days, above for numbers."""


def period_words(period: Period) -> str:
    """ "2025", or "Jul–Sep 2026"."""
    if not period.quarter:
        return str(period.year)
    last = period.to_day - timedelta(days=1)
    return f"{date_format(period.first, 'M')}–{date_format(last, 'M')} {period.year}"


def figures(rows: Sequence[Row], ends: Mapping[str, tuple[Fraction, Fraction] | None]) -> list[Finding]:
    """Each subscale with what it found: the share that met its cut, or the mean where it has none."""
    return [_figure(row, ends.get(row.subscale.id)) for row in rows]


def _figure(row: Row, ends: tuple[Fraction, Fraction] | None) -> Finding:
    newest, cut = row.newest, row.subscale.figure
    of = say(row.subscale.name)
    if newest is None:
        title = _("Too few answers to show")
    elif cut is not None and newest.met is not None:
        title = _("%(met)d of %(all)d %(says)s") % {
            "met": newest.met,
            "all": newest.counted or 0,
            "says": cut.says.in_language(language()),
        }
    else:
        title = _("%(what)s: %(mean)s on average") % {"what": of.text, "mean": _number(newest.mean)}
    marks = [_column(row, place, ends) for place in range(len(row.cells))]
    source = (
        _("The line: %(cut)s. %(source)s.") % {"cut": _cut_words(row.subscale), "source": cut.source} if cut else ""
    )
    return Finding(row.subscale.id, title, of, marks, source, hides=any(cell.is_hidden for cell in row.cells))


def _column(row: Row, place: int, ends: tuple[Fraction, Fraction] | None) -> Mark:
    cell, step = row.cells[place], Fraction(WIDTH, len(row.cells))
    middle = step * place + step / 2
    part = _part(cell, ends)
    height = (HEIGHT - FOOT - HEAD) * (Fraction(1) if part is None else part)
    return Mark(
        when=period_words(cell.period),
        words=_("hidden") if cell.is_hidden else _percent(cell) or _number(cell.mean),
        more=_details(cell),
        x=_length(middle),
        y=_length(HEIGHT - FOOT - height),
        height=_length(height),
        is_hidden=cell.is_hidden,
        is_newest=cell is row.newest,
    )


def _part(cell: Cell, ends: tuple[Fraction, Fraction] | None) -> Fraction | None:
    """How tall a column is, of 1; None where it is hidden, or has no ends to lie between."""
    if cell.share is not None:
        return cell.share
    if cell.mean is None or ends is None or ends[0] == ends[1]:
        return None
    return min(max((cell.mean - ends[0]) / (ends[1] - ends[0]), Fraction(0)), Fraction(1))


def _details(cell: Cell) -> list[str]:
    if cell.is_hidden:
        return [_("hidden")] * 3
    return [str(cell.counted), "–" if cell.met is None else str(cell.met), _number(cell.mean)]


def _percent(cell: Cell) -> str:
    return "" if cell.share is None else f"{shown(cell.share * 100, 0)}%"


def _number(value: Fraction | None) -> str:
    return "–" if value is None else f"{shown(value)}"


def _cut_words(subscale: Subscale) -> str:
    cut = subscale.figure
    assert cut is not None
    sides = {
        "at-least": _("at least %(n)s"),
        "above": _("above %(n)s"),
        "at-most": _("at most %(n)s"),
        "below": _("below %(n)s"),
    }
    return sides[cut.side.value] % {"n": f"{cut.at.normalize():f}"}


def trends(
    scoring: Scoring,
    questionnaire: Questionnaire,
    said: Sequence[tuple[date, Answers]],
    ends: Mapping[str, tuple[Fraction, Fraction] | None],
) -> list[Finding]:
    """A person's own answers through time, the oldest first: a subscale that counted twice or more."""
    told = [(day, {one.subscale: one.value for one in score(scoring, questionnaire, answers)}) for day, answers in said]
    found = []
    for subscale in scoring.subscales:
        values = [(day, value) for day, by_name in told if (value := by_name[subscale.id]) is not None]
        if len(values) > 1:
            found.append(_trend(subscale, values, ends.get(subscale.id)))
    return found


def _trend(
    subscale: Subscale, values: Sequence[tuple[date, Fraction]], ends: tuple[Fraction, Fraction] | None
) -> Finding:
    (before, earlier), (_now, latest) = values[-2:]
    scores = [value for _day, value in values]
    low, high = ends or (min(scores), max(scores))
    room, step = HEIGHT - FOOT - HEAD, Fraction(WIDTH, len(values))
    span = high - low or Fraction(1)
    marks = [
        Mark(
            when=day_words(day),
            words=_number(value),
            more=(),
            x=_length(step * place + step / 2),
            y=_length(HEIGHT - FOOT - room * (value - low) / span),
            is_newest=place == len(values) - 1,
        )
        for place, (day, value) in enumerate(values)
    ]
    better = latest > earlier if subscale.direction is Direction.HIGHER else latest < earlier
    title = (
        _("Much as on %(day)s")
        if latest == earlier
        else _("Better than on %(day)s")
        if better
        else _("Harder than on %(day)s")
    )
    note = _("Higher is better.") if subscale.direction is Direction.HIGHER else _("Lower is better.")
    return Finding(subscale.id, title % {"day": day_words(before)}, say(subscale.name), marks, note)


def square_of(address: str) -> SafeString:
    """An address as a QR code that takes the room it is given."""
    import segno

    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, border=4, dark="#251c2c", light="#ffffff")
    return mark_safe(drawn)  # noqa: S308 - our own drawing of an address of ours


def _length(value: Fraction) -> str:
    """A length as SVG reads it in any language."""
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1")))
