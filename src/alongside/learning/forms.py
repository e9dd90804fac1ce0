"""What a learner fills in: something learned, what was wrong with it, and a wish for the learning plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.evidence.forms import EvidenceField
from alongside.evidence.models import EvidenceFile
from alongside.learning.entering import MOST_HOURS, CannotCount, Learned
from alongside.learning.models import Course, LearningEntry, LearningGoal
from alongside.learning.topics import topic_title
from alongside.people.models import Board
from alongside.ui.forms import DayField


class HoursField(forms.DecimalField):
    """Hours in quarters, typed on a phone: 1.25, and 1,25 as Spanish writes it."""

    def __init__(self, **words: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=Decimal(0), max_value=MOST_HOURS, decimal_places=2, widget=widget, **words)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class LogForm(forms.Form):
    """What is the same for a course of the catalogue and for any other: when, what proves it, and who is to count it."""

    completed_on = DayField(label=gettext_lazy("When did you finish it?"))
    began_on = DayField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Only if it took several days."),
    )
    proof = EvidenceField(
        label=gettext_lazy("Certificate of the course"),
        required=False,
        help_text=gettext_lazy(
            "A PDF or a photo (JPEG, PNG). You can log without it; your board may ask for it later."
        ),
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    boards = forms.MultipleChoiceField(
        label=gettext_lazy("Which boards should count it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The same hours may count under each of your codes."),
    )

    def __init__(
        self, boards: Mapping[str, Board], today: date, data: Any = None, files: Any = None, **more: Any
    ) -> None:
        initial = {"completed_on": today, "boards": list(boards), **more.pop("initial", {})}
        super().__init__(data, files, initial=initial, **more)
        self.by_code = boards
        field = self.fields["boards"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, board.name) for code, board in boards.items()]
        if len(boards) < 2:
            del self.fields["boards"]

    def chosen(self) -> list[Board]:
        """The boards that are to count it: all there are, where there is no choice."""
        return [board for code, board in self.by_code.items() if code in self.cleaned_data.get("boards", self.by_code)]

    def refuse(self, problem: CannotCount) -> None:
        """Put what cannot be counted beside the field it is about."""
        self.add_error(problem.about if problem.about in self.fields else None, str(problem))


class CourseForm(LogForm):
    """A course of the catalogue: its hours are known."""

    def learned(self, course: Course, evidence: EvidenceFile | None) -> Learned:
        topics = {part.topic: part.hours for part in course.topics.all()}
        return Learned(
            title=course.title,
            provider=course.provider.name,
            completed_on=self.cleaned_data["completed_on"],
            hours=course.hours,
            topics=topics,
            course=course,
            began_on=self.cleaned_data["began_on"],
            evidence=evidence,
        )


class TypedForm(LogForm):
    """Something learned elsewhere, in the learner's words."""

    title = forms.CharField(label=gettext_lazy("What did you learn?"), max_length=160)
    provider = forms.CharField(label=gettext_lazy("Who taught it?"), max_length=160)
    hours = HoursField(label=gettext_lazy("Hours in all"), help_text=gettext_lazy("In quarters, like 1.25."))

    def __init__(
        self,
        boards: Mapping[str, Board],
        topics: Sequence[str],
        today: date,
        data: Any = None,
        files: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(boards, today, data, files, **more)
        self.topics = topics
        for topic in topics:
            words = _("Hours of them on: %(topic)s") % {"topic": topic_title(topic)}
            self.fields[f"topic_{topic}"] = HoursField(label=words, required=False)
        named = [f"topic_{topic}" for topic in topics]
        self.order_fields(["title", "provider", "completed_on", "hours", *named, "proof", "began_on", "boards"])

    def learned(self, evidence: EvidenceFile | None) -> Learned:
        found = self.cleaned_data
        return Learned(
            title=found["title"],
            provider=found["provider"],
            completed_on=found["completed_on"],
            hours=found["hours"],
            topics={t: found[f"topic_{t}"] for t in self.topics if found.get(f"topic_{t}")},
            began_on=found["began_on"],
            evidence=evidence,
        )


class CorrectionForm(TypedForm):
    """What an entry should have said, and why. To strike it, the reason is enough."""

    why = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        max_length=300,
        help_text=gettext_lazy("A few words. They stay beside the entry, which stays to read as well."),
    )

    def __init__(
        self, entry: LearningEntry, topics: Sequence[str], today: date, data: Any = None, files: Any = None
    ) -> None:
        told: dict[str, Any] = {
            "title": entry.title,
            "provider": entry.provider_name,
            "completed_on": entry.completed_on,
            "began_on": entry.began_on,
            "hours": entry.hours,
            **{f"topic_{part.topic}": part.hours for part in entry.topics.all()},
        }
        known = [*topics, *(part.topic for part in entry.topics.all() if part.topic not in topics)]
        super().__init__({}, known, today, data, files, initial=told)
        if data is not None and data.get("do") == "strike":
            for name in [name for name in self.fields if name != "why"]:
                del self.fields[name]
        self.order_fields(["why"])


class GoalForm(forms.Form):
    """A wish for one's own learning plan."""

    words = forms.CharField(
        label=gettext_lazy("What do you want to learn?"),
        max_length=200,
        help_text=gettext_lazy("About the topic, never about a person you support."),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    origin = forms.ChoiceField(
        label=gettext_lazy("Where does it come from?"), choices=LearningGoal.Origin.choices, initial="own"
    )
    by_day = DayField(label=gettext_lazy("By when"), required=False)

    def __init__(self, topics: Iterable[str], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Something else")), *((topic, topic_title(topic)) for topic in topics)]


def kept_file(form: LogForm, files: Iterable[EvidenceFile]) -> EvidenceFile | None:
    """The file that an earlier try of this form handed in, among the learner's own."""
    token = form.cleaned_data.get("kept")
    return next((file for file in files if file.token == token), None) if isinstance(token, UUID) else None
