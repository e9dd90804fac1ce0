"""What the board's staff fill in: a check, a question to the applicant, a recommendation, a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from alongside.applications.models import Check, Verdict
from alongside.applications.progress import Progress
from alongside.applications.reviewing.actions import Said
from alongside.applications.sections.forms import day_field
from alongside.applications.sections.kinds import CODE
from canon.code import Clause


class CheckForm(forms.Form):
    """How one claim stood up to its source."""

    outcome = forms.ChoiceField(label=_("What did you find?"), choices=Check.Outcome.choices, widget=forms.RadioSelect)
    how = forms.CharField(
        label=_("How"),
        max_length=300,
        help_text=_("Whom you asked or what you looked at, such as the provider’s list."),
    )


class MoreForm(forms.Form):
    """What is asked of the applicant, and which sections open again."""

    sections = forms.MultipleChoiceField(label=_("Open again"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=_("What the applicant will read"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say what is missing and what would do."),
    )

    def __init__(self, progress: Progress, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["sections"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(part.kind.name, part.kind.title) for part in progress.parts if part.kind.name != CODE]


class SaidForm(forms.Form):
    """Grant or deny, with reasons. A denial names the clauses it rests on."""

    verdict = forms.ChoiceField(label=_("What do you say?"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    clauses = forms.MultipleChoiceField(
        label=_("If you deny: the clauses it rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one clause. The applicant reads it with your reason.")},
    )
    through = day_field(_("Last day of the certificate"), required=False)

    def __init__(
        self, clauses: Sequence[Clause], data: Any = None, *, asks_day: date | None = None, read: str = ""
    ) -> None:
        super().__init__(data)
        field = self.fields["clauses"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(clause.id, f"{clause.id}: {clause.says}") for clause in clauses]
        field.required = self.data.get("verdict") != Verdict.GRANT  # who denies names one
        self.first_day = asks_day
        if read:
            self.fields["reason"].help_text = read
        if asks_day is None:
            del self.fields["through"]
        else:
            self.fields["through"].help_text = gettext("Your board has not told how long a certificate runs.")

    def clean(self) -> None:
        super().clean()
        if self.first_day is None or self.cleaned_data.get("verdict") != Verdict.GRANT or "through" in self.errors:
            return
        through: date | None = self.cleaned_data.get("through")
        if through is None or through < self.first_day:
            self.add_error("through", gettext("Say a day to come."))

    @property
    def said(self) -> Said:
        told = self.cleaned_data
        return Said(Verdict(told["verdict"]), told["reason"], tuple(told["clauses"]), told.get("through"))
