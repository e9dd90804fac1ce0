"""A release signed on a phone, a call to the clinic planned under it, and one tap of the person that ends it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import PHONE, sideways_scroll, sign_in
from tests.browser.test_resources import Scan
from tests.clauses import clause

PLACE = "Red Mesa Dental"


def main(page: Page) -> Locator:
    return page.locator("main")


def tile(page: Page, question: str, words: str) -> None:
    """Choose one of a question's tiles, as a thumb does."""
    main(page).get_by_role("group", name=question).get_by_text(words, exact=True).click()


@clause("nm.confidentiality.2", "nm.confidentiality.3", "nm.role.1", "ak.values.2")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_release_is_signed_used_and_stopped_by_one_tap(visit: Visit, assert_accessible: Scan, scripts: bool) -> None:
    place = PLACE if scripts else f"{PLACE}, north"
    page, own = visit(PHONE, scripts=scripts, expected={422}), visit(PHONE, scripts=scripts)
    scan: Scan = assert_accessible if scripts else lambda page: None
    sign_in(page, "dana@demo.example")
    sign_in(own, "rosa@demo.example")

    sign_release(page, place, scan)
    plan_call(page, place)
    expect(main(page)).to_contain_text("It stands on your day.")

    own.get_by_role("navigation", name="Main").get_by_role("link", name="Privacy").click()
    expect(main(own)).to_contain_text(place)
    scan(own)
    assert sideways_scroll(own) == 0
    main(own).get_by_role("button").filter(has_text=place).click()
    expect(main(own).get_by_role("heading", name=place)).to_have_count(0)

    plan_call(page, place, named=False)
    refusal = main(page).get_by_role("alert")
    expect(refusal).to_contain_text("nm.confidentiality.3")
    scan(page)
    main(page).get_by_role("link", name="New release").click()
    expect(page.locator("h1")).to_contain_text("Whom does Rosa let know something?")


def sign_release(page: Page, place: str, scan: Scan) -> None:
    page.goto("/people/")
    main(page).get_by_role("link", name="Rosa").click()
    main(page).get_by_role("link", name="New release").click()
    scan(page)
    tile(page, "Who may be told?", "A provider or a service agency")
    page.get_by_label("Their name", exact=True).fill(place)
    tile(page, "What may be told?", "Getting peer support here")
    tile(page, "Why?", "To make appointments and go along")
    tile(page, "How may it be told?", "By telephone")
    tile(page, "Until when?", "For a month")
    for words in ("take it back at any time", "support goes on", "may pass it on"):
        main(page).get_by_role("group", name="What did you tell them?").get_by_text(words).click()
    page.get_by_label("Their full name, as they sign").fill("Rosa Archuleta")
    main(page).get_by_role("button", name="Sign it").click()
    expect(page.locator("h1")).to_contain_text(f"{place} may be told what is signed here")
    scan(page)


def plan_call(page: Page, place: str, *, named: bool = True) -> None:
    """Plan a call with them; once no release names them, their name is typed."""
    page.goto("/people/")
    main(page).get_by_role("link", name="Rosa").click()
    main(page).get_by_role("link", name="Plan", exact=True).click()
    tile(page, "How will you meet?", "Phone")
    main(page).get_by_text("Somebody else takes part, or is spoken with").click()
    if named:
        tile(page, "Who else?", place)
    else:
        tile(page, "Who else?", "Somebody not named here")
        main(page).get_by_text("If they are not named here").click()
        tile(page, "What are they to the person?", "A provider or a service agency")
        page.get_by_label("Their name, as a release would have it").fill(place)
    tile(page, "Why?", "To make appointments and go along")
    tile(page, "Does the person take part?", "Yes")
    main(page).get_by_role("button", name="Plan it", exact=True).click()
