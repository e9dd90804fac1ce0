"""What is written into a plan: words, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.goals.models import Beside, Part
from alongside.goals.planning import LONGEST
from alongside.goals.words import AREAS, OF_VOICES, SIDES
from alongside.ui.forms import DayField

ASKS = {
    Part.Kind.GOAL: gettext_lazy("What do they want, in their words?"),
    Part.Kind.STRENGTH: gettext_lazy("What are they good at, or proud of?"),
    Part.Kind.SUPPORT: gettext_lazy("Who or what stands by them?"),
    Part.Kind.VOICE: gettext_lazy("What does this voice say, want or hold dear?"),
    Part.Kind.MATTERS: gettext_lazy("What else matters, in their words?"),
}
WHERE = {
    Part.Kind.GOAL: gettext_lazy("Which side of life is it about?"),
    Part.Kind.STRENGTH: gettext_lazy("Whose strength is it?"),
    Part.Kind.SUPPORT: gettext_lazy("What kind of support is it?"),
    Part.Kind.VOICE: gettext_lazy("Whose voice is it?"),
    Part.Kind.MATTERS: gettext_lazy("What is it?"),
}


class PartForm(forms.Form):
    """A part of the plan. of_family: the file holds a family's voices, so whose a strength is gets asked.

    side: of a goal, the dimension of wellness it was offered under; its sides of life stand first
    """

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(self, kind: Part.Kind, data: Any = None, *, of_family: bool = False, side: str = "") -> None:
        first = SIDES[side][1] if side in SIDES else ()
        super().__init__(data, initial={"token": uuid4(), "area": first[0] if len(first) == 1 else ""})
        self.fields["words"].label = ASKS[kind]
        _offer_areas(self, kind, of_family=of_family, first=first)


class WordsForm(forms.Form):
    """A part said anew, or said to be about something else."""

    words = forms.CharField(
        label=gettext_lazy("In their words now"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    area = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(
        self, kind: Part.Kind, data: Any = None, *, of_family: bool = False, words: str = "", area: str = ""
    ) -> None:
        super().__init__(data, initial={"words": words, "area": area})
        _offer_areas(self, kind, of_family=of_family or bool(area))


def _offer_areas(form: forms.Form, kind: Part.Kind, *, of_family: bool, first: Sequence[str] = ()) -> None:
    areas = AREAS[kind]
    if kind is Part.Kind.STRENGTH and not of_family:
        del form.fields["area"]
        return
    field = form.fields["area"]
    assert isinstance(field, forms.ChoiceField)
    own = [("", gettext_lazy("Their own"))] if kind is Part.Kind.STRENGTH else []
    field.label = WHERE[kind]
    field.choices = [*own, *((one, areas[one]) for one in dict.fromkeys([*first, *areas]))]


class CommentForm(forms.Form):
    """Something said to the whole plan."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("What you want to say to it"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"token": uuid4()})


class StepForm(forms.Form):
    """A step the person means to take."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=gettext_lazy("A step they want to take"), max_length=LONGEST)
    by_day = DayField(label=gettext_lazy("By"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"token": uuid4()})


class StepWordsForm(forms.Form):
    """A step in other words, or for another day."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=gettext_lazy("The step, in their words now"), max_length=LONGEST)
    by_day = DayField(label=gettext_lazy("By"), required=False)


class BesideForm(forms.Form):
    """How it goes, or a word of encouragement. of_family: whose view it is gets asked."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    whose = forms.ChoiceField(label=gettext_lazy("As who sees it?"), widget=forms.RadioSelect, required=False)
    words = forms.CharField(
        label=gettext_lazy("In a line"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, is_worker: bool, of_family: bool) -> None:
        super().__init__(data)
        field, whose = self.fields["kind"], self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(whose, forms.ChoiceField)
        views = [(own.value, own.label) for own in (Beside.Kind.FURTHER, Beside.Kind.SAME, Beside.Kind.HARDER)]
        field.label = _("How does it go, as they see it?") if is_worker else _("How does it go, as you see it?")
        field.choices = [*views, (Beside.Kind.ENCOURAGED.value, _("I encouraged them"))] if is_worker else views
        if is_worker and of_family:
            field.label = _("How does it go?")
            whose.choices = [("", _("They themselves")), *OF_VOICES.items()]
        else:
            del self.fields["whose"]

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("kind") == Beside.Kind.ENCOURAGED
            and not (self.cleaned_data.get("words") or "").strip()
        ):
            self.add_error("words", _("Say how you encouraged them."))
