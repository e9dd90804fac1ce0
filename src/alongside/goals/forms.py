"""What is written into a plan: words, and where they belong."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.goals.models import Beside, Part
from alongside.goals.planning import LONGEST
from alongside.goals.words import AREAS
from alongside.ui.forms import DayField

ASKS = {
    Part.Kind.GOAL: gettext_lazy("What do they want, in their words?"),
    Part.Kind.STRENGTH: gettext_lazy("What are they good at, or proud of?"),
    Part.Kind.SUPPORT: gettext_lazy("Who or what stands by them?"),
    Part.Kind.VOICE: gettext_lazy("What does this voice say?"),
    Part.Kind.MATTERS: gettext_lazy("What else matters, in their words?"),
}
WHERE = {
    Part.Kind.GOAL: gettext_lazy("Which side of life is it about?"),
    Part.Kind.SUPPORT: gettext_lazy("What kind of support is it?"),
    Part.Kind.VOICE: gettext_lazy("Whose voice is it?"),
    Part.Kind.MATTERS: gettext_lazy("What is it?"),
}


class PartForm(forms.Form):
    """A part of the plan."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(self, kind: Part.Kind, data: Any = None) -> None:
        super().__init__(data, initial={"token": uuid4()})
        self.fields["words"].label = ASKS[kind]
        areas = AREAS[kind]
        if not areas:
            del self.fields["area"]
            return
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.label, field.choices = WHERE[kind], list(areas.items())


class WordsForm(forms.Form):
    """A part said anew."""

    words = forms.CharField(
        label=gettext_lazy("In their words now"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


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


class BesideForm(forms.Form):
    """How it goes, or a word of encouragement."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In a line"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, is_worker: bool) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        views = [(own.value, own.label) for own in (Beside.Kind.FURTHER, Beside.Kind.SAME, Beside.Kind.HARDER)]
        field.label = _("How does it go, as they see it?") if is_worker else _("How does it go, as you see it?")
        field.choices = [*views, (Beside.Kind.ENCOURAGED.value, _("I encouraged them"))] if is_worker else views

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("kind") == Beside.Kind.ENCOURAGED
            and not (self.cleaned_data.get("words") or "").strip()
        ):
            self.add_error("words", _("Say how you encouraged them."))
