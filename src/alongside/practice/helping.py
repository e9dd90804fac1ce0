"""Help that codes draw a line through: a ride, help with medication, the worker's opinion on treatment.

A plan of it is asked about and refused where a code objects (nm.safety.1, nm.role.6, nm.role.6b). What took place is written as it
was and held. A contact without any of it asks nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact, HelpGiven
from alongside.qualifications.facts import said_of_ride
from alongside.rulings.models import KeptRuling
from alongside.rulings.register import Saying
from alongside.rulings.seeking import seek_ruling
from canon.values import DONT_KNOW, Stated

RIDE: Final = "transport-person"
MEDICATION: Final = "help-with-medication"
OPINION: Final = "give-clinical-opinion"

HELPS: Final = (RIDE, MEDICATION, OPINION)
FACTS: Final = {RIDE: "vehicle.kind", MEDICATION: "medication.help", OPINION: "opinion.about"}
"""The fact that says what kind of each it was."""

KINDS: Final[dict[str, dict[str, str | Promise]]] = {
    RIDE: {
        "own": _("In my own car"),
        "agency": _("In my agency’s car"),
        "other": _("By bus, taxi or with someone else"),
    },
    MEDICATION: {
        "learn": _("Learning about it"),
        "schedule": _("Keeping to their times"),
        "handle": _("Holding, sorting or giving it"),
        "pick-up": _("Picking up a prescription"),
    },
    OPINION: {
        "level-of-care": _("On the level of care"),
        "prescription": _("On a prescription"),
        "treatment-plan": _("On another part of their treatment"),
        "diagnosis": _("On a diagnosis"),
        "own-story": _("My own experience alone"),
    },
}
TITLES: Final[dict[str, str | Promise]] = {
    RIDE: _("A ride"),
    MEDICATION: _("Help with medication"),
    OPINION: _("My opinion on treatment"),
}
OWN_STORY: Final = "own-story"
DRIVEN: Final = frozenset({"own", "agency"})
"""Vehicles that the worker drives, so that the law asks something of them: nm.safety.1a."""


@dataclass(frozen=True, slots=True)
class Help:
    """One kind of help in a contact. act: a key of KINDS; kind: a key of its words.

    is_lawful: of a ride that the worker drives, whether all that the law asks is in order; None where they are not sure
    """

    act: str
    kind: str
    is_lawful: bool | None = None

    def recorded(self, worker: Worker, on: date) -> dict[str, Saying]:
        """What the worker's file says of it."""
        return said_of_ride(worker, self.kind, on) if self.act == RIDE else {}

    def stated(self) -> dict[str, Stated]:
        """As facts of acts.toml."""
        found: dict[str, Stated] = {FACTS[self.act]: self.kind}
        if self.act == RIDE and self.kind in DRIVEN:
            found["vehicle.is_lawful"] = DONT_KNOW if self.is_lawful is None else self.is_lawful
        return found


@dataclass(frozen=True, slots=True)
class RuledHelp:
    """A kind of help and what the codes say of it."""

    help: Help
    ruling: KeptRuling


def acts_in(helps: Iterable[Help]) -> tuple[str, ...]:
    """Which acts they are, as an agency's list of what peers do names them; all that is said of one's own story is no more than that."""
    return tuple(own.act for own in helps if own.kind != OWN_STORY)


def rule_on_help(helps: Iterable[Help], *, worker: Worker, person: Person, by: User, on: date) -> tuple[RuledHelp, ...]:
    """Ask the codes about each kind of help, inside the caller's transaction, and keep what they say."""
    return tuple(
        RuledHelp(
            own,
            seek_ruling(
                own.act,
                own.stated(),
                worker=worker,
                by=by,
                on=on,
                person_id=person.pk,
                recorded=own.recorded(worker, on),
            ),
        )
        for own in dict.fromkeys(helps)
    )


def keep_help(ruled: Iterable[RuledHelp], *, contact: Contact, is_plan: bool, by: User) -> None:
    """Keep what help is planned or was given in a contact."""
    for own in ruled:
        row = HelpGiven.objects.create(
            agency_id=contact.agency_id,
            contact=contact,
            is_plan=is_plan,
            act=own.help.act,
            kind=own.help.kind,
            ruling=own.ruling,
            by=by,
            at=clock.now(),
        )
        kind = "contact.help-planned" if is_plan else "contact.help-given"
        write_journal(kind, row, by=by, data={"contact": contact.pk, "act": row.act, "kind": row.kind})


def refusing_help(ruled: Iterable[RuledHelp]) -> KeptRuling | None:
    """The first that a code does not let through."""
    return next((own.ruling for own in ruled if not own.ruling.allows), None)


def help_in(contact: Contact) -> QuerySet[HelpGiven]:
    """What was given, or is planned while nothing took place."""
    is_plan = contact.status != Contact.Status.HELD
    return contact.helped.filter(is_plan=is_plan).select_related("ruling").order_by("pk")


def is_same_help(contact: Contact, helps: Iterable[Help]) -> bool:
    """Whether a contact that was written holds just this help."""
    return {(row.act, row.kind) for row in help_in(contact)} == {(own.act, own.kind) for own in helps}


def help_lines(rows: Sequence[HelpGiven]) -> list[tuple[str, list[str]]]:
    """Each act in words with its kinds, as a page lists them."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.act].append(str(KINDS[row.act].get(row.kind, row.kind)))
    return [(str(TITLES[act]), kinds) for act, kinds in found.items()]
