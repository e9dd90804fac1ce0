"""Take a picture of each page at 390 and 1280 px: `make screenshots`, or some with `make screenshots ARGS="may-i codes"`.

Pages and who looks at them stand in `tools/screenshots.toml`. Pictures go to `.house/screenshots`; those that README and the
guides use are also put into `docs/images`. The demo state is served from a copy, with the clock standing still, so that
pictures differ only where the product does.
"""

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


def main(wanted: list[str]) -> int:
    shots = tomllib.loads(LIST.read_text(encoding="utf-8"))["shot"]
    unknown = set(wanted) - {shot["name"] for shot in shots}
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))} in {LIST.relative_to(ROOT)}.")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="alongside-shots-") as name:
        folder = Path(name)
        template = harness.make_template(folder / "demo-state")
        (folder / "server").mkdir()
        with harness.served(template, folder / "server") as url, sync_playwright() as playwright:
            browser = harness.launch(playwright)
            for shot in shots:
                if not wanted or shot["name"] in wanted:
                    for width, size in SIZES.items():
                        take(browser, url, shot, width, size)
            browser.close()
    return 0


def take(browser: Browser, url: str, shot: dict[str, Any], width: str, size: dict[str, int]) -> None:
    """One picture: sign in if somebody is named, open the page, do its steps, photograph it whole."""
    context = harness.new_context(browser, url, size, language=shot.get("language", "en-US"))
    page = context.new_page()
    if "who" in shot:
        harness.sign_in(page, shot["who"])
    page.goto(shot["path"])
    for step in shot.get("steps", []):
        do(page, step)
    file = PICTURES / f"{shot['name']}-{width}.png"
    page.screenshot(path=file, full_page=shot.get("whole", True))
    context.close()
    print(file.relative_to(ROOT), flush=True)
    if shot.get("used") == width:
        IMAGES.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, IMAGES / f"{shot['name']}.png")


def do(page: Page, step: dict[str, str]) -> None:
    """One thing a person does: press a button or link, choose an answer, write into a field, all by their names."""
    if "press" in step:
        page.get_by_role("button", name=step["press"]).or_(page.get_by_role("link", name=step["press"])).first.click()
    elif "choose" in step:
        page.get_by_label(step["choose"]).first.check()
    elif "write" in step:
        page.get_by_label(step["into"]).first.fill(step["write"])
    else:
        raise ValueError(f"a step presses, chooses or writes; this says {step}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
