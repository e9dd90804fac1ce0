"""Without signal, in a real browser: the network is cut, notes are written, it is back; two devices; two people; one truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DEMO_PASSWORD, sign_in
from tests.clauses import clause

DANA: Final = "dana@demo.example"
JO: Final = "jo@demo.example"
"""Another peer worker, who may borrow the phone."""

CUT_OFF: Final = re.compile("INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)")


@pytest.fixture(scope="module")
def server(template: Path, folder: Path) -> Iterator[str]:
    """A server of this module's own, on which Jo may sign in too."""
    opens = f"from alongside.accounts.models import User\nuser = User.objects.get(email={JO!r})\nuser.set_password({DEMO_PASSWORD!r}); user.save()"
    with harness.served(template, folder) as url:
        harness.manage(template, folder / "data", "shell", "-c", opens)
        yield url


@pytest.fixture(autouse=True)
def a_cut_network_is_no_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser says of requests that the test itself cut off."""
    hear = harness.Watch.hear

    def hear_the_rest(self: harness.Watch, message: object) -> None:
        if not CUT_OFF.search(str(getattr(message, "text", ""))):
            hear(self, message)  # type: ignore[arg-type]

    monkeypatch.setattr(harness.Watch, "hear", hear_the_rest)


def main(page: Page) -> Locator:
    return page.locator("main")


def ready(page: Page) -> None:
    """The device has its page, its key and its parcel of the day."""
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")


def signed_in(visit: Visit, email: str = DANA, **how: object) -> Page:
    page = visit(**how)  # type: ignore[arg-type]
    sign_in(page, email)
    ready(page)
    return page


def cut(page: Page) -> None:
    """No signal; and on to the page that the device keeps, by a link of the site that leads nowhere now."""
    page.context.set_offline(True)
    page.goto("/people/")
    expect(main(page)).to_contain_text("You have no signal")


def write(page: Page, who: str, line: str, begins: str, ends: str) -> None:
    page.get_by_role("button", name="Write note").last.click()
    expect(page.get_by_label("In a line or two")).to_be_visible()  # else it is not known yet how who it was is asked
    choice = page.get_by_label("Who was it with?")
    if choice.first.evaluate("own => own.tagName") == "SELECT" and choice.first.is_visible():
        choice.first.select_option(label=who)
    else:
        choice.last.fill(who)
    page.get_by_label("From", exact=True).fill(begins)
    page.get_by_label("To", exact=True).fill(ends)
    main(page).get_by_text("Phone", exact=True).click()
    page.get_by_label("In a line or two").fill(line)
    page.get_by_role("button", name="Sign, and send later").click()
    expect(main(page)).to_contain_text("Kept here, locked.")


def back(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def lose_the_first_answer(tab: Page) -> None:
    """The next note that a tab sends arrives, but the signal is gone before the tab hears so."""
    tab.evaluate(
        """() => {
          const ask = window.fetch;
          window.fetch = async (...asked) => {
            const answer = await ask(...asked);
            if (!String(asked[0]).endsWith("/take/")) return answer;
            window.fetch = ask;
            throw new TypeError("the answer was lost on the way");
          };
        }"""
    )


def notes_of(page: Page, name: str) -> list[str]:
    """What was signed for somebody, the newest first, in the words of each contact's page."""
    page.goto("/people/")
    main(page).get_by_role("link", name=name).first.click()
    addresses = [link.get_attribute("href") or "" for link in main(page).get_by_role("link", name="Read note").all()]
    found = []
    for address in addresses:
        page.goto(address)
        found.append(main(page).inner_text())
    return found


WRITTEN: Final = """
from alongside.practice.models import Note
from alongside.practice.writing import read_written
print("\\n".join(read_written(note).line for note in Note.objects.order_by("pk")))
"""


def written_in_order(template: Path, folder: Path) -> list[str]:
    """The line of every note there is, in the order in which they were written down."""
    return harness.manage(template, folder / "data", "shell", "-c", WRITTEN).splitlines()


def on_the_device(context: BrowserContext) -> str:
    """Everything that lies in the browser's stores, as text."""
    return str(
        context.pages[0].evaluate(
            """async () => {
              const found = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
                for (const store of db.objectStoreNames) {
                  const rows = await new Promise((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); });
                  const plain = (key, value) => value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value instanceof CryptoKey ? 'A KEY' : value;
                  found.push(JSON.stringify(rows, plain));
                }
                db.close();
              }
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  const response = await cache.match(request);
                  if (/html|json/.test(response.headers.get('content-type') ?? '')) found.push(await response.text());
                }
              }
              return found.join('\\n');
            }"""
        )
    )


@clause("nm.role.9a", "nm.reporting.3", "sud.1.9", "ak.conduct.5")
def test_three_notes_written_without_signal_are_sent_once_each_and_in_order(
    visit: Visit, template: Path, folder: Path, assert_accessible: object
) -> None:
    """Signed in another order than they took place in, so that the one tells nothing of the other. The first is changed once
    more and keeps its place; two tabs send at once; and an answer is lost on the way, so that what had arrived is sent again."""
    page = signed_in(visit)
    cut(page)
    assert callable(assert_accessible)
    assert_accessible(page)
    for number, (begins, ends) in enumerate([("07:40", "07:50"), ("07:00", "07:10"), ("07:20", "07:30")], 1):
        write(page, "Jules" if number == 2 else "Rosa", f"Without signal, number {number}.", begins, ends)
    expect(main(page)).to_contain_text("3 notes wait on this device")
    page.get_by_role("button", name="Change: Rosa").first.click()
    page.get_by_label("In a line or two").fill("Without signal, number 1, put right.")
    assert_accessible(page)
    page.get_by_role("button", name="Sign, and send later").click()
    lying = on_the_device(page.context)

    other_tab = page.context.new_page()  # both find the signal at the same moment
    other_tab.goto("/contacts/log/")
    for tab in (page, other_tab):
        lose_the_first_answer(tab)
    back(page)
    expect(main(page)).to_contain_text("Nothing waits on this device")
    other_tab.close()

    assert "Rosa" not in lying
    assert "number" not in lying
    assert "A KEY" not in lying
    assert [line for line in written_in_order(template, folder) if "Without signal" in line] == [
        "Without signal, number 1, put right.",
        "Without signal, number 2.",
        "Without signal, number 3.",
    ]
    (of_jules,) = [own for own in notes_of(page, "Jules") if "number 2." in own]
    assert "Written without signal" in of_jules


def test_a_note_on_the_sites_own_page_is_kept_when_the_signal_goes_and_sent_when_it_is_back(visit: Visit) -> None:
    page = signed_in(visit)
    page.goto("/contacts/log/")
    main(page).get_by_role("link", name="Jules").last.click()
    ready(page)
    main(page).get_by_text("Listened", exact=True).click()
    page.context.set_offline(True)
    expect(main(page)).to_contain_text("What you write waits here, locked, until you are back.")
    page.get_by_label("In a line or two").fill("The signal went as I wrote.")
    expect(page.locator("#kept")).to_contain_text("Kept on this device")
    main(page).get_by_role("button", name="Sign the note").click()
    expect(main(page)).to_contain_text("One note waits on this device")

    back(page)
    expect(main(page)).to_contain_text("What you wrote without signal was sent.")

    assert sum("The signal went as I wrote." in own for own in notes_of(page, "Jules")) == 1


def test_an_ordinary_note_leaves_nothing_on_the_device(visit: Visit) -> None:
    page = signed_in(visit)
    page.goto("/contacts/log/")
    main(page).get_by_role("link", name="Jules").last.click()
    main(page).get_by_text("Listened", exact=True).click()
    page.get_by_label("In a line or two").fill("With signal, as ever.")
    main(page).get_by_role("button", name="Sign the note").click()
    expect(main(page)).to_contain_text("With signal, as ever.")
    ready(page)

    page.goto("/contacts/offline/")

    expect(main(page)).to_contain_text("Nothing waits on this device")
    of_it = [own for own in notes_of(page, "Jules") if "With signal, as ever." in own]
    assert len(of_it) == 1
    assert "Written without signal" not in of_it[0]


@clause("nm.role.9a")
def test_a_note_edited_on_two_devices_shows_both_and_the_worker_joins_them(visit: Visit) -> None:
    phone, desk = signed_in(visit), signed_in(visit, size=harness.DESKTOP)
    phone.goto("/contacts/log/")
    main(phone).get_by_role("link", name="Eusebio").click()
    main(phone).get_by_text("Listened", exact=True).click()
    phone.get_by_label("In a line or two").fill("Begun together.")
    expect(phone.locator("#kept")).to_contain_text("Draft kept")
    phone.goto("/contacts/log/")
    main(phone).get_by_role("link", name="Eusebio").first.click()
    ready(phone)
    desk.goto("/contacts/log/")
    main(desk).get_by_role("link", name="Eusebio").first.click()

    phone.context.set_offline(True)
    phone.get_by_label("In a line or two").fill("Begun together. On the phone, without signal.")
    main(phone).get_by_role("button", name="Sign the note").click()
    expect(main(phone)).to_contain_text("One note waits on this device")
    desk.get_by_label("In a line or two").fill("Begun together. At the desk.")
    expect(desk.locator("#kept")).to_contain_text("Draft kept")
    back(phone)
    expect(main(phone)).to_contain_text("waits for a look from you")
    phone.get_by_role("link", name="See what waits").click()
    expect(main(phone)).to_contain_text("It was written in two places. Look at both.")
    main(phone).get_by_role("link", name="Eusebio").first.click()

    expect(main(phone)).to_contain_text("On the phone, without signal.")
    expect(main(phone)).to_contain_text("At the desk.")
    main(phone).get_by_role("button", name="Join them, and read it over").click()
    expect(phone.get_by_label("In a line or two")).to_have_value(re.compile(r"At the desk\.[\s\S]*without signal\."))


def test_a_lapsed_session_keeps_what_waits_until_the_same_person_signs_in_and_another_opens_nothing(
    visit: Visit,
) -> None:
    page = signed_in(visit, expected={401, 403})
    cut(page)
    write(page, "Rosa", "Waits for me alone.", "06:00", "06:20")
    page.context.clear_cookies()

    back(page)
    expect(main(page)).to_contain_text("Sign in, and what waits is sent.")
    sign_in(page, "amira@demo.example")
    page.goto("/contacts/offline/page/en/")
    expect(main(page)).to_contain_text("Nothing was sent; it stays here, locked.")
    page.context.clear_cookies()
    sign_in(page, JO)
    page.goto("/contacts/offline/")
    expect(main(page)).to_contain_text("Notes of another account wait here")
    expect(main(page)).not_to_contain_text("Rosa")
    expect(main(page)).not_to_contain_text("Waits for me alone.")
    page.context.clear_cookies()
    sign_in(page, DANA)
    expect(main(page)).to_contain_text("What you wrote without signal was sent.")

    assert sum("Waits for me alone." in own for own in notes_of(page, "Rosa")) == 1


def test_a_page_opened_without_the_key_locks_away_and_asks_later_whose_it_was(visit: Visit) -> None:
    page = signed_in(visit)
    fresh = page.context.new_page()
    page.close()
    fresh.goto("/health/live")
    fresh.evaluate("navigator.serviceWorker.controller.postMessage({ what: 'forget' })")  # the phone was switched off
    fresh.context.set_offline(True)
    fresh.goto("/today/")
    expect(main(fresh)).to_contain_text("You have no signal")
    expect(main(fresh)).not_to_contain_text("Rosa")
    write(fresh, "rosa", "Locked before anybody could read it.", "05:00", "05:20")
    expect(main(fresh)).to_contain_text("They open once you are signed in with signal.")

    back(fresh)
    fresh.goto("/contacts/offline/")
    expect(main(fresh)).to_contain_text("Choose who it was with, and it is sent")
    fresh.get_by_role("button", name="Change: rosa").click()
    fresh.get_by_role("button", name="Sign, and send later").click()
    expect(main(fresh)).to_contain_text("Nothing waits on this device")

    assert sum("Locked before anybody" in own for own in notes_of(fresh, "Rosa")) == 1


def test_after_signing_out_nobody_opens_the_day_without_signal(visit: Visit) -> None:
    page = signed_in(visit)
    page.goto("/account/sign-out/")
    ready(page)
    main(page).get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.context.set_offline(True)
    page.goto("/today/")

    expect(main(page)).to_contain_text("You have no signal")
    expect(page.locator("html")).to_have_attribute("data-offline-page", "locked")
    expect(main(page)).not_to_contain_text("Rosa")


def test_where_a_browser_keeps_nothing_the_words_stay_in_the_form_and_the_page_says_so(visit: Visit) -> None:
    page = visit()
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { get: () => { throw new Error('private') } })")
    sign_in(page, DANA)
    page.goto("/contacts/log/")
    main(page).get_by_role("link", name="Jules").last.click()
    page.get_by_label("In a line or two").fill("Still in the form.")
    page.context.set_offline(True)
    main(page).get_by_role("button", name="Sign the note").click()

    expect(main(page).get_by_role("alert")).to_contain_text("Leave this page open")
    expect(page.get_by_label("In a line or two")).to_have_value("Still in the form.")
