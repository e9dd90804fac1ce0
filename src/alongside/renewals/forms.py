"""The forms of renewing, of telling a board, and of auditing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.evidence.forms import EvidenceField
from alongside.renewals.models import ActionReview, AuditOutcome, LegalAction, Renewal
from alongside.ui.forms import DayField


def _day(label: Any, **words: Any) -> forms.DateField:
    return DayField(label=label, **words)


class RenewForm(forms.Form):
    """What only the holder can say."""

    declares = forms.ChoiceField(
        label=gettext_lazy("Is there a legal action that may bear on your peer work?"),
        help_text=gettext_lazy(
            "Such as a court case, a charge, a conviction, losing a job, or a matter before another board."
        ),
        choices=Renewal.Declares.choices,
        widget=forms.RadioSelect,
    )
    fee_reference = forms.CharField(
        label=gettext_lazy("Payment reference"),
        help_text=gettext_lazy("If your board has asked for a fee and you have paid it."),
        max_length=60,
        required=False,
    )
    is_true = forms.BooleanField(
        label=gettext_lazy(
            "What I say here is true and complete. I know that a false or missing answer can cost me the renewal."
        ),
        error_messages={"required": gettext_lazy("Tick this, or leave the page: nothing is sent.")},
    )


class DecideForm(forms.Form):
    """Renew, or say why not."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[("renew", gettext_lazy("Renew it")), ("refuse", gettext_lazy("Do not renew it yet"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("If not, why, and what would change it"),
        help_text=gettext_lazy("The holder reads this and may ask again."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RuleForm(forms.Form):
    """How renewals go at this board."""

    from_day = _day(gettext_lazy("From"))
    is_automatic = forms.ChoiceField(
        label=gettext_lazy("When everything that is asked is met"),
        choices=[
            ("no", gettext_lazy("Our staff confirm each renewal")),
            ("yes", gettext_lazy("It renews by itself")),
        ],
        widget=forms.RadioSelect,
    )
    reminder_days = forms.CharField(
        label=gettext_lazy("Remind so many days before the last one"),
        help_text=gettext_lazy("Numbers with a comma between them, such as 90, 60, 30, 14, 7, 1."),
        max_length=80,
    )

    def clean_reminder_days(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["reminder_days"].split(",") if part.strip()]
        if not parts or not all(part.isdecimal() and 0 < int(part) <= 365 for part in parts):
            raise forms.ValidationError(_("Write days from 1 to 365, with a comma between them."))
        return [int(part) for part in parts]


class ActionForm(forms.Form):
    """A legal action."""

    code = forms.ChoiceField(label=gettext_lazy("Which board do you tell?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it?"), choices=LegalAction.Kind.choices, widget=forms.RadioSelect
    )
    began_on = _day(
        gettext_lazy("On which day was it filed?"),
        help_text=gettext_lazy("Where nothing is filed, as when you lose a job, the day it happened."),
    )
    words = forms.CharField(
        label=gettext_lazy("What the board should know"),
        help_text=gettext_lazy("In your own words, as much as you like. Name no person you serve."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = EvidenceField(label=gettext_lazy("A paper that shows it"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, codes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, files)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(codes)
        if len(codes) == 1:
            field.initial = codes[0][0]
            field.widget = forms.HiddenInput()


class ResolutionForm(forms.Form):
    """How it ended."""

    ended_on = _day(gettext_lazy("On which day did it end?"))
    words = forms.CharField(
        label=gettext_lazy("How it ended"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = EvidenceField(label=gettext_lazy("A paper that shows it"), required=False)


class ReviewForm(forms.Form):
    """What the board does with a legal action."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What follows?"), choices=ActionReview.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("What you tell them"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class AuditForm(forms.Form):
    """A sample to be drawn."""

    code = forms.ChoiceField(label=gettext_lazy("Which credential?"), widget=forms.RadioSelect)
    first = _day(gettext_lazy("Renewed from"))
    last = _day(gettext_lazy("Renewed until"))
    percent = forms.IntegerField(label=gettext_lazy("Of a hundred, look at"), min_value=1, max_value=100)
    due_on = _day(gettext_lazy("Evidence is asked for by"))

    def __init__(self, data: Any = None, *, codes: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(data, initial={"last": today, "percent": 10})
        self._today = today
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(codes)
        if len(codes) == 1:
            field.initial = codes[0][0]
            field.widget = forms.HiddenInput()

    def clean(self) -> None:
        super().clean()
        first, last, due = (self.cleaned_data.get(name) for name in ("first", "last", "due_on"))
        if first and last and last < first:
            self.add_error("last", _("This day comes before the other."))
        if due and due < self._today:
            self.add_error("due_on", _("That day is past. Leave people time to answer."))


class OutcomeForm(forms.Form):
    """How a case closes."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you find?"), choices=AuditOutcome.Outcome.choices, widget=forms.RadioSelect
    )
    hours_short = forms.DecimalField(
        label=gettext_lazy("Hours missing"), min_value=0, max_digits=5, decimal_places=2, required=False
    )
    says = forms.CharField(
        label=gettext_lazy("What you tell them, and what follows"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("outcome") == AuditOutcome.Outcome.SHORT and not self.cleaned_data.get("hours_short"):
            self.add_error("hours_short", _("Say how many hours are missing."))
