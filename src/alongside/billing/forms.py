"""Which code applies, and from when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.billing.codes import Choice, entries, roundings
from alongside.billing.models import Setting, Way
from alongside.ui.forms import DayField


class RuleForm(forms.Form):
    """One decision: for these ways to meet, this code and this rounding, from a day on."""

    setting = forms.ChoiceField(
        label=gettext_lazy("For which services?"), choices=Setting.choices, widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("Held how?"), choices=Way.choices, widget=forms.CheckboxSelectMultiple
    )
    entry = forms.ChoiceField(label=gettext_lazy("Which code?"), required=False)
    rounding = forms.ChoiceField(label=gettext_lazy("How does a begun unit count?"), widget=forms.RadioSelect)
    from_day = DayField(
        label=gettext_lazy("From this day on"),
        help_text=gettext_lazy("A day of the past corrects what was exported, in the next export. Both stay."),
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        first = next(iter(roundings()))
        super().__init__(data, initial={"from_day": today, "rounding": first, "setting": Setting.ONE})
        entry, rounding = self.fields["entry"], self.fields["rounding"]
        assert isinstance(entry, forms.ChoiceField)
        assert isinstance(rounding, forms.ChoiceField)
        entry.choices = [
            ("", _("None: it is not billed")),
            *((own.key, f"{own.name} · {own.says}") for own in entries().values()),
        ]
        rounding.choices = [(own.key, own.says) for own in roundings().values()]

    def choice(self) -> Choice:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        ways = tuple(Way(own) for own in data["ways"])
        return Choice(Setting(data["setting"]), ways, data["entry"], data["rounding"], data["from_day"])
