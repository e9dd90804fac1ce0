"""A worker tries a text: better words stand beside it while they type, on submit without scripts, and nothing is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sideways_scroll, sign_in
from tests.clauses import clause

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
Scan = Callable[[Page], None]


@clause("ca.respect.11", "ca.respect.12")
@pytest.mark.parametrize("size", SIZES)
def test_better_words_stand_beside_a_text_while_it_is_typed(
    visit: Visit, assert_accessible: Scan, size: dict[str, int]
) -> None:
    page = visit(size, expected={422})
    sign_in(page, "xochitl@demo.example")
    page.goto("/more/")
    page.get_by_role("link", name="Person-first words").click()

    page.get_by_label("Your words").press_sequentially("She is an addict. A junkie")

    region = page.get_by_role("region", name="What can be said otherwise")
    expect(region).to_contain_text("person with a substance use disorder")
    expect(region).to_contain_text("before you sign")
    expect(region.locator(".al-cite")).to_contain_text("ca.respect.12")
    expect(page.get_by_label("Your words")).to_be_focused()
    assert sideways_scroll(page) == 0
    assert_accessible(page)

    page.get_by_label("Your words").fill("He said “junkie”.")
    expect(region).to_contain_text("In a quote")
    expect(region).not_to_contain_text("before you sign")
    page.get_by_role("button", name="Check my words").click()
    expect(region).to_contain_text("In a quote")
    assert_accessible(page)


@clause("ca.respect.12")
def test_without_scripts_the_same_stands_there_on_submit(visit: Visit) -> None:
    page = visit(PHONE, scripts=False, expected={422})
    sign_in(page, "xochitl@demo.example")
    page.goto("/wording/")

    page.get_by_label("Your words").fill("A junkie came.")
    page.get_by_role("button", name="Check my words").click()

    expect(page.get_by_label("Your words")).to_have_value("A junkie came.")
    expect(page.locator(".al-worded__stop")).to_contain_text("quotation marks")


@clause("ca.respect.11")
def test_an_administrator_adds_a_word_by_keyboard_and_takes_it_off(visit: Visit, assert_accessible: Scan) -> None:
    page = visit(DESKTOP)
    sign_in(page, "lucia@demo.example")
    page.goto("/wording/agency/")
    assert_accessible(page)

    page.get_by_label("Word or phrase").fill("frequent caller")
    page.get_by_label("What to say instead").fill("calls us often")
    page.get_by_label("Why, in one sentence").fill("It files a person under a label.")
    page.get_by_label("Why, in one sentence").press("Enter")

    row = page.locator(".al-rows li", has_text="frequent caller")
    expect(row).to_contain_text("Since")
    row.get_by_role("button").click()
    expect(page.locator(".al-rows li", has_text="frequent caller")).to_contain_text("Ended")
