"""A text to try, and a word that an agency adds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import DayField
from alongside.wording.actions import NewWord
from alongside.wording.models import LONGEST_PHRASE, LONGEST_WORDS, AgencyWord

LONGEST_TEXT = 100_000


class TryForm(forms.Form):
    """A text, and the language it is written in."""

    language = forms.ChoiceField(
        label=_("Written in"), choices=[("en", "English"), ("es", "Español")], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write or paste a few words first.")},
    )
    is_plain = forms.BooleanField(label=_("In plain words, as for a child or a family"), required=False)


class WordForm(forms.Form):
    """A word of the agency's own."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("es", "Español")], widget=forms.RadioSelect
    )
    phrase = forms.CharField(
        label=_("Word or phrase"),
        help_text=_("As people write it. Capitals and accents make no difference; add each ending on its own."),
        max_length=LONGEST_PHRASE,
    )
    does = forms.ChoiceField(
        label=_("When somebody writes it"), choices=AgencyWord.Does.choices, widget=forms.RadioSelect, initial="suggest"
    )
    instead = forms.CharField(label=_("What to say instead"), max_length=LONGEST_WORDS)
    why = forms.CharField(
        label=_("Why, in one sentence"),
        help_text=_("The writer reads it. Explain, and never scold."),
        max_length=LONGEST_WORDS,
    )
    from_day = DayField(label=_("From which day"))

    def __init__(self, today: date, language: str, data: Any = None) -> None:
        super().__init__(data, initial={"from_day": today, "language": language, "does": "suggest"})

    def new_word(self) -> NewWord:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return NewWord(
            language=data["language"],
            phrase=" ".join(data["phrase"].split()),
            does=AgencyWord.Does(data["does"]),
            instead=data["instead"],
            why=data["why"],
            from_day=data["from_day"],
        )


def language_of(said: str | None, fallback: str) -> str:
    """One of ours, whatever was sent."""
    known = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (said, fallback) if code in known), known[0])
