"""The forms of groups: planning one; taking attendance in a few taps, with the group's note and three questions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.groups import taking
from alongside.groups.models import Turn
from alongside.groups.planning import GroupPlan
from alongside.groups.taking import Came, TakenGroup, Together
from alongside.people.models import Person, Worker
from alongside.practice.forms import NoteForm, WhenForm, fitness_in
from alongside.practice.models import How
from alongside.practice.times import moment
from alongside.ui.forms import TimeField

HOWS: Final = (
    (How.AGREED_PLACE.value, gettext_lazy("In one place")),
    (How.ELECTRONIC.value, gettext_lazy("By video")),
    (How.TELEPHONE.value, gettext_lazy("By phone")),
)


class GroupForm(WhenForm):
    """When, how and where a group meets, and what it is about."""

    topic = forms.CharField(label=gettext_lazy("What is it about?"), max_length=120)
    how = forms.ChoiceField(label=gettext_lazy("How does it meet?"), choices=HOWS, widget=forms.RadioSelect)


class PlanGroupForm(GroupForm):
    """The same, with a colleague who leads it too."""

    second = forms.ChoiceField(label=gettext_lazy("Who leads it with you?"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any], colleagues: Sequence[Worker]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["second"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody, I lead it alone")), *((str(own.pk), own.name) for own in colleagues)]
        self.colleagues = {str(own.pk): own for own in colleagues}

    def plan(self, zone: tzinfo) -> GroupPlan:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        second = self.colleagues.get(data["second"])
        return GroupPlan(self.slot(zone), data["topic"], data["place"], data["token"], second)


def _turn(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Turn.choices, widget=forms.RadioSelect, required=False)


class TakeForm(GroupForm):
    """Who came, the group's note, and three questions. Who left early, and a line of their own, fold away."""

    came = forms.MultipleChoiceField(
        label=gettext_lazy("Who came?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.IntegerField(
        label=gettext_lazy("How many others came?"),
        help_text=gettext_lazy("Those you do not support, or who have no record here. A number, no names."),
        min_value=0,
        max_value=200,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What did the group do?"),
        help_text=gettext_lazy("It stands in the record of each who came, so it names nobody."),
        max_length=taking.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    spoke = _turn(gettext_lazy("Did everyone have a chance to speak?"))
    led = _turn(gettext_lazy("Did everyone have a chance to lead a part?"))
    decided = _turn(gettext_lazy("Did you decide together?"))
    names_meant = forms.BooleanField(label=gettext_lazy("The word is no name of anybody who came"), required=False)
    TURNS: Final = ("spoke", "led", "decided")

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any] | None = None, people: Sequence[Person], is_signed: bool
    ) -> None:
        super().__init__(data, initial=initial)
        for name in NoteForm.FITNESS:
            self.fields[name] = deepcopy(NoteForm.base_fields[name])
        field = self.fields["came"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(own.pk), own.chosen_name) for own in people]
        self.people, self.is_signed = people, is_signed
        note = self.fields["note"]
        note.required, note.error_messages["required"] = not is_signed, _("Say in a line what the group did.")
        for own in people:
            self.fields[f"left-{own.pk}"] = TimeField(
                label=_("%(name)s left early, at") % {"name": own.chosen_name}, required=False
            )
            self.fields[f"line-{own.pk}"] = forms.CharField(
                label=_("A line for the record of %(name)s") % {"name": own.chosen_name},
                max_length=taking.LONGEST_LINE,
                required=False,
            )

    def each(self) -> list[tuple[Person, Any, Any]]:
        """Each person with the two fields of their own."""
        return [(own, self[f"left-{own.pk}"], self[f"line-{own.pk}"]) for own in self.people]

    def clean(self) -> None:
        super().clean()
        if self.is_signed and not self.cleaned_data.get("came"):
            self.add_error("came", _("Tick who is missing from the list."))

    def taken(self, zone: tzinfo) -> TakenGroup:
        """As the action takes it; only once the form is valid."""
        data, slot = self.cleaned_data, self.slot(zone)
        return TakenGroup(
            token=data["token"],
            slot=slot,
            topic=data["topic"],
            place=data["place"],
            note=data["note"],
            came=tuple(
                Came(int(pk), data[f"line-{pk}"], _left(data[f"left-{pk}"], slot.begins, zone)) for pk in data["came"]
            ),
            together=Together(*(Turn(data[name]) if data[name] else None for name in self.TURNS)),
            others=data["others"] or 0,
            fitness=fitness_in(data),
            names_meant=data["names_meant"],
        )


def _left(hour: time | None, begins: datetime, zone: tzinfo) -> datetime | None:
    """That time of day after the group began: past midnight, it is the next day."""
    if hour is None:
        return None
    day = begins.astimezone(zone).date()
    that_day = (moment(day, hour, zone, is_second=own) for own in (False, True))
    return next((own for own in that_day if own > begins), None) or moment(day + timedelta(days=1), hour, zone)


class AmendGroupForm(forms.Form):
    """What has to be put right in a group's note."""

    words = forms.CharField(
        label=gettext_lazy("What has to be put right"),
        max_length=taking.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names_meant = TakeForm.base_fields["names_meant"]
