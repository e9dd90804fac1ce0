"""A real server on a copy of a filled database, and what a browser is asked to watch for.

The journal refuses deletions by trigger, so rows cannot be flushed between tests. Instead the demo state is made once, as a
folder, and each module of tests starts the server on a copy of it, with the clock standing still. A server is a fork of one
process that has the product loaded (`preloaded`); a test of a later year, and where nothing can be forked, has it started as an
operator starts it.
"""

import atexit
import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Response

from tests import schema

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / ".house" / "axe.min.js"
STANDS_AT = "2026-11-19T10:00:00-07:00"
"""The instant at which the demo state lives: a Thursday morning in its own zone."""

FORKS = sys.platform == "linux"
"""Elsewhere a loaded process cannot safely be forked: each server and command loads the product itself."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCAN = """
async tags => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
    preload: { assets: ["media"] },
  });
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id} (${rule.impact}): ${rule.help}: ${JSON.stringify(node.target)} ${node.html.slice(0, 160)}`));
}
"""
"""Without fetching the stylesheets again: the one rule that reads them is an experiment, which these tags leave out."""
QUIET_CHROMIUM = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-turbofan --no-maglev",  # each page is a new document, gone before optimised code has paid for itself
]
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The one without windows first: a page costs it two thirds, and a browser that has never been here a quarter."""
DEMO_PASSWORD = "walk alongside"
PATIENCE = 60
"""Seconds to wait for a server's first answer."""
PATIENT = 20_000
"""Milliseconds for a page to become what a test expects: a machine may be busy with the other tests."""


def environment(data: Path, now: str = STANDS_AT) -> dict[str, str]:
    """The product's settings for a demo state in `data`, and nothing of the shell's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
    kept.pop("DATABASE_URL", None)
    codes = {"ALONGSIDE_CODES": os.environ["ALONGSIDE_CODES"]} if "ALONGSIDE_CODES" in os.environ else {}
    return {
        **kept,
        **codes,
        "DJANGO_SETTINGS_MODULE": "alongside.site.settings",
        "ALONGSIDE_DATA": str(data),
        "ALONGSIDE_DEMO": "1",
        "ALONGSIDE_NOW": now,
        "ALONGSIDE_LOG_LEVEL": "WARNING",
    }


def make_template(folder: Path) -> Path:
    """The demo state as a data folder, made once for however many workers ask for it at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    data, done = folder / "data", folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir(mode=0o700)
            migrate(data)
            run_alone(data, "seed_demo")
            done.touch()
    return data


def migrate(data: Path) -> None:
    """Every table, empty: as the tests of the product keep them, else by each migration in turn."""
    with closing(sqlite3.connect(data / "alongside.sqlite3")) as database:
        if not schema.lay_out(database):
            run_alone(data, "migrate", "--verbosity", "0")
            schema.keep(database)


def run_alone(data: Path, *words: str, now: str = STANDS_AT) -> str:
    """One of Django's commands in a process that loads the product for it, with passwords hashed quickly; what it printed."""
    script = "import sys\nfrom tests import passwords\nfrom django.core.management import execute_from_command_line\n"
    script += "passwords.hash_quickly()\nexecute_from_command_line(sys.argv)"
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment(data, now),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"django {' '.join(words)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


class Loaded:
    """A process that has the product loaded, and forks. Made when something is first served."""

    def __init__(self, template: Path) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="alongside-loaded-"))
        shutil.copytree(template, self.home / "data")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.preloaded"],
            env={**environment(self.home / "data"), "OPENBLAS_NUM_THREADS": "1"},  # threads do not survive a fork
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.answer()

    def ask(self, do: str, **told: object) -> int | str:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **told}) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> int | str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process that has the product loaded has ended"
        said: int | str = json.loads(line)
        return said

    def let_go(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        self.process.wait(30)
        shutil.rmtree(self.home, ignore_errors=True)


_loaded: dict[Path, Loaded] = {}


def loaded(template: Path) -> Loaded:
    """The one of this run for a template, until `let_go`."""
    if template not in _loaded:
        _loaded[template] = Loaded(template)
    return _loaded[template]


def let_go() -> None:
    while _loaded:
        _loaded.popitem()[1].let_go()


atexit.register(let_go)


def manage(template: Path, data: Path, *words: str, now: str = STANDS_AT) -> str:
    """Run one of Django's commands on a copy of the template; returns what it printed."""
    if not FORKS:
        return run_alone(data, *words, now=now)
    log = data.parent / "command.log"
    code = loaded(template).ask("manage", data=str(data), log=str(log), words=words, now=now)
    said = log.read_text(encoding="utf-8")
    assert code == 0, f"django {' '.join(words)} failed:\n{said}"
    return said


@contextmanager
def served(template: Path, folder: Path, *, now: str = STANDS_AT) -> Iterator[str]:
    """A server on a copy of the template; gives its address. What it logged is in `folder/server.log`."""
    with served_for_days(template, folder, now=now, forks=FORKS and now == STANDS_AT) as server:
        yield server.url


@contextmanager
def served_for_days(template: Path, folder: Path, *, now: str = STANDS_AT, forks: bool = FORKS) -> Iterator["Server"]:
    """The same, whose clock can be moved on."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(template, folder / "data")
    server = Server(template, folder, forks=forks)
    try:
        server.stand_at(now)
        yield server
    finally:
        server.stop()


class Server:
    """A server on one data folder, at one address. Its clock moves by another taking its place there."""

    def __init__(self, template: Path, folder: Path, *, forks: bool) -> None:
        self.template, self.folder, self.forks, self.port = template, folder, forks, free_port()
        self.url = f"http://localhost:{self.port}"
        self._running = ExitStack()

    def stand_at(self, now: str) -> None:
        """Let it be that moment. Who is signed in stays so."""
        self.stop()
        data, log = self.folder / "data", self.folder / "server.log"
        starting = (
            forked(self.template, data, log, self.port, now) if self.forks else started(data, log, self.port, now)
        )
        wait_for(self.url, self._running.enter_context(starting), log)

    def stop(self) -> None:
        self._running.close()


@contextmanager
def forked(template: Path, data: Path, log: Path, port: int, now: str) -> Iterator[Callable[[], bool]]:
    """A server that was loaded beforehand; gives whether it still runs."""
    pid = loaded(template).ask("serve", data=str(data), log=str(log), port=port, now=now)
    try:
        yield lambda: bool(loaded(template).ask("look", pid=pid))
    finally:
        loaded(template).ask("stop", pid=pid)


@contextmanager
def started(data: Path, log: Path, port: int, now: str) -> Iterator[Callable[[], bool]]:
    """A server that loads the product itself; gives whether it still runs."""
    command = [
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--no-log",
    ]
    with log.open("w") as said:
        server = subprocess.Popen(
            [str(Path(sys.executable).parent / command[0]), *command[1:], "alongside.site.wsgi:application"],
            env=environment(data, now),
            cwd=ROOT,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield lambda: server.poll() is None
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for(url: str, is_alive: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while is_alive() and time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers, if not kindly: the tests will say so
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not answer at {url}:\n{log.read_text()[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_chromium() -> str | None:
    """CHROMIUM_PATH, else the first of the usual names on the path."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """The machine's own Chromium, asking nobody on the network anything."""
    as_root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*QUIET_CHROMIUM, *as_root])


def new_context(
    browser: Browser, url: str, size: dict[str, int], *, scripts: bool = True, language: str = "en-US"
) -> BrowserContext:
    """A browser that has never been here: its size, its language, and whether it runs scripts."""
    return browser.new_context(
        base_url=url,
        viewport={"width": size["width"], "height": size["height"]},
        java_script_enabled=scripts,
        locale=language,
        has_touch=size["width"] < 600,
        reduced_motion="reduce",
    )


def click_and_load(click: Callable[..., None]) -> Callable[..., None]:
    """A locator's `click` that also waits until the page it led to is there: Playwright's own returns with the first bytes.

    What reads a page as it stands (`count`, `all`, `evaluate`) would else read half of it on a busy machine.
    """

    def click_then_wait(self: Locator, **how: object) -> None:
        click(self, **how)
        self.page.wait_for_load_state("domcontentloaded")

    return click_then_wait


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in as somebody of the demo state, as a person does: through the form."""
    page.goto("/account/sign-in/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/sign-in" not in url)


@dataclass
class Watch:
    """What a page said that a person would not see: it should stay empty."""

    said: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    """HTTP statuses that the test brings about on purpose, such as 422 for a refused form."""

    def on(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.said.append(f"script error: {error}"))
        page.on("response", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def see(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.said.append(f"{response.status} for {response.url}")


def axe_findings(page: Page) -> list[str]:
    """What the accessibility scanner finds on the page as it stands: one line per rule and element, empty when well."""
    page.wait_for_load_state()  # a button pressed just before may have brought only the head of its page
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"{page.url}: {finding}" for finding in page.evaluate(SCAN, RULES)]


def bring_axe(page: Page) -> None:
    """Let every document that the page opens from now on have the scanner, at a third of what it costs to send it each."""
    page.add_init_script(path=AXE)


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
