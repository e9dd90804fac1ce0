"""A month of supervision on a phone: booked and written up by one, signed by the other; asking, bringing, and one's own plan."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import PHONE, sideways_scroll, sign_in
from tests.clauses import clause

Check = Callable[[Page], None]
SCRIPTS = [pytest.param(True, id="scripts"), pytest.param(False, id="no scripts")]
WORDS = "river walks at dawn"


def as_somebody(visit: Visit, name: str, *, scripts: bool = True) -> Page:
    page = visit(PHONE, scripts=scripts, expected={422})
    sign_in(page, f"{name}@demo.example")
    return page


@clause("sud.1.1")
def test_a_supervisor_books_who_falls_short_and_the_verdict_turns(visit: Visit, assert_accessible: Check) -> None:
    page = as_somebody(visit, "ines")
    page.goto("/supervision/")
    expect(page.locator("h1")).to_have_text("Three of seven will fall short")
    expect(page.locator("tbody tr").first).to_contain_text("Kofi Mensah")
    expect(page.locator("tbody tr").first).to_contain_text("1 session, 1 h 15 min short")
    assert_accessible(page)

    page.get_by_role("link", name="Book Kofi").click()
    page.get_by_label("Day").fill("2026-11-24")
    page.get_by_label("Begins at").fill("09:00")
    assert_accessible(page)
    page.get_by_role("button", name="Book it").click()

    expect(page.locator("h1")).to_have_text("Two of seven will fall short")
    assert sideways_scroll(page) == 0


@clause("ak.conduct.1", "sud.1.1")
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_what_was_not_booked_is_written_up_and_what_cannot_be_keeps_its_words(
    visit: Visit, assert_accessible: Check, scripts: bool
) -> None:
    page = as_somebody(visit, "nadia", scripts=scripts)
    page.goto("/supervision/record/")
    page.get_by_text("June Wassillie").click()
    page.get_by_label("Day").fill("2026-11-25")
    page.get_by_label("Begins at").fill("09:00")
    page.get_by_label("What you talked about").fill("The long dark, and what helps")

    page.get_by_role("button", name="Sign it").click()
    expect(page.get_by_role("alert")).to_contain_text("That is still to come")
    expect(page.get_by_label("What you talked about")).to_have_value("The long dark, and what helps")
    if scripts:  # the scan is a script itself
        assert_accessible(page)
    page.get_by_label("Day").fill("2026-11-12" if scripts else "2026-11-11")
    page.get_by_role("button", name="Sign it").click()

    expect(page.locator("h1")).to_have_text("Held; the worker’s word is still to come")
    expect(page.locator("main")).to_contain_text("The long dark, and what helps")
    if scripts:  # the scan is a script itself
        assert_accessible(page)


@clause("nm.rights.3", "ak.conduct.1a")
def test_a_worker_signs_what_was_held_and_brings_a_line_of_their_own(visit: Visit, assert_accessible: Check) -> None:
    page = as_somebody(visit, "dana")
    page.goto("/supervision/mine/")
    expect(page.locator("h1")).to_contain_text("Next: Friday, November 20")

    page.get_by_text("Add something of your own").click()
    page.get_by_label("Something to bring up").fill("Winter hours")
    page.get_by_role("button", name="Put it on my agenda").click()
    expect(page.locator("main")).to_contain_text("Winter hours")
    page.get_by_role("link", name="Friday, November 13").first.click()
    expect(page.locator("h1")).to_have_text("Was it so?")
    assert_accessible(page)
    page.get_by_role("button", name="It was so", exact=True).click()

    expect(page.locator("h1")).to_have_text("Held, and signed by both")


@clause("nm.rights.2", "ca.authenticity.7", "ca.safety.7", "nc.1.2a")
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_support_is_asked_in_one_tap_and_answered(visit: Visit, assert_accessible: Check, scripts: bool) -> None:
    kind = "Consultation with a peer" if scripts else "Peer support"
    hank = as_somebody(visit, "hank", scripts=scripts)
    hank.goto("/supervision/mine/")

    hank.get_by_role("button", name=kind).click()

    expect(hank.locator("main")).to_contain_text("With Amira Haddad")
    amira = as_somebody(visit, "amira", scripts=scripts)
    amira.goto("/supervision/")
    amira.get_by_role("link", name="Hank Begaye").first.click()
    if scripts:  # the scan is a script itself
        assert_accessible(amira)
    amira.get_by_label("What did you arrange?").fill("Odette calls you at three")
    amira.get_by_role("button", name="Send it").click()
    hank.reload()
    expect(hank.locator("main")).to_contain_text("Odette calls you at three")


@clause("nm.rights.3")
def test_what_nobody_answered_reaches_the_deputy_and_shows_to_the_administrator(
    visit: Visit, assert_accessible: Check
) -> None:
    deputy, administrator = as_somebody(visit, "tomas"), as_somebody(visit, "lucia")

    deputy.goto("/referrals/")
    administrator.goto("/supervision/")

    expect(deputy.locator("main")).to_contain_text("For Amira Haddad, whose deputy you are")
    expect(administrator.locator("main")).to_contain_text("A question of Marisol Trujillo")
    expect(administrator.locator("main")).not_to_contain_text("close this case")
    assert_accessible(administrator)


@clause("nm.recovery.1", "nm.recovery.1a", "nc.1.1", "ca.wellness.1", "sud.preamble.2a", "ak.intro.4a")
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_plan_opens_with_its_own_words_alone(visit: Visit, assert_accessible: Check, scripts: bool) -> None:
    page = as_somebody(visit, "odette" if scripts else "kiona", scripts=scripts)
    page.goto("/supervision/my-plan/")
    page.get_by_label("Your own words").fill(WORDS)
    page.get_by_label("The same words again").fill(WORDS)
    if scripts:  # the scan is a script itself
        assert_accessible(page)
    page.get_by_role("button", name="Begin my plan").click()

    page.get_by_label("What keeps me well").fill("Walks by the river")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_label("What keeps me well")).to_have_value("Walks by the river")
    if scripts:  # the scan is a script itself
        assert_accessible(page)
    page.get_by_role("button", name="Close it").click()
    page.get_by_label("Your own words").fill("some other words")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert")).to_contain_text("These words do not open it")
    expect(page.locator("main")).not_to_contain_text("river")
    page.get_by_label("Your own words").fill(WORDS)
    page.get_by_role("button", name="Open it").click()

    expect(page.get_by_label("What keeps me well")).to_have_value("Walks by the river")
    page.get_by_role("link", name="Delete it").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("button", name="Begin my plan")).to_be_visible()
