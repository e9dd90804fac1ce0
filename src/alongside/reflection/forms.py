"""Words to keep, and words to bring along."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from alongside.reflection.keeping import LONGEST
from alongside.supervision.agenda import LONGEST_LINE
from alongside.supervision.refusals import NotPossible


class _Refusable(forms.Form):
    def refuse(self, problem: NotPossible) -> None:
        """A refusal beside the field it is about."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class ReflectionForm(_Refusable):
    """A few words, for oneself."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    clause = forms.CharField(widget=forms.HiddenInput, max_length=60)
    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class BringForm(_Refusable):
    """What the supervisor is to read: nothing else of the reflection leaves this page."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    words = forms.CharField(
        label=gettext_lazy("What your supervisor reads"),
        help_text=gettext_lazy("Shorten it as you like. The rest stays here."),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
