"""A filled server per module, and pages of it: phone or desktop, scripts on or off, watched for what they complain of.

    def test_a_worker_asks(phone: Page) -> None: ...
    @pytest.mark.parametrize("scripts", [True, False])
    def test_an_errand(visit: Visit, scripts: bool) -> None:
        page = visit(PHONE, scripts=scripts)

A page's paths are relative to the server. At the end of a test every page it opened must have kept a quiet console and
met no failed request; statuses that a test brings about on purpose it names: `visit(PHONE, expected={422})`.
"""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import harness
from tests.browser.harness import DESKTOP, PHONE

FAILED = pytest.StashKey[bool]()


class Visit(Protocol):
    """Opens a page in a fresh browser context: size, scripts or none, language, expected HTTP errors, another server."""

    def __call__(
        self,
        size: dict[str, int] = ...,
        *,
        scripts: bool = ...,
        language: str = ...,
        expected: set[int] = ...,
        at: str = ...,
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run: the machine's own, never a test tool's download."""
    if harness.find_chromium() is None:
        pytest.skip("no Chromium here: install it or set CHROMIUM_PATH")
    expect.set_options(timeout=harness.PATIENT)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setattr(Locator, "click", harness.click_and_load(Locator.click))
        browser = harness.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The demo state as a data folder, shared by all workers of a run. Never served itself."""
    base = tmp_path_factory.getbasetemp()
    yield harness.make_template((base if worker_id == "master" else base.parent) / "demo-state")
    harness.let_go()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's server keeps things: its data in `data`, with the mail it sent."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(template: Path, folder: Path) -> Iterator[str]:
    """The address of a server of this module's own, on a copy of the demo state."""
    with harness.served(template, folder) as url:
        yield url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixtures know whether the test itself failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visit(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    watches: list[harness.Watch] = []
    pages: list[Page] = []

    def open_page(
        size: dict[str, int] = PHONE,
        *,
        scripts: bool = True,
        language: str = "en-US",
        expected: set[int] | None = None,
        at: str = "",
    ) -> Page:
        context = harness.new_context(browser, at or server, size, scripts=scripts, language=language)
        watch = harness.Watch(expected=expected or set())
        watches.append(watch)
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(harness.PATIENT)
        watch.on(page)
        return page

    yield open_page

    for number, page in enumerate(pages):
        if request.node.stash.get(FAILED, False):
            keep_picture(page, f"{request.node.name}-{number}")
        page.context.close()
    complaints = [line for watch in watches for line in watch.said]
    assert complaints == [], "the pages complained:\n" + "\n".join(complaints)


def keep_picture(page: Page, name: str) -> None:
    """What the page looked like when its test failed, in .house/reports."""
    file = re.sub(r"[^\w.-]+", "_", name)[:120]
    page.screenshot(path=harness.ROOT / ".house" / "reports" / f"{file}.png", full_page=True)


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
