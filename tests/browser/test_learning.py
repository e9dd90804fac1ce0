"""Short of ethics by an hour: told so, filled from the catalogue; a provider posts a list; a story is judged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, sign_in

LIST = """certificate number or e-mail,name,course,date,hours
kiona@demo.example,Kiona Yazzie,Your code in daily work,2026-11-03,2
nobody@demo.example,Nobody Known,Your code in daily work,2026-11-03,2
"""


@pytest.mark.clause("nm.competence.3")
def test_the_missing_hour_is_told_and_filled_from_the_catalogue(
    phone: Page, assert_accessible: Callable[[Page], None]
) -> None:
    sign_in(phone, "marisol@demo.example")

    phone.goto("/learning/")
    expect(phone.locator("h1")).to_have_text("One hour of ethics is still missing by Friday, January 8")
    assert_accessible(phone)
    phone.get_by_role("link", name="Open your plan").click()
    assert_accessible(phone)
    phone.locator("main").get_by_role("link", name="Keeping confidences").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Log it").click()

    expect(phone.locator("h1")).to_have_text("Everything asked by Friday, January 8 is done")
    expect(phone.locator("main")).to_contain_text("6 of 6 h")


def test_a_story_is_answered_and_the_code_says_why(phone: Page, assert_accessible: Callable[[Page], None]) -> None:
    sign_in(phone, "kiona@demo.example")

    phone.goto("/learning/practice/nm/blanket/")
    assert_accessible(phone)
    phone.locator("label", has_text="Yes, if").click()
    phone.get_by_role("button", name="See what your code says").click()

    expect(phone.locator(".al-answer__word")).to_have_text("No")
    expect(phone.locator("main")).to_contain_text("nm.integrity.3")
    assert_accessible(phone)


@pytest.mark.parametrize("scripts", [False, True])
def test_a_provider_sees_each_row_before_the_good_ones_are_taken(
    visit: Visit, assert_accessible: Callable[[Page], None], tmp_path: Path, scripts: bool
) -> None:
    page = visit(scripts=scripts)
    sign_in(page, "amira@demo.example")
    file = tmp_path / "list.csv"
    file.write_text(LIST)

    page.goto("/learning/attendance/")
    page.set_input_files("[type=file]", file)
    page.get_by_role("button", name="Look at the rows").click()
    expect(page.locator("main")).to_contain_text("1 row needs a look")
    expect(page.locator("main")).to_contain_text("Nothing is written yet")
    if scripts:
        assert_accessible(page)
        page.get_by_role("button", name="Take 1 row").click()
        expect(page.locator("h1")).to_have_text("1 row was taken")


def test_a_board_finds_one_persons_hours(visit: Visit, assert_accessible: Callable[[Page], None]) -> None:
    page = visit(DESKTOP)
    sign_in(page, "priya@demo.example")

    page.goto("/learning/board/")
    assert_accessible(page)
    page.locator("[name=q]").fill("Odette")
    page.locator("[name=q]").press("Enter")
    page.locator("main").get_by_role("link", name="Odette Fontaine").click()

    expect(page.locator("main")).to_contain_text("Family leave for five months of the period")
    assert_accessible(page)
