"""What certificates tell a ruling: which codes bind, and whether the permission to practice stands at the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.credentials.models import Certificate
from alongside.credentials.names import name_key
from alongside.credentials.queries import binding, codes_of_many
from alongside.credentials.standing import standings, standings_on
from alongside.credentials.status import Standing
from alongside.database.prepared import Many, Prepared
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.register import Asking, Known, Subject, register_binding, register_source_by_code, seen_by
from alongside.rulings.stating import Record


def certificates_in_force(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Mapping[str, Known]]:
    """Whether each worker holds a certificate in force, under each code that binds them.

    Of a worker bound by no code there is nothing to say. Asked for the day it is where the worker works, the answer is
    that of this moment: midnight at the board ends a certificate, wherever its holder is.
    """
    seen = seen_by(asking.by, subjects)
    rows = _binding_rows(_holders(seen), asking)
    held: dict[int, list[Certificate]] = defaultdict(list)
    for row in rows:
        held[row.holder_id].append(row)
    on_day, at_moment = _standings(rows, seen, asking.on)
    return {
        s: _by_code(held[s.worker.practitioner_id], at_moment if _is_now(s.worker, asking.on) else on_day)
        for s in seen
        if s.worker.practitioner_id in held
    }


def certificates_naming_workers(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Mapping[str, Known]]:
    """That a worker is employed under the name on their certificate of a code. Of any other code there is nothing to say.

    Names that differ may be one person's: whether they serve under the printed one, they are asked.
    """
    seen = seen_by(asking.by, subjects)
    named: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _binding_rows(_holders(seen), asking):
        named[row.holder_id][row.code].add(row.name_key)
    return {
        s: {
            c: Known(True) for c, names in named[s.worker.practitioner_id].items() if names == {name_key(s.worker.name)}
        }
        for s in seen
        if s.worker.practitioner_id in named
    }


def codes_certified(workers: Sequence[Worker], on: date, asking: Asking | None = None) -> dict[int, frozenset[str]]:
    """The codes that bind each worker on a day, by their id; for a ruling, out of the certificates that it rests on."""
    if asking is None:
        return codes_of_many(workers, on)
    rows = _binding_rows([worker.practitioner_id for worker in workers], asking)
    return {
        worker.pk: frozenset(row.code for row in rows if row.holder_id == worker.practitioner_id) for worker in workers
    }


def register_facts() -> None:
    """Put them in the register of sources."""
    certificates = Record(
        "certificates", to_worker=_("From your certificates"), to_others=_("From certificates on record")
    )
    register_source_by_code("certificate.is_in_force", certificates_in_force, record=certificates)
    register_source_by_code("certificate.names_worker", certificates_naming_workers, record=certificates)
    register_binding(codes_certified, record=certificates)


def _holders(seen: Sequence[Subject]) -> list[int]:
    return [s.worker.practitioner_id for s in seen]


def _binding_rows(holders: Sequence[int], asking: Asking) -> list[Certificate]:
    wanted = frozenset(holders)
    rows = _LOCKED if asking.lock else _BINDING
    return asking.once(("certificates", wanted), lambda: rows.all(asking.on, wanted))


def _held(on: date, holders: Sequence[int]) -> QuerySet[Certificate]:
    return binding(on).filter(holder__in=holders).select_related("board").order_by("pk")


_BINDING: Final = Prepared(_held, date, Many)
_LOCKED: Final = Prepared(lambda on, holders: _held(on, holders).select_for_update(of=("self",)), date, Many)


def _by_code(held: Sequence[Certificate], standing: Mapping[int, Standing]) -> dict[str, Known]:
    """For each code that binds, whether it has a certificate in force, and since when it has none."""
    of_code: dict[str, list[Standing]] = {row.code: [] for row in held}
    for row in held:
        if (own := standing.get(row.pk)) is not None:
            of_code[row.code].append(own)
    return {code: _known(own) for code, own in of_code.items()}


def _known(held: Sequence[Standing]) -> Known:
    if any(own.is_in_force for own in held):
        return Known(True)
    return Known(False, since=max((own.since for own in held), default=None))


def _standings(
    rows: Sequence[Certificate], seen: Sequence[Subject], on: date
) -> tuple[Mapping[int, Standing], Mapping[int, Standing]]:
    """How the rows stand on the day, and at this moment; whichever nobody among the seen needs is left empty."""
    is_now = {_is_now(s.worker, on) for s in seen}
    return standings_on(rows, on) if False in is_now else {}, standings(rows, clock.now()) if True in is_now else {}


def _is_now(worker: Worker, on: date) -> bool:
    """Whether that is the day it is where somebody works."""
    return clock.today_in(worker.agency.time_zone) == on
