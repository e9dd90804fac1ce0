"""What a board hands in, and its yes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.incoming import LARGEST_FILE


class HoldersForm(forms.Form):
    """A list of holders, all under one code of ethics."""

    code = forms.ChoiceField(label=_("Which credential they hold"))
    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV file of at most 10 MB. Excel and Google Sheets save one for you."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv", "class": "al-file"}),
        error_messages={"empty": _("This file is empty. Choose the file with your holders.")},
    )

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]], **words: Any) -> None:
        super().__init__(*args, **words)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(codes)
        if len(codes) == 1:
            self.initial["code"], field.widget = codes[0][0], forms.HiddenInput()

    def clean_file(self) -> Any:
        """Refuse by size before anything is read."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is too large: it may have 10 MB. Cut it in parts, each with the first line."),
                code="holders-too-large",
            )
        return found


class TakeForm(forms.Form):
    """The yes to a number of rows: the one that the page had shown."""

    expected = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
