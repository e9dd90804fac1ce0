"""What is good to know of somebody, on a phone: why something sensitive is kept is asked once it is told, and not before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.harness import sign_in
from tests.browser.week import main, press


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_why_is_asked_of_what_is_told(visit: Visit, scripts: bool) -> None:
    page = visit(scripts=scripts, expected={422})
    sign_in(page, "dana@demo.example")
    page.goto("/people/")
    main(page).get_by_role("link").filter(has_text="Jules").first.click()
    main(page).get_by_role("link", name="Change it with them").click()
    why = page.get_by_label("Why support needs to know", exact=False).filter(visible=True)
    before = why.count()

    page.get_by_label("Safety when meeting").fill("Meet outside: the stairs are loose.")
    expect(why).to_have_count(before + 1)
    press(page, "Put on file")
    expect(main(page)).to_contain_text("Say why support needs to know this, or leave it out.")
    expect(page.get_by_label("Safety when meeting")).to_have_value("Meet outside: the stairs are loose.")
    why.last.fill("So that nobody falls.")
    press(page, "Put on file")

    expect(main(page)).to_contain_text("Meet outside: the stairs are loose.")
