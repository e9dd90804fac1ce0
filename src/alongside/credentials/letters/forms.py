"""Writing a letter once for many, and filling it for one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.credentials.letters.models import LONGEST_LETTER
from alongside.credentials.letters.placeholders import UnknownPlace, places_in


class TemplateForm(forms.Form):
    """A letter with named places."""

    name = forms.CharField(
        label=_("What do you call this letter?"), help_text=_("Only your board sees this name."), max_length=80
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("es", "Español")], widget=forms.RadioSelect, initial="en"
    )
    subject = forms.CharField(label=_("What is it about?"), help_text=_("The line above the letter."), max_length=120)
    body = forms.CharField(
        label=_("The letter"),
        help_text=_("Leave an empty line between paragraphs. Your name and the board's are put under it."),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def keep_its_name(self) -> None:
        """A new version is of the same letter: under another name or in another language it would be another."""
        del self.fields["name"], self.fields["language"]

    def clean_subject(self) -> str:
        """Refuse a place that nothing goes into."""
        return _with_known_places(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        """The same, with one kind of line end."""
        return _with_known_places(self.cleaned_data["body"].replace("\r\n", "\n").strip())


class LetterForm(forms.Form):
    """A letter to one holder, its places filled; every word can still be changed."""

    subject = forms.CharField(label=_("What is it about?"), max_length=240)
    body = forms.CharField(
        label=_("The letter"), max_length=2 * LONGEST_LETTER, widget=forms.Textarea(attrs={"rows": 14})
    )
    signed_name = forms.CharField(label=_("Signed by"), max_length=120)
    signed_as = forms.CharField(
        label=_("Your title"), help_text=_("Such as: Certification staff."), max_length=80, required=False
    )
    once = forms.UUIDField(widget=forms.HiddenInput)


def _with_known_places(text: str) -> str:
    try:
        places_in(text)
    except UnknownPlace as unknown:
        raise forms.ValidationError(str(unknown), code=unknown.code) from unknown
    return text
