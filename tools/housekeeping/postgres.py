"""PostgreSQL for the tests: DATABASE_URL if it names one, else a private cluster that lives as long as the run.

The cluster listens on a port of its own on the loopback address with a password made for the run, and keeps its socket
in its own folder, so that it meets no other server. PostgreSQL refuses to run as root, so under root it runs as the
account that Debian's package made for it, in a folder that account owns.
"""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .debian import can_install, install
from .places import IS_ROOT
from .saying import Trouble, run_quietly, step

ACCOUNT = "postgres"
REMEDY = (
    "install the server (on Debian: apt-get install postgresql) or set DATABASE_URL=postgres://user:password@host/name"
)
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "40"}
"""A test cluster is thrown away: durability would only cost time."""


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL to test on. Raises Trouble where there is none and none can be installed."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    server = ready_server()
    with private_cluster(server) as url:
        yield url


def ready_server() -> Path:
    """The folder of the server's programs, installed from Debian's packages if need be."""
    found = find_server()
    if found is None and can_install():
        with step("Install PostgreSQL from Debian's packages"):
            install("postgresql")
        found = find_server()
    if found is None:
        raise Trouble("there is no PostgreSQL server here", REMEDY)
    return found


def find_server() -> Path | None:
    """Newest installed server: Debian keeps its programs off the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    on_path = shutil.which("initdb")
    folders = [path.parent for path in reversed(debian)] + ([Path(on_path).resolve().parent] if on_path else [])
    return next((folder for folder in folders if (folder / "pg_ctl").exists() and (folder / "postgres").exists()), None)


@contextmanager
def private_cluster(server: Path) -> Iterator[str]:
    """Start a cluster in a folder of its own, give its address, and leave nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="alongside-pg-"))  # a short path: socket names are limited to 107 bytes
    data, password, port = home / "data", secrets.token_hex(16), free_port()
    try:
        with step("Start a private PostgreSQL"):
            make_cluster(server, home, data, password)
            start = [
                server / "pg_ctl",
                "-D",
                data,
                "-w",
                "-t",
                "60",
                "-l",
                home / "server.log",
                "-o",
                options(home, port),
                "start",
            ]
            run_quietly(as_owner(start), log="postgres-start", limit=120, remedy=REMEDY, cwd=home)
        yield f"postgres://{ACCOUNT}:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            stop = [server / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"]
            run_quietly(as_owner(stop), log="postgres-stop", limit=60, remedy="end the server by hand", cwd=home)
        shutil.rmtree(home, ignore_errors=True)


def make_cluster(server: Path, home: Path, data: Path, password: str) -> None:
    secret = home / "password"
    secret.write_text(password)
    if IS_ROOT:
        for path in (home, secret):
            give_to_account(path)
    init = [
        "-D",
        data,
        "-U",
        ACCOUNT,
        "-A",
        "scram-sha-256",
        f"--pwfile={secret}",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    ]
    run_quietly(as_owner([server / "initdb", *init]), log="postgres-init", limit=120, remedy=REMEDY, cwd=home)
    secret.unlink()


def give_to_account(path: Path) -> None:
    try:
        shutil.chown(path, ACCOUNT)
    except LookupError as error:
        raise Trouble(f"PostgreSQL refuses to run as root and there is no account {ACCOUNT}", REMEDY) from error


def options(home: Path, port: int) -> str:
    fixed = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(home), **FAST}
    return " ".join(f"-c {name}={value}" for name, value in fixed.items())


def as_owner(command: list[str | Path]) -> list[str | Path]:
    """The command as the server's account when we are root, unchanged otherwise."""
    if not IS_ROOT:
        return command
    runuser = shutil.which("runuser")
    if runuser is None:
        raise Trouble("PostgreSQL refuses to run as root and there is no runuser to change accounts", REMEDY)
    return [runuser, "-u", ACCOUNT, "--", *command]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
