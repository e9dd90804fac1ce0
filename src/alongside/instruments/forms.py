"""What an administrator fills in: the files, and what is said of them."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.instruments import jsons, scoring_files
from alongside.instruments.models import AnswersSeenBy, Span
from alongside.instruments.shelf import Files, Terms

HOW_OFTEN: Final = (
    ("", _("When it fits")),
    ("12", _("Once a year")),
    ("6", _("Twice a year")),
    ("3", _("Every three months")),
)


class FilesForm(forms.Form):
    """A questionnaire, and its scoring where it is scored."""

    questionnaire = forms.FileField(
        label=_("Questionnaire"),
        help_text=_("FHIR R4, as JSON. Load what you have the right to use."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json,application/fhir+json"}),
        allow_empty_file=True,
    )
    scoring = forms.FileField(
        label=_("Scoring"),
        required=False,
        help_text=_("A TOML file that says which items are scored together, as published."),
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain,application/toml"}),
        allow_empty_file=True,
    )

    def handed_in(self) -> Files:
        """As bytes; one beyond the limit is read no further than it takes to know that."""
        scoring = self.cleaned_data["scoring"]
        return Files(
            self.cleaned_data["questionnaire"].read(jsons.LARGEST + 1),
            scoring.read(scoring_files.LARGEST + 1) if scoring else b"",
        )


class TermsForm(forms.Form):
    """What has to be said of an instrument before it stands on the shelf. Nothing is chosen beforehand that a code asks."""

    is_clinical = forms.ChoiceField(
        label=_("Is it a clinical assessment?"),
        help_text=_("One that diagnoses or sets treatment. Surveys of needs or of quality are not."),
        choices=(("no", _("No, it is a survey")), ("yes", _("Yes, for licensed clinicians alone"))),
        widget=forms.RadioSelect,
    )
    answers_seen_by = forms.ChoiceField(
        label=_("Who may see single answers?"),
        help_text=_("Choose “Nobody” for surveys about your workers or services."),
        choices=AnswersSeenBy.choices,
        widget=forms.RadioSelect,
    )
    every_months = forms.TypedChoiceField(
        label=_("How often is it due?"),
        choices=HOW_OFTEN,
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    figures_by = forms.ChoiceField(
        label=_("Figures by"),
        help_text=_("Longer is safer where few answer: fewer than eleven are never shown. It cannot be changed later."),
        choices=Span.choices,
        initial=Span.YEAR,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.initial.setdefault("every_months", "")

    def terms(self) -> Terms:
        return Terms(
            is_clinical=self.cleaned_data["is_clinical"] == "yes",
            answers_seen_by=AnswersSeenBy(self.cleaned_data["answers_seen_by"]),
            every_months=self.cleaned_data["every_months"],
            figures_by=Span(self.cleaned_data["figures_by"]),
        )
