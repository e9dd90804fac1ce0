"""What people fill in here."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.resources.flagging import LONGEST
from alongside.resources.models import Kind, ResourceFlag
from alongside.resources.telling import Told
from alongside.ui.forms import DayField
from alongside.ui.incoming import LARGEST_FILE


class ResourceForm(forms.Form):
    """Everything told of a resource. seen: the version the page showed; token: of this form, so that twice sent is once."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kinds = forms.MultipleChoiceField(
        label=_("What it is for"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "al-picks"}),
    )
    offers = forms.CharField(
        label=_("What it offers"),
        help_text=_("In plain words, as you would tell somebody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    offers_es = forms.CharField(
        label=_("The same in Spanish"),
        help_text=_("It stands on the sheet of somebody who reads Spanish."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "es"}),
    )
    area = forms.CharField(label=_("Area or county"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    web = forms.URLField(label=_("Web address"), max_length=200, required=False, assume_scheme="https")
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    hours = forms.CharField(label=_("Hours"), help_text=_("Such as: weekdays 9 to 5"), max_length=200, required=False)
    cost = forms.CharField(label=_("Cost"), help_text=_("Such as: free"), max_length=120, required=False)
    languages = forms.CharField(label=_("Languages spoken there"), max_length=120, required=False)
    accessibility = forms.CharField(
        label=_("Getting in and around"),
        help_text=_("Step-free, bus stop, interpreter, quiet room."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(
        label=_("Where this comes from"), help_text=_("Such as: their web page, a call with the desk."), max_length=200
    )
    checked_on = DayField(label=_("Checked on"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, today: date, told: Told | None = None, seen: int = 0, data: Any = None) -> None:
        start: dict[str, Any] = {"checked_on": today, "seen": seen, "token": uuid4()}
        if told is not None:
            plain = {name: getattr(told, name) for name in PLAIN}
            start |= {**plain, "kinds": [kind.value for kind in told.kinds]}
        super().__init__(data, initial=start)

    def told(self) -> Told:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Told(kinds=tuple(kind for kind in Kind if kind.value in data["kinds"]), **{n: data[n] for n in PLAIN})


PLAIN: Final = (
    *("name", "offers", "offers_es", "languages", "area", "phone", "web", "address", "hours", "cost"),
    *("accessibility", "source"),
)


class WrongForm(forms.Form):
    """What is wrong."""

    words = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Such as: the number is dead, they moved, they no longer take walk-ins. Name no person served."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """A keeper's answer."""

    answer = forms.ChoiceField(
        label=_("What did you find?"), choices=ResourceFlag.Answer.choices, widget=forms.RadioSelect
    )


class StaleForm(forms.Form):
    """After how many days."""

    days = forms.IntegerField(
        label=_("Mark what nobody checked for"),
        help_text=_("Days, from 7 to 730."),
        min_value=7,
        max_value=730,
    )


class ListForm(forms.Form):
    """A list of resources as a file."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV file of at most 10 MB. Excel and Google Sheets save one for you."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv", "class": "al-file"}),
    )

    def clean_file(self) -> Any:
        """Refuse by size before anything is read."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large: it may have 10 MB. Send it in parts."))
        return found


class TakeForm(forms.Form):
    """The yes to a number of rows: the one that the page had shown."""

    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
