"""A paper that somebody showed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from alongside.qualifications.filing import LONGEST_SEEN, LONGEST_WHAT, NotPossible, Paper
from alongside.qualifications.models import Qualification
from alongside.ui.forms import DayField


class PaperForm(forms.Form):
    """What it is, how it was checked, and its days."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Qualification.Kind.choices)
    what = forms.CharField(
        label=gettext_lazy("Its name, as printed"),
        help_text=gettext_lazy("For a training: the service it is for. No license number is needed."),
        max_length=LONGEST_WHAT,
    )
    seen_as = forms.CharField(
        label=gettext_lazy("How did you check it?"),
        help_text=gettext_lazy("Such as “the original”, or “on the licensing board’s page”."),
        max_length=LONGEST_SEEN,
    )
    from_day = DayField(label=gettext_lazy("Holds from"))
    through = DayField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty if it has no end."), required=False
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"token": uuid4(), "from_day": today})

    def paper(self) -> Paper:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Paper(
            kind=Qualification.Kind(data["kind"]),
            what=data["what"],
            seen_as=data["seen_as"],
            from_day=data["from_day"],
            through=data["through"],
            token=data["token"],
        )

    def refuse(self, problem: NotPossible) -> None:
        """A refusal beside the field it is about."""
        self.add_error(problem.field, str(problem))
