"""What certificates tell a ruling: which codes bind, and whether the permission to practice stands on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.credentials.models import Certificate
from alongside.credentials.queries import codes_binding
from alongside.rulings.register import Asking, Known, Subject, register_binding, register_source, seen_by
from alongside.rulings.stating import Record


def certificates_in_force(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """Whether each worker's certificates are in force on the day, under every code that binds them.

    One yes or no stands for all codes, so it is the stricter: a lapse under one of them is never read as permission.
    Of a worker bound by no code there is nothing to say.
    """
    seen = seen_by(asking.by, subjects)
    on = asking.on
    rows = Certificate.objects.filter(
        Q(given_up_on__isnull=True) | Q(given_up_on__gt=on), holder__in=[s.worker for s in seen], applied_on__lte=on
    )
    if asking.lock:
        rows = rows.select_for_update()
    good: dict[int, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        is_good = bool(row.valid_from and row.valid_through and row.valid_from <= on <= row.valid_through)
        good[row.holder_id][row.code] = good[row.holder_id].get(row.code, False) or is_good
    return {s: Known(all(codes.values())) for s in seen if (codes := good.get(s.worker.pk))}


def register_facts() -> None:
    """Put them in the register of sources."""
    certificates = Record(
        "certificates", to_worker=_("From your certificates"), to_others=_("From certificates on record")
    )
    register_source("certificate.is_in_force", certificates_in_force, record=certificates)
    register_binding(codes_binding, record=certificates)
