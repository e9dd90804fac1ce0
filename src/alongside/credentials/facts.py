"""What certificates tell a ruling: which codes bind, and whether the permission to practice stands at the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.queries import binding, codes_binding
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
    standing = _standings(rows, seen, asking.on)
    good: dict[int, dict[str, bool]] = defaultdict(dict)
    since: dict[int, date] = {}
    for row in rows:
        own = standing.get(row.pk)
        is_good = own is not None and own.is_in_force
        good[row.holder_id][row.code] = good[row.holder_id].get(row.code, False) or is_good
        if own is not None and not is_good:
            since[row.holder_id] = own.since
    return {
        s: Known(all(codes.values()), since=None if all(codes.values()) else since.get(s.worker.pk))
        for s in seen
        if (codes := good.get(s.worker.pk))
    }


def certificates_naming_workers(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That a worker is employed under the name on all their certificates. Of any other there is nothing to say.

    Names that differ may be one person's: whether they serve under the printed one, they are asked.
    """
    seen = seen_by(asking.by, subjects)
    named: dict[int, set[str]] = defaultdict(set)
    for row in _binding_rows(seen, asking):
        named[row.holder_id].add(row.name_key)
    return {s: Known(True) for s in seen if named.get(s.worker.pk) == {name_key(s.worker.name)}}


def register_facts() -> None:
    """Put them in the register of sources."""
    certificates = Record(
        "certificates", to_worker=_("From your certificates"), to_others=_("From certificates on record")
    )
    register_source("certificate.is_in_force", certificates_in_force, record=certificates)
    register_source("certificate.names_worker", certificates_naming_workers, record=certificates)
    register_binding(codes_binding, record=certificates)


def _binding_rows(seen: Sequence[Subject], asking: Asking) -> list[Certificate]:
    rows = binding(asking.on).filter(holder__in=[s.worker for s in seen]).select_related("board")
    return list(rows.select_for_update(of=("self",)) if asking.lock else rows)


def _standings(rows: Sequence[Certificate], seen: Sequence[Subject], on: date) -> dict[int, Standing]:
    workers: dict[int, Worker] = {s.worker.pk: s.worker for s in seen}
    is_now = {pk: clock.today_in(worker.agency.time_zone) == on for pk, worker in workers.items()}
    now = [row for row in rows if is_now[row.holder_id]]
    other = [row for row in rows if not is_now[row.holder_id]]
    return standings(now, clock.now()) | (standings_on(other, on) if other else {})
