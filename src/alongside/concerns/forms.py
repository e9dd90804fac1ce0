"""A concern, an answer to one, and taking it further."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.concerns.models import Concern
from alongside.concerns.raising import LONGEST
from alongside.concerns.refusals import NotPossible
from alongside.concerns.routing import Raiser


def _words(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}))


class _Refusable(forms.Form):
    def refuse(self, problem: NotPossible) -> None:
        """A refusal beside the field it is about."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class _Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ConcernForm(_Refusable):
    """What it is about, whom if they want to say, and what should be put right."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )
    about_user = _Colleague(
        label=gettext_lazy("Who is it about?"),
        help_text=gettext_lazy("Whoever you choose never gets to read it."),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody named"),
    )
    words = _words(gettext_lazy("What should be put right?"), 5)

    def __init__(self, raiser: Raiser, named: Iterable[User], data: Any = None) -> None:
        super().__init__(data)
        about, who = self.fields["about"], self.fields["about_user"]
        assert isinstance(about, forms.ChoiceField)
        assert isinstance(who, forms.ModelChoiceField)
        about.choices = [(kind.value, kind.label) for kind in raiser.kinds]
        who.queryset = User.objects.filter(pk__in=[user.pk for user in named]).order_by("name", "pk")

    @property
    def kind(self) -> Concern.About:
        return Concern.About(self.cleaned_data["about"])


class FurtherForm(_Refusable):
    """Why it is not settled."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    words = _words(gettext_lazy("What is still not right?"), 3)


class AnswerForm(_Refusable):
    """What was done."""

    words = _words(gettext_lazy("What was done, or what will be and by when?"), 4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("Whoever raised it reads this.")
