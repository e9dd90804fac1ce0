"""What is written into a plan: words, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.goals.models import Beside, Part
from alongside.goals.planning import LONGEST, NO_MORE, More
from alongside.goals.words import AREAS, MATTERS, OF_VOICES, OWN_VOICE, SHELVES, SIDES, Words, area_words
from alongside.ui.forms import DayField

ASKS: Final[dict[str, tuple[Words, Words]]] = {
    "goal": (gettext_lazy("What do they want, in their words?"), gettext_lazy("What do you want, in your words?")),
    "strength": (
        gettext_lazy("What are they good at, or proud of?"),
        gettext_lazy("What are you good at, or proud of?"),
    ),
    "support": (gettext_lazy("Who or what stands by them?"), gettext_lazy("Who or what stands by you?")),
    "voice": (
        gettext_lazy("What does this voice say or want?"),
        gettext_lazy("What does this voice say or want?"),
    ),
    "practice": (
        gettext_lazy("What did they choose, in their words?"),
        gettext_lazy("What did you choose, in your words?"),
    ),
    "challenge": (
        gettext_lazy("What do they live with, in their words?"),
        gettext_lazy("What do you live with, in your words?"),
    ),
    "rest": (gettext_lazy("What else matters, in their words?"), gettext_lazy("What else matters, in your words?")),
}
"""What is asked for each shelf: of a worker beside the person, of the person."""
WHERE: Final[dict[str, Words]] = {
    "goal": gettext_lazy("Which side of life is it about?"),
    "strength": gettext_lazy("Whose strength is it?"),
    "support": gettext_lazy("What kind of support is it?"),
    "voice": gettext_lazy("Whose voice is it?"),
    "practice": gettext_lazy("What kind of practice is it?"),
    "challenge": gettext_lazy("What is it about?"),
    "rest": gettext_lazy("What is it?"),
}


class _VoiceForm(forms.Form):
    """What is asked of a voice besides its words; left out of every other part."""

    who = forms.CharField(
        label=gettext_lazy("Who is it?"),
        help_text=gettext_lazy("By name or as they are called, if they wish to be named."),
        max_length=80,
        required=False,
    )
    values = forms.CharField(
        label=gettext_lazy("What do they hold dear?"),
        help_text=gettext_lazy("Their values, in their words. They stand beside the plan and are looked at again."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def of_shelf(self, shelf: str) -> None:
        """Ask whose it is where it is a voice, and nothing of it elsewhere."""
        if shelf != "voice":
            del self.fields["who"], self.fields["values"]
            return
        self.fields["area"].required = True
        self.fields["area"].error_messages["required"] = _("Say whose voice it is.")
        self.order_fields(["token", "area", "who", "words", "values"])

    def more(self) -> More:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return More(
            who=data.get("who", "").strip(), values=data.get("values", "").strip(), chose=data.get("chose", False)
        )


class PartForm(_VoiceForm):
    """A part of the plan, for a shelf. of_family: the file holds a family's voices, so whose a strength is gets asked.

    side: of a goal, the dimension of wellness it was offered under; its sides of life stand first
    strengths: of a support, what it may build on, by number and words
    """

    token = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    builds_on = forms.MultipleChoiceField(
        label=gettext_lazy("Which strength does it build on?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    chose = forms.BooleanField(
        label=gettext_lazy("They chose to have this written down"),
        error_messages={"required": gettext_lazy("Write it down only if they chose to have it here.")},
    )

    def __init__(
        self,
        shelf: str,
        data: Any = None,
        *,
        of_family: bool = False,
        is_own: bool = False,
        side: str = "",
        strengths: Sequence[tuple[int, str]] = (),
        on: str = "",
    ) -> None:
        first = SIDES[side][1] if side in SIDES else ()
        begun = {"token": uuid4(), "area": first[0] if len(first) == 1 else "", "builds_on": [on] if on else []}
        super().__init__(data, initial=begun)
        self.fields["words"].label = str(ASKS[shelf][is_own])
        _offer_areas(self, shelf, of_family=of_family, is_own=is_own, first=first)
        if shelf == "support" and strengths:
            offered = self.fields["builds_on"]
            assert isinstance(offered, forms.MultipleChoiceField)
            offered.choices = [(str(number), words) for number, words in strengths]
        else:
            del self.fields["builds_on"]
        if shelf == "challenge":
            self.fields["words"].help_text = gettext_lazy("Only what is to be known here. Nobody asks for a diagnosis.")
        if shelf != "challenge" or is_own:
            del self.fields["chose"]
        self.of_shelf(shelf)


class WordsForm(_VoiceForm):
    """A part said anew, or said to be about something else on its shelf."""

    words = forms.CharField(
        label=gettext_lazy("In their words now"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    area = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(
        self,
        shelf: str,
        data: Any = None,
        *,
        of_family: bool = False,
        is_own: bool = False,
        words: str = "",
        area: str = "",
        more: More = NO_MORE,
    ) -> None:
        begun = {"words": words, "area": area, "who": more.who, "values": more.values}
        super().__init__(data, initial=begun)
        if is_own:
            self.fields["words"].label = gettext_lazy("In your words now")
        _offer_areas(self, shelf, of_family=of_family or bool(area), is_own=is_own)
        self.of_shelf(shelf)


def _offer_areas(form: forms.Form, shelf: str, *, of_family: bool, is_own: bool, first: Sequence[str] = ()) -> None:
    areas = MATTERS[shelf] if shelf in MATTERS else AREAS[Part.Kind(shelf)]
    if shelf == "strength" and not of_family:
        del form.fields["area"]
        return
    field = form.fields["area"]
    assert isinstance(field, forms.ChoiceField)
    own = [("", gettext_lazy("My own") if is_own else gettext_lazy("Their own"))] if shelf == "strength" else []
    field.label = str(WHERE[shelf])
    field.choices = [
        *own,
        *((one, area_words(SHELVES[shelf], one, is_own=is_own)) for one in dict.fromkeys([*first, *areas])),
    ]


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
    """How it goes, or a word of encouragement. of_family: whose view it is gets asked, the voices of the plan first."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    whose = forms.ChoiceField(label=gettext_lazy("As who sees it?"), required=False)
    fits = forms.ChoiceField(
        label=gettext_lazy("Seen against what they hold dear?"),
        choices=[("", gettext_lazy("Not talked about")), *Beside.Fits.choices],
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In a line"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: Any = None, *, is_worker: bool, of_family: bool, voices: Sequence[tuple[Part, str]] = ()
    ) -> None:
        super().__init__(data)
        field, whose = self.fields["kind"], self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(whose, forms.ChoiceField)
        views = [(own.value, own.label) for own in (Beside.Kind.FURTHER, Beside.Kind.SAME, Beside.Kind.HARDER)]
        field.label = _("How does it go, as they see it?") if is_worker else _("How does it go, as you see it?")
        field.choices = [*views, (Beside.Kind.ENCOURAGED.value, _("I encouraged them"))] if is_worker else views
        self.voices = {str(part.pk): part for part, _words in voices if part.area != OWN_VOICE}
        if of_family:
            field.label = _("How does it go?")
            named = [(str(part.pk), words) for part, words in voices if part.area != OWN_VOICE]
            others = [own for own in OF_VOICES.items() if own[0] not in {part.area for part in self.voices.values()}]
            whose.choices = [("", _("They themselves") if is_worker else _("I myself")), *named, *others]
        else:
            del self.fields["whose"], self.fields["fits"]

    def seen(self) -> dict[str, Any]:
        """As the action takes it; only once the form is valid."""
        data, fits = self.cleaned_data, self.cleaned_data.get("fits")
        return {
            "kind": Beside.Kind(data["kind"]),
            "whose": data.get("whose", ""),
            "voice": self.voices.get(data.get("whose", "")),
            "fits": Beside.Fits(fits) if fits else None,
            "words": data["words"],
        }

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("kind") == Beside.Kind.ENCOURAGED
            and not (self.cleaned_data.get("words") or "").strip()
        ):
            self.add_error("words", _("Say how you encouraged them."))
