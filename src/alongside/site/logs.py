"""Logs carry ids alone: who, what and which clause by number, never a name, a note or an address.

`get_logger().info("act_refused", clause="nm.confidentiality.3", worker=318)`
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TextIO

import structlog

# What a log line may say besides its event. All else is replaced, so that a careless line leaks nothing.
SPEAKABLE = frozenset(
    "event level timestamp logger request_id method route status ms"
    " actor worker person_id user agency board role clause act code edition ruling kind subject subject_id"
    " count size position checkpoint command reason error where".split()
)
WITHHELD = "[withheld]"
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered; empty outside of one."""


def name_the_request(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say which request a line belongs to."""
    if number := REQUEST_ID.get():
        event["request_id"] = number
    return event


def withhold(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of every key that is not on the list; keep the key, so that the slip is seen and mended."""
    for key in event:
        if key not in SPEAKABLE:
            event[key] = WITHHELD
    return event


def where_it_broke(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say of an exception what kind it is and by which lines it came. Its message may quote what somebody typed."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        lines = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        event["where"] = " < ".join(f"{Path(line.filename).name}:{line.lineno} {line.name}" for line in reversed(lines))
    return event


class ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to standard error as it is now: a test, or a command that captures output, puts another in its place."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, given: TextIO) -> None:
        """The handler's own `__init__` hands one over; the present one is asked for each time instead."""


class NoRequestBody(logging.Filter):
    """Django's own warnings name the address asked for, which may hold a token or an id in words. Keep the kind only."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("django.request", "django.security")):
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{record.name} {status}".strip(), ()
        return True


def configure(settings: Mapping[str, Any]) -> None:
    """Set up structlog, and send the standard library's records through it."""
    chain: list[Any] = [
        name_the_request,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    end = structlog.processors.JSONRenderer() if settings["as_json"] else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*chain, withhold, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = ToStandardError()
    handler.addFilter(NoRequestBody())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                where_it_broke,
                end,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    logging.getLogger("axes").setLevel(logging.ERROR)  # its warnings repeat what was typed at the door
