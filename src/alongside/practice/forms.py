"""The forms of practice: planning, writing down, telling, agreeing, promising, closing. Little is asked, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta, tzinfo
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.practice import agreeing, promising
from alongside.practice.agreeing import Terms
from alongside.practice.drafting import LONGEST, PROMISES, Hand
from alongside.practice.helping_form import HelpFields
from alongside.practice.models import Agreement, Hold, How
from alongside.practice.others_form import OtherFields
from alongside.practice.planning import Plan
from alongside.practice.reaching_form import ReachFields
from alongside.practice.referring import Given
from alongside.practice.serving import Fitness, Slot
from alongside.practice.times import Twice, WhichHour, between
from alongside.practice.words import ABOUT, DID, PRIVATE_ENOUGH
from alongside.practice.writing import HeldContact, Promised, Written
from alongside.ui.forms import DayField, OfferedChoice, OfferedChoices, TimeField, lines, shares_fields

HOWS: Final = (
    (How.AGREED_PLACE.value, gettext_lazy("At a place we agreed on")),
    (How.PERSONS_HOME.value, gettext_lazy("At their home")),
    (How.TELEPHONE.value, gettext_lazy("Phone")),
    (How.ELECTRONIC.value, gettext_lazy("Video or message")),
    (How.WORKERS_HOME.value, gettext_lazy("At my own home")),
)
SUBSTANCES: Final = (
    ("none", gettext_lazy("Nothing")),
    ("prescribed", gettext_lazy("My prescribed medication")),
    ("over-the-counter", gettext_lazy("Medicine sold without a prescription")),
    ("alcohol", gettext_lazy("Alcohol")),
    ("marijuana", gettext_lazy("Marijuana")),
    ("illicit", gettext_lazy("An illegal drug")),
)
YES_NO: Final = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


class WhenForm(forms.Form):
    """When and how. token: of this form, so that what is sent twice is one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    day = DayField(label=gettext_lazy("Day"))
    begins = TimeField(label=gettext_lazy("From"))
    ends = TimeField(label=gettext_lazy("To"))
    ends_next_day = forms.BooleanField(label=gettext_lazy("It ended after midnight"), required=False)
    twice = forms.ChoiceField(
        label=gettext_lazy("Clocks went back that night. When was it?"),
        choices=[
            (Twice.FIRST.value, gettext_lazy("Before they went back")),
            (Twice.ACROSS.value, gettext_lazy("Before, and on after it")),
            (Twice.SECOND.value, gettext_lazy("After they went back")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    how = forms.ChoiceField(label=gettext_lazy("How did you meet?"), choices=HOWS, widget=forms.RadioSelect)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120, required=False)

    _is_twice = False

    def slot(self, zone: tzinfo) -> Slot:
        """As the actions take it; only once the form is valid. Raises NoSuchTime, WhichHour."""
        data = self.cleaned_data
        last = data["day"] + timedelta(days=1) if data["ends_next_day"] else data["day"]
        try:
            begins, ends = between((data["day"], data["begins"]), (last, data["ends"]), zone, data["twice"])
        except WhichHour:
            self._is_twice = True
            raise
        return Slot(begins, ends, How(data["how"]))

    @property
    def asks_twice(self) -> bool:
        """Whether it is to be said which coming of an hour is meant."""
        return self._is_twice or bool(self["twice"].value())


class SlotForm(HelpFields, OtherFields, ReachFields, WhenForm):
    """The same, with somebody else who takes part or is spoken with, and help that codes draw a line through."""


class PlanForm(SlotForm):
    """A contact to come."""

    as_they_said = forms.BooleanField(label=gettext_lazy("They said yes to this time and this way"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"token": uuid4(), **(initial or {})})
        self.fields["how"].label = _("How will you meet?")
        self.fields["ends_next_day"].label = _("It ends after midnight")
        self.fields["twice"].label = _("Clocks go back that night. When will it be?")

    def plan(self, zone: tzinfo) -> Plan:
        """As the action takes it; only once the form is valid. Raises NoSuchTime, WhichHour."""
        data = self.cleaned_data
        return Plan(
            slot=self.slot(zone),
            place=data["place"],
            token=data["token"],
            other=self.somebody(),
            helps=self.helps(),
            reach=self.reach(),
            is_their_say=data["as_they_said"],
        )


def promise_line(label: Any) -> tuple[forms.CharField, DayField]:
    """What was promised, and by when."""
    by = DayField(label=gettext_lazy("By"), help_text=gettext_lazy("Empty if you named no day."), required=False)
    return forms.CharField(label=label, max_length=promising.LONGEST, required=False), by


class PromiseLine(NamedTuple):
    """One promise on a form. summary: of the fold it lies in, empty where it lies in none; in_use: filled, or wrong."""

    words: forms.BoundField
    day: forms.BoundField
    summary: str
    in_use: bool


@shares_fields
class NoteForm(SlotForm):
    """A contact that took place. Filled in from the plan or the last time; most of it folds away.

    hand, since: of `drafting.Hand`: which page types, and from which draft it was opened
    """

    hand = forms.UUIDField(widget=forms.HiddenInput, required=False)
    since = forms.UUIDField(widget=forms.HiddenInput, required=False)

    did = forms.MultipleChoiceField(
        label=gettext_lazy("What did you do together?"),
        choices=list(DID.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    line = forms.CharField(label=gettext_lazy("In a line or two"), max_length=LONGEST, required=False, widget=lines(4))
    kept = OfferedChoices(label=gettext_lazy("Promises"), widget=forms.CheckboxSelectMultiple, required=False)
    promise, promise_by = promise_line(gettext_lazy("I promised to"))
    promise_2, promise_2_by = promise_line(gettext_lazy("I also promised to"))
    promise_3, promise_3_by = promise_line(gettext_lazy("And to"))
    about = forms.MultipleChoiceField(
        label=gettext_lazy("What was it about?"),
        choices=list(ABOUT.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    options = forms.CharField(
        label=gettext_lazy("Options you looked at"), max_length=1000, required=False, widget=lines(2)
    )
    informed = forms.CharField(
        label=gettext_lazy("What you told them about each"), max_length=1000, required=False, widget=lines(2)
    )
    choice = forms.CharField(
        label=gettext_lazy("What they chose"),
        help_text=gettext_lazy("Their choice, as they said it. Not taking something up is a choice too."),
        max_length=1000,
        required=False,
        widget=lines(2),
    )
    step_by_person = forms.CharField(
        label=gettext_lazy("A step they took themselves"), max_length=1000, required=False, widget=lines(2)
    )
    encouraged = forms.CharField(
        label=gettext_lazy("How you encouraged them"), max_length=1000, required=False, widget=lines(2)
    )
    story = forms.CharField(
        label=gettext_lazy("Which part of your story you shared"), max_length=1000, required=False, widget=lines(2)
    )
    story_for = forms.ChoiceField(
        label=gettext_lazy("Whose benefit did it serve?"),
        choices=[("", "—"), ("theirs", gettext_lazy("Theirs")), ("mine", gettext_lazy("Rather mine"))],
        required=False,
    )
    private_enough = forms.ChoiceField(
        label=gettext_lazy("Was the place private enough?"),
        choices=[("", "—"), *PRIVATE_ENOUGH.items()],
        required=False,
    )
    resource = forms.CharField(label=gettext_lazy("A resource you gave"), max_length=400, required=False)
    given = OfferedChoice(label=gettext_lazy("A place from your directory"), required=False)
    ask_by = DayField(
        label=gettext_lazy("Ask how it went, by"),
        help_text=gettext_lazy("It becomes a promise, and stands on your list."),
        required=False,
    )
    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=400, required=False)
    is_able = forms.ChoiceField(
        label=gettext_lazy("Were you able to do all that your code asks?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="yes",
    )
    substance = forms.ChoiceField(
        label=gettext_lazy("Had you taken anything that may have been working?"), choices=SUBSTANCES, initial="none"
    )
    as_directed = forms.ChoiceField(
        label=gettext_lazy("As prescribed, or as the package says?"), choices=[("", "—"), *YES_NO], required=False
    )
    impairs = forms.ChoiceField(
        label=gettext_lazy("Did it affect how you could work?"), choices=[("", "—"), *YES_NO], required=False
    )
    in_scope = forms.ChoiceField(
        label=gettext_lazy("Was all of it within your role and training?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="yes",
    )
    covered_by = OfferedChoice(
        label=gettext_lazy("If not: what on file of yours covers it?"),
        help_text=gettext_lazy("Your administrator or supervisor puts a training, license or certificate on file."),
        required=False,
    )

    PROMISES: Final = PROMISES
    MORE: Final = (
        "about",
        "options",
        "informed",
        "choice",
        "step_by_person",
        "encouraged",
        "story",
        "story_for",
        "private_enough",
        "given",
        "ask_by",
        "resource",
        "next_step",
    )
    is_afterwards = True
    FITNESS: Final = ("is_able", "substance", "as_directed", "impairs", "in_scope")

    def offer_promises(self, promises: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Let promises that stand be kept in this contact. Looked up when the list is drawn or one was ticked."""
        self.offer_choices("kept", promises)

    def offer_places(self, places: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Let a place of the directory be named. Looked up as promises are."""
        self.offer_choices("given", lambda: [("", "—"), *places()])

    def offer_papers(self, papers: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Let what is on file for a service be named. Looked up as promises are."""
        self.offer_choices("covered_by", lambda: [("", _("Nothing")), *papers()])

    @property
    def promise_lines(self) -> list[PromiseLine]:
        """What was promised, line by line; all but the first fold away until they are used."""
        lines = []
        for name, summary in zip(self.PROMISES, ("", _("Another promise"), _("One more")), strict=True):
            words, day = self[name], self[f"{name}_by"]
            in_use = bool(words.value() or day.value() or words.errors or day.errors)
            lines.append(PromiseLine(words, day, summary, in_use))
        return lines

    @property
    def has_promises(self) -> bool:
        """Whether any line is in use, so that this part of the form stands open."""
        return any(own.in_use for own in self.promise_lines)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.cleaned_data.get("ask_by") and not self.cleaned_data.get("given") and "given" not in self.errors:
            self.add_error("given", _("Say which place you will ask about."))
        if not self.cleaned_data.get("did") and not (self.cleaned_data.get("line") or "").strip():
            self.add_error("line", _("Tick what you did, or write a line."))
        for name in self.PROMISES:
            if self.cleaned_data.get(f"{name}_by") and not (self.cleaned_data.get(name) or "").strip():
                self.add_error(name, _("Say what you promised by that day."))
        return data

    def held(self, zone: tzinfo) -> HeldContact:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        texts = ("line", *(name for name in self.MORE if name not in ("about", "given", "ask_by")))
        promised = (Promised(data[name], data[f"{name}_by"]) for name in self.PROMISES if data[name].strip())
        return HeldContact(
            token=data["token"],
            slot=self.slot(zone),
            place=data["place"],
            written=Written(did=(*data["did"], *data["about"]), **{name: data[name] for name in texts}),
            other=self.somebody(),
            fitness=fitness_in(data),
            promises=tuple(promised),
            kept=tuple(int(pk) for pk in data["kept"]),
            hand=Hand(data["hand"], data["since"]) if data["hand"] else None,
            given=Given(int(data["given"]), data["ask_by"]) if data["given"] else None,
            helps=self.helps(),
            reach=self.reach(),
        )


def fitness_in(data: dict[str, Any]) -> Fitness:
    """What a filled form says of the worker: the fields of `NoteForm.FITNESS`."""
    answered = {"yes": True, "no": False}
    return Fitness(
        is_able=data["is_able"] == "yes",
        substance=data["substance"],
        as_directed=answered.get(data["as_directed"]),
        impairs=answered.get(data["impairs"]),
        in_scope=data["in_scope"] == "yes",
        covered_by=int(data["covered_by"]) if data.get("covered_by") else None,
    )


def token_in(data: Any, name: str = "token") -> UUID | None:
    """The token of what was posted, if it is one; or another that is made like it."""
    try:
        return UUID(str(data.get(name, "")))
    except ValueError:
        return None


def hand_in(data: Any) -> Hand | None:
    """Which page typed what was posted, if it says so."""
    hand = token_in(data, "hand")
    return Hand(hand, token_in(data, "since")) if hand else None


class AgreeForm(forms.Form):
    """How both carry the relationship."""

    together = forms.CharField(
        label=gettext_lazy("What we want from this"),
        max_length=agreeing.LONGEST,
        required=False,
        widget=lines(3),
    )
    deciding = forms.CharField(
        label=gettext_lazy("How we decide together"),
        help_text=gettext_lazy("Who chooses what, and how each may say no."),
        max_length=agreeing.LONGEST,
        required=False,
        widget=lines(3),
    )
    boundaries = forms.CharField(
        label=gettext_lazy("What we both keep to"),
        help_text=gettext_lazy("Such as when to call, money, meeting by chance in town."),
        max_length=agreeing.LONGEST,
        required=False,
        widget=lines(3),
    )
    took = forms.ChoiceField(
        label=gettext_lazy("How did they agree?"),
        choices=Agreement.Took.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Ask them first, then say how they agreed.")},
    )

    def terms(self) -> Terms:
        """As the action takes them; only once the form is valid."""
        return Terms(**{own.name: self.cleaned_data[own.name] for own in fields(Terms)})


class AnewForm(forms.Form):
    """Something else, agreed with the person."""

    words = forms.CharField(label=gettext_lazy("What you agreed instead"), max_length=promising.LONGEST)
    by_day = DayField(label=gettext_lazy("By"), required=False)


class HoldForm(forms.Form):
    """What the supervisor decides of a held contact."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"), choices=Hold.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("In a line"), max_length=2000, required=False, widget=lines(2))


class AmendForm(forms.Form):
    """What has to be put right in a signed note."""

    words = forms.CharField(label=gettext_lazy("What has to be put right"), max_length=LONGEST, widget=lines(3))


class HoursForm(forms.Form):
    """One window of service hours; a second may stand beside it."""

    from_day = DayField(label=gettext_lazy("From this day on"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days"),
        choices=[
            ("1", gettext_lazy("Monday")),
            ("2", gettext_lazy("Tuesday")),
            ("3", gettext_lazy("Wednesday")),
            ("4", gettext_lazy("Thursday")),
            ("5", gettext_lazy("Friday")),
            ("6", gettext_lazy("Saturday")),
            ("7", gettext_lazy("Sunday")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    opens = TimeField(label=gettext_lazy("From"))
    closes = TimeField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("A time before the first means after midnight; the same time twice, all day and night."),
    )
    hows = forms.MultipleChoiceField(
        label=gettext_lazy("Ways to meet"), choices=HOWS[:4], widget=forms.CheckboxSelectMultiple
    )
    places = forms.CharField(
        label=gettext_lazy("Only at these places"),
        help_text=gettext_lazy("One a line, as they are written in a plan. Left empty, any place that two agree on."),
        max_length=2000,
        required=False,
        widget=lines(3),
    )
    also = forms.BooleanField(label=gettext_lazy("Keep the hours that stand now beside these"), required=False)
