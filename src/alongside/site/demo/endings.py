"""How service ends in the demo: one person wished it, another was tried in vain; both files wait to be staffed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, time, timedelta
from typing import Final
from uuid import uuid5

from alongside.people import clock
from alongside.people.models import Worker
from alongside.practice.closing import ask_to_close
from alongside.practice.leaving import Ending, person_ends
from alongside.practice.models import Closing, How
from alongside.practice.trying import Try, tried_to_reach
from alongside.site.demo.practice import SPACE, at, record_of

TRIED: Final = ((11, How.TELEPHONE), (8, How.TELEPHONE), (4, How.PERSONS_HOME))


def end_some(workers: Mapping[str, Worker], today: date) -> None:
    """Two of those whom Odette supports."""
    odette, yesterday = workers["Odette Fontaine"], today - timedelta(days=1)
    assert odette.user is not None, "everybody who works in the demo has an account"
    for days_ago, how in TRIED:
        moment = at(today - timedelta(days=days_ago), time(16, 10), odette)
        with clock.standing_at(moment + timedelta(minutes=5)):
            tried = Try(uuid5(SPACE, f"tried-{days_ago}"), moment.astimezone(UTC), how)
            tried_to_reach(record=record_of(odette, "Zia"), tried=tried, by=odette.user)
    with clock.standing_at(at(yesterday, time(16, 30), odette)):
        ask_to_close(
            record=record_of(odette, "Zia"),
            ground=Closing.Ground.NO_RESPONSE,
            ending=Ending(
                reason="Zia moved in with her brother and has not answered since.",
                way_back="Call the center any weekday, or come by.",
            ),
            is_protected_ground=False,
            by=odette.user,
            on=yesterday,
        )
    with clock.standing_at(at(yesterday, time(17, 10), odette)):
        words = "I have my sister and my garden now. Thank you for the walks."
        person_ends(record=record_of(odette, "Kit"), words=words, by=odette.user, on=yesterday)
