"""Forms of what an agency keeps: its list of what peers do, and records that go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from alongside.people.models import Worker
from alongside.practice import disposing
from alongside.practice.disposing import Disposing
from alongside.practice.models import Disposal
from alongside.practice.scoping import SERVICES
from alongside.ui.forms import DayField

DONE: Final = (("no", gettext_lazy("No, not yet")), ("yes", gettext_lazy("Yes, it is gone")))


class ScopeForm(forms.Form):
    """What peers do here, from a day on."""

    from_day = DayField(label=gettext_lazy("From this day on"))
    does = forms.MultipleChoiceField(
        label=gettext_lazy("Peers here do this"),
        choices=list(SERVICES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick what peers do here. An empty list would let them do nothing.")},
    )


class DisposalForm(forms.Form):
    """What goes, how, and under which rule."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    worker = forms.ChoiceField(label=gettext_lazy("In whose hands are they?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What are they?"), choices=Disposal.Kind.choices, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=gettext_lazy("In a line"),
        help_text=gettext_lazy("Such as “sign-in sheets of the Tuesday group”. Name nobody you support."),
        max_length=disposing.LONGEST,
    )
    records_until = DayField(label=gettext_lazy("The newest of them is from"))
    rule = forms.CharField(
        label=gettext_lazy("Which line of your agency’s schedule lets them go?"),
        help_text=gettext_lazy("Such as “sign-in sheets: 6 years”."),
        max_length=160,
    )
    way = forms.ChoiceField(label=gettext_lazy("How?"), choices=Disposal.Way.choices, widget=forms.RadioSelect)
    is_done = forms.ChoiceField(label=gettext_lazy("Are they gone already?"), choices=DONE, widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("On which day?"))

    def __init__(self, data: Any = None, *, workers: Sequence[Worker], today: date) -> None:
        super().__init__(data, initial={"token": uuid4(), "on": today, "worker": workers[0].pk if workers else ""})
        self._workers = {str(own.pk): own for own in workers}
        self.fields["worker"].choices = [(key, own.name) for key, own in self._workers.items()]  # type: ignore[attr-defined]
        if len(workers) == 1:
            self.fields["worker"].widget = forms.HiddenInput()

    @property
    def chosen(self) -> Worker:
        """In whose hands they are; only once the form is valid."""
        return self._workers[self.cleaned_data["worker"]]

    def disposing(self) -> Disposing:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Disposing(
            kind=Disposal.Kind(data["kind"]),
            way=Disposal.Way(data["way"]),
            what=data["what"],
            rule=data["rule"],
            records_until=data["records_until"],
            on=data["on"],
            is_done=data["is_done"] == "yes",
            token=data["token"],
        )
