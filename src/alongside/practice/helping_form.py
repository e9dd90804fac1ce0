"""The part of a contact's form about help that codes draw a line through. Folded, nothing chosen, it asks nothing."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.practice.helping import DRIVEN, KINDS, MEDICATION, OPINION, RIDE, Help, help_in
from alongside.practice.models import Contact
from alongside.ui.forms import LongForm

FIELDS: Final = {"rides": RIDE, "medication": MEDICATION, "opinions": OPINION}
LAWFUL: Final = {"yes": True, "no": False, "dont-know": None}


class HelpFields(LongForm):
    """A ride, medication, an opinion: any number of each."""

    rides = forms.MultipleChoiceField(
        label=gettext_lazy("A ride"),
        choices=list(KINDS[RIDE].items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lawful = forms.ChoiceField(
        label=gettext_lazy("If you drive: are your license, the insurance and all else the law asks in order?"),
        choices=[
            ("", "—"),
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
            ("dont-know", gettext_lazy("I am not sure")),
        ],
        required=False,
    )
    medication = forms.MultipleChoiceField(
        label=gettext_lazy("Help with medication"),
        choices=list(KINDS[MEDICATION].items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinions = forms.MultipleChoiceField(
        label=gettext_lazy("My opinion on treatment"),
        choices=list(KINDS[OPINION].items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    HELP: Final = tuple(FIELDS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not DRIVEN.isdisjoint(data.get("rides", ())) and not data.get("lawful"):
            self.add_error("lawful", _("Say whether it is in order, or that you are not sure."))
        return data

    def helps(self) -> tuple[Help, ...]:
        """As the actions take it; only once the form is valid."""
        data = self.cleaned_data
        return tuple(
            Help(act, kind, LAWFUL.get(data["lawful"]) if act == RIDE else None)
            for name, act in FIELDS.items()
            for kind in data[name]
        )

    @property
    def has_help(self) -> bool:
        """Whether this part of the form is in use, so that it stands open."""
        return "lawful" in self.errors or any(self[name].value() for name in FIELDS)


def help_typed(contact: Contact) -> dict[str, list[str]]:
    """How a form about the same help begins. Whether the law's demands were met is asked on the day."""
    rows = list(help_in(contact))
    return {name: [row.kind for row in rows if row.act == act] for name, act in FIELDS.items()}
