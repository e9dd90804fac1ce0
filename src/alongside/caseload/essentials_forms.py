"""What is essential to know of somebody, filled in with them: nothing is chosen beforehand, and what is sensitive asks why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.caseload import essentials
from alongside.caseload.essentials import SENSITIVE, Known
from alongside.caseload.wishes import Wish
from alongside.people.languages.fields import LanguageField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

VOICES: Final = (
    ("own", gettext_lazy("Their own")),
    ("family", gettext_lazy("As a family member or caregiver of somebody")),
    ("youth", gettext_lazy("As a young person")),
)


def _lines() -> forms.Textarea:
    """An empty one shows a space, by which the page's style tells it from one that says something."""
    return forms.Textarea(attrs={"rows": 2, "placeholder": " "})


def _voice() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Whose support is this?"),
        help_text=gettext_lazy(
            "A family peer supports a parent or caregiver; their file stays apart from the young person’s."
        ),
        choices=VOICES,
        widget=forms.RadioSelect,
        required=False,
    )


def _beside() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Whom would they like beside them?"),
        help_text=gettext_lazy(
            "In their words: a language, a culture, somebody who has been through the same. "
            "Whoever offers them to a worker reads this."
        ),
        max_length=essentials.LONGEST,
        required=False,
        widget=_lines(),
    )


def _reason(asks: _StrPromise) -> forms.CharField:
    """Why something sensitive is kept; asked where something is told, and only then."""
    return forms.CharField(label=asks, max_length=200, required=False)


class TakeInForm(forms.Form):
    """Somebody to be supported, by the name they chose. Nothing else is needed to begin."""

    chosen_name = forms.CharField(
        label=gettext_lazy("What do they want to be called?"),
        help_text=gettext_lazy("The name they chose. No legal name is needed."),
        max_length=120,
    )
    pronouns = forms.CharField(
        label=gettext_lazy("Pronouns"),
        help_text=gettext_lazy("If they told you, such as she/her."),
        max_length=40,
        required=False,
    )
    language = LanguageField(label=gettext_lazy("Which language do they like to speak with us?"))
    voice = _voice()
    beside = _beside()


class SpeaksForm(forms.Form):
    """The language they like to speak, as it is on file."""

    language = LanguageField(label=gettext_lazy("Which language do they like to speak with us?"), required=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """Fields that belong together; why: the field for the reason, beside what is sensitive."""

    fields: list[forms.BoundField]
    why: forms.BoundField | None = None


class EssentialsForm(forms.Form):
    """What is essential to know, as the person wants it said."""

    interpreter = forms.CharField(
        label=gettext_lazy("Interpreter for"),
        help_text=gettext_lazy("The language, if one is needed. Sign languages too."),
        max_length=60,
        required=False,
    )
    wishes = forms.CharField(
        label=gettext_lazy("How they like to be met and reached"),
        help_text=gettext_lazy("Such as: text before you call; no voicemail; afternoons."),
        max_length=essentials.LONGEST,
        required=False,
        widget=_lines(),
    )
    culture = forms.CharField(
        label=gettext_lazy("Culture and identity, in their words"),
        help_text=gettext_lazy("Only what they want known."),
        max_length=essentials.LONGEST,
        required=False,
        widget=_lines(),
    )
    culture_reason = _reason(gettext_lazy("Why support needs to know of it"))
    voice = _voice()
    beside = _beside()
    is_mandated = forms.BooleanField(
        label=gettext_lazy("A court or an agency told them to come"),
        help_text=gettext_lazy("We keep it as a reminder: nobody here presses them to take part."),
        required=False,
    )
    mandated_by = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only if support needs it."),
        widget=forms.TextInput(attrs={"placeholder": " "}),
    )
    is_mandated_reason = _reason(gettext_lazy("Why support needs to know that they were told to come"))
    safety = forms.CharField(
        label=gettext_lazy("Safety when meeting"), max_length=essentials.LONGEST, required=False, widget=_lines()
    )
    safety_reason = _reason(gettext_lazy("Why support needs to know"))
    health = forms.CharField(
        label=gettext_lazy("Health, by their own choice"),
        help_text=gettext_lazy(
            "Only what they want you to know so that support fits. Never a diagnosis you were not given."
        ),
        max_length=essentials.LONGEST,
        required=False,
        widget=_lines(),
    )
    health_reason = _reason(gettext_lazy("Why support needs to know it"))
    uses_narcotics = forms.BooleanField(
        label=gettext_lazy("They use opioids or other narcotics, prescribed or not"),
        help_text=gettext_lazy(
            "Only if they told you or their team did. You are then asked to speak with them about naloxone."
        ),
        required=False,
    )
    uses_narcotics_reason = _reason(gettext_lazy("Why support needs to know this"))

    def asked(self) -> Iterator[Asked]:
        """As the page shows them: beside what is sensitive the reason for it, which shows once something is told."""
        fields: list[forms.BoundField] = []
        for field in self:
            if field.name.endswith("_reason"):
                yield Asked(fields, field)
                fields = []
            elif fields and field.name != "mandated_by":
                yield Asked(fields)
                fields = [field]
            else:
                fields.append(field)
        if fields:
            yield Asked(fields)

    @classmethod
    def on_file(cls, known: Known, data: Any = None) -> EssentialsForm:
        """The form, filled with what is on file."""
        own = {name: getattr(known, name) for name in cls.base_fields if not name.endswith("_reason")}
        return cls(data, initial=own | {f"{name}_reason": known.reasons.get(name, "") for name in SENSITIVE})

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        for name in self.known(()).without_reason:
            self.add_error(f"{name}_reason", _("Say why support needs to know this, or leave it out."))

    def known(self, reach: tuple[Wish, ...]) -> Known:
        """As the action takes it; only once the form is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.endswith("_reason")}
        told: set[str] = {name for name in SENSITIVE if data[name]} | (
            {"is_mandated"} if data["mandated_by"] else set()
        )
        whys: dict[str, str] = {name: self.cleaned_data[f"{name}_reason"] for name in told}
        reasons = {name: why for name, why in whys.items() if why}
        return Known(**data, reach=reach, reasons=reasons)
