"""The product loaded once: each server of the browser tests is a fork of it, on a data folder of its own.

Loading takes a processor five seconds, which is what most servers of a run would be busy with; a fork takes a tenth of one.
This process keeps a copy of the demo state for itself, looks at a few pages as a stranger does, and then waits. It reads one
line of JSON for each thing asked of it and answers with one; when nobody asks any more, it goes, and its servers with it.

    python -m tests.browser.preloaded        (in the environment of a data folder)
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

LOOKED_AT: Final = ("/", "/account/sign-in/", "/codes/", "/codes/nm/", "/check/")
"""Pages of everybody: they load the codes and the parts that pages are made of, and write nothing."""
THREADS: Final = 4
"""As `alongside serve` gives a process that is alone."""


def main() -> None:
    load()
    servers: list[int] = []
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "serve":
            servers.append(pid := fork(asked, lambda asked: serve(asked["port"])))
            print(json.dumps(pid), flush=True)
        elif asked["do"] == "stop":
            servers.remove(asked["pid"])
            stop(asked["pid"])
            print(json.dumps("stopped"), flush=True)
        elif asked["do"] == "look":
            print(json.dumps(is_running(asked["pid"])), flush=True)
        else:
            pid = fork(asked, lambda asked: manage(asked["words"]))
            print(json.dumps(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])), flush=True)
    for pid in servers:
        stop(pid)


def load() -> None:
    from django.core.cache import cache
    from django.db import connections
    from django.test import Client

    from alongside.site.wsgi import application
    from tests import passwords

    assert application
    passwords.hash_quickly()
    for path in LOOKED_AT:
        assert Client(SERVER_NAME="localhost").get(path).status_code == 200, path
    cache.clear()
    connections.close_all()
    gc.collect()
    gc.freeze()


def fork(asked: dict[str, Any], do: Callable[[dict[str, Any]], None]) -> int:
    """Do it in a process of its own, on the data folder asked for, with what it says in the file asked for."""
    if pid := os.fork():
        return pid
    code = 1
    try:
        log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for own, given in ((0, nothing), (1, log), (2, log)):
            os.dup2(given, own)
        move_to(Path(asked["data"]), asked["now"])
        do(asked)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def move_to(data: Path, now: str) -> None:
    """Let every setting that names this process's folder name another, and the clock stand at that moment."""
    from django.conf import settings
    from django.db import connections
    from django.test import override_settings

    here = os.environ["ALONGSIDE_DATA"]
    os.environ["ALONGSIDE_DATA"] = str(data)
    told = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    moved = {name: in_its_place(value, here, str(data)) for name, value in told.items() if name != "DATABASES"}
    moved["CLOCK_STANDS_AT"] = os.environ["ALONGSIDE_NOW"] = now
    override_settings(**{name: value for name, value in moved.items() if value != told[name]}).enable()
    database = connections.settings["default"]
    database["NAME"] = in_its_place(database["NAME"], here, str(data))
    left = [name for name in told if here in repr(getattr(settings, name))]
    assert not left, f"these settings still name another folder: {left}"


def in_its_place(value: Any, old: str, new: str) -> Any:
    """A value of a setting with one folder in place of another, however deep."""
    match value:
        case Path():
            return Path(str(value).replace(old, new))
        case str():
            return value.replace(old, new)
        case list() | tuple():
            return type(value)(in_its_place(each, old, new) for each in value)
        case dict():
            return {key: in_its_place(each, old, new) for key, each in value.items()}
        case _:
            return value


def serve(port: int) -> None:
    """The web server as it ships: its worker is a fork again."""
    from granian import Granian

    Granian(
        "alongside.site.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface="wsgi",
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()


def manage(words: list[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["django", *words])


def is_running(pid: int) -> bool:
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    return False


def stop(pid: int) -> None:
    """Ask a server to go; one that does not within ten seconds is ended."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGTERM)
        signal.signal(signal.SIGALRM, end(pid))
        signal.alarm(10)
        os.waitpid(pid, 0)
        signal.alarm(0)


def end(pid: int) -> Callable[..., None]:
    def kill(*_: object) -> None:
        os.kill(pid, signal.SIGKILL)

    return kill


if __name__ == "__main__":
    main()
