"""What a board's staff and a provider's contact fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.learning.forms import HoursField
from alongside.learning.models import Provider
from alongside.learning.sheets import LARGEST
from alongside.learning.topics import topic_title
from alongside.learning.windows import Period
from alongside.ui.forms import DayField


class ProviderForm(forms.Form):
    """Who teaches."""

    name = forms.CharField(label=gettext_lazy("Name of the provider"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("What are they?"), choices=Provider.Kind.choices)
    from_day = DayField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy("Courses taught from this day on may be counted."),
    )


class CourseFormOfBoard(forms.Form):
    """What is taught, and what the board counts for it."""

    title = forms.CharField(label=gettext_lazy("Title of the course"), max_length=160)
    hours = HoursField(label=gettext_lazy("Hours in all"), help_text=gettext_lazy("In quarters, like 1.25."))
    where = forms.CharField(label=gettext_lazy("Where, and in which language"), max_length=120, required=False)
    from_day = DayField(label=gettext_lazy("Open from"))

    def __init__(self, topics: Sequence[str], today: date, data: Any = None) -> None:
        super().__init__(data, initial={"from_day": today})
        self.topics = topics
        for topic in topics:
            words = _("Hours of them on: %(topic)s") % {"topic": topic_title(topic)}
            self.fields[f"topic_{topic}"] = HoursField(label=words, required=False)
        self.order_fields(["title", "hours", *(f"topic_{topic}" for topic in topics)])

    def told(self) -> dict[str, Any]:
        """As `register_course` takes it."""
        found = self.cleaned_data
        topics = {t: found[f"topic_{t}"] for t in self.topics if found.get(f"topic_{t}")}
        return {name: found[name] for name in ("title", "hours", "where", "from_day")} | {"topics": topics}


class ContactForm(forms.Form):
    """Who posts attendance for a provider."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("Of somebody who has an account here already.")
    )


class ExemptionForm(forms.Form):
    """What is not asked of somebody in a period, and why."""

    topic = forms.ChoiceField(label=gettext_lazy("Of what?"), required=False)
    hours = HoursField(
        label=gettext_lazy("How many hours fewer"),
        required=False,
        help_text=gettext_lazy("Empty: nothing of it is asked."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The person reads it too. Write no diagnosis."),
    )
    from_day = forms.DateField(widget=forms.HiddenInput)
    to_day = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, topics: Iterable[str], period: Period, data: Any = None) -> None:
        super().__init__(data, initial={"from_day": period.begins, "to_day": period.through + date.resolution})
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All learning")), *((topic, topic_title(topic)) for topic in topics)]


class StrikeForm(forms.Form):
    """Why an entry is struck."""

    why = forms.CharField(label=gettext_lazy("Why is it struck?"), max_length=300)


class SheetForm(forms.Form):
    """A list of attendance."""

    file = forms.FileField(
        label=gettext_lazy("The list, as a CSV file"),
        help_text=gettext_lazy(
            "Columns: certificate number or e-mail, name, course, date, hours. At most 10,000 rows."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> bytes:
        """What the file holds, and one byte more than is allowed where it holds more."""
        return bytes(self.cleaned_data["file"].read(LARGEST + 1))
