"""The part of a contact's form about reaching somebody by telephone or online. It is asked where a code rules on that."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.practice.reaching import FROM_AFAR, Reach
from alongside.ui.forms import LongForm

YES_NO: Final = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
SAID: Final = {"yes": True, "no": False}


class ReachFields(LongForm):
    """Whether the way was one for private words, and whether the supervisor was asked. Nothing is chosen beforehand.

    asked_reach: what the page asked, so that it is known which answer is missing: "way" and "supervisor"
    """

    asked_reach = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    reach_secure = forms.ChoiceField(
        label=gettext_lazy("By phone or online: was it a way your agency allows for private words?"),
        help_text=gettext_lazy("A private text, a social media message or a home e-mail usually is not."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    reach_asked = forms.ChoiceField(
        label=gettext_lazy("Did you ask your supervisor before using their number or address?"),
        help_text=gettext_lazy(
            "Your agency has no policy on contact details on file, so your code asks for this first."
        ),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    REACH: Final = ("reach_secure", "reach_asked")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("asked_reach") and data.get("how") in FROM_AFAR:
            asked = data["asked_reach"].split()
            if "way" in asked and not data.get("reach_secure"):
                self.add_error("reach_secure", _("Say whether it was a way your agency allows."))
            if "supervisor" in asked and not data.get("reach_asked"):
                self.add_error("reach_asked", _("Say whether you asked your supervisor first."))
        return data

    def reach(self) -> Reach:
        """As the actions take it; only once the form is valid."""
        data = self.cleaned_data
        return Reach(SAID.get(data["reach_secure"]), SAID.get(data["reach_asked"]))
