"""What an applicant fills in beside the sections: the beginning, the sending, an answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evidence.forms import EvidenceField


class BeginForm(forms.Form):
    """Who wants to apply, where nobody is signed in."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We write to it, so that you can go on whenever you like."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SendForm(forms.Form):
    """What is affirmed when an application is sent. Left open, the refusal names the clauses."""

    is_true = forms.BooleanField(
        label=_("Everything in it is true, and nothing that matters is left out."), required=False
    )
    is_own = forms.BooleanField(
        label=_("It is my own: nothing is copied from others, and no paper or letter was changed."), required=False
    )
    use_required_attribute = False


class AnswerForm(forms.Form):
    """Why a denial is wrong."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What you think was overlooked or misread. Those who decide read it."),
    )


class PaperForm(forms.Form):
    """A paper that proves what a section says."""

    file = EvidenceField(label=_("Add a paper that shows it"), required=False)
