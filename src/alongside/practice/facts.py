"""What practice tells a ruling: whether a person knows what may be shared in the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.practice.models import Told
from alongside.rulings.register import Asking, Known, Subject, register_source, seen_by
from alongside.rulings.stating import Record

TOLD: Final = Record("told", to_worker=_("From what you told them"), to_others=_("From what they were told"))


def persons_told_of_team(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether the person was told what may be shared in the team, by anybody of it: nc.3.3."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    rows = Told.objects.filter(person__in=[s.person_id for s in about], about=Told.About.TEAM, on__lte=asking.on)
    since = {row.person_id: row.on for row in rows.order_by("-pk")}
    return {s: Known(s.person_id in since, since=since.get(s.person_id or 0)) for s in about}


def register_facts() -> None:
    """Put them in the register."""
    register_source("person.knows_team_sharing", persons_told_of_team, record=TOLD)
