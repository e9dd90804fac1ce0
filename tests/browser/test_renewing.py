"""Renewing on a phone: short by one hour and told so, then met, signed, sent and confirmed; and a lapse at midnight."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import errands, harness
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sign_in

Accessible = Callable[[Page], None]
AN_HOUR = {
    "title": "Ethics at the kitchen table",
    "provider": "Prairie Sky Health Plan",
    "completed_on": "2026-11-18",
    "hours": "1",
    "topic_ethics": "1",
}


@pytest.mark.clause("nm.competence.3", "nc.cert.1")
def test_short_by_one_hour_then_met_and_renewed(visit: Visit, assert_accessible: Accessible) -> None:
    page = visit(PHONE)
    sign_in(page, "marisol@demo.example")
    errands.renewal_of(page)
    expect(page.locator("h1")).to_contain_text("One hour of ethics is still missing by")
    assert_accessible(page)

    errands.log_learning(page, **AN_HOUR)
    page.goto("/sign/nm/")
    errands.read_through(page)
    errands.sign(page, "Marisol Trujillo")
    errands.renewal_of(page)
    expect(page.locator("h1")).to_have_text("Everything is there: you can renew now")
    errands.ask_to_renew(page)
    expect(page.locator("h1")).to_have_text("Your renewal is with the board")
    assert_accessible(page)

    board = visit(DESKTOP)
    sign_in(board, "priya@demo.example")
    board.goto("/renew/board/")
    assert_accessible(board)
    board.get_by_role("link", name="Marisol Trujillo").click()
    assert_accessible(board)
    board.locator("label[for='id_decision_0']").click()
    board.get_by_role("button", name="Decide").click()

    page.goto("/certificates/")
    expect(page.locator("h1")).to_have_text("Certified. The certificate is in force.")
    assert_accessible(page)


@pytest.mark.clause("nc.cert.5", "nc.1.2")
def test_a_legal_action_is_told_without_scripts(visit: Visit, assert_accessible: Accessible) -> None:
    page = visit(PHONE, scripts=False)
    sign_in(page, "willa@demo.example")
    page.goto("/renew/legal/new/")
    page.locator("label[for='id_code_0']").click()
    page.locator("label[for='id_kind_0']").click()
    page.locator("[name=began_on]").fill("2026-11-02")
    page.get_by_role("button", name="Tell the board").click()
    expect(page.locator("h1")).to_have_text("Your board knows")


@pytest.mark.clause("nc.cert.3", "nc.5.3")
def test_service_is_prohibited_from_the_second_of_the_boards_midnight(
    browser: Browser, template: Path, tmp_path: Path
) -> None:
    with harness.served(template, tmp_path / "today") as url:
        page = signed_in(browser, url)
        page.goto("/certificates/")
        last = datetime.strptime(page.locator(".al-cert dd").last.inner_text().strip(), "%B %d, %Y").date()
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo("America/New_York"))

    before = asked_at(browser, template, tmp_path / "before", midnight - timedelta(seconds=1))
    after = asked_at(browser, template, tmp_path / "after", midnight)

    assert "nc.cert.3" not in before
    assert "nc.cert.3" in after
    assert "nc.5.3" in after


def signed_in(browser: Browser, url: str) -> Page:
    page = harness.new_context(browser, url, PHONE).new_page()
    sign_in(page, "calvin@demo.example")
    return page


def asked_at(browser: Browser, template: Path, folder: Path, moment: datetime) -> str:
    """The answer to "May I provide service?", asked at a moment."""
    with harness.served(template, folder, now=moment.isoformat()) as url:
        page = signed_in(browser, url)
        page.goto("/ask/provide-service/")
        return page.locator("main").inner_text()
