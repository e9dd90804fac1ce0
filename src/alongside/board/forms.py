"""The forms of a board's desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.rulebook.actions import LONGEST_NOTE
from alongside.rulebook.models import LARGEST_PDF, ReadingConfirmation
from alongside.ui.forms import DayField


class DocumentForm(forms.Form):
    """A file with the official text."""

    document = forms.FileField(
        label=_("The official document"),
        help_text=_("Plain text, or a PDF that holds text. At most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.pdf,text/plain,application/pdf", "class": "al-file"}),
        error_messages={"empty": _("There are no words in this file. Load the printed code itself.")},
    )

    def clean_document(self) -> Any:
        """Refuse by size before anything is read."""
        found = self.cleaned_data["document"]
        if found.size > LARGEST_PDF:
            raise forms.ValidationError(
                _("This file is too large for a code of ethics: a PDF may have 5 MB. Load the code alone."),
                code="document-too-large",
            )
        return found


class ReadingForm(forms.Form):
    """The board's word on one reading."""

    verdict = forms.ChoiceField(
        label=_("Is this how the clause is to be read?"),
        choices=[
            (ReadingConfirmation.Verdict.CONFIRMED.value, _("Yes, read it so")),
            (ReadingConfirmation.Verdict.DISPUTED.value, _("No, it is to be read otherwise")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("How it is to be read, or a note"),
        help_text=_("Shown on the clause’s page if you say no."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wording = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AdoptionForm(forms.Form):
    """The day an edition begins to hold, and what the page was looking at."""

    from_day = DayField(label=_("In force from"))
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    document = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def begin(*, from_day: date, digest: str, document: int, after: int) -> "AdoptionForm":
        """An empty form for a page that offers this edition with this document."""
        initial = {"from_day": from_day.isoformat(), "digest": digest, "document": document, "after": after}
        return AdoptionForm(initial=initial)
