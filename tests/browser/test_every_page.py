"""Every page that somebody can reach by links, as each who may sign in: no scan finding, no dead link, no sideways scroll.

The browser's console, failed requests and dead links are watched by the `visit` fixture.
"""

import pytest
from playwright.sync_api import Page

from alongside.site.demo.sign_ins import SIGN_INS, SignIn
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE
from tests.browser.walking import ALSO, FOR_ALL, walk

NARROWEST = {"width": 320, "height": 640}
WORKER = next(who for who in SIGN_INS if who.is_a == "peer worker")
OTHERS = [who for who in SIGN_INS if who is not WORKER]


def look_closely(page: Page) -> list[str]:
    """What is wrong with the page as it stands, at every width."""
    wrong = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        wrong += [f"{finding} (at {size['width']} px)" for finding in harness.axe_findings(page)]
    for size in (NARROWEST, PHONE, DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        if (by := harness.sideways_scroll(page)) > 0:
            wrong.append(f"{page.url} scrolls sideways by {by} px (at {size['width']} px)")
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"{page.url} has {headings} h1")
    return wrong


def faults_of(page: Page, server: str, *, also: tuple[str, ...] = (), leave: tuple[str, ...] = ()) -> str:
    """Everything wrong on a walk from where the visitor stands; empty when all is well."""
    wrong = [fault for _ in walk(page, server, also=also, leave=leave) for fault in look_closely(page)]
    return "\n".join(wrong)


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_every_page_that_a_stranger_reaches(visit: Visit, server: str, language: str) -> None:
    page = visit(PHONE, language=language)
    page.goto("/")

    assert faults_of(page, server, also=ALSO) == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_that_a_worker_reaches(visit: Visit, server: str, language: str) -> None:
    page = visit(PHONE)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": server}])
    harness.sign_in(page, WORKER.email)

    assert faults_of(page, server) == ""


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: f"{who.is_a} {who.name}")
def test_every_page_of_their_own_that_others_reach(visit: Visit, server: str, who: SignIn) -> None:
    page = visit(PHONE)
    harness.sign_in(page, who.email)

    assert faults_of(page, server, leave=FOR_ALL) == ""


def test_the_page_for_a_dead_link(visit: Visit) -> None:
    page = visit(PHONE, expected={404})
    page.goto("/nowhere/")

    assert look_closely(page) == []
