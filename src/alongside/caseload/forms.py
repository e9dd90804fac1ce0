"""What people fill in here. Choices are tiles a thumb can hit; nothing is asked that is not needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from alongside.accounts.models import User
from alongside.caseload import changes, glass, matching, stepping, ties
from alongside.caseload.glass import OfThatName
from alongside.caseload.matching import Matched, Story
from alongside.caseload.models import Assignment, BrokenGlass, ChangeAsked, TeamPlace, TieDecision
from alongside.caseload.refusals import NotSaid
from alongside.caseload.ties import KINDS, Said, TieDecided
from alongside.people.languages.fields import LanguageField
from alongside.ui.forms import DayField, lines

YES_NO: Final = (("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes")))


class TieForm(forms.Form):
    """How the worker knows the person. Every question has its own yes or no: silence is never read as a no."""

    was_romantic = forms.ChoiceField(label=gettext_lazy("Was there ever a romance between you?"), choices=YES_NO)
    was_sexual = forms.ChoiceField(
        label=gettext_lazy("Was there ever a sexual relationship between you?"), choices=YES_NO
    )
    was_friendship = forms.ChoiceField(label=gettext_lazy("Were you ever friends?"), choices=YES_NO)
    is_sponsor = forms.ChoiceField(
        label=gettext_lazy("Do you sponsor them now?"),
        help_text=gettext_lazy("In a twelve-step or another recovery program. If it is over, it is another tie."),
        choices=YES_NO,
    )
    is_family = forms.ChoiceField(
        label=gettext_lazy("Are you family?"),
        help_text=gettext_lazy("By birth, by marriage, or living as family."),
        choices=YES_NO,
    )
    is_business = forms.ChoiceField(
        label=gettext_lazy("Is there, or was there, business between you?"),
        help_text=gettext_lazy("A job, a rent, a sale, a debt."),
        choices=YES_NO,
    )
    is_other = forms.ChoiceField(
        label=gettext_lazy("Is there, or was there, any other tie?"),
        help_text=gettext_lazy("A neighbor, a colleague, the same church or recovery meeting, your own sponsor."),
        choices=YES_NO,
    )
    words = forms.CharField(
        label=gettext_lazy("How you know each other"),
        help_text=gettext_lazy("If there is a tie that your supervisor should weigh, say it in a line."),
        max_length=ties.LONGEST,
        required=False,
        widget=lines(2),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("My supervisor may read this"),
        help_text=gettext_lazy("Without it, only you can. A tie they decide on, they need to read."),
        required=False,
    )

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        for name in KINDS:
            self.fields[name].widget = forms.RadioSelect(choices=YES_NO)

    def said(self) -> Said:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        ticked = {name: data[name] == "yes" for name in KINDS}
        return Said(**ticked, is_shared=data["is_shared"], words=data["words"])


class AtOfferForm(forms.Form):
    """What an offer has to be asked: what was matched, and why one more than usual. Only what is asked stands in it."""

    match = forms.ChoiceField(
        label=gettext_lazy("What was matched?"), choices=Assignment.Match.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What they share"),
        help_text=gettext_lazy("In a line, as you would tell the person."),
        max_length=matching.LONGEST,
        required=False,
        widget=lines(2),
    )
    beyond = forms.CharField(
        label=gettext_lazy("Why one more is right"),
        help_text=gettext_lazy("It is kept with the offer."),
        max_length=matching.LONGEST,
        widget=lines(2),
    )

    def __init__(self, data: Any = None, *, matches: bool, beyond: bool) -> None:
        super().__init__(data)
        gone = ([] if matches else ["match", "words"]) + ([] if beyond else ["beyond"])
        for name in gone:
            del self.fields[name]

    @property
    def matched(self) -> Matched | None:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return Matched(Assignment.Match(data["match"]), data["words"]) if "match" in self.fields else None


class StoryForm(forms.Form):
    """What a worker wishes known of their own story. Nothing of it has to be said."""

    words = forms.CharField(
        label=gettext_lazy("What may they know of your story?"),
        help_text=gettext_lazy("Such as where you come from, and what you have been through. As much as you like."),
        max_length=matching.LONGEST,
        required=False,
        widget=lines(3),
    )
    first = LanguageField(label=gettext_lazy("A language you speak with people"), required=False)
    second = LanguageField(label=gettext_lazy("Another one"), required=False)
    third = LanguageField(label=pgettext_lazy("language", "One more"), required=False)
    as_family = forms.BooleanField(
        label=gettext_lazy("I have been a parent or caregiver of somebody who needed help"), required=False
    )
    as_youth = forms.BooleanField(label=gettext_lazy("I have been there when I was young"), required=False)

    @classmethod
    def on_file(cls, story: Story, data: Any = None) -> StoryForm:
        """The form, filled with what the worker told before."""
        tags = dict(zip(("first", "second", "third"), story.languages, strict=False))
        own = {"words": story.words, "as_family": story.as_family, "as_youth": story.as_youth}
        return cls(data, initial=own | tags)

    def story(self) -> Story:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        languages = dict.fromkeys(data[name] for name in ("first", "second", "third") if data[name])
        return Story(data["words"].strip(), tuple(languages), data["as_family"], data["as_youth"])


def protected_ground(choices: tuple[tuple[str, Any], ...]) -> forms.ChoiceField:
    """Whether it is because of who the person is, for turning somebody away or ending with them."""
    return forms.ChoiceField(
        label=gettext_lazy("Is it because of who the person is?"),
        help_text=gettext_lazy(
            "Such as their race, gender, whom they love, age, faith, origin, income, disability or path to recovery."
        ),
        choices=choices,
        widget=forms.RadioSelect,
    )


class NoForm(forms.Form):
    """Saying no. One question, since who a person is, is the one reason that is none."""

    is_protected_ground = protected_ground(YES_NO)


class DecideTieForm(forms.Form):
    """What the supervisor decides of a tie."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Does it get in the way?"), choices=TieDecision.Decision.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Bounds, or why not"),
        help_text=gettext_lazy(
            "What you both agreed, such as sitting apart at meetings. Bounds need a day to look again."
        ),
        max_length=ties.LONGEST,
        required=False,
        widget=lines(3),
    )
    review_on = DayField(
        label=gettext_lazy("Look at it again on"),
        required=False,
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_review_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day <= self._today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_bound = cleaned.get("decision") == TieDecision.Decision.GO_ON and cleaned.get("words", "").strip()
        if is_bound and "review_on" not in self.errors and cleaned.get("review_on") is None:
            self.add_error("review_on", _("Bounds need a day to look at them again. Choose one."))
        return cleaned

    def decided(self) -> TieDecided:
        """As the action takes it: words beside a go-ahead are its bounds."""
        data = self.cleaned_data
        decision = TieDecision.Decision(data["decision"])
        bounds = decision is TieDecision.Decision.GO_ON and bool(data["words"].strip())
        return TieDecided(decision, bounds, data["words"], data["review_on"])


class StepBackForm(forms.Form):
    """Pausing. No reason is asked; words are the worker's own."""

    which = forms.ChoiceField(label=gettext_lazy("Step back from"), widget=forms.RadioSelect)
    is_able = forms.ChoiceField(
        label=gettext_lazy("Just now, could you do all that your code asks?"),
        help_text=gettext_lazy("Only you know. Not being able is reason enough, and no mark on you."),
        choices=[
            ("no", gettext_lazy("No, not just now")),
            ("yes", gettext_lazy("Yes, but something stands in the way")),
        ],
        widget=forms.RadioSelect,
    )
    is_protected_ground = forms.ChoiceField(
        label=gettext_lazy("If you could: is it because of who a person is?"),
        help_text=gettext_lazy(
            "Such as their race, gender, faith, age or path to recovery. Not able just now? Leave it open: nobody asks."
        ),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("A line for yourself"),
        help_text=gettext_lazy("Nobody else can open it."),
        max_length=stepping.LONGEST,
        required=False,
        widget=lines(2),
    )

    def __init__(self, data: Any = None, *, persons: Sequence[tuple[str, str]], initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("all", _("Everybody, for now")), *persons]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("is_able") == "yes" and not self.cleaned_data.get("is_protected_ground"):
            self.add_error("is_protected_ground", str(NotSaid()))

    @property
    def ground(self) -> bool | None:
        """As the action takes it: nobody who is not able is asked."""
        return self.cleaned_data["is_protected_ground"] == "yes" if self.cleaned_data["is_able"] == "yes" else None


class ChangeForm(forms.Form):
    """What the person asks for, in their words."""

    wants = forms.ChoiceField(
        label=gettext_lazy("What do they ask for?"), choices=ChangeAsked.Wants.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        help_text=gettext_lazy("They need no reason."),
        max_length=changes.LONGEST,
        required=False,
        widget=lines(3),
    )


class AnswerChangeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=ChangeAsked.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In a line"), max_length=changes.LONGEST, required=False, widget=lines(2)
    )


if TYPE_CHECKING:
    UserChoice = forms.ModelChoiceField[User]
else:
    UserChoice = forms.ModelChoiceField


class ColleagueField(UserChoice):
    """A colleague, by name."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class TeamForm(forms.Form):
    """A colleague who may know."""

    user = ColleagueField(label=gettext_lazy("Who"), queryset=User.objects.none())
    as_what = forms.ChoiceField(label=gettext_lazy("As what"), choices=TeamPlace.As.choices)
    agreed = forms.BooleanField(
        label=gettext_lazy("The person agrees that this colleague stands on their team and may see their record"),
        error_messages={"required": gettext_lazy("Ask them first: their team is theirs to choose.")},
    )

    def __init__(self, data: Any = None, *, colleagues: Any) -> None:
        super().__init__(data)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues


class GlassForm(forms.Form):
    """Whom, and why. The whole name: nobody is looked up by a part of one."""

    name = forms.CharField(
        label=gettext_lazy("The person’s chosen name"),
        help_text=gettext_lazy("The whole name, as it is on file."),
        max_length=120,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        help_text=gettext_lazy("Whoever looks into it afterwards reads this."),
        max_length=glass.LONGEST,
        widget=lines(3),
    )


class WhichForm(forms.Form):
    """Which of several people of the same chosen name."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which one?"),
        help_text=gettext_lazy("Ask whom they see here. If you cannot tell, call their supervisor; open nobody else."),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, persons: Sequence[OfThatName]) -> None:
        super().__init__(data)
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(own.person.pk), f"{own.person.chosen_name}, {own.by}") for own in persons]


class GlassReviewForm(forms.Form):
    """What the reviewer finds."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Was it right to open it?"), choices=BrokenGlass.Finding.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What you found"), max_length=glass.LONGEST, required=False, widget=lines(2)
    )
