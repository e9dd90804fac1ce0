"""Forms drawn our way: `FORM_RENDERER = "alongside.ui.forms.PartsRenderer"`, then `{{ form }}` is all a template says.

A form comes with its error summary; each field with label, hint, error above the input and `aria-describedby` that
names both; radios and checkboxes as tiles a thumb can hit. Only the layout is ours: names, values, ids and the
`required`, `aria-invalid` and `aria-describedby` attributes are Django's.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from copy import deepcopy
from datetime import date, time
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import django.forms
from django.forms.renderers import BaseRenderer
from django.template.backends.base import BaseEngine
from django.template.backends.django import DjangoTemplates
from django.utils.datastructures import MultiValueDict

Choice = tuple[str, Any]
F = TypeVar("F", bound=django.forms.Form)

_OURS = Path(__file__).parent / "templates" / "renderer"
_DJANGOS = Path(django.forms.__file__).parent / "templates"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d)", re.ASCII)


class PartsRenderer(BaseRenderer):
    """Looks for a form's templates among ours, then among Django's own; never among those of apps."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "django/forms/formsets/div.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> BaseEngine:
        return DjangoTemplates(
            {
                "NAME": "parts",
                "DIRS": [str(_OURS), str(_DJANGOS)],
                "APP_DIRS": False,
                "OPTIONS": {"builtins": ["alongside.ui.templatetags.ui", "django.templatetags.i18n"]},
            }
        )

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)


def lines(rows: int) -> django.forms.Textarea:
    """A field for so many lines of words."""
    return django.forms.Textarea(attrs={"rows": rows})


class DayInput(django.forms.DateInput):
    """A day from the browser's own calendar, which takes the day it starts with in this one format alone."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(django.forms.DateField):
    """A day, as a browser's own calendar sends it or as it is typed by hand."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and (sent := _DAY.fullmatch(value)):
            with suppress(ValueError):  # no such day, as Django then says
                return date(int(sent[1]), int(sent[2]), int(sent[3]))
        return super().to_python(value)


class TimeInput(django.forms.TimeInput):
    """A time of day from the browser's own clock, which takes the time it starts with in this one format alone."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TimeField(django.forms.TimeField):
    """A time of day, as a browser's own clock sends it or as it is typed by hand."""

    widget = TimeInput

    def __init__(self, **words: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"], **words)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and (sent := _TIME.fullmatch(value)):
            with suppress(ValueError):  # no such time, as Django then says
                return time(int(sent[1]), int(sent[2]))
        return super().to_python(value)


class LongForm(django.forms.Form):
    """A form of which only what is asked and was filled in is checked: of forty fields, a contact fills in ten.

    With `shares_fields` its fields stay those of its class, and an answer that is always clean is not cleaned again.
    What a form offers of its own, for an `OfferedChoice`, is told by `offer_choices`.
    """

    def __init__(self, data: Any = None, **words: Any) -> None:
        self._offers: dict[str, Callable[[], Iterable[Choice]]] = {}
        self._looked_up: dict[str, list[Choice]] = {}
        super().__init__(data, label_suffix="", **words)  # which no part of ours draws

    def offer_choices(self, name: str, choices: Callable[[], Iterable[Choice]]) -> None:
        """Let these be chosen; they are looked up once the list is drawn or one was chosen."""
        self._offers[name] = choices
        self._looked_up.pop(name, None)

    def choices_of(self, name: str) -> list[Choice]:
        """What was offered, looked up once."""
        if name not in self._looked_up:
            self._looked_up[name] = list(self._offers[name]()) if name in self._offers else []
        return self._looked_up[name]

    def not_asked(self) -> Collection[str]:
        """Fields that this answer asks nothing of: they are not checked, and stand in `cleaned_data` no more."""
        return ()

    def full_clean(self) -> None:
        self._whole, self._clean = self.fields, {}
        if self.is_bound:
            out = frozenset(self.not_asked())
            self._clean = {name: own for name, own in _always_clean(self).items() if name not in out}
            done = out | self._clean.keys()
            self.fields = {name: own for name, own in self._whole.items() if name not in done}
        try:
            super().full_clean()
        finally:
            self.fields = self._whole

    def clean(self) -> dict[str, Any]:
        self.fields = self._whole  # before an error is put to one of them
        self.cleaned_data |= self._clean
        return super().clean() or self.cleaned_data


class OfferedChoice(django.forms.ChoiceField):
    """One of what the form offers. A form has this field of its own only once it is drawn or something was chosen."""

    def get_bound_field(self, form: django.forms.BaseForm, field_name: str) -> django.forms.BoundField:
        assert isinstance(form, LongForm)
        own = deepcopy(self)
        own.choices = partial(form.choices_of, field_name)  # Django asks it each time
        return django.forms.BoundField(form, own, field_name)


class OfferedChoices(OfferedChoice, django.forms.MultipleChoiceField):
    """Any number of what the form offers."""


def shares_fields(form: type[F]) -> type[F]:
    """A long form whose fields stay those of its class: none of its forms may change one.

    Django copies every field for every form; of a form with forty of them that takes longer than checking what was typed.
    """
    form.base_fields = _Shared(form)
    return form


class _Shared(dict[str, django.forms.Field]):
    """The fields of a class, of which no form has a copy."""

    def __init__(self, form: type[django.forms.Form]) -> None:
        super().__init__(form.base_fields)
        self._of_this_form_alone = frozenset(name for name in self if hasattr(form, f"clean_{name}"))

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, django.forms.Field]:
        return dict(self)

    @cached_property
    def always_clean(self) -> dict[str, dict[str | None, Any]]:
        """What Django makes of an answer wherever it is given: a field left empty, one of the choices of its class.

        By field and by what was sent, None where nothing was.
        """
        known = {name: _known(own) for name, own in self.items() if name not in self._of_this_form_alone}
        return {name: answers for name, answers in known.items() if answers}


def _known(field: django.forms.Field) -> dict[str | None, Any]:
    """By what may be sent, what is clean of it: only where the field and what was sent alone decide that."""
    plain = (
        django.forms.BooleanField,
        django.forms.CharField,
        django.forms.ChoiceField,
        django.forms.DateField,
        django.forms.TimeField,
        django.forms.UUIDField,
    )
    if field.disabled or not isinstance(field, plain):
        return {}

    def cleaned(**sent: str) -> Any:
        return field.clean(field.widget.value_from_datadict(sent, {}, "own"))

    known: dict[str | None, Any] = {}
    if isinstance(field, django.forms.MultipleChoiceField):
        known = {} if field.required else {None: tuple(cleaned())}  # nobody can change what all forms share
    elif not field.required:
        known = {None: cleaned(), "": cleaned(own="")}
    if type(field) is django.forms.ChoiceField and isinstance(field.choices, list):
        known |= {
            str(key): cleaned(own=str(key)) for key, words in field.choices if key and not isinstance(words, list)
        }
    return known


def _always_clean(form: LongForm) -> dict[str, Any]:
    """What is clean of each field without asking it."""
    if not isinstance(form.base_fields, _Shared):
        return {}
    sent, prefix = _sent(form.data), form.add_prefix("")
    found = {}
    for name, known in form.base_fields.always_clean.items():
        answer = sent.get(prefix + name)
        if (answer is None or isinstance(answer, str)) and answer in known:
            found[name] = known[answer]
    return found


def _sent(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was sent by each name; where it was sent more than once, all of it."""
    if isinstance(data, MultiValueDict):
        return {name: own[0] if len(own) == 1 else own or None for name, own in data.lists()}
    return data
