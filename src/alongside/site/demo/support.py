"""Deputies, asks for support and lines for the agenda in the demo state, through the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.supervision.agenda import add_line
from alongside.supervision.deputies import name_deputy
from alongside.supervision.models import SupportAsk
from alongside.supervision.support import answer_ask, ask_support

DEPUTIES: Final = (
    # agency, supervisor, deputy
    ("mesa-abierta", "Amira Haddad", "Tomás Baca"),
    ("poplar-bend", "Thandiwe Moyo", "Curtis Redfern"),
)

ASKS: Final = (
    # worker, what for, words, days ago, the answer
    ("Dana Ruiz", SupportAsk.Kind.BOUNDARIES, "", 8, "We talked on the phone the same day, and meet on Tuesday."),
    ("Marisol Trujillo", SupportAsk.Kind.SUPERVISION, "Could we find another hour? The last one fell through.", 0, ""),
    ("Kofi Mensah", SupportAsk.Kind.PEER_SUPPORT, "", 1, ""),
)

LINES: Final = (
    # worker, words, whether only they see it
    ("Dana Ruiz", "How to say goodbye well when somebody moves away.", False),
    ("Dana Ruiz", "The anniversary in December. Plan that week with care.", True),
)


def name_deputies(agencies: Mapping[str, Agency], users: Mapping[str, User], today: date) -> None:
    """Name them two months ago, before anything was asked."""
    for slug, supervisor, deputy in DEPUTIES:
        agency = agencies[slug]
        with clock.standing_at(datetime.combine(today - timedelta(days=60), time(9), tzinfo=agency.time_zone)):
            name_deputy(agency=agency, supervisor=users[supervisor], deputy=users[deputy], by=users[supervisor])


def ask_all_for_support(workers: Mapping[str, Worker], supervisors: Mapping[str, User], today: date) -> None:
    """Ask, answer where somebody did, and put lines on agendas."""
    for name, kind, words, days_ago, answer in ASKS:
        worker = workers[name]
        assert worker.user is not None, "everybody who works in the demo has an account"
        at = datetime.combine(today - timedelta(days=days_ago), time(7, 50), tzinfo=worker.agency.time_zone)
        with clock.standing_at(min(at, clock.now())):
            ask = ask_support(worker=worker, kind=kind, words=words, form_token=None, by=worker.user)
        if answer:
            with clock.standing_at(min(at + timedelta(hours=2), clock.now())):
                answer_ask(ask=ask, words=answer, by=supervisors[name])
    for name, words, is_private in LINES:
        worker = workers[name]
        assert worker.user is not None, "everybody who works in the demo has an account"
        add_line(worker=worker, words=words, is_private=is_private, form_token=None, by=worker.user)
