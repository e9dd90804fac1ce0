"""What runs by itself for an edition put to the holders: reminders, and what becomes of those who did not sign in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from alongside.attestation.models import WARNING, Campaign
from alongside.attestation.queries import Asked, campaign_now, progress_of
from alongside.credentials.actions import NotFromHere, NotToday, make_inactive
from alongside.notices.actions import notify
from alongside.notices.models import Notice
from alongside.people.models import Board

REMIND: Final = (60, 30, 14, 7, 1)
"""Days before the last day on which a holder is reminded once more; the first notice goes out when the board asks."""


def run(now: datetime) -> int:
    """Remind, and set aside where the board said so. Safe to repeat: every notice has a key, every change is looked at first."""
    return sum(_run(campaign, now) for campaign in _standing(now))


def _standing(now: datetime) -> list[Campaign]:
    """The campaigns for editions that are in force today; an edition that another has replaced is nobody's to sign."""
    found = []
    for board in Board.objects.order_by("pk"):
        today = now.astimezone(board.time_zone).date()
        codes = Campaign.objects.filter(board=board).values_list("code", flat=True).distinct()
        found += [campaign for code in codes if (campaign := campaign_now(code, today)) is not None]
    return found


def _run(campaign: Campaign, now: datetime) -> int:
    today = now.astimezone(campaign.board.time_zone).date()
    waiting = progress_of(campaign).waiting
    told = sum(_tell(campaign, one, today) for one in waiting)
    if today > campaign.sign_by and campaign.otherwise == Campaign.Otherwise.INACTIVE:
        warned = _first_told(campaign)
        told += sum(_set_aside(campaign, one, today) for one in waiting if _is_due(one, warned, today))
    return told


def _is_due(one: Asked, warned: Mapping[int, date], today: date) -> bool:
    """Who came in late, or was told late because nothing ran, has the same days to read and sign as everybody."""
    since = warned.get(one.certificate.pk)
    return one.standing.is_in_force and since is not None and since + WARNING < today


def _first_told(campaign: Campaign) -> Mapping[int, date]:
    """Certificate -> the day at the board on which its holder was first told of this campaign."""
    rows = Notice.objects.filter(key__startswith=_key(campaign)).order_by("-at").values_list("key", "at")
    zone = campaign.board.time_zone
    return {int(key.split(":")[2]): at.astimezone(zone).date() for key, at in rows}


def _key(campaign: Campaign) -> str:
    return f"attestation:{campaign.pk}:"


def _tell(campaign: Campaign, one: Asked, today: date) -> bool:
    left = (campaign.sign_by - today).days
    step = next((day for day in reversed(REMIND) if 0 <= left <= day), REMIND[0] + 1) if left >= 0 else -1
    kind = "attestation.late" if left < 0 else "attestation.asked"
    with transaction.atomic():
        return notify(
            kind=kind,
            to=one.certificate.holder,
            key=f"{_key(campaign)}{one.certificate.pk}:{step}",
            data={"code": campaign.code.upper(), "day": campaign.sign_by.isoformat()},
            url=reverse("attestation:code", args=[campaign.code]),
        )


def _set_aside(campaign: Campaign, one: Asked, today: date) -> bool:
    """nm.preface.1, by the board's own choice; the board's staff give it back once the edition is signed."""
    try:
        make_inactive(certificate=one.certificate, on=today, cause=_cause(campaign), by=None)
    except (NotFromHere, NotToday):  # it changed since we looked: the next round sees how it stands
        return False
    return True


def _cause(campaign: Campaign) -> str:
    return gettext("%(edition)s was not signed in time")[:160] % {"edition": campaign.adoption.edition_name}
