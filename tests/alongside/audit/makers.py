"""A month with something of everything in it, and its pack in a folder."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from alongside.audit.packing import Packed, make_pack
from alongside.audit.period import Period
from alongside.people import clock
from alongside.practice.models import Hold
from alongside.rulebook.models import AgencyPolicy
from tests.alongside.billing.makers import NOVEMBER, administrator, agency, decide, exported
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.practice.makers import Practice, held, planned, slot, written
from tests.alongside.practice.test_disposing import dispose
from tests.alongside.rulings.makers import MORNING

PERIOD = Period(NOVEMBER, NOVEMBER)


def set_limit(here: Practice, value: str, *, from_day: date = date(2026, 1, 1)) -> None:
    """Within how long a contact is to be written down, as the agency says from a day on."""
    AgencyPolicy.objects.create(
        agency=agency(here), clause="nm.role.9a", param="within", value=value, from_day=from_day, at=clock.now()
    )


def fill(here: Practice) -> None:
    """Contacts in time and late, a group, a clash that was decided, one that waits, one unwritten, and an export."""
    written(here.dana, here.rosa, held(slot(here.dana, day=date(2026, 11, 9)), "Nine days later."))
    written(here.dana, here.rosa, held(slot(here.dana, 8)))
    second = written(here.dana, here.caseload.teo, held(slot(here.dana, 8), "At the same time.")).contact
    with clock.standing_at(MORNING - timedelta(days=1)):
        planned(here.dana, here.rosa, slot(here.dana, 14, day=date(2026, 11, 18)))
    taken(here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo), when=slot(here.dana, 6, minutes=60)))
    decide(here, second, Hold.Outcome.KEPT)
    exported(here)
    written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=30), "After the export."))
    written(here.dana, here.caseload.teo, held(slot(here.dana, 9, minutes=20), "In two places."))
    dispose(here.dana)


def packed(here: Practice, folder: Path) -> Packed:
    """The pack, unpacked into a folder."""
    out = io.BytesIO()
    made = make_pack(agency=agency(here), period=PERIOD, by=administrator(here), out=out)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    return made


def recount(where: Path, *, program: Path | None = None) -> tuple[int, str]:
    """Run the pack's own program the way an auditor does, without anything of ours; its exit code and what it says."""
    program = program or where / "recount.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(where)], capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr
