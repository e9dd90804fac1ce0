"""The words that open a plan, the plan itself, a self-check, a person for support."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.wellness.keeping import LONGEST, NotPossible


class Refusable(forms.Form):
    """A form that a refusal can be written into, beside the field it is about."""

    def refuse(self, problem: NotPossible) -> None:
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class WordsForm(Refusable):
    """The words of one's own that open the plan."""

    words = forms.CharField(
        label=_("Your own words"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


class BeginForm(WordsForm):
    """Chosen once, and typed twice, since nobody can reset them."""

    again = forms.CharField(
        label=_("The same words again"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("10 letters or more: three or four words you will not forget.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("again") is not None and cleaned.get("words", "").strip() != cleaned["again"].strip():
            self.add_error("again", _("These are not the same words. Type both once more."))
        return cleaned


def _part(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlanForm(Refusable):
    """The plan. Nothing of it is required."""

    keeps_well = _part(_("What keeps me well"))
    self_care = _part(_("What I do for myself, and how often"), _("Small and regular is enough."))
    signs = _part(_("How I notice that things get harder"))
    when_hard = _part(_("What I do then"))
    support_team = _part(_("My own support team"), _("People who know me, and how I reach them."))
    resources = _part(_("Places, groups and numbers that help"))
    reflection = _part(
        _("What others may see in how I live"), _("Wellness and recovery, shown rather than told. In your own time.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


CHECKS = (
    ("sleep", _("I sleep and eat more or less as I need")),
    ("people", _("There is somebody I can be honest with")),
    ("use", _("I have no urge to use, drink or go back to an old habit")),
    ("body", _("Illness, pain or medication does not get in the way of my work")),
    ("mood", _("I can listen to others without it pulling me under")),
    ("home", _("Nothing at home or with money takes all my attention")),
)


class CheckForm(forms.Form):
    """What is true today. It is looked at on the page, and kept nowhere."""

    true = forms.MultipleChoiceField(
        label=_("What is true today?"), choices=CHECKS, widget=forms.CheckboxSelectMultiple, required=False
    )


class SupportForm(Refusable):
    """Whom one turns to."""

    name = forms.CharField(label=_("Who is it?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class EmployeeHelpForm(forms.Form):
    """What an agency has for its own people."""

    words = forms.CharField(
        label=_("What it is, and for whom"),
        help_text=_("Such as: six talks with a counselor, free for all who work here. Empty takes it back."),
        max_length=200,
        required=False,
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    web = forms.URLField(label=_("Web address"), max_length=200, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("words") and (data.get("phone") or data.get("web")):
            self.add_error("words", _("Say what it is."))
        elif data.get("words") and not (data.get("phone") or data.get("web")) and not self.errors:
            self.add_error("phone", _("Give a phone number or a web address."))
        return data
