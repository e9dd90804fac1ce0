"""The lines of how a person likes to be reached. One stands empty, for what they say next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _, gettext_lazy

from alongside.caseload.forms import YES_NO
from alongside.caseload.wishes import DAYS, WAYS, WHAT_FOR, Way, WhatFor, Wish
from alongside.ui.forms import TimeField


class WishForm(forms.Form):
    """One line of how they like to be reached: by which way, yes or no, when, for what. Left without a way, it is no line."""

    way = forms.ChoiceField(label=gettext_lazy("Way"), choices=[("", "—"), *WAYS.items()], required=False)
    is_welcome = forms.ChoiceField(label=gettext_lazy("May it be used?"), choices=[("", "—"), *YES_NO], required=False)
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days"),
        help_text=gettext_lazy("None ticked is every day."),
        choices=list(DAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens = TimeField(label=gettext_lazy("From"), required=False)
    closes = TimeField(label=gettext_lazy("To"), required=False)
    what_for = forms.ChoiceField(
        label=gettext_lazy("For what"), choices=list(WHAT_FOR.items()), initial=WhatFor.ANYTHING.value, required=False
    )

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if not data.get("way"):
            return
        if not data.get("is_welcome") and "is_welcome" not in self.errors:
            self.add_error("is_welcome", _("Say yes or no."))
        if bool(data.get("opens")) != bool(data.get("closes")):
            self.add_error("closes", _("Give both hours, or neither."))

    def wish(self) -> Wish | None:
        """As it is kept; only once the form is valid."""
        data = self.cleaned_data
        if not data.get("way"):
            return None
        opens, closes = (f"{own:%H:%M}" if own else "" for own in (data["opens"], data["closes"]))
        what_for = WhatFor(data["what_for"] or WhatFor.ANYTHING)
        days = "".join(sorted(data["days"]))
        return Wish(Way(data["way"]), data["is_welcome"] == "yes", days, opens, closes, what_for)


if TYPE_CHECKING:
    Lines = forms.BaseFormSet[WishForm]
else:
    Lines = forms.BaseFormSet

_LINES: Final = formset_factory(WishForm, extra=1, max_num=12, validate_max=True)


def lines_of(wishes: Sequence[Wish], data: Any = None) -> Lines:
    """Every line that is on file, and one more to fill in."""
    initial = [
        asdict(own) | {"is_welcome": "yes" if own.is_welcome else "no", "days": list(own.days), "words": own.words()}
        for own in wishes
    ]
    return _LINES(data, initial=initial, prefix="reach")


def wishes_in(lines: Lines) -> tuple[Wish, ...]:
    """As they are kept; only once all are valid. A line whose way was taken out goes."""
    return tuple(dict.fromkeys(own for form in lines.forms if (own := form.wish()) is not None))
