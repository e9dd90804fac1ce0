"""What each section asks. A form says what is missing; what was typed is saved all the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from alongside.applications.sections.asked import Asked
from alongside.applications.sections.questions import questions_of
from alongside.rulebook.plain import span_words
from alongside.ui.forms import DayField
from canon.duties.calendar import add

EARLIEST = date(1900, 1, 1)
YES_NO = (("yes", _("Yes")), ("no", _("No")))
LONGEST_STATEMENT = 4000


def day_field(label: Any, **more: Any) -> forms.DateField:
    return DayField(label=label, input_formats=["%Y-%m-%d", "%m/%d/%Y"], **more)


def hours_field(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal("0.25"), max_value=20000, decimal_places=2, **more)


class SectionForm(forms.Form):
    """Asked of one applicant. `claims` names the fields that can be held against a source."""

    use_required_attribute = False  # half a section can be saved
    claims: ClassVar[tuple[str, ...]] = ()

    def __init__(self, asked: Asked, data: Any = None, **more: Any) -> None:
        self.asked = asked
        super().__init__(data, **more)

    def _is_past(self, name: str) -> date | None:
        day: date | None = self.cleaned_data.get(name)
        if day is None:
            return None
        if day > self.asked.day:
            raise forms.ValidationError(gettext("This day is still to come."))
        if day < EARLIEST:
            raise forms.ValidationError(gettext("Look at the year."))
        return day


class StretchForm(SectionForm):
    """Asked of something with a first and a last day, both past and in order."""

    def clean_began_on(self) -> date | None:
        return self._is_past("began_on")

    def clean_ended_on(self) -> date | None:
        return self._is_past("ended_on")

    def clean(self) -> None:
        super().clean()
        began, ended = self.cleaned_data.get("began_on"), self.cleaned_data.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", gettext("The last day comes after the first."))


class IdentityForm(SectionForm):
    """Who applies, and the name to be printed."""

    claims = ("name",)

    name = forms.CharField(
        label=_("Your name, as it is to be printed on the certificate"),
        max_length=120,
        help_text=_("The public can look it up once you are certified."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    county = forms.CharField(
        label=_("County you live in"),
        max_length=60,
        help_text=_("For your board’s figures, never shown with your name."),
    )
    born_on = day_field(
        _("Date of birth"),
        required=False,
        help_text=_("Only so that your board can tell two people of one name apart."),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def clean_born_on(self) -> date | None:
        return self._is_past("born_on")


class EligibilityForm(SectionForm):
    """Lived experience, or being family of somebody who has it: a statement. No diagnosis is asked for."""

    basis = forms.ChoiceField(
        label=_("Which is true of you?"),
        choices=(
            ("own", _("I have lived experience of recovery myself")),
            ("family", _("I am a family member of somebody with lived experience")),
        ),
        widget=forms.RadioSelect,
    )
    recovery_since = day_field(_("In recovery since"), required=False)
    statement = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What you have lived through and what you bring to others. Leave out any diagnosis: nobody asks for it."
        ),
    )

    def __init__(self, asked: Asked, data: Any = None, **more: Any) -> None:
        super().__init__(asked, data, **more)
        self.span = asked.span("recovery")
        if self.span is None:
            del self.fields["recovery_since"]
        else:
            self.fields["recovery_since"].help_text = gettext(
                "Your board asks for %(span)s. A day near it is enough."
            ) % {"span": span_words(self.span.amount, self.span.unit.value)}

    def clean_recovery_since(self) -> date | None:
        return self._is_past("recovery_since")

    def clean(self) -> None:
        super().clean()
        if self.span is None or self.cleaned_data.get("basis") != "own" or "recovery_since" in self.errors:
            return
        since: date | None = self.cleaned_data.get("recovery_since")
        if since is None:
            self.add_error("recovery_since", forms.ValidationError(gettext("Tell since when."), code="required"))
        elif add(since, self.span) > self.asked.day:
            day = add(since, self.span)
            self.add_error(
                "recovery_since",
                gettext("That is less than your board asks. You can send this from %(day)s.")
                % {"day": day.isoformat()},
            )


class TrainingEntry(StretchForm):
    """One training."""

    claims = ("title",)

    title = forms.CharField(label=_("Name of the training"), max_length=160)
    provider = forms.CharField(label=_("Who gave it"), max_length=160)
    topics = forms.CharField(
        label=_("Topics"), max_length=300, required=False, help_text=_("Such as ethics, safety, culture.")
    )
    began_on = day_field(_("First day"))
    ended_on = day_field(_("Last day"))
    hours = hours_field(_("Hours"))
    paper_number = forms.CharField(label=_("Number on the certificate of the training"), max_length=60, required=False)


class ExamForm(SectionForm):
    """The exam that was passed."""

    claims = ("name",)

    name = forms.CharField(label=_("Name of the exam"), max_length=160)
    taken_on = day_field(_("Day it was passed"))
    paper_number = forms.CharField(label=_("Number on the result"), max_length=60, required=False)

    def clean_taken_on(self) -> date | None:
        return self._is_past("taken_on")


class ExperienceEntry(StretchForm):
    """A time of peer support, paid or not."""

    claims = ("place",)

    place = forms.CharField(label=_("Where"), max_length=160)
    did = forms.CharField(label=_("What you did"), max_length=300)
    began_on = day_field(_("From"))
    ended_on = day_field(_("To"))
    hours = hours_field(_("Hours under supervision"))
    supervisor = forms.CharField(label=_("Supervisor’s name"), max_length=120)
    supervisor_email = forms.EmailField(label=_("Supervisor’s e-mail address"))


class HistoryForm(SectionForm):
    """The code's own questions. A yes is not a no: it is read together with what is told about it."""

    def __init__(self, asked: Asked, data: Any = None, **more: Any) -> None:
        super().__init__(asked, data, **more)
        self.questions = questions_of(asked.code)
        for one in self.questions:
            said = f"{one.words} ({one.clause})" if one.clause else one.words
            self.fields[f"ask_{one.name}"] = forms.ChoiceField(label=said, choices=YES_NO, widget=forms.RadioSelect)
            self.fields[f"tell_{one.name}"] = forms.CharField(
                label=gettext("If yes: what it was, when, and how it stands now"),
                max_length=LONGEST_STATEMENT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> None:
        super().clean()
        for one in self.questions:
            tell = f"tell_{one.name}"
            if self.cleaned_data.get(f"ask_{one.name}") == "yes" and not self.cleaned_data.get(tell):
                self.add_error(tell, forms.ValidationError(gettext("Say in a few words what it was."), code="required"))

    @property
    def declared(self) -> int:
        """How many questions were answered with yes."""
        return sum(self.cleaned_data.get(f"ask_{one.name}") == "yes" for one in self.questions)


class FeeForm(SectionForm):
    """That the fee was paid, by the number on its receipt."""

    claims = ("receipt",)

    receipt = forms.CharField(
        label=_("Number on your receipt"),
        max_length=60,
        help_text=_("Your board takes the fee itself, and checks this number."),
    )
    paid_on = day_field(_("Day you paid"))

    def clean_paid_on(self) -> date | None:
        return self._is_past("paid_on")
