"""A worker's own voice on a phone: thinking about a question, speaking up, a concern answered and taken further; what is owed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.harness import sign_in
from tests.browser.week import choose, main, press
from tests.clauses import clause


def as_(visit: Visit, name: str, *, scripts: bool = False) -> Page:
    page = visit(scripts=scripts, expected={422})
    sign_in(page, f"{name}@demo.example")
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_one_thinks_stays_ones_own_and_only_what_is_brought_reaches_the_supervisor(
    visit: Visit, scripts: bool
) -> None:
    brought = "How do I step back sooner?" if scripts else "When is it too much?"
    page, lead = as_(visit, "dana", scripts=scripts), as_(visit, "amira")
    page.goto("/supervision/think/")
    page.get_by_label("Your words").fill("I was short with them, and I know why.")
    press(page, "Keep it")
    expect(main(page)).to_contain_text("I was short with them, and I know why.")

    main(page).get_by_role("link", name="Bring it to supervision").first.click()
    page.get_by_label("What your supervisor reads").fill(brought)
    press(page, "Put it on my agenda")
    expect(main(page)).to_contain_text(brought)

    lead.goto("/supervision/sessions/")
    main(lead).get_by_role("link").filter(has_text="Dana Ruiz").first.click()
    expect(main(lead)).to_contain_text(brought)
    expect(main(lead)).not_to_contain_text("I was short with them")


@clause("nm.rights.4")
def test_a_concern_is_answered_by_a_day_and_taken_further_by_who_raised_it(visit: Visit) -> None:
    page, lead, administrator = as_(visit, "dana"), as_(visit, "amira"), as_(visit, "lucia")
    page.goto("/concerns/")
    press(page, "Raise it")
    expect(main(page)).to_contain_text("Choose what it is about.")
    choose(page, "What is it about?", "Somebody we serve")
    page.get_by_label("What should be put right?").fill("Nobody told Mr. Whitehorse that the van is gone.")
    press(page, "Raise it")
    expect(main(page)).to_contain_text("With Amira Haddad")

    lead.goto("/concerns/waiting/")
    main(lead).get_by_role("link", name="Somebody we serve").click()
    lead.get_by_label("What was done").fill("I called him today.")
    press(lead, "Send it")
    page.reload()
    expect(main(page)).to_contain_text("I called him today.")
    main(page).get_by_role("link", name="This is not settled for me").first.click()
    page.get_by_label("What is still not right?").fill("There is still no van.")
    press(page, "Take it further")

    administrator.goto("/concerns/waiting/")
    main(administrator).get_by_role("link", name="Somebody we serve").click()
    expect(main(administrator)).to_contain_text("There is still no van.")
    expect(main(administrator)).to_contain_text("I called him today.")


@clause("ca.advocacy.1")
def test_where_one_spoke_up_is_written_down_and_stands_with_the_team(visit: Visit) -> None:
    page, lead = as_(visit, "dana"), as_(visit, "amira")
    page.goto("/advocacy/")
    choose(page, "What was it about?", "A policy or law on peer support")
    page.get_by_label("When?").fill("2026-11-25")
    page.get_by_label("What did you do?").fill("Two minutes at the council on bus fares.")
    press(page, "Write it down")
    expect(main(page).locator(".al-field__error").first).to_be_visible()
    page.get_by_label("When?").fill("2026-11-18")
    press(page, "Write it down")
    expect(main(page)).to_contain_text("Two minutes at the council on bus fares.")

    lead.goto("/advocacy/team/")
    expect(main(lead).get_by_role("row").filter(has_text="bus fares")).to_contain_text("Dana Ruiz")


def test_a_supervisor_finds_what_each_owes_by_its_clause_and_the_clause_itself(visit: Visit) -> None:
    lead = as_(visit, "amira")
    lead.goto("/supervision/")
    lead.locator("section[aria-labelledby=h-duties]").get_by_role("link").click()
    everything = main(lead).locator("tbody tr").count()

    main(lead).locator(".al-filters a").nth(1).click()
    rows = main(lead).locator("tbody tr")
    assert 0 < rows.count() < everything
    name = rows.first.locator(".al-cite").inner_text()
    assert rows.filter(has_text=name).count() == rows.count()
    rows.first.locator("a.al-cite").click()
    expect(main(lead)).to_contain_text(name)
