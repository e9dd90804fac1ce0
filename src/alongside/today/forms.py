"""The supervisor's decision, and their look again at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.rulings.actions import LONGEST_WORDS, Decided
from alongside.rulings.models import Referral
from alongside.ui.forms import DayField


class DecisionForm(forms.Form):
    """What is decided, in the supervisor's own words, and when to look at it again."""

    decision = forms.ChoiceField(label=_("What did you two decide?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("The worker and you read this. Name no person served. Bounds have to be said."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = DayField(label=_("Look at it again on"), required=False)

    def __init__(self, *args: Any, open_decisions: Sequence[Referral.Decision], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["decision"].choices = [(own.value, own.label) for own in open_decisions]  # type: ignore[attr-defined]

    def clean_review_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("That day has passed already. Choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == Referral.Decision.WITH_BOUNDS and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say which bounds you set."))
        if cleaned.get("decision") == Referral.Decision.WITH_BOUNDS and cleaned.get("review_on", self.today) is None:
            self.add_error("review_on", _("Bounds need a day to look at them again. Choose one."))
        return cleaned

    def decided(self) -> Decided:
        """What was decided, once the form is valid."""
        chosen = self.cleaned_data
        return Decided(Referral.Decision(chosen["decision"]), chosen["words"].strip(), chosen["review_on"])


class LookAgainForm(forms.Form):
    """Whether a decision stands, and when to look once more."""

    stands = forms.ChoiceField(
        label=_("Does it still stand?"),
        choices=[("yes", _("Yes, as it was decided")), ("no", _("No, not any more"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("The worker and you read this. Name no person served."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = DayField(label=_("Look once more on"), required=False)
