"""Take a picture of each page at 390 and 1280 px: `make screenshots`, or some with `make screenshots ARGS="ruling start"`.

First the pictures that have a name in `tools/screenshots.toml`, with what somebody does to get there; then, unless some were
asked for by name, every page that a stranger and each sign-in of the demo state reach by links. All go to
`.house/screenshots`; the few that README and the guides show also go to `docs/images`. The demo state is served from a
copy, with the clock standing still, so that pictures differ only where the product does.
"""

import os
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from tests.browser import harness  # noqa: E402

LIST = ROOT / "tools" / "screenshots.toml"
PICTURES = ROOT / ".house" / "screenshots"
IMAGES = ROOT / "docs" / "images"
SIZES = {"390": harness.PHONE, "1280": harness.DESKTOP}
TALLEST = 12_000
"""Pixels: a page longer than this is cut, since no picture of it is ever read."""


def main(wanted: list[str]) -> int:
    shots = tomllib.loads(LIST.read_text(encoding="utf-8"))["shot"]
    unknown = set(wanted) - {shot["name"] for shot in shots}
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))} in {LIST.relative_to(ROOT)}.")
        return 2
    if not wanted:
        shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="alongside-shots-") as name:
        folder = Path(name)
        template = harness.make_template(folder / "demo-state")
        (folder / "server").mkdir()
        with harness.served(template, folder / "server") as url, sync_playwright() as playwright:
            browser = harness.launch(playwright)
            for shot in shots:
                if not wanted or shot["name"] in wanted:
                    for width in SIZES:
                        take_named(browser, url, shot, width)
            if not wanted:
                os.environ |= {
                    "ALONGSIDE_DATA": str(folder / "tool"),
                    "DJANGO_SETTINGS_MODULE": "alongside.site.settings",
                }
                take_every_page(browser, url)
            browser.close()
    return 0


def take_named(browser: Browser, url: str, shot: dict[str, Any], width: str) -> None:
    """One picture by name: sign in if somebody is named, open the page, do its steps, photograph it whole."""
    context = harness.new_context(browser, url, SIZES[width], language=shot.get("language", "en-US"))
    page = context.new_page()
    if "who" in shot:
        harness.sign_in(page, shot["who"])
    page.goto(shot["path"])
    for step in shot.get("steps", []):
        do(page, step)
    if width in shot.get("used", {}):
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=IMAGES / shot["used"][width])  # the first screen, as somebody meets it
    photograph(page, f"{shot['name']}-{width}", SIZES[width])
    context.close()


def do(page: Page, step: dict[str, str]) -> None:
    """One thing a person does: press a button or link, choose an answer, write into a field, all by their names."""
    main_part = page.locator("main")
    if "press" in step:
        before = page.locator("h1").inner_text()
        button = main_part.get_by_role("button", name=step["press"])
        button.or_(main_part.get_by_role("link", name=step["press"])).first.click()
        page.wait_for_function("before => document.querySelector('h1')?.innerText !== before", arg=before)
    elif "choose" in step:
        main_part.locator("label").filter(has_text=step["choose"]).first.click()
    elif "write" in step:
        page.get_by_label(step["into"]).first.fill(step["write"])
    else:
        raise ValueError(f"a step presses, chooses or writes; this says {step}")


def take_every_page(browser: Browser, url: str) -> None:
    """Walk as a stranger, then as each sign-in; a folder of pictures for each."""
    import django

    django.setup()
    from tests.browser.walking import ALSO, FOR_ALL, walk

    from alongside.site.demo.sign_ins import SIGN_INS

    for who in (None, *SIGN_INS):
        context = harness.new_context(browser, url, harness.PHONE)
        page = context.new_page()
        folder = "stranger"
        if who is None:
            page.goto("/")
        else:
            harness.sign_in(page, who.email)
            folder = who.email.partition("@")[0]
        leave = FOR_ALL if who not in (None, SIGN_INS[0]) else ()  # the first of them is the worker
        for path in walk(page, url, also=() if who else ALSO, leave=leave):
            for width, size in SIZES.items():
                photograph(page, f"{folder}/{name_of(path)}-{width}", size)
        context.close()


def photograph(page: Page, name: str, size: dict[str, int]) -> None:
    """The whole page in a window as tall as it is, so that what sticks to the foot of the window stands at its end."""
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(tall, TALLEST))})
    file = PICTURES / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=file)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    print(file.relative_to(ROOT), flush=True)


def name_of(path: str) -> str:
    """A file's name for an address: /codes/nm/?topic=gifts is codes-nm-topic-gifts."""
    return re.sub(r"[^\w.]+", "-", path).strip("-")[:80] or "home"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
