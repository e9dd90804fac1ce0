"""Invented content for the living page of parts: every answer, every state, a form with its mistakes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator

from alongside.ui.forms import DayField


@dataclass(frozen=True, slots=True)
class SampleCite:
    id: str
    url: str = "#"


@dataclass(frozen=True, slots=True)
class SampleChoice:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SampleFilter:
    label: str
    count: int
    url: str = "#"
    here: bool = False


class SampleForm(forms.Form):
    """One field of each kind the renderer draws."""

    how = forms.ChoiceField(
        label="How did you meet?",
        choices=[("in-person", "In person"), ("phone", "Phone"), ("video", "Video")],
        widget=forms.RadioSelect,
    )
    ended = forms.TimeField(label="When did it end?", help_text="For example, 7:15 pm")
    place = forms.ChoiceField(label="Where?", choices=[("library", "City library"), ("center", "At the center")])
    on = DayField(label="On which day?", required=False)
    note = forms.CharField(label="In a line or two", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    topics = forms.MultipleChoiceField(
        label="What did you do together?",
        choices=[("listened", "Listened"), ("options", "Looked at options")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    keep = forms.BooleanField(label="Remember this place for next time", required=False)


def sample_parts() -> dict[str, Any]:
    """What ui/parts.html shows."""
    return {
        "cites": [SampleCite("nm.integrity.3"), SampleCite("nc.4.2a")],
        "one_cite": [SampleCite("nm.confidentiality.3")],
        "choices": [
            SampleChoice("meal", "A meal we share"),
            SampleChoice("token", "A one-time thank-you", "Flowers, a card, something handmade"),
            SampleChoice("other", "Something else"),
        ],
        "filters": [
            SampleFilter("With me", 5, here=True),
            SampleFilter("To decide", 3),
            SampleFilter("All", 14),
        ],
        "sample_form": SampleForm({"ended": "6:75", "place": "library", "topics": ["listened"]}),
        "page": Paginator(range(60), 10).get_page(3),
    }
