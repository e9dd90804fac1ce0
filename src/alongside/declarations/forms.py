"""What people fill in here: one short form for every kind, made of its act's own facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.declarations.asked import act_of, facts_asked
from alongside.declarations.deciding import Ruled
from alongside.declarations.declaring import LONGEST, LONGEST_NAME, Declared
from alongside.declarations.kinds import Kind
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.declarations.refusals import NotPossibleNow
from alongside.people.models import Person
from alongside.rulings import words
from alongside.rulings.answers import SKIP, NotAnAnswer, read_answer
from alongside.ui.forms import DayField, lines
from canon.act import Fact, FactType
from canon.values import Stated

DONT_KNOW_SAID: Final = gettext_lazy("I don’t know")
SERVED: Final = {
    "now": gettext_lazy("Somebody I support, who is not on this list"),
    "before": gettext_lazy("Somebody I used to support, who is not on this list"),
    "never": gettext_lazy("Somebody I never supported"),
}
_TYPED: Final = (FactType.MONEY, FactType.COUNT)


def _small_tiles() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"class": "al-picks"})


class DeclareForm(forms.Form):
    """Which door, when, who, and the facts that this kind asks.

    known: facts that a record knows of the worker and the person named, which are not asked
    weigh: whether a code asks that the context be put on record; more: facts the codes still wait for
    """

    door = forms.ChoiceField(
        label=gettext_lazy("Before or after?"), choices=Declaration.Door.choices, widget=_small_tiles()
    )
    on = DayField(label=gettext_lazy("Which day?"))
    who = forms.ChoiceField(label=gettext_lazy("Who is it about?"))
    who_words = forms.CharField(
        label=gettext_lazy("Say who it is"),
        help_text=gettext_lazy("A name, or how you know them. You and your supervisor see it."),
        max_length=LONGEST_NAME,
        required=False,
    )
    amount = forms.CharField(
        label=gettext_lazy("How much was it?"),
        help_text=gettext_lazy("Dollars, such as 20 or 19.50."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    words = forms.CharField(label=gettext_lazy("In a line: what is it?"), max_length=LONGEST, widget=lines(2))
    context = forms.CharField(
        label=gettext_lazy("What does it mean to them, in their culture, and what else matters?"),
        max_length=LONGEST,
        widget=lines(2),
    )
    more = forms.CharField(widget=forms.HiddenInput, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Kind,
        people: Sequence[tuple[str, Sequence[Person]]],
        today: date,
        weigh: bool,
        known: frozenset[str] = frozenset(),
        person: Person | None = None,
    ) -> None:
        start = {"on": today, "token": uuid4(), "who": str(person.pk) if person else ""}
        super().__init__(data, initial=start)
        self.kind, self._people = kind, {str(p.pk): p for _title, listed in people for p in listed}
        self.facts = facts_asked(kind, known, self._more(data))
        self._put_who(people)
        if not kind.takes_amount:
            del self.fields["amount"]
        if not weigh:
            del self.fields["context"]
        self.fields["words"].required = kind.is_conflict
        if kind.is_conflict:
            self.fields["on"].label = _("On which day did you see it?")
        for fact in self.facts:
            self._put_fact(fact)

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """The facts' fields, in the order they are asked."""
        return [self[name] for fact in self.facts for name in (_field(fact), _unknown(fact)) if name in self.fields]

    def answered(self) -> dict[str, Stated]:
        """The facts as answered, by name; only once the form is valid."""
        found: dict[str, Stated] = {fact.name: self.cleaned_data[_field(fact)] for fact in self.facts}
        who = self.cleaned_data.get("who", "")
        if who in SERVED and any(fact.name == "person.served" for fact in act_of(self.kind).facts):
            found["person.served"] = who
        return found

    def person(self) -> Person | None:
        """Whom they chose of the list; None for somebody else, or before the form is valid."""
        return self._people.get(str(self.data.get("who", ""))) if self.is_bound else None

    def declared(self) -> Declared:
        """As the actions take it; only once the form is valid."""
        data = self.cleaned_data
        person = self._people.get(data.get("who", ""))
        return Declared(
            kind=self.kind,
            on=data["on"],
            token=data["token"],
            person=person,
            who="" if person else data.get("who_words", ""),
            stated=self.answered(),
            amount=data.get("amount"),
            words=data["words"],
            context=data.get("context", ""),
        )

    def door_chosen(self) -> Declaration.Door:
        return Declaration.Door(self.cleaned_data["door"])

    def refuse(self, problem: NotPossibleNow) -> None:
        """Put what an action found beside its field."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))

    def clean_amount(self) -> Decimal | None:
        typed = self.cleaned_data["amount"]
        if not typed.strip():
            return None
        try:
            read = read_answer(_A_SUM, [typed])
        except NotAnAnswer as problem:
            raise forms.ValidationError(str(problem)) from None
        return read if isinstance(read, Decimal) else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for fact in self.facts:
            if cleaned.get(_unknown(fact)) and not self.data.get(_field(fact), "").strip():
                self.errors.pop(_field(fact), None)  # not knowing is an answer
            typed = [str(cleaned.get(name) or "") for name in (_field(fact), _unknown(fact)) if name in self.fields]
            if _field(fact) in self.errors:
                continue
            try:
                cleaned[_field(fact)] = read_answer(fact, [SKIP if text == "True" else text for text in typed])
            except NotAnAnswer as problem:
                self.add_error(_field(fact), str(problem))
        return cleaned

    def _more(self, data: Any) -> frozenset[str]:
        asked = str(data.get("more", "")).split() if data is not None else []
        return frozenset(asked) & {fact.name for fact in act_of(self.kind).facts if not fact.absent}

    def _put_who(self, people: Iterable[tuple[str, Sequence[Person]]]) -> None:
        if not self.kind.names_someone:
            del self.fields["who"], self.fields["who_words"]
            return
        about = any(fact.name.startswith("person.") for fact in act_of(self.kind).facts)
        self.fields["who"].required = about or self.kind.stands  # a conflict may be with nobody in particular
        groups = [(title, [(str(p.pk), p.chosen_name) for p in listed]) for title, listed in people if listed]
        others = (_("Somebody else"), list(SERVED.items()))
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *groups, others]

    def _put_fact(self, fact: Fact) -> None:
        act = act_of(self.kind)
        label, hint = words.question(act, fact).text, words.hint(fact).text
        if fact.type in _TYPED:
            text = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields[_field(fact)] = forms.CharField(label=label, help_text=hint, widget=text)
            self.fields[_unknown(fact)] = forms.BooleanField(label=DONT_KNOW_SAID, required=False)
            return
        choices = [("yes", _("Yes")), ("no", _("No"))]
        if fact.type is FactType.CHOICE:
            choices = [(c.value, words.choice_label(fact, c).text) for c in fact.choices]
        self.fields[_field(fact)] = forms.ChoiceField(
            label=label, help_text=hint, choices=[*choices, (SKIP, DONT_KNOW_SAID)], widget=_small_tiles()
        )


def with_question(data: Any, fact: str) -> Any:
    """The same posted form with one more fact to ask."""
    copy = data.copy()
    copy["more"] = f"{data.get('more', '')} {fact}".strip()
    return copy


def field_of(fact: str) -> str:
    """The name of a fact's field."""
    return f"fact-{fact.replace('.', '-')}"


def _field(fact: Fact) -> str:
    return field_of(fact.name)


def _unknown(fact: Fact) -> str:
    return f"{_field(fact)}-unknown"


_A_SUM: Final = Fact("sum", FactType.MONEY, "sum")


if TYPE_CHECKING:
    _OfPersons = forms.ModelChoiceField[Person]
else:
    _OfPersons = forms.ModelChoiceField


class PersonField(_OfPersons):
    """A person by the name they chose."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.chosen_name)


class DecideForm(forms.Form):
    """What a supervisor decides. weigh: whether a code asks that the context be put on record."""

    decision = forms.ChoiceField(label=gettext_lazy("What do you decide together?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("The bounds, or what you agreed"),
        help_text=gettext_lazy("What each of you does from now on. The worker reads it."),
        max_length=LONGEST,
        required=False,
        widget=lines(3),
    )
    context = forms.CharField(
        label=gettext_lazy("What you weighed: what it means in their culture, and what else is at stake"),
        max_length=LONGEST,
        widget=lines(2),
    )
    review_on = DayField(
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("Bounds need a day. It comes back to you both."),
        required=False,
    )
    about = PersonField(
        label=gettext_lazy("Who is meant, in your records?"),
        help_text=gettext_lazy("Then the codes know of the tie before this worker is offered that person."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody here"),
    )
    steps_out = forms.ChoiceField(
        label=gettext_lazy("If it ends: does somebody else support them from now on?"),
        help_text=gettext_lazy("Then they stand first among those who need cover, until somebody has taken over."),
        choices=[
            ("yes", gettext_lazy("Yes, this worker steps out")),
            ("no", gettext_lazy("No, what pulled is gone")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        takes_over: bool,
        open_decisions: Iterable[DeclarationDecision.Decision],
        seen: int,
        weigh: bool,
        people: Any = None,
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        choice, about = self.fields["decision"], self.fields["about"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(about, PersonField)
        choice.choices = [(own.value, own.label) for own in open_decisions]
        if not weigh:
            del self.fields["context"]
        if not takes_over:
            del self.fields["steps_out"]
        if people is None:
            del self.fields["about"]
        else:
            about.queryset = people

    def clean(self) -> None:
        super().clean()
        is_over = self.cleaned_data.get("decision") == DeclarationDecision.Decision.REMOVE
        if is_over and "steps_out" in self.fields and not self.cleaned_data.get("steps_out"):
            self.add_error("steps_out", _("Say whether somebody else takes over: nobody is left alone by it."))

    def ruled(self) -> Ruled:
        """As the action takes it; only once the form is valid."""
        data: Mapping[str, Any] = self.cleaned_data
        return Ruled(
            decision=DeclarationDecision.Decision(data["decision"]),
            words=data["words"],
            context=data.get("context", ""),
            review_on=data["review_on"],
            about=data.get("about"),
            steps_out=data["decision"] == DeclarationDecision.Decision.REMOVE and data.get("steps_out") == "yes",
            seen=data["seen"],
        )

    def refuse(self, problem: NotPossibleNow) -> None:
        """Put what the action found beside its field."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class RegisterForm(forms.Form):
    """What the register is narrowed to. Anything odd narrows nothing."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    worker = forms.ChoiceField(label=gettext_lazy("Worker"), required=False)
    since = DayField(label=gettext_lazy("Since"), required=False)
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, groups: Sequence[Any], workers: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        listed = [(str(group.title), [(kind.id, kind.title) for kind in group.kinds]) for group in groups]
        kinds, names = self.fields["kind"], self.fields["worker"]
        assert isinstance(kinds, forms.ChoiceField)
        assert isinstance(names, forms.ChoiceField)
        kinds.choices = [("", _("All kinds")), *listed]
        names.choices = [("", _("Everybody")), *((str(pk), name) for pk, name in workers)]
