"""What no session may be, beyond what a check constraint can say: it looks at another row, or measures time.

The actions lock the worker first, so that of two write-ups at once the second meets the first.
"""

from typing import Final

from alongside.journal.guards import Guard, never_so

_TOO_LONG: Final = {
    "sqlite": "NEW.ended_at IS NOT NULL AND julianday(NEW.ended_at) - julianday(NEW.began_at) > 1.0000001",
    "postgresql": "NEW.ended_at IS NOT NULL AND NEW.ended_at - NEW.began_at > interval '1 day'",
}


def no_longer_than_a_day(name: str) -> Guard:
    return never_so(name, "began_at", "ended_at", when=_TOO_LONG, says="a session is no longer than a day")


HELD_SESSIONS_DO_NOT_OVERLAP: Final = never_so(
    "held_sessions_do_not_overlap",
    "began_at",
    "ended_at",
    when='NEW.ended_at IS NOT NULL AND EXISTS (SELECT 1 FROM "supervision_sessionattendance" other'
    " WHERE other.worker_id = NEW.worker_id AND other.session_id <> NEW.session_id AND other.ended_at IS NOT NULL"
    " AND other.began_at < NEW.ended_at AND NEW.began_at < other.ended_at)",
    says="a worker is in one session at a time",
)
