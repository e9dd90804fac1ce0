"""Every page that somebody can reach by links, as each who may sign in: no scan finding, no dead link, no sideways scroll.

The browser's console, failed requests and dead links are watched by the `visit` fixture.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from alongside.site.demo.sign_ins import SIGN_INS, SignIn
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE
from tests.browser.walking import ALSO, FOR_ALL, walk, walk_a_share

NARROWEST = {"width": 320, "height": 640}
WORKER = next(who for who in SIGN_INS if who.is_a == "peer worker")
SHARES = 3
"""A worker reaches more pages than one test should open in one go."""
SCANNED = {"en": (PHONE, DESKTOP), "es": (PHONE,)}
"""Spanish pages are the English ones with longer words: what those break is room, which each width is measured for."""
OTHERS = [who for who in SIGN_INS if who is not WORKER]


def look_closely(page: Page, scanned: tuple[dict[str, int], ...] = (PHONE, DESKTOP)) -> list[str]:
    """What is wrong with the page as it stands: scans at these widths, sideways scroll at every one."""
    wrong = []
    for size in (PHONE, NARROWEST, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        if size in scanned:
            wrong += [f"{finding} (at {size['width']} px)" for finding in harness.axe_findings(page)]
        if (by := harness.sideways_scroll(page)) > 0:
            wrong.append(f"{page.url} scrolls sideways by {by} px (at {size['width']} px)")
    if (headings := int(page.evaluate("document.querySelectorAll('h1').length"))) != 1:
        wrong.append(f"{page.url} has {headings} h1")
    return wrong


def faults_on(page: Page, paths: Iterator[str], language: str) -> str:
    """Everything wrong on a walk; empty when all is well."""
    return "\n".join(fault for _ in paths for fault in look_closely(page, SCANNED[language[:2]]))


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_every_page_that_a_stranger_reaches(visit: Visit, server: str, language: str) -> None:
    page = visit(PHONE, language=language)
    harness.bring_axe(page)
    page.goto("/")

    assert faults_on(page, walk(page, server, also=ALSO), language) == ""


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_that_a_worker_reaches(visit: Visit, server: str, language: str, share: int) -> None:
    page = visit(PHONE)
    harness.bring_axe(page)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": server}])
    harness.sign_in(page, WORKER.email)

    assert faults_on(page, walk_a_share(page, server, share, SHARES), language) == ""


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: f"{who.is_a} {who.name}")
def test_every_page_of_their_own_that_others_reach(visit: Visit, server: str, who: SignIn) -> None:
    page = visit(PHONE)
    harness.bring_axe(page)
    harness.sign_in(page, who.email)

    assert faults_on(page, walk(page, server, leave=FOR_ALL), "en") == ""


def test_the_page_for_a_dead_link(visit: Visit) -> None:
    page = visit(PHONE, expected={404})
    page.goto("/nowhere/")

    assert look_closely(page) == []
