"""What a form asks of telling somebody: who, what, why, and how it was told. A contact's form has the same part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from alongside.consent.part2 import NOTICE
from alongside.consent.standing import Named
from alongside.consent.words import Purpose, RecipientKind, What
from alongside.ui.forms import Choice, LongForm, OfferedChoice

NOBODY: Final = ""
ANOTHER: Final = "new"
LONGEST: Final = 120
YES_NO: Final = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
SAID: Final = {"yes": True, "no": False}
KINDS: Final = (
    RecipientKind.PROVIDER,
    RecipientKind.FAMILY,
    RecipientKind.INSURER,
    RecipientKind.LAW_ENFORCEMENT,
    RecipientKind.OTHER,
)


class ToldFields(LongForm):
    """Who is told and what. `offer` says which releases may be named by one tap; any other name is typed."""

    other = OfferedChoice(
        label=gettext_lazy("Who else?"),
        widget=forms.RadioSelect,
        required=False,
    )
    other_kind = forms.ChoiceField(
        label=gettext_lazy("What are they to the person?"),
        choices=[(own.value, own.label) for own in KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what they are to the person.")},
    )
    other_name = forms.CharField(
        label=gettext_lazy("Their name, as a release would have it"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Name who takes part or is spoken with.")},
    )
    other_whats = forms.MultipleChoiceField(
        label=gettext_lazy("What do they hear about the person?"),
        choices=What.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[What.IN_SERVICES.value],
        error_messages={
            "required": gettext_lazy("Tick what they are told. That somebody gets support here is told by any call.")
        },
    )
    other_purpose = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why.")},
    )
    other_least = forms.ChoiceField(
        label=gettext_lazy("Was it no more than they needed to know?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it was no more than needed.")},
    )
    other_notice = forms.ChoiceField(
        label=gettext_lazy("Did you say that it may not be passed on?"),
        help_text=NOTICE,
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you told them that it may not be passed on.")},
    )
    other_own_words = forms.ChoiceField(
        label=gettext_lazy("If it is something else: does the release say so in their words?"),
        choices=[("", "—"), *YES_NO],
        required=False,
    )

    NAMED: Final = ("other_kind", "other_name")
    TOLD: tuple[str, ...] = ("other_whats", "other_purpose")
    AFTERWARDS: tuple[str, ...] = ("other_least", "other_notice")
    is_afterwards = False
    """Whether it took place, so that it is asked how it was told."""
    may_be_nobody = True

    def __init__(self, data: Any = None, **words: Any) -> None:
        super().__init__(data, **words)
        self.offer(tuple)

    def offer(self, named: Callable[[], Sequence[Named]]) -> None:
        """Let releases be chosen by whom they name: those in force, and the one that was chosen before its end.

        They are looked up when the list is drawn or somebody was chosen: most contacts name nobody.
        """
        self._find_named = named
        self.__dict__.pop("_named", None)
        self.offer_choices("other", self._choices)

    @cached_property
    def _named(self) -> dict[str, Named]:
        return {f"r-{own.pk}": own for own in self._find_named()}

    def _choices(self) -> list[Choice]:
        said = self.data.get(self.add_prefix("other")) if self.is_bound else self.initial.get("other")
        chosen = str(said or "")
        choices = [(key, own.recipient) for key, own in self._named.items() if own.is_in_force or key == chosen]
        nobody = [(NOBODY, _("Nobody else"))] if self.may_be_nobody else []
        return [*nobody, *choices, (ANOTHER, _("Somebody not named here"))]

    def clean(self) -> dict[str, Any]:
        """Nothing of this part is asked where nobody else takes part."""
        data = super().clean()
        for name in self._unasked(data.get("other", NOBODY)):
            self.errors.pop(name, None)
        return data

    def not_asked(self) -> tuple[str, ...]:
        is_nobody = self.may_be_nobody and self.data.get(self.add_prefix("other"), NOBODY) == NOBODY
        return self._unasked(NOBODY) if is_nobody else ()

    @property
    def recipient(self) -> tuple[RecipientKind, str]:
        """Who is told: what they are, and by name; only once the form is valid and names somebody."""
        data = self.cleaned_data
        known = self._named.get(data["other"])
        if known is None:
            return RecipientKind(data["other_kind"]), data["other_name"]
        return RecipientKind(known.kind), known.recipient

    @property
    def names_somebody(self) -> bool:
        """Whether this part of the form is in use, so that it stands open."""
        return bool(self["other"].value()) or bool(self.errors.keys() & {"other", *self.NAMED, *self.TOLD})

    @property
    def is_another(self) -> bool:
        """Whether somebody is typed whom no release names, or there is none to choose."""
        return self["other"].value() == ANOTHER or bool(self.errors.keys() & set(self.NAMED)) or not self._named

    def _unasked(self, chosen: str) -> tuple[str, ...]:
        if chosen == NOBODY and self.may_be_nobody:
            return (*self.NAMED, *self.TOLD, *self.AFTERWARDS)
        named = () if chosen == ANOTHER else self.NAMED
        return named if self.is_afterwards else (*named, *self.AFTERWARDS)
