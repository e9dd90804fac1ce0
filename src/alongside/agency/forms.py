"""What an administrator fills in: a choice or a limit, and the day it begins."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.agency.queries import Limit, Matter
from alongside.ui.forms import DayField
from canon.values import Clockless, Setting, Span, ValueFault, read_setting


class FromDayForm(forms.Form):
    """Something that holds from a day on, today or later."""

    from_day = DayField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy("Today or later. What was done before is judged by the policy of its own day."),
    )


class PolicyForm(FromDayForm):
    """What the policy says of one matter."""

    value = forms.ChoiceField(label=gettext_lazy("What does your policy say?"), widget=forms.RadioSelect)
    field_order = ("value", "from_day")

    def __init__(self, matter: Matter, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"value": matter.value or matter.fact.absent, "from_day": today})
        choices = [(choice.value, choice.label) for choice in matter.fact.choices]
        field = self.fields["value"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class LimitForm(FromDayForm):
    """A limit as the agency sets it; empty leaves the code's own."""

    value = forms.CharField(
        label=gettext_lazy("Your limit"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: as the code has it."),
    )
    field_order = ("value", "from_day")

    def __init__(self, limit: Limit, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"value": limit.own, "from_day": today})
        self.limit = limit
        self.fields["value"].help_text = f"{_how_to_write(limit.value)} {_('Empty: as the code has it.')}"

    def clean_value(self) -> str:
        """The limit as a code file writes it: people may leave out what the code's own value already says."""
        said = str(self.cleaned_data["value"]).strip().lstrip("$").replace(",", "")
        if not said:
            return ""
        for text in (said, f"{said} USD", f"{said}.00 USD", f"{said} days", f"{said} hours"):
            try:
                value = read_setting(text)
            except ValueFault:
                continue
            if type(value) is type(self.limit.value) or isinstance(self.limit.value, Clockless):
                return text
        raise forms.ValidationError(_how_to_write(self.limit.value))


def _how_to_write(value: Setting) -> str:
    match value:
        case Span() | Clockless():
            return _('Write it like "30 days".')
        case Decimal():
            return _('Write dollars and cents, like 20.00, or hours, like "2 hours".')
        case _:
            return _("Write a whole number, or true or false.")
