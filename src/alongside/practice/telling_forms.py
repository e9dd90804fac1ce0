"""The forms of what is told before the first service, and of what it costs. Nothing is ticked before somebody heard it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from alongside.people.languages import language_name
from alongside.people.languages.fields import LanguageField
from alongside.practice import fees, telling
from alongside.practice.models import Fee, Told
from alongside.practice.telling_others import Conversation
from alongside.ui.forms import DayField

ALL: Final = "all"
"""Ticked by somebody who said all of it."""


class TellForm(forms.Form):
    """What the person was told, and how they took it in; who else heard it. fee: the one that stands on the page."""

    about = forms.MultipleChoiceField(
        label=gettext_lazy("What did you tell them?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick what you told them.")},
    )
    took = forms.ChoiceField(
        label=gettext_lazy("How do you know they took it in?"),
        choices=Told.Took.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    language = LanguageField(label=gettext_lazy("In which language?"))
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Who else heard it?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    who = forms.CharField(
        label=gettext_lazy("Somebody else, and what they are to them"),
        help_text=gettext_lazy("Such as: Ana, her mother."),
        max_length=telling.LONGEST,
        required=False,
    )
    only_others = forms.BooleanField(
        label=gettext_lazy("Only they heard it this time"), required=False, label_suffix=""
    )
    fee = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any, *, offers: Iterable[Told.About], partners: Sequence[str], language: str, fee: Fee | None
    ) -> None:
        super().__init__(data, initial={"language": language, "fee": fee.pk if fee else None})
        self._offers = list(offers)
        self._choose("about", [(own.value, own.label) for own in self._offers] + [(ALL, _("All of it"))])
        self._choose("partners", [(own, own) for own in partners])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def show_fee(self, fee: Fee | None) -> None:
        """Send the fee along that stands on the page now, with everything else as it was filled in."""
        assert isinstance(self.data, QueryDict), "a form that was sent"
        sent = self.data.copy()
        sent["fee"] = str(fee.pk) if fee else ""
        self.data = sent

    @property
    def opens_others(self) -> bool:
        return bool(self["partners"].value() or self["who"].value() or self["only_others"].value())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("only_others"):
            if not self.others and "who" not in self.errors:
                self.add_error("who", _("Say who heard it."))
        elif not data.get("took") and "took" not in self.errors:
            self.add_error("took", _("Say how you know."))
        return data

    @property
    def told(self) -> list[Told.About]:
        """What they were told; only once the form is valid."""
        ticked = self.cleaned_data["about"]
        return self._offers if ALL in ticked else [Told.About(own) for own in ticked]

    @property
    def others(self) -> str:
        """Who else heard it, in words."""
        data = self.cleaned_data
        return ", ".join(own for own in (*data.get("partners", ()), data.get("who", "").strip()) if own)


class PutRightForm(forms.Form):
    """Who else heard it, about what and when, put right; or that nobody did."""

    who = forms.CharField(
        label=gettext_lazy("Who heard it, and what they are to them"),
        max_length=telling.LONGEST,
        error_messages={"required": gettext_lazy("Say who heard it.")},
    )
    about = forms.MultipleChoiceField(
        label=gettext_lazy("About what?"),
        choices=Told.About.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = DayField(label=gettext_lazy("On which day?"))
    nobody = forms.BooleanField(label=gettext_lazy("Nobody heard it: this was a slip"), required=False, label_suffix="")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("nobody"):
            self.errors.pop("who", None)
        elif not data.get("about"):
            self.add_error("about", _("Tick what they heard about."))
        return data

    def said(self) -> Conversation | None:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        if data["nobody"]:
            return None
        return Conversation(data["who"].strip(), tuple(Told.About(own) for own in data["about"]), data["on"])


class FeeForm(forms.Form):
    """What support costs, in each language that is spoken here."""

    def __init__(self, data: Any, *, languages: Sequence[str], standing: Fee | None) -> None:
        super().__init__(data)
        self._languages = list(languages)
        for tag in languages:
            self.fields[f"in-{tag}"] = forms.CharField(
                label=language_name(tag),
                max_length=fees.LONGEST,
                required=False,
                initial=standing.words.get(tag, "") if standing else "",
                widget=forms.Textarea(attrs={"rows": 3, "lang": tag}),
            )
        self.fields["other"] = LanguageField(label=_("One more language"), required=False)
        self.fields["other_words"] = forms.CharField(
            label=_("What it costs, in that language"),
            max_length=fees.LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("other_words") and not data.get("other") and "other" not in self.errors:
            self.add_error("other", _("Say which language this is."))
        if data.get("other") and not data.get("other_words"):
            self.add_error("other_words", _("Write what it costs in that language."))
        return data

    def words(self) -> dict[str, str]:
        """As the action takes them; only once the form is valid."""
        data = self.cleaned_data
        said = {tag: data[f"in-{tag}"] for tag in self._languages}
        return {**said, data["other"]: data["other_words"]} if data["other"] else said
