"""What certificates tell a ruling: which codes bind, and whether the permission to practice stands at the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.queries import binding, codes_of_many
from alongside.credentials.standing import standings, standings_on
from alongside.credentials.status import Standing
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.register import Asking, Known, Subject, register_binding, register_source, seen_by
from alongside.rulings.stating import Record


def certificates_in_force(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether each worker's certificates are in force, under every code that binds them.

    One yes or no stands for all codes, so it is the stricter: a lapse under one of them is never read as permission.
    Of a worker bound by no code there is nothing to say. Asked for the day it is where the worker works, the answer is
    that of this moment: midnight at the board ends a certificate, wherever its holder is.
    """
    seen = seen_by(asking.by, subjects)
    rows = _binding_rows(seen, asking)
    held: dict[int, list[Certificate]] = defaultdict(list)
    for row in rows:
        held[row.holder_id].append(row)
    on_day, at_moment = _standings(rows, seen, asking.on)
    return {
        s: _known(held[s.worker.practitioner_id], at_moment if _is_now(s.worker, asking.on) else on_day)
        for s in seen
        if s.worker.practitioner_id in held
    }


def certificates_naming_workers(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That a worker is employed under the name on all their certificates. Of any other there is nothing to say.

    Names that differ may be one person's: whether they serve under the printed one, they are asked.
    """
    seen = seen_by(asking.by, subjects)
    named: dict[int, set[str]] = defaultdict(set)
    for row in _binding_rows(seen, asking):
        named[row.holder_id].add(row.name_key)
    return {s: Known(True) for s in seen if named.get(s.worker.practitioner_id) == {name_key(s.worker.name)}}


def register_facts() -> None:
    """Put them in the register of sources."""
    certificates = Record(
        "certificates", to_worker=_("From your certificates"), to_others=_("From certificates on record")
    )
    register_source("certificate.is_in_force", certificates_in_force, record=certificates)
    register_source("certificate.names_worker", certificates_naming_workers, record=certificates)
    register_binding(codes_of_many, record=certificates)


def _binding_rows(seen: Sequence[Subject], asking: Asking) -> list[Certificate]:
    rows = binding(asking.on).filter(holder__in=[s.worker.practitioner_id for s in seen]).select_related("board")
    return list(rows.select_for_update(of=("self",)) if asking.lock else rows)


def _known(held: Sequence[Certificate], standing: Mapping[int, Standing]) -> Known:
    """Whether every code that binds has a certificate in force, and since when one has none."""
    good: dict[str, bool] = defaultdict(bool)
    since: date | None = None
    for row in held:
        own = standing.get(row.pk)
        is_good = own is not None and own.is_in_force
        good[row.code] |= is_good
        if own is not None and not is_good:
            since = own.since
    is_in_force = all(good.values())
    return Known(is_in_force, since=None if is_in_force else since)


def _standings(
    rows: Sequence[Certificate], seen: Sequence[Subject], on: date
) -> tuple[Mapping[int, Standing], Mapping[int, Standing]]:
    """How the rows stand on the day, and at this moment; whichever nobody among the seen needs is left empty."""
    is_now = {_is_now(s.worker, on) for s in seen}
    return standings_on(rows, on) if False in is_now else {}, standings(rows, clock.now()) if True in is_now else {}


def _is_now(worker: Worker, on: date) -> bool:
    """Whether that is the day it is where somebody works."""
    return clock.today_in(worker.agency.time_zone) == on
