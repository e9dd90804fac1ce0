"""Which code applies to which service, from when: offered by name from codes.toml, decided by the agency."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.billing.models import ServiceRule, Setting, Way
from alongside.billing.refusals import NotOffered
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.models import Agency
from alongside.practice.models import How

FILE: Final = Path(__file__).with_name("codes.toml")
WAYS: Final = {How.TELEPHONE.value: Way.TELEPHONE, How.ELECTRONIC.value: Way.ELECTRONIC}

ROUNDINGS: Final[dict[str, str | Promise]] = {
    "eight-minute": gettext_lazy("A begun unit counts from 8 minutes (the 8-minute rule)"),
    "whole-units": gettext_lazy("Only full units count"),
}
SERVICES: Final[dict[str, str | Promise]] = {
    "h0038": gettext_lazy("Peer services"),
    "h0038-hq": gettext_lazy("Peer services in a group"),
    "h0038-hf": gettext_lazy("Peer services, substance use program"),
    "h0038-hf-hq": gettext_lazy("Peer services in a group, substance use program"),
    "h0025": gettext_lazy("Skill-building group"),
    "h2015": gettext_lazy("Comprehensive community support"),
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """From how many minutes a begun unit counts, and who says so."""

    key: str
    unit_minutes: int
    least_minutes: int
    start: date
    source: str

    @property
    def says(self) -> str:
        return str(ROUNDINGS.get(self.key, self.key))


@dataclass(frozen=True, slots=True)
class Entry:
    """A service code that may be chosen."""

    key: str
    code: str
    modifiers: str
    settings: tuple[str, ...]
    start: date
    source: str

    @property
    def says(self) -> str:
        return str(SERVICES.get(self.key, self.key))

    @property
    def name(self) -> str:
        """As it stands on a bill: "H0038 HQ"."""
        return f"{self.code} {self.modifiers}".strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """What an agency decides: for these ways, this code and this rounding; without an entry, nothing is billed."""

    setting: Setting
    ways: tuple[Way, ...]
    entry: str
    rounding: str
    from_day: date


def set_rule(*, agency: Agency, choice: Choice, by: User) -> list[ServiceRule]:
    """Put on file what is billed for a kind of service, from a day on. Said twice, it is once.

    A day of the past is taken too: what was billed otherwise is corrected in the next export, and both stay.
    Raises NotTheirs unless an administrator of the agency, NotOffered.
    """
    entry, rounding = entries().get(choice.entry), roundings().get(choice.rounding)
    if not choice.ways or rounding is None or (choice.entry and entry is None):
        raise NotOffered(_("Choose a code, how a begun unit counts, and at least one way to meet."))
    if entry is not None and choice.setting not in entry.settings:
        raise NotOffered(_("%(code)s is not for this kind of service. Choose another code.") % {"code": entry.name})
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority(AGENCY_KEEPERS, agency=held))
        standing = rules_of(held)
        made = [
            _make(held, choice, way, entry, rounding, by) for way in choice.ways if not _stands(standing, choice, way)
        ]
        for row in made:
            data = {"code": f"{row.code} {row.modifiers}".strip(), "from": row.from_day.isoformat()}
            write_journal("billing.code-set", row, by=by, data=data)
    return made


def rules_of(agency: Agency) -> list[ServiceRule]:
    """Everything an agency decided, in the order in which it counts: a later row of the same day stands."""
    return list(ServiceRule.objects.filter(agency=agency).order_by("from_day", "pk"))


def rule_on(rules: Sequence[ServiceRule], setting: Setting, way: Way, day: date) -> ServiceRule | None:
    """What stands for a service of that day; None where nothing is on file or it was taken back: then nothing is billed."""
    for row in reversed(rules):
        if row.setting == setting and row.way == way and row.from_day <= day:
            return row if row.code else None
    return None


def way_of(how: str) -> Way:
    """How the two met, as payers ask for it."""
    return WAYS.get(how, Way.IN_PERSON)


def entries() -> dict[str, Entry]:
    """The service codes on offer."""
    return {own.key: own for own in _read()[0]}


def roundings() -> dict[str, Rounding]:
    """The rounding rules on offer."""
    return {own.key: own for own in _read()[1]}


def _make(agency: Agency, choice: Choice, way: Way, entry: Entry | None, rounding: Rounding, by: User) -> ServiceRule:
    return ServiceRule.objects.create(
        agency=agency,
        setting=choice.setting,
        way=way,
        entry=choice.entry,
        code=entry.code if entry else "",
        modifiers=entry.modifiers if entry else "",
        rounding=rounding.key,
        unit_minutes=rounding.unit_minutes,
        least_minutes=rounding.least_minutes,
        from_day=choice.from_day,
        by=by,
        at=clock.now(),
    )


def _stands(rules: Iterable[ServiceRule], choice: Choice, way: Way) -> bool:
    same = [own for own in rules if (own.setting, own.way, own.from_day) == (choice.setting, way, choice.from_day)]
    return bool(same) and (same[-1].entry, same[-1].rounding) == (choice.entry, choice.rounding)


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Entry, ...], tuple[Rounding, ...]]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    services = (
        Entry(row["key"], row["code"], row["modifiers"], tuple(row["settings"]), row["from"], row["source"])
        for row in rows["service"]
    )
    rounding = (
        Rounding(row["key"], row["unit_minutes"], row["least_minutes"], row["from"], row["source"])
        for row in rows["rounding"]
    )
    return tuple(services), tuple(rounding)
