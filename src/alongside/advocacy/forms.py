"""Where one spoke up."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from alongside.advocacy.models import SpokeUp
from alongside.advocacy.writing import LONGEST, NotPossible
from alongside.ui.forms import DayField


class SpokeUpForm(forms.Form):
    """What it was about, when, and what one did."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    kind = forms.ChoiceField(
        label=gettext_lazy("What was it about?"),
        choices=SpokeUp.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it was about.")},
    )
    day = DayField(label=gettext_lazy("When?"))
    words = forms.CharField(
        label=gettext_lazy("What did you do?"),
        help_text=gettext_lazy("In a line. Name nobody you support."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"day": today})

    def refuse(self, problem: NotPossible) -> None:
        """A refusal beside the field it is about."""
        self.add_error(problem.field, str(problem))
