"""Upkeep: start the product, a demo state, migrations, the journal. These commands load Django."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from alongside.cli import audit, certificate, generate, journal, places, tick
from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, Refused, console, print_json

FIRST_PORT = 8000
PORTS_TRIED = 20

NextPort = Annotated[int, typer.Option("--port", help="Port to listen on; the next free one where it is in use.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to `alongside`."""
    app.command()(demo)
    app.command(name="generate")(generate.generate)
    app.command()(serve)
    app.command()(migrate)
    app.command()(check)
    app.command(name="tick")(tick.tick)
    app.command(name="audit-pack")(audit.audit_pack)
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})(
        manage
    )
    places.add_to(app)
    app.add_typer(certificate.app, name="certificate", help="Is this person certified?")
    app.add_typer(journal.app, name="journal", help="The evidence trail: verify, seal and export it.")


def demo(port: NextPort = FIRST_PORT) -> None:
    """Fill a demo state, plainly invented, and serve it on this machine. Press Ctrl-C to stop."""
    if os.environ.get("ALONGSIDE_HOSTS"):
        raise Refused("not-local", "A demo answers on this machine only. Unset ALONGSIDE_HOSTS and try again.")
    free = free_port(port)
    os.environ["ALONGSIDE_DEMO"] = "1"
    os.environ.setdefault("ALONGSIDE_ORIGIN", f"http://localhost:{free}")
    start_django(ALONGSIDE_LOG_LEVEL="WARNING")
    from django.core.management import call_command, get_commands

    with in_plain_words():
        console().print("Preparing the database ...")
        call_command("migrate", verbosity=0)
        sign_ins = io.StringIO()
        if "seed_demo" in get_commands():
            console().print("Filling the demo state ...")
            call_command("seed_demo", stdout=sign_ins)
    console().print(f"\nAlongside is at [bold]http://localhost:{free}[/bold]   (Ctrl-C stops it)\n")
    console().print(sign_ins.getvalue(), markup=False)
    _serve_and_seal("127.0.0.1", free, workers=1)


def serve(
    port: Port = FIRST_PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen on. A reverse proxy with TLS belongs in front.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Processes. Only PostgreSQL takes more than one.")] = 1,
) -> None:
    """Serve the product, seal the journal and run what runs by itself. Press Ctrl-C to stop."""
    if not os.environ.get("ALONGSIDE_HOSTS"):
        os.environ.setdefault("ALONGSIDE_ORIGIN", f"http://localhost:{port}")
    start_django()
    from django.db import connection

    from alongside.journal.readiness import complaints

    with in_plain_words():
        if workers > 1 and connection.vendor == "sqlite":
            raise Refused("one-process", "SQLite is served by one process. Leave out --workers, or use PostgreSQL.")
        if found := complaints():
            raise Refused("not-ready", "\n".join(["Not ready to serve. Run: alongside migrate", *found]))
    free_port(port, tried=1)  # a proxy in front looks for it here and nowhere else
    console().print(f"Alongside is at http://localhost:{port}")
    _serve_and_seal(host, port, workers=workers)


def migrate() -> None:
    """Bring the database's tables up to date."""
    start_django()
    from django.core.management import call_command

    with in_plain_words():
        call_command("migrate", verbosity=1)


def check(as_json: AsJson = False) -> None:
    """Say whether this installation is ready: settings, migrations, the triggers that guard the journal."""
    start_django()
    from django.core.management import call_command

    from alongside.journal.readiness import complaints

    with in_plain_words():
        call_command("check", stdout=io.StringIO())
        found = complaints()
    if as_json:
        print_json({"ready": not found, "complaints": found})
    else:
        console().print("\n".join(found) or "Ready.")
    if found:
        raise typer.Exit(1)


def manage(context: typer.Context) -> None:
    """Run one of Django's own commands, such as: alongside manage shell."""
    start_django()
    from django.core.management import execute_from_command_line

    with in_plain_words():
        execute_from_command_line(["alongside manage", *context.args])


def free_port(first: int, *, tried: int = PORTS_TRIED) -> int:
    """The first port from here on that nothing listens on. Raises Refused after so many tried."""
    for port in range(first, first + tried):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    taken = f"Port {first} is" if tried == 1 else f"Ports {first} to {first + tried - 1} are all"
    raise Refused("no-port", f"{taken} in use. Name a free one with --port.")


def threads_of(workers: int) -> int:
    """Requests that one process answers at a time. Left to itself the server takes 256: each with a connection of its own to
    the database, and all of them waiting for one another's turn in Python, which costs a third of the processor."""
    return max(2, 4 // workers)


def _serve_and_seal(host: str, port: int, *, workers: int) -> None:
    """Run the web server as a child, the sealer and the tick here; when the server stops, so do they."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads_of(workers))]
    command += ["--no-log", "alongside.site.wsgi:application"]
    with subprocess.Popen(command) as server, _ends_with(server):
        stopped = threading.Event()

        def stop_sealing() -> None:
            server.wait()
            stopped.set()

        threading.Thread(target=stop_sealing, daemon=True).start()
        beside = [threading.Thread(target=run, args=(stopped,)) for run in (tick.tick_until, tick.follow_until)]
        for thread in beside:
            thread.start()
        journal.seal_until(stopped)
        for thread in beside:
            thread.join()
    if server.returncode not in (0, -signal.SIGTERM, -signal.SIGINT):
        raise Refused(
            "server", f"The web server stopped with status {server.returncode}. Its last lines above say why."
        )


@contextmanager
def _ends_with(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ask the server to stop when we are told to, and wait until it has."""

    def stop(_signal: int, _frame: object) -> None:
        server.terminate()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        if server.poll() is None:
            server.terminate()
        server.wait()
        for number, handler in before.items():
            signal.signal(number, handler)
