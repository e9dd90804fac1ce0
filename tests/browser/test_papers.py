"""A holder prints a certificate and reads a letter; the board writes one: on a phone, in both languages, without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.alongside.paper.reading import codes_on, text_of
from tests.browser.conftest import Visit
from tests.browser.errands import downloaded
from tests.browser.harness import PHONE, sign_in


def speak(page: Page, language: str) -> None:
    """Turn the pages over into a language, as a reader does under More."""
    page.goto("/more/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"main button[name=language][value={language}]").click()
        page.wait_for_load_state()


@pytest.mark.clause("nm.preface.4", "ak.intro.6a")
@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "It is not leave to serve independently"), ("es", "No autoriza a prestar servicios")],
)
def test_a_holder_prints_the_certificate_and_the_card(visit: Visit, tmp_path: Path, language: str, says: str) -> None:
    page = visit(PHONE, scripts=False)
    sign_in(page, "dana@demo.example")
    speak(page, language)
    page.goto("/home/")
    page.locator(".al-cert a[href$='/papers/']").first.click()

    certificate, card = (
        downloaded(page, page.locator("main form[action$='.pdf'] button").nth(paper), tmp_path).read_bytes()
        for paper in (0, 1)
    )

    for pdf in (certificate, card):
        assert "Dana Ruiz" in text_of(pdf)
        assert says in text_of(pdf)
    address = codes_on(certificate, dots_per_inch=200)[0]
    page.goto(address[address.index("/check/") :])
    expect(page.locator("main")).to_contain_text("Dana Ruiz")


def test_the_pages_of_papers_and_letters_are_accessible(
    visit: Visit, assert_accessible: Callable[[Page], None]
) -> None:
    page = visit(PHONE, expected={422})
    sign_in(page, "dana@demo.example")
    page.goto("/home/")
    page.locator(".al-cert a[href$='/papers/']").first.click()
    assert_accessible(page)
    papers = page.url
    page.goto("/notices/")
    page.locator("main a[href^='/certificates/letters/sent/']").first.click()
    assert_accessible(page)
    expect(page.locator("main article")).to_contain_text("Dear Dana Ruiz")

    staff = visit(PHONE, expected={422})
    sign_in(staff, "priya@demo.example")
    staff.goto("/certificates/letters/")
    assert_accessible(staff)
    staff.locator("main .al-rows a").first.click()
    staff.locator("[name=body]").fill("Dear {nmae}")
    staff.locator("button", has_text="Keep this letter").click()
    expect(staff.locator("main")).to_contain_text("Nothing goes into “{nmae}”")
    assert_accessible(staff)

    staff.goto(papers)
    staff.locator("main .al-back").first.click()
    staff.locator("main a[href$='/letter/']").click()
    staff.locator("main .al-rows a").first.click()
    assert_accessible(staff)
    staff.locator("button", has_text="Send the letter").click()
    expect(staff.locator("main article")).to_contain_text("Dear Dana Ruiz")
