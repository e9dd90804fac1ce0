"""The forms of signing, and of asking every holder to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from alongside.attestation.models import Campaign
from alongside.attestation.signing import Affirmation, Version
from alongside.rulebook.addresses import clause_address
from alongside.ui.forms import DayField

AFFIRM = "affirm-"


class SignForm(forms.Form):
    """Each affirmation with a tick of its own, the typed name, and the version that was read."""

    name = forms.CharField(
        label=gettext_lazy("Your name, typed as your signature"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    edition = forms.CharField(widget=forms.HiddenInput, max_length=64)
    document = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data: Any = None, *, affirmations: Sequence[Affirmation], version: Version) -> None:
        super().__init__(data, initial={"edition": version.edition_digest, "document": version.document_sha256})
        missing = {"required": _("Tick this, or talk to the board before you sign.")}
        for number, one in enumerate(affirmations):
            hint = (
                format_html('<a href="{}">{}</a> · {}', clause_address(one.clause), one.clause, one.cite)
                if one.clause
                else ""
            )
            self.fields[f"{AFFIRM}{number}"] = forms.BooleanField(
                label=one.says, help_text=hint, error_messages=missing
            )
        self._clauses = [one.clause for one in affirmations]
        self.order_fields([*(f"{AFFIRM}{n}" for n in range(len(affirmations))), "name", "edition", "document"])

    @property
    def affirmed(self) -> list[str]:
        return [c for n, c in enumerate(self._clauses) if self.cleaned_data.get(f"{AFFIRM}{n}")]

    @property
    def version(self) -> Version:
        return Version(self.cleaned_data["edition"], self.cleaned_data["document"])


class CampaignForm(forms.Form):
    """By when, and what then."""

    sign_by = DayField(label=gettext_lazy("To be signed by"))
    otherwise = forms.ChoiceField(
        label=gettext_lazy("What becomes of those who have not signed by then?"),
        choices=Campaign.Otherwise.choices,
        widget=forms.RadioSelect,
    )
