"""Forms drawn our way: `FORM_RENDERER = "alongside.ui.forms.PartsRenderer"`, then `{{ form }}` is all a template says.

A form comes with its error summary; each field with label, hint, error above the input and `aria-describedby` that
names both; radios and checkboxes as tiles a thumb can hit. Only the layout is ours: names, values, ids and the
`required`, `aria-invalid` and `aria-describedby` attributes are Django's.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import django.forms
from django.forms.renderers import BaseRenderer
from django.template.backends.base import BaseEngine
from django.template.backends.django import DjangoTemplates

F = TypeVar("F", bound=django.forms.Form)

_OURS = Path(__file__).parent / "templates" / "renderer"
_DJANGOS = Path(django.forms.__file__).parent / "templates"


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


class DayInput(django.forms.DateInput):
    """A day from the browser's own calendar, which takes the day it starts with in this one format alone."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LongForm(django.forms.Form):
    """A form of which only what is asked and was filled in is checked: of forty fields, a contact fills in ten.

    `changes_only` names the fields that a form changes; the others stay those of its class.
    """

    def not_asked(self) -> Collection[str]:
        """Fields that this answer asks nothing of: they are not checked, and stand in `cleaned_data` no more."""
        return ()

    def full_clean(self) -> None:
        self._whole, self._left = self.fields, {}
        if self.is_bound:
            out = frozenset(self.not_asked())
            self._left = {name: own for name, own in _left_empty(self).items() if name not in out}
            self.fields = {name: own for name, own in self._whole.items() if name not in out and name not in self._left}
        try:
            super().full_clean()
        finally:
            self.fields = self._whole

    def clean(self) -> dict[str, Any]:
        self.fields = self._whole  # before an error is put to one of them
        self.cleaned_data |= {name: list(own) if isinstance(own, list) else own for name, own in self._left.items()}
        return super().clean() or self.cleaned_data


def _left_empty(form: LongForm) -> dict[str, Any]:
    """What is clean of each field that was sent empty, or not at all."""
    known = form.base_fields.if_empty if isinstance(form.base_fields, _Shared) else {}
    return {name: own for name, own in known.items() if form.data.get(form.add_prefix(name), "") == ""}


def changes_only(*names: str) -> Callable[[type[F]], type[F]]:
    """A long form whose fields stay those of its class, but for these, which each form changes and so has of its own.

    Django copies every field for every form; of a form with forty of them that takes longer than checking what was typed.
    """

    def share(form: type[F]) -> type[F]:
        form.base_fields = _Shared(form.base_fields, names)
        return form

    return share


class _Shared(dict[str, django.forms.Field]):
    """The fields of a class, whose copy is a copy of a few."""

    def __init__(self, fields: Mapping[str, django.forms.Field], changed: Collection[str]) -> None:
        super().__init__(fields)
        self._changed = frozenset(changed)
        if missing := self._changed - self.keys():
            raise ValueError(f"no field is named {', '.join(sorted(missing))}")

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, django.forms.Field]:
        return {name: deepcopy(own, memo) if name in self._changed else own for name, own in self.items()}

    @cached_property
    def if_empty(self) -> dict[str, Any]:
        """What Django makes of each shared field that need not be filled in, and is not: always the same."""
        shared = {name: own for name, own in self.items() if name not in self._changed and not own.required}
        plain = (django.forms.CharField, django.forms.ChoiceField, django.forms.DateField, django.forms.UUIDField)
        return {name: own.clean("") for name, own in shared.items() if isinstance(own, plain)}
