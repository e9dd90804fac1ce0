"""A filled server per module, and pages of it: phone or desktop, scripts on or off, watched for what they complain of.

    def test_a_worker_asks(phone: Page) -> None: ...
    @pytest.mark.parametrize("scripts", [True, False])
    def test_an_errand(visit: Visit, scripts: bool) -> None:
        page = visit(PHONE, scripts=scripts)

A page's paths are relative to the server. At the end of a test every page it opened must have kept a quiet console and
met no failed request; statuses that a test brings about on purpose it names: `visit(PHONE, expected={422})`.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import harness
from tests.browser.harness import DESKTOP, PHONE

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Visit(Protocol):
    """Opens a page in a fresh browser context: size, scripts or none, language, expected HTTP errors."""

    def __call__(
        self, size: dict[str, int] = ..., *, scripts: bool = ..., language: str = ..., expected: set[int] = ...
    ) -> Page: ...


def find_chromium() -> str | None:
    given = os.environ.get("CHROMIUM_PATH")
    return given or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run: the machine's own, never a test tool's download."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium here: install it or set CHROMIUM_PATH")
    as_root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*harness.QUIET_CHROMIUM, *as_root])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo state as a data folder, shared by all workers of a run. Never served itself."""
    base = tmp_path_factory.getbasetemp()
    return harness.make_template((base if worker_id == "master" else base.parent) / "demo-state")


@pytest.fixture(scope="module")
def server(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this module's own, on a copy of the demo state."""
    with harness.served(template, tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    watches: list[harness.Watch] = []
    contexts = []

    def open_page(
        size: dict[str, int] = PHONE,
        *,
        scripts: bool = True,
        language: str = "en-US",
        expected: set[int] | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": size["width"], "height": size["height"]},
            java_script_enabled=scripts,
            locale=language,
            has_touch=size["width"] < 600,
            reduced_motion="reduce",
        )
        contexts.append(context)
        watch = harness.Watch(expected=expected or set())
        watches.append(watch)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.on(page)
        return page

    yield open_page

    for context in contexts:
        context.close()
    complaints = [line for watch in watches for line in watch.said]
    assert complaints == [], "the pages complained:\n" + "\n".join(complaints)


@pytest.fixture
def phone(visit: Visit) -> Page:
    return visit(PHONE)


@pytest.fixture
def desktop(visit: Visit) -> Page:
    return visit(DESKTOP)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Scan the page as it stands with axe at WCAG 2.2 AA, and see that it does not scroll sideways."""

    def check(page: Page) -> None:
        found = harness.axe_findings(page)
        assert found == [], f"axe found {len(found)}:\n" + "\n".join(found)
        assert harness.sideways_scroll(page) <= 0, f"{page.url} scrolls sideways"

    return check
