"""Reading a code and signing it on a phone, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.errands import read_through, sign
from tests.browser.harness import PHONE, sign_in


@pytest.mark.parametrize(("scripts", "who"), [(True, "ray"), (False, "odette")])
def test_a_worker_reads_and_signs(
    visit: Visit, assert_accessible: Callable[[Page], None], scripts: bool, who: str
) -> None:
    page = visit(PHONE, scripts=scripts, expected={422})
    sign_in(page, f"{who}@demo.example")
    page.goto("/sign/nm/")
    if scripts:
        assert_accessible(page)
    read_through(page)

    sign(page, "Somebody Else")
    expect(page.locator(".al-field__error").first).to_contain_text("Type your name as it stands")
    if scripts:
        assert_accessible(page)
    sign(page, {"ray": "Ray Sandoval", "odette": "odette fontaine"}[who])

    expect(page.get_by_role("heading", level=1)).to_contain_text("Signed on")
    if scripts:
        assert_accessible(page)
