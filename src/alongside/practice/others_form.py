"""The part of a contact's form about somebody else who takes part or is spoken with. Empty, it asks nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from alongside.consent.told_form import NOBODY, SAID, YES_NO, ToldFields
from alongside.consent.words import Purpose, What
from alongside.practice.others import Somebody


class OtherFields(ToldFields):
    """Who else, what they hear, and whether the person is there."""

    other_there = forms.ChoiceField(
        label=gettext_lazy("Does the person take part?"),
        help_text=gettext_lazy("Nothing about them without them: ask whether they want to be there."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the person takes part.")},
    )

    other_secure = forms.ChoiceField(
        label=gettext_lazy("Could nobody else listen in or read along?"),
        choices=[("yes", gettext_lazy("Yes, it was safe")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the way was safe.")},
    )

    AFTERWARDS = (*ToldFields.AFTERWARDS, "other_secure")
    TOLD = ("other_whats", "other_purpose", "other_there")

    def somebody(self) -> Somebody | None:
        """As the actions take it; only once the form is valid."""
        data = self.cleaned_data
        if data["other"] == NOBODY:
            return None
        kind, name = self.recipient
        return Somebody(
            recipient_kind=kind,
            name=name,
            whats=tuple(What(own) for own in data["other_whats"]),
            purpose=Purpose(data["other_purpose"]),
            person_is_there=data["other_there"] == "yes",
            is_least=not self.is_afterwards or data["other_least"] == "yes",
            is_secure=SAID.get(data["other_secure"]) if self.is_afterwards else None,
            with_notice=not self.is_afterwards or data["other_notice"] == "yes",
            own_covers=SAID.get(data["other_own_words"]),
        )
