"""`alongside tick`: what runs by itself, run once. `serve` and `demo` do it every half minute; cron may do it too."""

from __future__ import annotations

import threading
from typing import Final

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, console, print_json

SECONDS_BETWEEN: Final = 30.0
SECONDS_BETWEEN_LOOKS: Final = 0.5


def tick(as_json: AsJson = False) -> None:
    """Run once what runs by itself: reminders, lapses told of, mail. Safe to repeat. Exit code 1 where a part failed."""
    start_django()
    from alongside.notices.ticking import tick as run
    from alongside.people import clock

    with in_plain_words():
        done = run(clock.now())
    if as_json:
        print_json(dict(done))
    else:
        for name, count in done.items():
            console().print(f"{name}: {'failed, see the log' if count is None else count}", markup=False)
    if None in done.values():
        raise typer.Exit(1)


def tick_until(stopped: threading.Event) -> None:
    """Tick every half minute until `stopped` is set. What fails is logged and tried again in the next round."""
    from django.db import close_old_connections, connection

    from alongside.notices.ticking import tick as run
    from alongside.people import clock

    while not stopped.is_set():
        close_old_connections()
        run(clock.now())
        stopped.wait(SECONDS_BETWEEN)
    connection.close()


def follow_until(stopped: threading.Event) -> None:
    """Have duties follow what happens, twice a second, until `stopped` is set. What fails is logged and tried again."""
    import structlog
    from django.db import close_old_connections, connection

    from alongside.rulings.standings import follow

    while not stopped.wait(SECONDS_BETWEEN_LOOKS):
        close_old_connections()
        try:
            follow()
        except Exception:
            structlog.get_logger("alongside.tick").exception("following_failed")
            stopped.wait(SECONDS_BETWEEN)
    connection.close()
