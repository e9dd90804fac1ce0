"""A release to sign, and something told. Tiles for a thumb; what is not ticked is not covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.consent import partners
from alongside.consent.disclosing import LONGEST as LONGEST_WORDS
from alongside.consent.releasing import LONGEST, Explained, Sheet, Signed, Terms
from alongside.consent.sharing import Sharing
from alongside.consent.standing import Named
from alongside.consent.told_form import KINDS, SAID, ToldFields
from alongside.consent.words import Channel, Law, Purpose, RecipientKind, Signature, Signer, Understood, What
from alongside.people.languages import page_language
from alongside.people.languages.fields import LanguageField
from alongside.people.models import Person
from alongside.ui.forms import DayField, TimeField

LENGTHS: Final = (
    ("30", gettext_lazy("For a month")),
    ("90", gettext_lazy("For three months")),
    ("180", gettext_lazy("For half a year")),
    ("365", gettext_lazy("For a year")),
    ("day", gettext_lazy("Until another day")),
    ("event", gettext_lazy("Until something happens")),
)


def _tiles(label: Any, choices: Any, *, many: bool = False, needs: Any = "", **words: Any) -> Any:
    field = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    mistakes = {"required": needs} if needs else {}
    return field(label=label, choices=choices, widget=widget, error_messages=mistakes, **words)


def _day(label: Any) -> forms.DateField:
    return DayField(label=label, required=False)


def _line(label: Any, **words: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, required=False, **words)


class TermsForm(forms.Form):
    """Who may be told what, why, how and until when: what everybody fills in, whoever signs."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    recipient_kind = _tiles(
        gettext_lazy("Who may be told?"),
        [(own.value, own.label) for own in KINDS],
        needs=gettext_lazy("Say what they are to the person."),
    )
    recipient = forms.CharField(
        label=gettext_lazy("Their name"),
        help_text=gettext_lazy("A person or a place, such as Desert Willow Clinic."),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Name who may be told.")},
    )
    whats = _tiles(
        gettext_lazy("What may be told?"), What.choices, many=True, needs=gettext_lazy("Tick what may be told.")
    )
    own_what = _line(gettext_lazy("If something else, in the person’s words"))
    purposes = _tiles(gettext_lazy("Why?"), Purpose.choices, many=True, needs=gettext_lazy("Tick why it is told."))
    own_purpose = _line(gettext_lazy("If another reason, in the person’s words"))
    channels = _tiles(
        gettext_lazy("How may it be told?"), Channel.choices, many=True, needs=gettext_lazy("Tick how it may be told.")
    )
    length = _tiles(gettext_lazy("Until when?"), LENGTHS, needs=gettext_lazy("Say until when it holds."))
    until = _day(gettext_lazy("The last day"))
    event = _line(gettext_lazy("What ends it"), help_text=gettext_lazy("Such as: when I have moved into my own place."))
    from_day = _day(gettext_lazy("From this day on"))
    name = forms.CharField(
        label=gettext_lazy("Your full name, as you sign"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write the name as they sign it.")},
    )

    def __init__(self, data: Any = None, *, person: Person, today: date) -> None:
        super().__init__(data, initial={"token": uuid4(), "from_day": today})
        self._person, self._today = person, today

    @property
    def opens_days(self) -> bool:
        """Whether the days stand open: a day or an event was chosen, or something is wrong with them."""
        return self["length"].value() in {"day", "event"} or bool(self.errors.keys() & {"until", "event", "from_day"})

    @property
    def is_printed_first(self) -> bool:
        """Whether it is to be printed and signed on paper, so that no signature is asked for yet."""
        return "print" in self.data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._needs(
            "own_what", What.OTHER.value in data.get("whats", ()), _("Say in their words what else may be told.")
        )
        self._needs(
            "own_purpose", Purpose.OTHER.value in data.get("purposes", ()), _("Say in their words why it is told.")
        )
        self._needs("until", data.get("length") == "day", _("Say until which day."))
        self._needs("event", data.get("length") == "event", _("Say what ends it."))
        if self.is_printed_first:
            self.errors.pop("name", None)
        return data

    def terms(self) -> Terms:
        """As the actions take them; only once the form is valid."""
        data = self.cleaned_data
        begins = data["from_day"] or self._today
        return Terms(
            recipient_kind=RecipientKind(data["recipient_kind"]),
            recipient=data["recipient"],
            whats=tuple(What(own) for own in data["whats"]),
            purposes=tuple(Purpose(own) for own in data["purposes"]),
            channels=tuple(Channel(own) for own in data["channels"]),
            from_day=begins,
            until=self._until(begins),
            event=data["event"] if data["length"] == "event" else "",
            own_what=data["own_what"],
            own_purpose=data["own_purpose"],
        )

    def _until(self, begins: date) -> date | None:
        length = self.cleaned_data["length"]
        if length == "event":
            return None
        day: date = self.cleaned_data["until"] if length == "day" else begins + timedelta(days=int(length))
        return day

    def _needs(self, name: str, when: bool, words: str) -> None:
        if when and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)


class OwnReleaseForm(TermsForm):
    """A release that the person fills in and signs on their own: the page says what they have to know."""

    def sheet(self) -> Sheet:
        """As the action takes it; only once the form is valid. The page has told all three."""
        explained = Explained(page_language(self._person.language), Understood.READ, "", True, True, True)
        return Sheet(self.terms(), explained, Signed(self.cleaned_data.get("name", "")))


class ReleaseForm(TermsForm):
    """A release that a worker fills in with the person, and how it is signed."""

    told = forms.MultipleChoiceField(
        label=gettext_lazy("What did you tell them?"),
        choices=[
            ("right", gettext_lazy("That they can take it back at any time, and how")),
            ("consequences", gettext_lazy("That support goes on if they do not sign")),
            ("passing_on", gettext_lazy("That whoever is told may pass it on where the law lets them")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = LanguageField(label=gettext_lazy("In which language?"))
    understood = _tiles(gettext_lazy("How did they take it in?"), Understood.choices, initial=Understood.READ.value)
    interpreter = _line(gettext_lazy("The interpreter’s name"))
    signature = _tiles(gettext_lazy("How do they sign?"), Signature.choices, initial=Signature.TYPED.value)
    witness = _line(gettext_lazy("Who saw them make the mark"))
    paper = _line(gettext_lazy("Where the paper is kept"))
    signer = _tiles(gettext_lazy("Who signs?"), Signer.choices, initial=Signer.SELF.value)
    signer_name = _line(gettext_lazy("Who signs in their place"))

    def __init__(self, data: Any = None, *, person: Person, today: date) -> None:
        super().__init__(data, person=person, today=today)
        self.initial["language"] = person.language
        self.fields["name"].label = _("Their full name, as they sign")

    @property
    def opens_language(self) -> bool:
        return self["understood"].value() == Understood.INTERPRETER.value or bool(
            self.errors.keys() & {"interpreter", "language"}
        )

    @property
    def opens_signature(self) -> bool:
        other = self["signature"].value() != Signature.TYPED.value or self["signer"].value() != Signer.SELF.value
        return other or bool(self.errors.keys() & {"witness", "paper", "signer_name"})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        by_interpreter = data.get("understood") == Understood.INTERPRETER.value
        self._needs("interpreter", by_interpreter, _("Name the interpreter."))
        if not self.is_printed_first:
            how = data.get("signature")
            self._needs("witness", how == Signature.MARK.value, _("Name who saw them make the mark."))
            self._needs("paper", how == Signature.PAPER.value, _("Say where the paper is kept."))
            by_guardian = data.get("signer") == Signer.GUARDIAN.value
            self._needs("signer_name", by_guardian, _("Name who signs in their place."))
        return data

    def sheet(self) -> Sheet:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        told = set(data["told"])
        explained = Explained(
            language=data["language"],
            understood=Understood(data["understood"]),
            interpreter=data["interpreter"],
            told_right="right" in told,
            told_consequences="consequences" in told,
            told_passing_on="passing_on" in told,
        )
        signed = Signed(
            name=data.get("name", ""),
            signature=Signature(data["signature"]),
            witness=data["witness"],
            paper=data["paper"],
            signer=Signer(data["signer"]),
            signer_name=data["signer_name"],
        )
        return Sheet(self.terms(), explained, signed)


class PartnerForm(forms.Form):
    """Somebody outside who stands with the person."""

    kind = _tiles(
        gettext_lazy("What are they to the person?"),
        [(own.value, own.label) for own in KINDS],
        needs=gettext_lazy("Say what they are to the person."),
    )
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=partners.LONGEST,
        error_messages={"required": gettext_lazy("Name who stands with them.")},
    )
    role = forms.CharField(
        label=gettext_lazy("In a word"),
        help_text=gettext_lazy("Such as: doctor, teacher, sponsor, foster parent."),
        max_length=partners.LONGEST,
        required=False,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The person agrees that they stand on the team"),
        error_messages={"required": gettext_lazy("Ask them first: their team is theirs to choose.")},
    )

    def __init__(self, data: Any = None, *, is_own: bool) -> None:
        super().__init__(data)
        self.fields["agreed"].required = not is_own
        self._is_own = is_own

    @property
    def is_agreed(self) -> bool:
        """Whether the person said yes; writing it themselves, they do."""
        return self._is_own or bool(self.cleaned_data["agreed"])

    def partner(self) -> partners.Partner:
        """As the action takes it; only once the form is valid."""
        data = self.cleaned_data
        return partners.Partner(RecipientKind(data["kind"]), data["name"], data["role"])


class TellForm(ToldFields):
    """Something told to somebody outside the team: about to be, or already."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    when = _tiles(
        gettext_lazy("Has it been told already?"),
        [("now", gettext_lazy("No, I am about to")), ("already", gettext_lazy("Yes, it was told"))],
        initial="now",
    )
    day = _day(gettext_lazy("When was it? The day"))
    at = TimeField(label=gettext_lazy("The time"), required=False)
    channel = _tiles(gettext_lazy("How is it told?"), Channel.choices, needs=gettext_lazy("Tick how it is told."))
    is_secure = _tiles(
        gettext_lazy("Can nobody else listen in or read it?"),
        [("yes", gettext_lazy("Yes, it is safe")), ("no", gettext_lazy("No"))],
        needs=gettext_lazy("Say whether the way is safe."),
    )
    law = _tiles(gettext_lazy("Does a law speak of telling this?"), Law.choices, initial=Law.NEITHER.value)
    words = forms.CharField(
        label=gettext_lazy("What was said, in a line"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    is_afterwards = True
    may_be_nobody = False

    def __init__(self, data: Any = None, *, named: Callable[[], Sequence[Named]]) -> None:
        super().__init__(data, initial={"token": uuid4()})
        self.fields["other"].label, self.fields["other"].required = _("Who is told?"), True
        self.fields["other_least"].label = _("Is it no more than they need to know?")
        self.fields["other_notice"].label = _("Do you tell them that it may not be passed on?")
        self.fields["other"].error_messages["required"] = _("Say who is told.")
        self.offer(named)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("when") == "already":
            for name, words in (("day", _("Say on which day.")), ("at", _("Say at about what time."))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data

    @property
    def opens_when(self) -> bool:
        return str(self["when"].value()) == "already"

    def told_at(self, zone: tzinfo) -> datetime | None:
        """When it was told; None where it is still to be."""
        data = self.cleaned_data
        if data["when"] == "now":
            return None
        hour: time = data["at"]
        return datetime.combine(data["day"], hour, zone)

    def sharing(self) -> Sharing:
        """As the actions take it; only once the form is valid."""
        data = self.cleaned_data
        kind, name = self.recipient
        return Sharing(
            recipient_kind=kind,
            recipient=name,
            whats=tuple(What(own) for own in data["other_whats"]),
            purpose=Purpose(data["other_purpose"]),
            channel=Channel(data["channel"]),
            is_least=data["other_least"] == "yes",
            is_secure=data["is_secure"] == "yes",
            law=Law(data["law"]),
            with_notice=data["other_notice"] == "yes",
            own_covers=SAID.get(data["other_own_words"]),
        )
