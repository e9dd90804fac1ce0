"""The forms of an ending: asked for, the person's own, staffed; and a try to reach somebody that was not planned."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.caseload.forms import protected_ground
from alongside.people import clock
from alongside.practice.closing import Staffing
from alongside.practice.forms import HOWS, YES_NO
from alongside.practice.leaving import LONGEST, Ending
from alongside.practice.models import Closing, How
from alongside.practice.trying import Try
from alongside.ui.forms import DayField, TimeField, lines


def _none_wanted() -> forms.BooleanField:
    return forms.BooleanField(label=gettext_lazy("They wanted to plan no next steps"), required=False)


class CloseForm(forms.Form):
    """Why, what comes next, and how to come back."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why is it ending?"), choices=Closing.Ground.choices, widget=forms.RadioSelect
    )
    is_protected_ground = protected_ground(YES_NO)
    reason = forms.CharField(label=gettext_lazy("The reason, for their file"), max_length=LONGEST, widget=lines(3))
    next_steps = forms.CharField(
        label=gettext_lazy("Next steps in their recovery"),
        help_text=gettext_lazy("Their file closes once these are in it, or that they wanted none."),
        max_length=LONGEST,
        required=False,
        widget=lines(3),
    )
    wants_no_steps = _none_wanted()
    way_back = forms.CharField(
        label=gettext_lazy("How they can come back"), max_length=LONGEST, required=False, widget=lines(2)
    )

    def ending(self) -> Ending:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Ending(data["reason"], data["next_steps"], data["way_back"], data["wants_no_steps"])


class EndForm(forms.Form):
    """The person wishes to end. No reason is asked."""

    words = forms.CharField(
        label=gettext_lazy("Their words, if they want them kept"),
        max_length=LONGEST,
        required=False,
        widget=lines(2),
    )

    def __init__(self, data: Any = None, *, is_own: bool = False) -> None:
        super().__init__(data)
        if is_own:
            self.fields["words"].label = _("Your words, if you want them kept")


class StaffForm(forms.Form):
    """What supervisor and worker found when they talked it through.

    asks_steps: next steps were not put down before; is_theirs: the person ended it, and it closes either way
    """

    is_agreed = forms.ChoiceField(
        label=gettext_lazy("What do you decide together?"),
        choices=[("yes", gettext_lazy("Close it")), ("no", gettext_lazy("Go on for now"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=gettext_lazy("What you talked through"), max_length=LONGEST, widget=lines(3))
    next_steps = forms.CharField(
        label=gettext_lazy("Next steps in their recovery"),
        max_length=LONGEST,
        widget=lines(3),
        error_messages={
            "required": gettext_lazy("Write the next steps in their recovery, or tick that they wanted to plan none.")
        },
    )
    wants_no_steps = _none_wanted()
    presence = forms.ChoiceField(
        label=gettext_lazy("Was the person part of this talk?"),
        choices=Closing.Presence.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, asks_steps: bool, is_theirs: bool) -> None:
        super().__init__(data, initial={"is_agreed": "yes"} if is_theirs else None)
        if is_theirs:
            self.fields["is_agreed"].widget = forms.HiddenInput()
        if asks_steps:
            self.fields["next_steps"].required = not (
                self["wants_no_steps"].value() or self["is_agreed"].value() == "no"
            )
        else:
            del self.fields["next_steps"], self.fields["wants_no_steps"]

    def staffing(self) -> Staffing:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Staffing(
            is_agreed=data["is_agreed"] == "yes",
            words=data["words"],
            presence=Closing.Presence(data["presence"]),
            next_steps=data.get("next_steps", ""),
            wants_no_steps=data.get("wants_no_steps", False),
        )


class TriedForm(forms.Form):
    """A try to reach somebody: filled in with now and the phone, so that it is one tap."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    how = forms.ChoiceField(label=gettext_lazy("How did you try?"), choices=HOWS[:4], widget=forms.RadioSelect)
    day = DayField(label=gettext_lazy("Day"))
    at = TimeField(label=gettext_lazy("At"))

    def __init__(self, data: Any = None, *, zone: tzinfo) -> None:
        now = clock.now().astimezone(zone)
        initial = {"token": uuid4(), "how": How.TELEPHONE.value, "day": now.date(), "at": now.time()}
        super().__init__(data, initial=initial)
        self._zone = zone

    def tried(self) -> Try:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        at = datetime.combine(data["day"], data["at"], self._zone).astimezone(UTC)
        return Try(data["token"], at, How(data["how"]))
