"""A section as it was typed: kept as text, word for word, and read again each time to say what is missing.

Nothing typed is thrown away because it is wrong or unfinished; a sheet is complete once its forms accept it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _, ngettext

from alongside.applications.sections.asked import Asked
from alongside.applications.sections.forms import HistoryForm, SectionForm
from alongside.ui.amounts import day_words, hours_words

Content: TypeAlias = dict[str, Any]
"""What a section keeps, as JSON: text by field; or, where there are several of a kind, under "entries"."""

MOST_ENTRIES: Final = 20
LARGEST: Final = 60_000
"""Letters in one section: more than anyone types, less than would burden a page."""


@dataclass(frozen=True)
class Line:
    """What was answered, in words."""

    label: str
    value: str


@dataclass(frozen=True)
class Claim:
    """Something an applicant says that can be held against its source. `key` is unique within the application."""

    key: str
    says: str


class TooLong(ValueError):
    """A section held more text than one may. Nothing was saved."""

    code = "too-long"


class Sheet:
    """What was typed in a section of one form."""

    entries_at_a_time = 0

    def __init__(self, kind: str, form: type[SectionForm], asked: Asked, content: Content) -> None:
        self.kind, self.form_class, self.asked, self.content = kind, form, asked, content
        self.bound = form(asked, _bindable(content))
        self.is_complete = self.bound.is_valid()

    def forms_to_show(self, *, with_mistakes: bool, known: Content | None = None) -> list[SectionForm]:
        """The forms of a page: as typed, with what is wrong where that was asked for; untouched, with what is known."""
        if with_mistakes:
            return [self.bound]
        return [self.form_class(self.asked, initial=self.content if self.is_begun else known)]

    @property
    def is_begun(self) -> bool:
        return any(self.content.values())

    @property
    def is_wrong(self) -> bool:
        """Whether something typed cannot be so, beyond what is only missing."""
        return _is_wrong(self.bound)

    @property
    def missing(self) -> list[str]:
        """What is still to be told, by the labels of the page."""
        return _missing(self.bound)

    @property
    def hours(self) -> Decimal:
        return Decimal(0)

    def said(self) -> list[dict[str, Any]]:
        """What was told, as values; empty while the section is not complete."""
        return [self.bound.cleaned_data] if self.is_complete else []

    def lines(self) -> list[list[Line]]:
        return [_lines(self.bound)]

    def claims(self) -> list[Claim]:
        names = self.form_class.claims
        if isinstance(self.bound, HistoryForm) and self.is_complete and self.bound.declared:
            declared = ngettext("%(n)d thing declared", "%(n)d things declared", self.bound.declared)
            return [Claim(self.kind, declared % {"n": self.bound.declared})]
        return [Claim(self.kind, _claimed(self.bound, names))] if names and self.is_complete else []


class EntriesSheet(Sheet):
    """What was typed in a section of several entries of a kind, with the hours that the board asks in all."""

    entries_at_a_time = 1

    def __init__(
        self, kind: str, form: type[SectionForm], asked: Asked, content: Content, *, hours: str, is_needed: bool
    ) -> None:
        self.kind, self.form_class, self.asked, self.content = kind, form, asked, content
        self.needed_hours = asked.hours(hours)
        entries = content.get("entries", [])
        self.entries = [
            form(asked, _bindable(entry, f"entry-{n}"), prefix=f"entry-{n}") for n, entry in enumerate(entries)
        ]
        for entry in self.entries:
            entry.full_clean()  # each, also after one that is not accepted
        self.accepted = all(entry.is_valid() for entry in self.entries)
        self.is_complete = self.accepted and not self.short_of and (bool(self.entries) or not is_needed)

    def forms_to_show(self, *, with_mistakes: bool, known: Content | None = None) -> list[SectionForm]:
        """Every entry, and an empty one. Nothing is known of it beforehand."""
        shown = list(self.entries)
        if not with_mistakes:
            typed = self.content.get("entries", [])
            shown = [self.form_class(self.asked, prefix=f"entry-{n}", initial=entry) for n, entry in enumerate(typed)]
        if len(shown) < MOST_ENTRIES:
            shown.append(self.form_class(self.asked, prefix=f"entry-{len(shown)}"))
        return shown

    @property
    def is_begun(self) -> bool:
        return bool(self.entries)

    @property
    def is_wrong(self) -> bool:
        return any(_is_wrong(entry) for entry in self.entries)

    @property
    def hours(self) -> Decimal:
        return sum((entry.cleaned_data.get("hours") or Decimal(0) for entry in self.entries), Decimal(0))

    @property
    def short_of(self) -> Decimal:
        """Hours that the board asks beyond those told."""
        return max(self.needed_hours - self.hours, Decimal(0)) if self.needed_hours else Decimal(0)

    @property
    def missing(self) -> list[str]:
        found = list(dict.fromkeys(label for entry in self.entries for label in _missing(entry)))
        if self.short_of:
            found.append(_("%(hours)s more") % {"hours": hours_words(self.short_of)})
        elif not self.entries:
            found.append(_("one entry at least"))
        return found

    def said(self) -> list[dict[str, Any]]:
        return [entry.cleaned_data for entry in self.entries if entry.is_valid()]

    def lines(self) -> list[list[Line]]:
        return [_lines(entry) for entry in self.entries]

    def claims(self) -> list[Claim]:
        return [
            Claim(f"{self.kind}-{n}", _claimed(entry, self.form_class.claims))
            for n, entry in enumerate(self.entries)
            if entry.is_valid()
        ]


def typed_one(form: SectionForm, data: QueryDict) -> Content:
    """What a page of one form sent. Raises TooLong."""
    return _fitting(dict(_typed(form, data)))


def typed_entries(form: type[SectionForm], asked: Asked, data: QueryDict) -> Content:
    """What a page of entries sent: those with nothing in them, or marked to be taken out, are left out. Raises TooLong."""
    entries = []
    for n in range(MOST_ENTRIES):
        own = form(asked, prefix=f"entry-{n}")
        entry = dict(_typed(own, data))
        if any(value.strip() for value in entry.values()) and not data.get(f"entry-{n}-remove"):
            entries.append(entry)
    return _fitting({"entries": entries})


def _typed(form: SectionForm, data: QueryDict) -> Iterator[tuple[str, str]]:
    for name in form.fields:
        yield name, data.get(form.add_prefix(name), "").replace("\x00", "")


def _fitting(content: Content) -> Content:
    if len(str(content)) > LARGEST:
        raise TooLong
    return content


def _bindable(content: Mapping[str, Any], prefix: str = "") -> MultiValueDict[str, str]:
    return MultiValueDict({f"{prefix}-{name}" if prefix else name: [str(value)] for name, value in content.items()})


def _missing(form: forms.Form) -> list[str]:
    wanting = form.errors.as_data()
    return [
        str(form.fields[name].label)
        for name, errors in wanting.items()
        if name in form.fields and all(error.code == "required" for error in errors)
    ]


def _is_wrong(form: forms.Form) -> bool:
    return any(error.code != "required" for errors in form.errors.as_data().values() for error in errors)


def _lines(form: SectionForm) -> list[Line]:
    """Every field with something in it: as a value in words where it could be read, else as it was typed."""
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
        typed = form.data.get(form.add_prefix(name), "")
        if value not in (None, "") or typed:
            found.append(Line(str(field.label), _in_words(field, value if value not in (None, "") else typed)))
    return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for name, label in field.widget.choices if name == value), str(value))
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Decimal):
        return hours_words(value)
    return str(value)


def _claimed(form: SectionForm, names: Sequence[str]) -> str:
    told = [str(form.cleaned_data[name]) for name in names]
    if form.cleaned_data.get("hours"):
        told.append(hours_words(form.cleaned_data["hours"]))
    return ", ".join(told)
