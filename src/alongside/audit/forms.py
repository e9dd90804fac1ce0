"""Which months an audit pack is for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy


class MonthField(forms.CharField):
    """A month, as "2026-11"."""

    def __init__(self, **words: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"type": "month"}), **words)

    def clean(self, value: Any) -> date:
        """Its first day. Raises ValidationError."""
        try:
            return date.fromisoformat(f"{str(super().clean(value))[:7]}-01")
        except ValueError:
            raise forms.ValidationError(_("Write a year and a month, such as 2026-11.")) from None


class PackForm(forms.Form):
    """From which month to which, both included."""

    first = MonthField(label=gettext_lazy("From"))
    last = MonthField(label=gettext_lazy("To"))
