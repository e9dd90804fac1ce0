"""The rulings on telling somebody about a person: what apps above ask before a contact with somebody else, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy

from alongside.accounts.models import User
from alongside.consent.facts import facts_of
from alongside.consent.models import Release
from alongside.consent.standing import Wanted, standing_for
from alongside.consent.words import Channel, Law, Purpose, RecipientKind, What
from alongside.people.models import Person, Worker
from alongside.rulings.models import KeptRuling
from alongside.rulings.register import Saying
from alongside.rulings.seeking import seek_ruling
from alongside.rulings.stating import Record, Speaker, StatedBy
from canon.ruling import Answer
from canon.values import DONT_KNOW, Stated

PLANS: Final = Record(
    "plans-to-tell",
    to_worker=gettext_lazy("Taken for granted in a plan, and asked when you write it down"),
    to_others=gettext_lazy("Taken for granted in a plan, and asked at writing"),
)
_BY_PLAN: Final = StatedBy(Speaker.RECORD, PLANS.key)
AS_PLANNED: Final[Mapping[str, Saying]] = {
    "disclosure.is_law_allowed": (Law.NEITHER.value, _BY_PLAN),
    "disclosure.is_least": (True, _BY_PLAN),
    "channel.is_secure": (True, _BY_PLAN),
}
"""What only the telling itself can show. No law and no danger is taken for granted: those have their own way."""

ALSO: Final[Mapping[Purpose, str]] = {Purpose.APPOINTMENTS: "make-appointment", Purpose.RIDE: "arrange-transport"}
"""What is asked besides whether it may be told: nm.role.1, nm.role.1a."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is told, to whom, why and how. own_covers: the worker's word that the release's own words name it.

    law: what a law says of it; suspicion, serious, foreseeable, imminent: of a danger or abuse, as acts.toml asks;
    with_notice: whether the notice of 42 CFR 2.32 goes along
    is_secure: whether nobody else can listen in or read it; None where nobody was asked
    """

    recipient_kind: RecipientKind
    recipient: str
    whats: tuple[What, ...]
    purpose: Purpose
    channel: Channel
    is_least: bool = True
    is_secure: bool | None = None
    law: Law = Law.NEITHER
    with_notice: bool | None = True
    own_covers: bool | None = None
    suspicion: str = "none"
    serious: bool = False
    foreseeable: bool = False
    imminent: bool = False

    @property
    def wanted(self) -> Wanted:
        """As releases are looked up by it."""
        whats = tuple(own.value for own in self.whats)
        return Wanted(self.recipient_kind.value, self.recipient, whats, self.purpose.value, self.channel.value)

    def stated(self) -> dict[str, Stated]:
        """What the worker says of it, as facts of acts.toml."""
        found: dict[str, Stated] = {
            "recipient.kind": self.recipient_kind.value,
            "disclosure.is_least": self.is_least,
            "disclosure.is_law_allowed": DONT_KNOW if self.law is Law.UNKNOWN else self.law.value,
            "suspicion.about": self.suspicion,
            "harm.is_serious": self.serious,
            "harm.is_foreseeable": self.foreseeable,
            "harm.is_imminent": self.imminent,
        }
        if self.is_secure is not None:
            found["channel.is_secure"] = self.is_secure
        if self.own_covers is not None:
            found["release.covers_this"] = self.own_covers
        return found


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rulings on one telling, and the release it would be told under."""

    rulings: tuple[KeptRuling, ...]
    release: Release | None

    @property
    def refusing(self) -> KeptRuling | None:
        """The first that does not let it through."""
        return next((own for own in self.rulings if not own.allows), None)

    @property
    def refusing_plan(self) -> KeptRuling | None:
        """The same for a plan, which may stand while only the telling itself can show what is still open."""
        stopped = (own for own in self.rulings if not own.allows and own.answer != Answer.UNDECIDED.value)
        return next(stopped, None)


def rule_on_sharing(
    sharing: Sharing, *, worker: Worker, person: Person, by: User, on: date, at: datetime, is_plan: bool = False
) -> Ruled:
    """Ask the codes about telling this at a moment, lock the releases it rests on, and keep the rulings.

    Only inside a transaction; raises NotInATransaction outside of one. on: the day of `at` where the agency is.
    """
    standing = standing_for(person, sharing.wanted, at=at, day=on, lock=True)
    recorded: dict[str, Saying] = dict(AS_PLANNED) if is_plan else {}
    recorded |= facts_of(standing, on, with_notice=sharing.with_notice)
    acts = ["disclose-information"]
    if sharing.purpose in ALSO:
        acts.append(ALSO[sharing.purpose])
    rulings = tuple(
        seek_ruling(act, sharing.stated(), worker=worker, by=by, on=on, person_id=person.pk, recorded=recorded)
        for act in acts
    )
    covers = standing.covers or (standing.covers is None and sharing.own_covers)
    return Ruled(rulings, standing.nearest if covers else None)
