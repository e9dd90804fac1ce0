"""What people do on pages again and again: fill in, choose, read and sign, take a file, log an hour. Shared by the tests."""

from __future__ import annotations

import re
from email import message_from_string, policy
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page


def fill(page: Page, prefix: str = "", **typed: str) -> None:
    """Type into fields by their names; `prefix` goes before each, as in the entries of a section."""
    for name, value in typed.items():
        page.locator(f"[name='{prefix}{name}']").fill(value)


def choose(page: Page, tile: str) -> None:
    """By its label, which is what a thumb hits."""
    page.locator(f"label[for='{page.locator(tile).get_attribute('id')}']").click()


def press(page: Page, words: str) -> None:
    """The first button with exactly these words among the page's own forms."""
    page.locator("main form button").get_by_text(words, exact=True).first.click()
    page.wait_for_load_state()


def open_section(page: Page, title: str) -> None:
    """A section of one's own application, from its overview."""
    open_overview(page)
    page.locator("main .al-rows a").get_by_text(title, exact=True).click()
    page.wait_for_load_state()


def open_overview(page: Page) -> None:
    page.goto("/apply/")
    page.locator("main .al-rows a").first.click()
    page.wait_for_load_state()


def read_through(page: Page) -> None:
    """Section after section of a code, from its page to where the name is typed."""
    page.get_by_role("link", name="Go on reading").click()
    while "/confirm/" not in page.url:
        page.get_by_role("button", name="I have read this section").click()


def sign(page: Page, name: str) -> None:
    """Affirm what is asked, and type one's name."""
    for box in page.locator("[name^=affirm-]").all():
        if not box.is_checked():
            choose(page, f"[id='{box.get_attribute('id')}']")
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Sign", exact=True).click()


def downloaded(page: Page, button: Locator, folder: Path) -> Path:
    """The file that a button gives, under the name it comes with."""
    with page.expect_download() as download:
        button.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def give_file(page: Page, file: Path) -> None:
    """Have a certificate file checked, as whoever was handed it does."""
    page.goto("/check/file/")
    page.set_input_files("#id_file", file)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def log_learning(page: Page, **typed: str) -> None:
    """Log something learned: title, provider, completed_on, hours, and topic_ethics and the like."""
    page.goto("/learning/log/")
    fill(page, **typed)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def renewal_of(page: Page) -> None:
    """The renewal of the certificate that is first in line."""
    page.goto("/renew/")
    page.locator("main .al-rows a").first.click()


def ask_to_renew(page: Page) -> None:
    """Say what only the holder can say, and send it."""
    choose(page, "#id_declares_0")
    choose(page, "#id_is_true")
    page.get_by_role("button", name="Renew it").click()


def link_mailed_to(email: str, data: Path, begins: str) -> str:
    """The path, in the newest letter to an address, of the link that begins so. `data`: the served data folder."""
    for file in sorted((data / "mail").iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True):
        letter = message_from_string(file.read_text(encoding="utf-8"), policy=policy.default)
        if letter["To"] != email:
            continue
        for address in re.findall(r"https?://\S+", str(letter.get_content())):
            if (path := urlsplit(address).path).startswith(begins):
                return str(path)
    raise AssertionError(f"no letter to {email} has a link to {begins}")
