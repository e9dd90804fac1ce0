"""What supervisors and workers fill in: a session to book, how it went, the worker's word, an answer, figures, a deputy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.supervision.booking import Plan
from alongside.supervision.models import SupervisionSession
from alongside.supervision.moments import moment_at
from alongside.supervision.refusals import NotPossible
from alongside.supervision.writing_up import LONGEST_WORDS, Account
from alongside.ui.forms import DayField, TimeField

Kind, How = SupervisionSession.Kind, SupervisionSession.How


def _minutes(label: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=1, max_value=100_000, widget=widget)


def _text(label: Any, *, help_text: Any = "", rows: int = 3, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Refusable(forms.Form):
    """A form that an action's refusal can be written into, beside the field it is about.

    ids: what its fields' ids begin with, where one page has several forms
    """

    ids = "id"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.ids}_%s", **kwargs})

    def refuse(self, problem: NotPossible) -> None:
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class TimedForm(Refusable):
    """When and how long, in the hours of the agency's own zone."""

    day = DayField(label=gettext_lazy("Day"))
    at = TimeField(label=gettext_lazy("Begins at"))
    minutes = _minutes(gettext_lazy("Minutes"))

    def __init__(self, zone: tzinfo, *args: Any, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, at = cleaned.get("day"), cleaned.get("at")
        if isinstance(day, date) and isinstance(at, time):
            try:
                cleaned["moment"] = moment_at(day, at, self.zone, field="at")
            except NotPossible as problem:
                self.refuse(problem)
        return cleaned

    @staticmethod
    def hours_of(moment: datetime, minutes: int, zone: tzinfo) -> dict[str, object]:
        """First values for a moment."""
        there = moment.astimezone(zone)
        return {"day": there.date(), "at": there.time(), "minutes": minutes}


class PlanForm(TimedForm):
    """A session to book. Group and clinical are the supervisor's own word."""

    workers = forms.MultipleChoiceField(label=gettext_lazy("With whom?"), widget=forms.CheckboxSelectMultiple)
    supervisor = forms.ChoiceField(label=gettext_lazy("Who leads it?"))
    how = forms.ChoiceField(label=gettext_lazy("How?"), choices=How.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120, required=False)
    is_clinical = forms.BooleanField(
        label=gettext_lazy("This is clinical supervision"),
        required=False,
        help_text=gettext_lazy("Some codes count clinical sessions only. Say so only if it is."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("workers", "supervisor", "day", "at", "minutes", "how", "place", "is_clinical", "token")

    def __init__(
        self, zone: tzinfo, team: Sequence[Worker], leaders: Iterable[User], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"how": How.IN_PERSON.value, "token": uuid4(), **kwargs.get("initial", {})}
        super().__init__(zone, *args, **kwargs)
        self.team = {str(worker.pk): worker for worker in team}
        self.leaders = {str(leader.pk): leader for leader in leaders}
        self._choose("workers", [(key, worker.name) for key, worker in self.team.items()])
        self._choose("supervisor", [(key, leader.name) for key, leader in self.leaders.items()])
        if len(self.leaders) < 2:
            del self.fields["supervisor"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def plan(self) -> Plan:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        workers = [self.team[key] for key in told["workers"]]
        return Plan(
            workers,
            Kind.GROUP if len(workers) > 1 else Kind.ONE_TO_ONE,
            told["moment"],
            told["minutes"],
            How(told["how"]),
            told["place"].strip(),
            is_clinical=told["is_clinical"],
        )

    def leader(self) -> User | None:
        """Who leads it; the only one there is, where there was nothing to choose."""
        chosen = self.cleaned_data.get("supervisor")
        return self.leaders[chosen] if chosen else next(iter(self.leaders.values()), None)


class MoveForm(TimedForm):
    """Another time, length or way for a booked session."""

    how = forms.ChoiceField(label=gettext_lazy("How?"), choices=How.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120, required=False)
    is_clinical = forms.BooleanField(label=gettext_lazy("This is clinical supervision"), required=False)

    def plan(self, session: SupervisionSession) -> Plan:
        """The session as it is to be."""
        told = self.cleaned_data
        return Plan(
            [own.worker for own in session.attendances.all()],
            Kind(session.kind),
            told["moment"],
            told["minutes"],
            How(told["how"]),
            told["place"].strip(),
            is_clinical=told["is_clinical"],
        )


class AccountForm(TimedForm):
    """How a session went. `why` is asked only where something written before is put right."""

    attended = forms.MultipleChoiceField(label=gettext_lazy("Who was there?"), widget=forms.CheckboxSelectMultiple)
    topics = _text(
        gettext_lazy("What you talked about"),
        help_text=gettext_lazy(
            "A line is enough. Leave out what was said about anyone’s own recovery, and name no person served."
        ),
        required=True,
    )
    steps = _text(gettext_lazy("What you agreed on next"), rows=2)
    why = _text(gettext_lazy("What you put right, and why"), rows=2, required=True)

    field_order = ("attended", "day", "at", "minutes", "topics", "steps", "why")

    def __init__(
        self, zone: tzinfo, workers: Sequence[Worker], *args: Any, amends: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(zone, *args, **kwargs)
        self.workers = list(workers)
        field = self.fields["attended"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(worker.pk), worker.name) for worker in self.workers]
        if not amends:
            del self.fields["why"]
        if len(self.workers) < 2:
            del self.fields["attended"]

    def account(self) -> Account:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        there = told.get("attended") or [str(worker.pk) for worker in self.workers]
        return Account(
            told["moment"],
            told["minutes"],
            frozenset(int(key) for key in there),
            told["topics"],
            told["steps"],
            told.get("why", ""),
        )


class OffForm(forms.Form):
    """Why a session does not take place."""

    off = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=SupervisionSession.Off.choices, widget=forms.RadioSelect
    )


class WordForm(Refusable):
    """The worker's own word on a session."""

    words = _text(
        gettext_lazy("In your own words, if you like"),
        help_text=gettext_lazy("You and who led the session read this. Name no person served."),
        rows=2,
    )


class AskForm(Refusable):
    """What goes along with an ask for support; no word is needed."""

    ids = "ask"
    words = _text(
        gettext_lazy("A few words"), help_text=gettext_lazy("You can leave this empty. Name no person served."), rows=2
    )
    token = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(Refusable):
    """What was arranged."""

    words = _text(
        gettext_lazy("What did you arrange?"), help_text=gettext_lazy("When, where, with whom."), rows=3, required=True
    )


class LineForm(Refusable):
    """A line for one's own agenda."""

    ids = "line"
    words = forms.CharField(
        label=gettext_lazy("Something to bring up"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_shared = forms.BooleanField(label=gettext_lazy("My supervisor may see this line"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)


class FigureForm(Refusable):
    """An agency's own figures."""

    caseload = forms.IntegerField(
        label=gettext_lazy("People one worker supports, at most"),
        help_text=gettext_lazy("Whoever offers one more is asked why."),
        min_value=1,
        max_value=100,
    )
    team = forms.IntegerField(label=gettext_lazy("Workers one supervisor has, at most"), min_value=1, max_value=100)
    rhythm = forms.IntegerField(
        label=gettext_lazy("Sessions a month, where a code names no number"), min_value=1, max_value=100
    )
    unseen = forms.IntegerField(
        label=gettext_lazy("Days without contact after which somebody stands on their supervisor’s morning"),
        min_value=1,
        max_value=100,
    )
    attempts = forms.IntegerField(
        label=gettext_lazy("Days on which to try somebody who does not answer, before their case may close for it"),
        min_value=1,
        max_value=100,
    )


class DeputyForm(Refusable):
    """Who answers for a supervisor."""

    deputy = forms.ChoiceField(label=gettext_lazy("Deputy"), required=False)

    def __init__(self, others: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(other.pk): other for other in others}
        field = self.fields["deputy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody")), *((key, other.name) for key, other in self.others.items())]

    def chosen(self) -> User | None:
        return self.others.get(self.cleaned_data["deputy"])
