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
