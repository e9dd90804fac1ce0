"""A resource as pages show it: what is told, and how long ago somebody looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext as _, ngettext

from alongside.resources.models import Resource, ResourceVersion


@dataclass(frozen=True, slots=True)
class Shown:
    """A resource in a list, on its page or on a sheet. offers: in offers_lang, the reader's own where somebody wrote it so."""

    resource: Resource
    told: ResourceVersion
    offers: str
    offers_lang: str
    kinds: tuple[str, ...]
    checked: str
    is_stale: bool
    is_flagged: bool = False

    @property
    def where(self) -> str:
        """Area and phone, for a row."""
        return " · ".join(part for part in (self.told.area, self.told.phone) if part)


def shown(resource: Resource, *, today: date, stale_before: date) -> Shown:
    """One resource as it stands today."""
    told = resource.current
    assert told is not None, "queries leave out what is not entered whole"
    in_spanish = (get_language() or "").startswith("es") and told.offers_es
    return Shown(
        resource,
        told,
        told.offers_es if in_spanish else told.offers,
        "es" if in_spanish else "en",
        tuple(str(kind.label) for kind in told.kinds_listed),
        checked_words(resource.checked_on, resource.checked_by.name, today),
        resource.checked_on < stale_before,
        bool(getattr(resource, "is_flagged", False)),
    )


def checked_words(day: date, name: str, today: date) -> str:
    """ "Checked 3 months ago, by Dana Ruiz"."""
    return _("Checked %(when)s, by %(name)s") % {"when": ago_words(day, today), "name": name}


def ago_words(day: date, today: date) -> str:
    """How long ago, in the largest unit that is whole: days for a fortnight, weeks for two months, then months, years."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if days < 61:
        weeks = days // 7
        return ngettext("%(n)s week ago", "%(n)s weeks ago", weeks) % {"n": weeks}
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    return ngettext("%(n)s year ago", "%(n)s years ago", months // 12) % {"n": months // 12}
