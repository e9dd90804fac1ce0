"""What a board's staff put on a certificate's record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.credentials.models import CertificateEvent
from alongside.credentials.status import Happened
from alongside.ui.forms import DayField


class HappenedForm(forms.Form):
    """Something that happened to a certificate; `last` is the newest entry that the page had seen."""

    kind = forms.ChoiceField(label=gettext_lazy("What happens"), widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("From which day"))
    cause = forms.CharField(
        label=gettext_lazy("Why, in a few words"),
        help_text=gettext_lazy("The holder and the board’s staff see this. The public does not."),
        max_length=200,
        required=False,
    )
    until = DayField(
        label=gettext_lazy("First day it may be given back"),
        help_text=gettext_lazy("For a suspension or a revocation, where a day is set."),
        required=False,
    )
    last = forms.IntegerField(widget=forms.HiddenInput)

    NEED_A_CAUSE: Final = frozenset({Happened.SUSPENDED, Happened.REVOKED, Happened.INACTIVE, Happened.REINSTATED})

    def __init__(self, data: Any = None, *, possible: Sequence[Happened], today: date, last: int) -> None:
        super().__init__(data, initial={"on": today, "last": last})
        labels = dict(CertificateEvent.Kind.choices)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(kind.value, labels[kind.value]) for kind in possible]

    def clean(self) -> None:
        super().clean()
        kind = self.cleaned_data.get("kind")
        if kind and Happened(kind) in self.NEED_A_CAUSE and not self.cleaned_data.get("cause"):
            self.add_error("cause", _("Say why: the holder has a right to know."))
        until, on = self.cleaned_data.get("until"), self.cleaned_data.get("on")
        if until and on and until < on:
            self.add_error("until", _("This day comes before the other."))


class NameForm(forms.Form):
    """Another name on the certificate."""

    name = forms.CharField(label=gettext_lazy("New name on the certificate"), max_length=120)
    cause = forms.CharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("Such as a court order or a marriage record that you have seen."),
        max_length=200,
    )


class OrderForm(forms.Form):
    """An order for the public to read."""

    title = forms.CharField(label=gettext_lazy("Title of the order"), max_length=120)
    summary = forms.CharField(
        label=gettext_lazy("What the public reads"),
        help_text=gettext_lazy("Plain words. Name no person served and nobody who complained."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    effective_on = DayField(label=gettext_lazy("In effect from"))


class WithdrawForm(forms.Form):
    """Why an order is taken back."""

    why = forms.CharField(label=gettext_lazy("Why it is taken back"), max_length=200)


class OrderRuleForm(forms.Form):
    """How this board publishes its orders."""

    from_day = DayField(label=gettext_lazy("For orders in effect from"))
    embargo_days = forms.IntegerField(
        label=gettext_lazy("Days before an order is public"),
        help_text=gettext_lazy("Time to answer or appeal. 0 for at once."),
        min_value=0,
        max_value=365,
    )
    public_months = forms.IntegerField(
        label=gettext_lazy("Months it stays public"),
        help_text=gettext_lazy("Leave empty for as long as the register stands."),
        min_value=1,
        max_value=600,
        required=False,
    )
