"""The whole way of one applicant, on a phone: from nothing, over two sittings and two people's decision, to a renewal.

The clock stands still on a server; two years later, the same data are served by another.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.alongside.paper.reading import codes_on, text_of
from tests.browser import errands, harness
from tests.browser.conftest import Visit
from tests.browser.errands import choose, fill, open_section, press
from tests.browser.harness import PHONE, sign_in

Accessible = Callable[[Page], None]

NAME = "Joaquín Apodaca"
EMAIL = "joaquin.apodaca@demo.example"
PASSWORD = "acequia in the morning light"
STATEMENT = "I came back with the help of people who had been there. I want to be one of them."
REFEREES = {"marta.lovato@demo.example": "Marta Lovato", "ed.tenorio@demo.example": "Ed Tenorio"}
SEEN = "He sits with people when it is hard, and he comes back the next day."
RECOMMENDS, DECIDES = "priya@demo.example", "rowan@demo.example"
LATER = "2028-10-03T18:30:00-06:00"
"""An evening in the last weeks of the certificate's two years, when it is tomorrow already in UTC."""

LEARNED = (
    {"title": "Support in rural clinics", "began_on": "2027-05-10", "completed_on": "2027-05-14", "hours": "28"},
    {"title": "Ethics at the kitchen table", "completed_on": "2027-09-18", "hours": "6", "topic_ethics": "6"},
    {"title": "Pueblo and valley", "completed_on": "2028-03-09", "hours": "6", "topic_cultural": "6"},
)
"""New Mexico asks 40 hours in two years, 6 of them on ethics and 6 on culture: nm.competence.3."""


@pytest.mark.clause("nm.competence.3", "nm.sign.1", "nm.preface.4", "nm.integrity.6")
def test_from_nothing_to_a_renewed_certificate(
    visit: Visit, folder: Path, tmp_path: Path, assert_accessible: Accessible
) -> None:
    data = folder / "data"

    opens_an_account(visit(PHONE), data, assert_accessible)
    leaves_half_way(visit(PHONE))
    comes_back_and_goes_on(visit(PHONE))
    mail_goes_out(data)
    for email, name in REFEREES.items():
        vouches(visit(PHONE), errands.link_mailed_to(email, data, "/apply/reference/"), name, assert_accessible)
    signs_the_code(page := visit(PHONE))
    sends_it(page)
    verifies_and_recommends(visit(PHONE))
    decides_as_the_second(visit(PHONE))
    paper, badge = takes_paper_and_file(visit(PHONE), tmp_path, assert_accessible)
    checks_the_paper(visit(PHONE), paper)
    checks_the_file(visit(PHONE), badge)

    with harness.served(data, tmp_path / "later", now=LATER) as url:
        logs_forty_hours(holder := visit(PHONE, at=url))
        asks_to_renew(holder)
        confirms_the_renewal(visit(PHONE, at=url))
        holder.goto("/home/")
        expect(holder.locator("h1")).to_have_text("Certified. The certificate is in force.")
        expect(holder.locator(".al-cert")).to_contain_text("November 18, 2030")


def opens_an_account(page: Page, data: Path, assert_accessible: Accessible) -> None:
    """From the first page, with a name and an address; the letter's link lets them choose a password."""
    page.goto("/")
    page.get_by_role("link", name="Apply for a certificate").click()
    page.get_by_role("link", name="New Mexico").click()
    fill(page, name=NAME, email=EMAIL)
    press(page, "Send me the link")
    expect(page.locator("h1")).to_have_text("A letter is on its way to you")

    page.goto(errands.link_mailed_to(EMAIL, data, "/account/password/new/"))
    assert_accessible(page)
    fill(page, password1=PASSWORD, password2=PASSWORD)
    press(page, "Keep it")
    page.locator("main").get_by_role("link", name="Sign in").click()
    fill(page, login=EMAIL, password=PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("h1")).to_have_text("Your application goes on where you left it")


def leaves_half_way(page: Page) -> None:
    """One section is done, another left in the middle."""
    sign_in(page, EMAIL, PASSWORD)
    open_section(page, "Who you are")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    fill(page, county="Taos", phone="575 555 0134")
    press(page, "Save")
    open_section(page, "Training")
    fill(page, "entry-0-", title="Peer worker training", provider="Acequia Peer Institute")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Still to tell: First day, Last day, Hours")
    page.goto("/account/sign-out/")
    press(page, "Sign out")


def comes_back_and_goes_on(page: Page) -> None:
    """In another browser everything is as it was left. The rest is told, and two people are asked to vouch."""
    sign_in(page, EMAIL, PASSWORD)
    open_section(page, "Who you are")
    expect(page.locator("[name=county]")).to_have_value("Taos")
    expect(page.locator("[name=phone]")).to_have_value("575 555 0134")
    open_section(page, "Training")
    expect(page.locator("[name=entry-0-title]")).to_have_value("Peer worker training")
    expect(page.locator("[name=entry-0-provider]")).to_have_value("Acequia Peer Institute")

    fill(page, "entry-0-", began_on="2026-06-01", ended_on="2026-06-05", hours="40")
    press(page, "Save")
    open_section(page, "Your lived experience")
    choose(page, "[name=basis][value=own]")
    fill(page, statement=STATEMENT)
    press(page, "Save")
    open_section(page, "What came before")
    choose(page, "[name='ask_other-board'][value=no]")
    press(page, "Save")
    open_section(page, "References")
    for email, name in REFEREES.items():
        fill(page, name=name, email=email, relation="supervisor")
        press(page, "Write to them")
    errands.open_overview(page)
    expect(page.locator("h1")).to_have_text("One section is still to be done")


def mail_goes_out(data: Path) -> None:
    """What a server does by itself every half minute."""
    command = [sys.executable, "-m", "alongside", "tick"]
    subprocess.run(
        command, env=harness.environment(data), cwd=harness.ROOT, check=True, capture_output=True, timeout=60
    )


def vouches(page: Page, link: str, name: str, assert_accessible: Accessible) -> None:
    """Somebody without an account answers, once: the link is then over."""
    page.goto(link)
    assert_accessible(page)
    expect(page.locator("h1")).to_have_text(f"{NAME} asks you to vouch")
    fill(page, known_for=f"Three years, from the drop-in. {name}", answer=SEEN)
    choose(page, "[name=advice][value=yes]")
    press(page, "Send my answer")
    expect(page.locator("h1")).to_have_text("Your answer is with the board")


def signs_the_code(page: Page) -> None:
    """The edition in force, section by section, and then the name."""
    sign_in(page, EMAIL, PASSWORD)
    open_section(page, "References")
    expect(page.locator("main")).to_contain_text("Answered November 19, 2026")
    open_section(page, "Read and sign the code")
    expect(page.locator("h1")).to_have_text("13 sections to read, then you sign")
    errands.read_through(page)
    errands.sign(page, NAME)
    expect(page.locator("h1")).to_have_text("All is there. You can send it")


def sends_it(page: Page) -> None:
    page.get_by_role("link", name="On to sending it").click()
    choose(page, "[name=is_true]")
    choose(page, "[name=is_own]")
    press(page, "Send it")
    expect(page.locator("h1")).to_have_text("Your board has it")


def verifies_and_recommends(page: Page) -> None:
    """Every claim is held against its source; whoever recommends does not decide."""
    sign_in(page, RECOMMENDS)
    page.goto("/apply/board/?show=review")
    page.get_by_role("link", name=NAME).click()
    application = page.url
    for section in page.locator("[aria-labelledby=h-shown] a").evaluate_all("links => links.map(a => a.href)"):
        page.goto(section)
        while (unverified := page.locator("main form:visible")).count():
            unverified.first.get_by_text("Verified against its source").click()
            unverified.first.locator("[name$=-how]").fill("Asked at the source")
            unverified.first.get_by_role("button").click()
            page.goto(section)

    page.goto(application)
    expect(page.locator("main")).to_contain_text("Everything is verified. It waits for your recommendation.")
    choose(page, "[name=verdict][value=grant]")
    fill(page, reason="Everything is verified at its source.")
    press(page, "Recommend")
    expect(page.locator("main")).to_contain_text("Somebody else’s decision: you recommended")
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)


def decides_as_the_second(page: Page) -> None:
    sign_in(page, DECIDES)
    page.goto("/apply/board/?show=decide")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("main")).to_contain_text("Your decision, as the second of two")
    choose(page, "[name=verdict][value=grant]")
    fill(page, reason="All is in order.")
    press(page, "Decide")
    expect(page.locator("[aria-labelledby=h-decision]")).to_contain_text("Rowan Iverson")


def takes_paper_and_file(page: Page, folder: Path, assert_accessible: Accessible) -> tuple[Path, Path]:
    """Where the application ends the certificate begins, and from now on the day with it."""
    sign_in(page, EMAIL, PASSWORD)
    expect(page.locator("h1")).to_have_text("Certified. The certificate is in force.")
    assert_accessible(page)
    errands.open_overview(page)
    expect(page.locator("h1")).to_have_text("You are certified")
    page.get_by_role("link", name="See your certificate").click()
    paper = errands.downloaded(page, page.get_by_role("button", name="Certificate (PDF)"), folder)
    page.get_by_role("link", name="Take it as a file").click()
    badge = errands.downloaded(page, page.get_by_role("button", name="Download the file"), folder)
    return paper, badge


def checks_the_paper(page: Page, paper: Path) -> None:
    """A stranger reads the name off the paper, and the code with a phone."""
    pdf = paper.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert NAME in text_of(pdf)
    address = codes_on(pdf, dots_per_inch=200)[0]
    page.goto(address[address.index("/check/") :])
    expect(page.locator("h1")).to_have_text("Certified. The certificate is in force.")
    expect(page.locator(".al-cert")).to_contain_text(NAME)
    expect(page.locator(".al-cert")).to_contain_text("Active")


def checks_the_file(page: Page, badge: Path) -> None:
    errands.give_file(page, badge)
    expect(page.locator("h1")).to_have_text("This certificate is good today")
    expect(page.locator(".al-cert")).to_contain_text(NAME)


def logs_forty_hours(page: Page) -> None:
    """Two years later. The page says what is missing, and begins each entry with a day that has come."""
    sign_in(page, EMAIL, PASSWORD)
    errands.renewal_of(page)
    expect(page.locator("h1")).to_contain_text("40 hours are still missing by Saturday, November 18")
    page.goto("/learning/log/")
    expect(page.locator("[name=completed_on]")).to_have_value("2028-10-03")
    for learned in LEARNED:
        errands.log_learning(page, provider="Acequia Peer Institute", **learned)
    for bucket in ("40 of 40 h", "6 of 6 h"):
        expect(page.locator("main")).to_contain_text(bucket)


def asks_to_renew(page: Page) -> None:
    """In one sitting: nothing is left to tell but what only the holder can say."""
    errands.renewal_of(page)
    expect(page.locator("h1")).to_have_text("Everything is there: you can renew now")
    errands.ask_to_renew(page)
    expect(page.locator("h1")).to_have_text("Your renewal is with the board")


def confirms_the_renewal(page: Page) -> None:
    sign_in(page, RECOMMENDS)
    page.goto("/renew/board/")
    page.get_by_role("link", name=NAME).click()
    choose(page, "#id_decision_0")
    press(page, "Decide")
    expect(page.locator("main")).to_contain_text("Decided. The holder is being told.")
