"""A worker's week on a phone under each of the five codes: offered, told, met, written, promised, and ended well."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.asked_again import asked_again, assert_same
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import DEMO_PASSWORD, sign_in
from tests.clauses import clause

MOST_TAPS: Final = 8
"""For an ordinary contact with somebody seen before, beside one line of text."""


@dataclass(frozen=True)
class Team:
    """A worker and supervisor of the demo; what their code stops or holds in the week, and the clause that says so."""

    code: str
    worker: str
    supervisor: str
    names: str
    against: str
    cites: str


TEAMS = (
    Team("nm", "dana@demo.example", "amira@demo.example", "Dana Ruiz", "friend", "nm.integrity.2"),
    Team("nc", "calvin@demo.example", "thandiwe@demo.example", "Calvin Oxendine", "own home", "nc.2.4"),
    Team("ca", "xochitl@demo.example", "hyun-woo@demo.example", "Xochitl Amaya", "alcohol", "ca.integrity.12"),
    Team("sud", "jo@demo.example", "ines@demo.example", "Jo Alvarez", "unable", "sud.3.22"),
    Team("ak", "aggie@demo.example", "nadia@demo.example", "Aggie Tunuchuk", "impaired", "ak.conduct.4"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's server keeps its data."""
    return tmp_path_factory.mktemp("week")


@pytest.fixture(scope="module")
def server(template: Path, folder: Path) -> Iterator[str]:
    """A server of this module's own, on which everybody of TEAMS may sign in: the demo gives a password to a few alone."""
    emails = [own for team in TEAMS for own in (team.worker, team.supervisor)]
    opens = (
        "from alongside.accounts.models import User\n"
        f"for user in User.objects.filter(email__in={emails!r}):\n"
        f"    user.set_password({DEMO_PASSWORD!r}); user.save()"
    )
    with harness.served(template, folder) as url:
        harness.manage(template, folder / "data", "shell", "-c", opens)
        yield url


ALSO: Final = {"nm": ("nm.confidentiality.3", "nm.role.8"), "nc": ("nc.2.6",)}
"""Clauses that stop an act of the week besides, each on record."""

KEPT: Final = """
import json
from alongside.people import clock
from alongside.rulings.models import KeptRuling
from tests.asked_again import as_data
rows = KeptRuling.objects.filter(purpose="act", asked_at__gte=clock.now(), answer__in=["prohibited", "refer"]).order_by("pk")
print(json.dumps([as_data(row) for row in rows]))
"""
"""What was ruled against in the week, while the server's clock stood still: what the demo did before is older."""


def ask_again(template: Path, folder: Path, cites: str) -> None:
    """Each act that a clause spoke against is asked again through the command, and gets the same answer and clauses."""
    rows = json.loads(harness.manage(template, folder / "data", "shell", "-c", KEPT).splitlines()[-1])
    mine = [kept for kept in rows if cites in [name for own in kept["codes"].values() for name in own["decided_by"]]]
    assert mine, cites
    for code, words in asked_again(mine[-1], folder):
        printed = subprocess.run(
            [Path(sys.executable).with_name("alongside"), *map(str, words)],
            env=harness.environment(folder / "data"),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert_same(mine[-1], code, json.loads(printed.stdout))


@clause("nm.role.3", "nm.continuation.2", "nm.role.8b", "nm.integrity.2", "nc.2.4", "ca.integrity.12", "sud.3.22")
@clause(
    "ak.conduct.4",
    "nm.safety.1",
    "nm.role.6",
    "nm.role.5a",
    "nm.role.6b",
    "nm.confidentiality.3",
    "nm.role.8",
    "nc.2.6",
)
@pytest.mark.parametrize("team", TEAMS, ids=lambda team: team.code)
def test_a_week_from_an_offer_to_a_closed_case(visit: Visit, template: Path, folder: Path, team: Team) -> None:
    name = f"Robin {team.code.upper()}"
    lead, page = visit(expected={422}), visit(expected={422})
    sign_in(lead, team.supervisor)
    sign_in(page, team.worker)

    if team.against == "friend":
        offer(lead, f"Old {name}", team.names)
        answer(page, f"Old {name}", friends="Yes")
        expect(alert(page)).to_contain_text(team.cites)
    offer(lead, name, team.names)
    answer(page, name, friends="No")
    expect(page.locator("main")).to_contain_text(f"{name} is on your list")
    tell_and_agree(page)
    if team.code == "nm":
        be_stopped_elsewhere(page, name)
    meet_what_the_code_stops(page, team, name)
    assert ordinary_contact(page, name) <= MOST_TAPS
    keep_a_promise(page, name)
    close(page, lead, name)

    page.goto("/people/")
    expect(page.locator("main")).not_to_contain_text(name)
    for cites in (team.cites, *ALSO.get(team.code, ())):
        ask_again(template, folder, cites)


def main(page: Page) -> Locator:
    return page.locator("main")


def alert(page: Page) -> Locator:
    return main(page).get_by_role("alert")


def offer(lead: Page, name: str, worker: str) -> None:
    """The supervisor takes somebody in by the name they chose, and offers them."""
    lead.goto("/people/new/")
    lead.get_by_label("What do they want to be called?").fill(name)
    main(lead).get_by_role("button", name="Put on file").click()
    main(lead).get_by_role("listitem").filter(has_text=worker).get_by_role("button", name="Offer").click()
    expect(main(lead)).to_contain_text(f"Offered to {worker}")


def answer(page: Page, name: str, *, friends: str) -> None:
    """The worker says how they know them, and yes."""
    page.goto("/today/")
    main(page).get_by_role("link", name=name).first.click()
    for question, said in (("romance", "No"), ("sexual", "No"), ("friends", friends), ("other tie", "No")):
        group = main(page).get_by_role("group").filter(has_text=question).last
        group.get_by_text(said, exact=True).click()
    main(page).get_by_role("button", name="Yes, I will support them").click()


def tell_and_agree(page: Page) -> None:
    """What has to be said before the first service, and how both will work."""
    main(page).get_by_role("link", name="Tell them").click()
    main(page).get_by_text("All of it", exact=True).click()
    main(page).get_by_text("They said they understood", exact=True).click()
    main(page).get_by_role("button", name="They heard it").click()
    expect(main(page)).not_to_contain_text("To say before you begin")
    main(page).get_by_role("link", name="Write it together").click()
    page.get_by_label("How we decide together").fill("Robin chooses what we talk about.")
    page.get_by_label("What we both keep to").fill("No calls after nine.")
    main(page).get_by_role("button", name="Keep it").click()
    expect(main(page)).to_contain_text("No calls after nine.")


ASKED: Final = (
    # act, the answers on the way, the clause that says no
    ("transport-person", ("My own",), "nm.safety.1"),
    ("help-with-medication", ("Hold it, sort it or give it",), "nm.role.6"),
    ("assess", ("Yes",), "nm.role.5a"),
    ("give-clinical-opinion", ("A prescription",), "nm.role.6b"),
)


def be_stopped_elsewhere(page: Page, name: str) -> None:
    """One refusal of each other group: what is asked before, a call without a release, a closing for silence alone."""
    for act, answers, cites in ASKED:
        page.goto(f"/ask/{act}/")
        for said in answers:
            asked = page.locator("h1").inner_text()
            main(page).locator("label").get_by_text(said, exact=True).first.click()
            page.locator("form#ask button.usa-button").click()
            expect(page.locator("h1")).not_to_have_text(asked)
        expect(page.locator(".al-answer")).to_contain_text("No")
        expect(main(page)).to_contain_text(cites)
    open_person(page, name)
    main(page).get_by_role("link", name="Plan", exact=True).click()
    main(page).get_by_text("Phone", exact=True).click()
    main(page).get_by_text("Somebody else takes part, or is spoken with").click()
    main(page).get_by_text("Somebody not named here", exact=True).click()
    main(page).get_by_text("A provider", exact=False).first.click()
    page.get_by_label("Their name, as a release would have it").fill("City Clinic")
    main(page).get_by_text("To work together on care", exact=True).click()
    main(page).get_by_role("group").filter(has_text="Does the person take part?").last.get_by_text("Yes").click()
    main(page).get_by_role("button", name="Plan it").click()
    expect(alert(page)).to_contain_text("nm.confidentiality.3")
    open_person(page, name)
    main(page).get_by_role("link", name="A good ending").click()
    main(page).get_by_text("They do not respond", exact=True).click()
    page.get_by_label("The reason, for their file").fill("No answer since Monday.")
    main(page).get_by_role("button", name="Ask your supervisor").click()
    expect(alert(page)).to_contain_text("nm.role.8")


def open_person(page: Page, name: str) -> None:
    page.goto("/people/")
    main(page).get_by_role("link", name=name).first.click()


def meet_what_the_code_stops(page: Page, team: Team, name: str) -> None:
    """A plan that is refused with its clause; or a contact that took place, written, and held with its clause."""
    if team.against == "own home":
        main(page).get_by_role("link", name="Plan", exact=True).click()
        begins, ends = (page.get_by_label(label, exact=True) for label in ("From", "To"))
        usual = begins.input_value(), ends.input_value()
        begins.fill("22:00")
        ends.fill("22:30")
        main(page).get_by_role("button", name="Plan it").click()
        expect(alert(page)).to_contain_text("nc.2.6")
        begins.fill(usual[0])
        ends.fill(usual[1])
        main(page).get_by_text("At my own home", exact=True).click()
        main(page).get_by_role("button", name="Plan it").click()
        expect(alert(page)).to_contain_text(team.cites)
        main(page).get_by_text("Phone", exact=True).click()
        main(page).get_by_role("button", name="Plan it").click()
        expect(main(page)).to_contain_text("It stands on your day.")
    elif team.against != "friend":
        main(page).get_by_role("link", name="Log a contact").click()
        main(page).get_by_text("Listened", exact=True).click()
        when(page, "08:00", "08:30")
        main(page).get_by_text("Signing says you were well enough").click()
        not_well(page, team.against)
        main(page).get_by_role("button", name="Sign the note").click()
        expect(main(page)).to_contain_text("Held from billing")
        expect(main(page)).to_contain_text(team.cites)
        main(page).get_by_role("link", name=name).first.click()


def not_well(page: Page, how: str) -> None:
    if how == "unable":
        group = main(page).get_by_role("group").filter(has_text="able to do all that your code asks").last
        group.get_by_text("No", exact=True).click()
        return
    page.get_by_label("Had you taken anything").select_option("alcohol" if how == "alcohol" else "prescribed")
    page.get_by_label("As prescribed").select_option("yes")
    page.get_by_label("Did it affect how you could work?").select_option("no" if how == "alcohol" else "yes")


def when(page: Page, begins: str, ends: str) -> None:
    main(page).get_by_text("Change", exact=False).first.click()
    page.get_by_label("From", exact=True).fill(begins)
    page.get_by_label("To", exact=True).fill(ends)


def ordinary_contact(page: Page, name: str) -> int:
    """From Today to a signed note; returns how many taps that took, besides one line of text."""
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.click()
        taps += 1

    page.goto("/today/")
    tap(page.get_by_role("navigation", name="Main").get_by_role("link", name="Log"))
    tap(main(page).get_by_role("link", name=name))
    tap(main(page).get_by_text("Listened", exact=True))
    tap(page.get_by_label("In a line or two"))
    page.keyboard.type("Filled in the bus pass form together.")
    tap(main(page).get_by_text("Add a promise"))
    tap(page.get_by_label("I promised to"))
    page.keyboard.type("bring the form")
    tap(main(page).get_by_role("button", name="Sign the note"))
    expect(main(page)).to_contain_text("Filled in the bus pass form together.")
    expect(main(page)).not_to_contain_text("Held from billing")
    return taps


def keep_a_promise(page: Page, name: str) -> None:
    page.goto("/contacts/promises/")
    main(page).get_by_role("link", name="bring the form").click()
    main(page).get_by_role("button", name="Kept").click()
    expect(main(page)).to_contain_text("Kept. Thank you.")


def close(page: Page, lead: Page, name: str) -> None:
    """The worker asks, the supervisor staffs it, and the case is closed."""
    page.goto("/people/")
    main(page).get_by_role("link", name=name).click()
    main(page).get_by_role("link", name="A good ending").click()
    main(page).get_by_text("They have the support they needed", exact=True).click()
    page.get_by_label("The reason, for their file").fill("Robin has what they came for.")
    page.get_by_label("Next steps in their recovery").fill("The Tuesday group.")
    main(page).get_by_role("button", name="Ask your supervisor").click()
    lead.goto("/contacts/closings/")
    main(lead).get_by_role("link", name=name).click()
    main(lead).get_by_text("Close it", exact=True).click()
    main(lead).get_by_role("button", name="Decide").click()
    expect(main(lead)).to_contain_text("The door stays open.")
