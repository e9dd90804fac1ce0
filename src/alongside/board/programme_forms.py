"""The forms of a board's programme."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.rulebook.amending import LONGEST_SOURCE, LONGEST_VALUE
from alongside.rulebook.programmes import TermName
from alongside.rulebook.terms import WORDS, TermShown
from alongside.ui.forms import DayField
from canon.programme import TERMS, Kind

HINTS: Final = {
    Kind.SPAN: _("Write it like 2 years, 1 month or 30 days."),
    Kind.HOURS: _("Write it like 40 hours."),
    Kind.MONEY: _("Write it like 25.00 USD."),
    Kind.COUNT: _("Write a whole number, like 2."),
}


class ConfirmForm(forms.Form):
    """A term as the page showed it, to be confirmed from its own first day."""

    term = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    topic = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    value = forms.CharField(max_length=LONGEST_VALUE, widget=forms.HiddenInput)
    from_day = forms.DateField(widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def begin(one: TermShown, after: int) -> "ConfirmForm":
        """A form for this term; each on the page has ids of its own."""
        initial = {
            "term": one.name.term,
            "topic": one.name.topic,
            "value": one.written,
            "from_day": one.term.start.isoformat(),
            "after": after,
        }
        return ConfirmForm(initial=initial, auto_id=False)


class TermForm(forms.Form):
    """What a term is from a day on, and where the board decided it."""

    value = forms.CharField(label=_("What is asked"), max_length=LONGEST_VALUE)
    from_day = DayField(label=_("From"))
    source = forms.CharField(
        label=_("Where the board decided this"),
        help_text=_("A vote, a rule or a page. Anyone can read it."),
        max_length=LONGEST_SOURCE,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, name: TermName, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = TERMS[name.term].kind if name.term else Kind.HOURS
        if self.kind is Kind.YES_NO:
            self.fields["value"] = self._choice([("true", _("Yes")), ("false", _("No"))])
        elif self.kind is Kind.WORD:
            self.fields["value"] = self._choice([(word, WORDS[name.term, word]) for word in TERMS[name.term].words])
        else:
            self.fields["value"].help_text = HINTS[self.kind]

    def _choice(self, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
        return forms.ChoiceField(label=_("What is asked"), choices=choices, widget=forms.RadioSelect)
