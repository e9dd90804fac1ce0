"""Forms drawn our way: `FORM_RENDERER = "alongside.ui.forms.PartsRenderer"`, then `{{ form }}` is all a template says.

A form comes with its error summary; each field with label, hint, error above the input and `aria-describedby` that
names both; radios and checkboxes as tiles a thumb can hit. Only the layout is ours: names, values, ids and the
`required`, `aria-invalid` and `aria-describedby` attributes are Django's.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import BaseRenderer
from django.template.backends.base import BaseEngine
from django.template.backends.django import DjangoTemplates

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
