"""`{% load ui %}`: icons and glyphs, amounts and dates in our words, and what parts need to draw themselves."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import unescape

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, Field
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from alongside.ui import amounts, meters
from alongside.ui.answers import AnswerLook, look_of
from alongside.ui.icons import icon_body

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "lock" %}`: decoration beside a word, so hidden from those who listen."""
    return _icon(name)


@lru_cache(maxsize=512)
def _icon(name: str) -> SafeString:
    body = mark_safe(icon_body(name))  # noqa: S308 - our own file, not input
    return format_html('<svg class="al-ico" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', body)


@register.simple_tag
def glyph(answer: object) -> SafeString:
    """`{% glyph "refer" %}`: an answer's shape; always beside its word."""
    return _glyph(look_of(answer).name)


@lru_cache(maxsize=64)
def _glyph(name: str) -> SafeString:
    body = mark_safe(look_of(name).glyph)  # noqa: S308 - our own drawings
    return format_html(
        '<svg class="al-glyph" viewBox="0 0 48 48" fill="none" aria-hidden="true" focusable="false">{}</svg>', body
    )


@register.simple_tag
def mark(answer: object, word: object) -> SafeString:
    """`{% mark words.answer words.word %}`: what `<c-mark>` draws, for tables of many rows."""
    return _mark(look_of(answer).name, str(word))


@lru_cache(maxsize=512)
def _mark(name: str, word: str) -> SafeString:
    return format_html('<span class="al-mark {}">{}{}</span>', look_of(name).css, _glyph(name), word)


@register.filter
def look(answer: object) -> AnswerLook:
    """`{{ ruling.answer|look }}` has word, term and css."""
    return look_of(answer)


@register.filter
def money(dollars: Decimal | int | str | None) -> str:
    """`{{ gift.value|money }}` -> "$30.00"; nothing for nothing, and what is no number stays as it is."""
    if dollars in (None, ""):
        return ""
    try:
        return amounts.money_words(dollars)
    except InvalidOperation:
        return str(dollars)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """`{{ lapses_on|day }}` -> "June 30, 2028"."""
    return amounts.day_words(value) if value else ""


@register.filter(expects_localtime=True)
def weekday(value: date | None) -> str:
    """`{{ today|weekday }}` -> "Thursday, November 19"."""
    return amounts.weekday_words(value) if value else ""


@register.filter(expects_localtime=True)
def clock(value: datetime | time | None) -> str:
    """`{{ starts_at|clock }}` -> "6:30 pm"."""
    return amounts.clock_words(value) if value else ""


@register.filter
def hours(value: Decimal | float | int | str | None) -> str:
    """`{{ held|hours }}` -> "1.25 h"."""
    return "" if value in (None, "") else amounts.hours_words(value)


@register.filter
def spelled(count: int) -> str:
    """`{{ codes|length|spelled }}` -> "five"; `|spelled|capfirst` at the start of a sentence."""
    return amounts.number_words(int(count))


@register.filter
def days_left(days: int) -> str:
    """`{{ clock.days|days_left }}` -> "6 days left", "ends today", "2 days past"."""
    return amounts.days_left_words(int(days))


@register.simple_tag
def meter_bar(have: Decimal | int | str, need: Decimal | int | str, planned: Decimal | int | str = 0) -> meters.Bar:
    """`{% meter_bar have need planned as bar %}`: the lengths of a duty's bar."""
    return meters.bar(have, need, planned)


@register.simple_tag
def meter_pips(have: int, need: int, planned: int = 0) -> list[str]:
    """`{% meter_pips have need planned as pips %}`: one word per pip."""
    return meters.pips(int(have), int(need), int(planned or 0))


@register.simple_tag
def near_pages(page: "Page[object]") -> Sequence[int | str]:
    """The page numbers worth a link, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """This page's address with another page number, its search and filters kept."""
    request = context.get("request")
    if request is None:
        return f"?page={number}"
    others = vars(request).get("_but_the_page")
    if others is None:
        query = request.GET.copy()
        query.pop("page", None)
        others = vars(request)["_but_the_page"] = f"?{query.urlencode()}&" if query else "?"
    return f"{others}page={number}"


@register.filter
def mistakes(form: BaseForm) -> list[tuple[str, str]]:
    """(field id, message) for everything a form found; an empty id where the whole form is meant."""
    found = [("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        found += [(bound.id_for_label or bound.auto_id, _without_links(said)) for said in _said_of(bound, named=True)]
    return found


def _without_links(said: str) -> str:
    """A message that leads to its field leads nowhere else, such as to the clause it names."""
    return unescape(strip_tags(said)) if isinstance(said, SafeString) else said


@register.filter
def field_mistakes(bound: BoundField) -> list[str]:
    """What stands above one field that has to be looked at again."""
    return _said_of(bound, named=False)


def _said_of(bound: BoundField, *, named: bool) -> list[str]:
    """A field's messages; one left empty is asked for by its own name where it is not in sight."""
    said = []
    for error in bound.errors.as_data():
        if error.code != "required" or str(error.message) != str(Field.default_error_messages["required"]):
            said += [str(message) for message in error.messages]
        elif named:
            said.append(gettext("“%(label)s” needs an answer") % {"label": bound.label})
        else:
            said.append(gettext("This needs an answer"))
    return said


@register.filter
def things_to_look_at(count: int) -> str:
    """The title of an error summary: "Two things to look at"."""
    words = ngettext("%(count)s thing to look at", "%(count)s things to look at", count)
    return capfirst(words % {"count": amounts.number_words(count, before_noun=True)})


@register.filter
def term(answer: object) -> str:
    """`{{ ruling.answer|term }}` -> "prohibited": the term of art inside a line, so in small letters."""
    words = str(look_of(answer).term)
    return words[:1].lower() + words[1:]
