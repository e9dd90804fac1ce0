"""Writing a ruling down: what `actions` and `seeking` share. Call it inside the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from alongside.accounts.models import User
from alongside.database.inserting import insert
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.asking import Asked
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal
from alongside.rulings.telling import told_data


def keep(
    asked: Asked,
    *,
    worker: Worker,
    by: User,
    purpose: KeptRuling.Purpose,
    seen_by: KeptRuling.SeenBy,
    form_token: UUID | None = None,
) -> KeptRuling:
    """A row for a ruling, with everything it said."""
    ruling = asked.ruling
    return insert(
        KeptRuling(
            agency_id=worker.agency_id,
            worker=worker,
            asker=by,
            purpose=purpose,
            seen_by=seen_by,
            act=ruling.act.name,
            on=ruling.on,
            asked_at=clock.now(),
            answer=ruling.answer.value,
            allows=ruling.allows,
            sealed=seal(told_data(asked)),
            form_token=form_token,
        )
    )
