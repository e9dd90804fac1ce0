"""A form asks for a language by its name: typed, or chosen from those that the browser offers while typing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from alongside.people.languages import language_name, languages_like, languages_offered, tag_of


class LanguageInput(forms.TextInput):
    """A line to type in, with the names that are offered under it."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        offers = f"{(attrs or {}).get('id', name)}_offered"
        line = super().render(name, value, {**(attrs or {}), "list": offers, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">', ((own,) for own in languages_offered()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, offers, options)


class LanguageField(forms.CharField):
    """Any language that people speak: its name in English or Spanish, or its tag; gives the tag."""

    widget = LanguageInput

    def __init__(self, **words: Any) -> None:
        hint = gettext_lazy("Any language, sign languages too: begin to type.")
        super().__init__(max_length=80, help_text=hint, **words)

    def prepare_value(self, value: Any) -> Any:
        tag = tag_of(value) if isinstance(value, str) else None
        return language_name(tag) if tag else value

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        tag = tag_of(words)
        if words and tag is None:
            raise forms.ValidationError(self._unknown(words))
        return tag or ""

    def _unknown(self, words: str) -> str:
        meant = languages_like(words)
        if meant:
            return _("Which one: %(names)s?") % {"names": ", ".join(meant)}
        return _("We know no language of that name. Try how it is written in English or Spanish.")
