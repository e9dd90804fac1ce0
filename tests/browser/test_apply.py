"""Somebody applies over two sittings on a phone, once without scripts; the board looks into it, and a second one decides."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.errands import choose, fill, open_overview, open_section, press
from tests.browser.harness import DESKTOP, PHONE, sign_in

Accessible = Callable[[Page], None]
APPLICANT = "noa@demo.example"
BOARD = "wren@demo.example"


def first_sitting(page: Page, assert_accessible: Accessible) -> None:
    """One training is begun and left unfinished."""
    sign_in(page, APPLICANT)
    open_overview(page)
    expect(page.locator("h1")).to_have_text("Six sections are still to be done")
    assert_accessible(page)
    open_section(page, "Training")
    fill(page, "entry-1-", title="Advanced groups", provider="Valley Peer Institute", hours="16")
    assert_accessible(page)
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Still to tell: First day, Last day")


def second_sitting(page: Page, assert_accessible: Accessible) -> None:
    """What was typed is there; the rest is filled in and sent, not without saying that it is true."""
    sign_in(page, APPLICANT)
    open_section(page, "Training")
    expect(page.locator("[name='entry-1-title']")).to_have_value("Advanced groups")
    fill(page, "entry-1-", began_on="2026-08-03", ended_on="2026-08-04")
    press(page, "Save")
    open_section(page, "Exam")
    fill(page, name="Juniper peer exam", taken_on="2026-09-01")
    press(page, "Save")
    open_section(page, "Peer support under supervision")
    fill(page, "entry-0-", place="Juniper Crossing", did="Evening groups", hours="25", supervisor="Maren Ashby")
    fill(page, "entry-0-", began_on="2026-08-10", ended_on="2026-10-10", supervisor_email="maren@demo.example")
    press(page, "Save")
    open_section(page, "References")
    fill(page, name="Odell Greaves", email="odell@demo.example", relation="trainer")
    press(page, "Write to them")
    open_section(page, "What came before")
    choose(page, "[name='ask_other-board'][value='no']")
    press(page, "Save")
    open_section(page, "Fee")
    fill(page, receipt="R-77120", paid_on="2026-11-18")
    press(page, "Save")
    expect(page.locator("h1")).to_have_text("All is there. You can send it")

    page.get_by_role("link", name="On to sending it").click()
    press(page, "Send it")
    expect(page.get_by_role("alert")).to_contain_text("only as true, complete and your own")
    assert_accessible(page)
    choose(page, "[name=is_true]")
    choose(page, "[name=is_own]")
    press(page, "Send it")
    expect(page.locator("h1")).to_have_text("Your board has it")
    assert_accessible(page)


def at_the_board(page: Page, assert_accessible: Accessible) -> None:
    """One claim of the new application is verified; another application is decided by the second of two."""
    sign_in(page, BOARD)
    page.goto("/apply/board/?show=review")
    assert_accessible(page)
    page.get_by_role("link", name="Noa Fields").click()
    assert_accessible(page)
    page.locator("main .al-rows a").get_by_text("Identity and name on certificate", exact=True).click()
    choose(page, "[name='identity-outcome'][value='verified']")
    page.locator("[name='identity-how']").fill("Saw an ID card")
    assert_accessible(page)
    press(page, "Put it on record")
    expect(page.locator("main")).to_contain_text("Verified by you")

    page.goto("/apply/board/?show=decide")
    page.get_by_role("link", name="Beckett Lowe").click()
    choose(page, "[name=verdict][value=grant]")
    page.locator("[name=reason]").fill("All is in order.")
    press(page, "Decide")
    expect(page.locator("main")).to_contain_text("Granted")


@pytest.mark.clause("nc.5.1", "ca.integrity.13")
def test_from_the_first_sitting_to_the_second_persons_decision(visit: Visit, assert_accessible: Accessible) -> None:
    first_sitting(visit(PHONE), assert_accessible)
    second_sitting(visit(PHONE, scripts=False, expected={422}), lambda page: None)
    at_the_board(visit(DESKTOP), assert_accessible)
