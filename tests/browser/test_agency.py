"""An agency's morning: attendance on a phone, what is held and why, and a month exported once."""

from collections.abc import Callable
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sideways_scroll, sign_in
from tests.clauses import clause

Scan = Callable[[Page], None]


@clause("ca.mutuality.4")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_attendance_is_taken_in_a_few_taps_and_names_nobody(
    visit: Visit, assert_accessible: Scan, scripts: bool
) -> None:
    page = visit(PHONE, scripts=scripts, expected={422})
    scan: Scan = assert_accessible if scripts else lambda page: None
    sign_in(page, "dana@demo.example")
    if scripts:
        page.goto("/groups/")
        expect(page.locator("h1")).to_have_text("One group is to be written down")
        page.get_by_role("link", name="Sleep and hard nights").first.click()
    else:
        page.goto("/groups/take/")
        page.get_by_label("From").fill("07:00")
        page.get_by_label("To", exact=True).fill("08:00")
    page.get_by_role("link", name="Tick the 2 who came last time").click()
    scan(page)
    page.get_by_label("What did the group do?").fill("Rosa led the breathing.")
    page.get_by_role("button", name="Sign for the group").click()
    expect(page.get_by_role("alert").first).to_contain_text("The group’s words hold the name Rosa")
    expect(page.get_by_label("What did the group do?")).to_have_value("Rosa led the breathing.")
    scan(page)

    page.get_by_label("What did the group do?").fill("One of us led the breathing.")
    page.locator("fieldset", has_text="chance to speak").get_by_text("Yes, everyone").click()
    page.get_by_role("button", name="Sign for the group").click()

    expect(page.locator("main")).to_contain_text("2 people came")
    expect(page.locator("main")).to_contain_text("One of us led the breathing.")
    assert sideways_scroll(page) == 0
    scan(page)
    page.get_by_role("link", name="Rosa").click()
    expect(page.locator("main")).to_contain_text("One of us led the breathing.")
    expect(page.locator("main")).not_to_contain_text("Eusebio")


@clause("ca.integrity.10")
def test_a_hold_is_opened_and_what_is_ready_is_exported_once(visit: Visit, assert_accessible: Scan) -> None:
    page = visit(DESKTOP)
    sign_in(page, "lucia@demo.example")
    page.goto("/billing/?month=2026-11")
    expect(page.locator("h1")).to_contain_text("ready")
    assert_accessible(page)

    page.get_by_role("link", name="Hank Begaye").last.click()
    expect(page.locator("main")).to_contain_text("in two places at one time")
    expect(page.locator("main")).not_to_contain_text("Whitehorse")
    assert_accessible(page)
    page.go_back()
    page.get_by_role("button", name="Export what is ready").click()

    expect(page.locator(".al-notice")).to_contain_text("Export 2 is made and sealed")
    with page.expect_download() as first:
        page.get_by_role("link", name="Export 2").click()
    with page.expect_download() as second:
        page.get_by_role("link", name="Export 2").click()
    once, again = first.value.path().read_bytes(), second.value.path().read_bytes()
    assert once == again
    assert b"H0038" in once


@clause("nc.overview.1", "ca.integrity.10")
def test_the_morning_leads_to_a_hold_and_to_the_pack(visit: Visit, assert_accessible: Scan) -> None:
    page = visit(PHONE)
    sign_in(page, "lucia@demo.example")
    page.goto("/agency/")
    expect(page.locator("h1")).to_contain_text("need you")
    expect(page.locator("main")).to_contain_text("things your codes leave to you")
    assert sideways_scroll(page) == 0
    assert_accessible(page)
    page.get_by_role("link", name="Hank Begaye: Two contacts at one time").click()
    expect(page.locator("main")).to_contain_text("On record")
    page.get_by_role("link", name="Decide it").click()
    expect(page.locator("h1")).to_contain_text("Two contacts at one time")

    page.goto("/agency/")
    page.get_by_role("link", name="Make one").click()
    assert_accessible(page)
    page.get_by_label("From").fill("2026-11")
    page.get_by_label("To", exact=True).fill("2026-11")
    with page.expect_download() as pack:
        page.get_by_role("button", name="Make the pack").click()

    with ZipFile(pack.value.path()) as archive:
        assert {"recount.py", "contacts.csv", "MANIFEST.csv", "seal.json"} <= set(archive.namelist())
        assert b"Whitehorse" not in archive.read("contacts.csv")
