"""Which sections there are, in the order they are asked, and which of them a board's programme asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.applications.sections.asked import Asked, Need
from alongside.applications.sections.forms import (
    EligibilityForm,
    ExamForm,
    ExperienceEntry,
    FeeForm,
    HistoryForm,
    IdentityForm,
    SectionForm,
    TrainingEntry,
)
from alongside.applications.sections.sheets import Content, EntriesSheet, Sheet

IDENTITY: Final = "identity"
REFERENCES: Final = "references"
CODE: Final = "code"


@dataclass(frozen=True)
class SectionKind:
    """One section.

    to_board: what a reviewer calls it, where that is another word
    term: the programme's term that asks for it; "" for what every board must know
    minutes: how long it takes most people
    form: what it asks; None where its rows are kept elsewhere (references, the signature)
    hours: the term that says how many hours its entries come to; "" where it has no entries
    takes_files: whether papers are handed in with it
    """

    name: str
    title: Promise
    lead: Promise
    seen_by: Promise
    minutes: int
    form: type[SectionForm] | None = None
    to_board: Promise | None = None
    term: str = ""
    hours: str = ""
    takes_files: bool = False
    untold: Need = Need.WELCOME

    @property
    def board_title(self) -> Promise:
        """What a reviewer calls it."""
        return self.to_board or self.title

    def need(self, asked: Asked) -> Need:
        """Whether a board asks for it."""
        if not self.term:
            return Need.NEEDED
        return asked.need(self.term) if asked.term(self.term) is not None else self.untold

    def sheet(self, asked: Asked, content: Content) -> Sheet:
        """What was typed in it. Raises TypeError for a section whose rows are kept elsewhere."""
        if self.form is None:
            raise TypeError(f"{self.name} has no form")
        if self.hours:
            is_needed = self.need(asked) is Need.NEEDED
            return EntriesSheet(self.name, self.form, asked, content, hours=self.hours, is_needed=is_needed)
        return Sheet(self.name, self.form, asked, content)


_DECIDERS: Final = _("you and those who decide at your board. No employer sees it.")

KINDS: Final = (
    SectionKind(
        IDENTITY,
        _("Who you are"),
        _("The name on your certificate, and how your board reaches you."),
        _DECIDERS,
        3,
        IdentityForm,
        _("Identity and name on certificate"),
        takes_files=True,
    ),
    SectionKind(
        "eligibility",
        _("Your lived experience"),
        _("A statement in your own words. Nobody asks for a diagnosis."),
        _("you and those who decide at your board. No employer, now or later."),
        10,
        EligibilityForm,
        _("Lived experience, their own statement"),
    ),
    SectionKind(
        "training",
        _("Training"),
        _("What you learned, where, and how many hours it was."),
        _DECIDERS,
        8,
        TrainingEntry,
        term="training",
        hours="training",
        takes_files=True,
    ),
    SectionKind(
        "exam",
        _("Exam"),
        _("The exam you passed."),
        _DECIDERS,
        3,
        ExamForm,
        term="exam",
        takes_files=True,
    ),
    SectionKind(
        "experience",
        _("Peer support under supervision"),
        _("Where you supported others, paid or not, and who supervised you."),
        _DECIDERS,
        8,
        ExperienceEntry,
        term="supervised",
        hours="supervised",
        takes_files=True,
    ),
    SectionKind(
        REFERENCES,
        _("References"),
        _("People who know your work. We write to them; they answer without an account."),
        _("those who decide read what they write. You see only that they answered."),
        5,
        term="references",
    ),
    SectionKind(
        "history",
        _("What came before"),
        _("Questions your code asks. A yes does not decide anything by itself."),
        _DECIDERS,
        6,
        HistoryForm,
        _("History, as the code asks"),
    ),
    SectionKind(
        "fee",
        _("Fee"),
        _("The receipt of what you paid."),
        _("you and your board’s staff."),
        2,
        FeeForm,
        term="application_fee",
        takes_files=True,
        untold=Need.NOT_ASKED,  # a sum that nobody told cannot be asked for here
    ),
    SectionKind(
        CODE,
        _("Read and sign the code"),
        _("The exact edition in force today, section by section."),
        _("you and your board. Your signature stays on record."),
        20,
        to_board=_("Code, read and signed"),
    ),
)
"""Every section, in the order of the page."""

BY_NAME: Final = {kind.name: kind for kind in KINDS}


def kinds_for(asked: Asked) -> list[SectionKind]:
    """The sections of an application to this board: those it asks for, and those it may want."""
    return [kind for kind in KINDS if kind.need(asked) is not Need.NOT_ASKED]
