"""What a worker and their supervisor do in a week, page by page on a phone; and each door at which a clause may say no.

`DOORS` drives the rows of `tests.week`: each brings about on its real page what its row says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.week import Spoken

THURSDAY: Final = "2026-11-19T10:00:00-07:00"
FRIDAY: Final = "2026-11-20T10:00:00-07:00"
MONDAY: Final = "2026-11-23T10:00:00-07:00"
TUESDAY: Final = "2026-11-24T10:00:00-07:00"
WEDNESDAY: Final = "2026-11-25T10:00:00-07:00"

CLINICAL: Final = "How low have you felt?"
NEEDS: Final = "What would help at home?"


@dataclass(frozen=True)
class Team:
    """A worker of the demo under one code alone, and their supervisor. begins, ends: of a contact on their mornings."""

    worker: str
    supervisor: str
    names: str
    begins: str = "07:00"
    ends: str = "07:30"


TEAMS: Final[Mapping[str, Team]] = {
    "nm": Team("kiona@demo.example", "tomas@demo.example", "Kiona Yazzie"),
    "nc": Team("calvin@demo.example", "thandiwe@demo.example", "Calvin Oxendine", "09:00", "09:30"),
    "ca": Team("xochitl@demo.example", "hyun-woo@demo.example", "Xochitl Amaya"),
    "sud": Team("jo@demo.example", "ines@demo.example", "Jo Alvarez"),
    "ak": Team("aggie@demo.example", "nadia@demo.example", "Aggie Tunuchuk"),
}
LAPSED: Final = "2027-12-01T10:00:00-07:00"
"""Days after the certificate of the worker in North Carolina has run out."""

BILLS: Final = "curtis@demo.example"
"""Who exports what is billed where the worker in North Carolina works."""


@dataclass
class Week:
    """The worker's phone, the supervisor's, and a shell where they live. at: the address of whom the worker supports."""

    code: str
    page: Page
    lead: Page
    shell: Callable[[str], str]
    at: str = ""

    @property
    def team(self) -> Team:
        return TEAMS[self.code]

    @property
    def name(self) -> str:
        return f"Robin {self.code.upper()}"


def main(page: Page) -> Locator:
    return page.locator("main")


def group(page: Page, question: str) -> Locator:
    """The choices under a question."""
    return main(page).get_by_role("group").filter(has_text=question).last


def choose(page: Page, question: str, words: str) -> None:
    """One of a question's tiles, as a thumb does."""
    group(page, question).get_by_text(words, exact=True).click()


def press(page: Page, words: str) -> None:
    main(page).get_by_role("button", name=words, exact=True).click()


def follow(week: Week, words: str) -> None:
    """A link of the person's own page."""
    week.page.goto(week.at)
    main(week.page).get_by_role("link", name=words, exact=True).click()


def open_again(week: Week, address: str) -> None:
    """A page about the person that was found by its link before."""
    week.page.goto(f"{address}{week.at.rstrip('/').rsplit('/', 1)[-1]}/")


# ---- what is done in every week


def offer(week: Week, name: str) -> None:
    """The supervisor takes somebody in by the name they chose, and offers them."""
    week.lead.goto("/people/new/")
    week.lead.get_by_label("What do they want to be called?").fill(name)
    week.lead.get_by_label("Which language do they like to speak with us?").fill("English")
    press(week.lead, "Put on file")
    main(week.lead).get_by_role("listitem").filter(has_text=week.team.names).get_by_role("button", name="Offer").click()
    expect(main(week.lead)).to_contain_text(f"Offered to {week.team.names}")


def answer(week: Week, name: str, *, tie: str = "") -> None:
    """The worker says how they know them, and yes."""
    week.page.goto("/people/")
    main(week.page).get_by_role("link", name=name).first.click()
    for how, question in TIES.items():
        choose(week.page, question, "Yes" if how == tie else "No")
    if tie == "other tie":
        week.page.get_by_label("How you know each other").fill("We sing in one choir.")
        main(week.page).get_by_text("My supervisor may read this").click()
    press(week.page, "Yes, I will support them")


def take_on(week: Week) -> None:
    """Somebody whom the worker does not know: offered, and on their list."""
    offer(week, week.name)
    answer(week, week.name)
    expect(main(week.page)).to_contain_text(f"{week.name} is on your list")
    week.at = week.page.url


TIES: Final[Mapping[str, str]] = {
    "romance": "ever a romance",
    "sexual": "ever a sexual relationship",
    "friends": "Were you ever friends?",
    "sponsor": "Do you sponsor them now?",
    "family": "Are you family?",
    "business": "business between you?",
    "other tie": "any other tie?",
}


def tell_and_agree(week: Week) -> None:
    """What has to be said before the first service, and how both will work."""
    page = week.page
    follow(week, "Tell them")
    main(page).get_by_text("All of it", exact=True).click()
    main(page).get_by_text("They said they understood", exact=True).click()
    press(page, "They heard it")
    expect(main(page)).not_to_contain_text("To say before you begin")
    main(page).get_by_role("link", name="Write it together").click()
    page.get_by_label("How we decide together").fill("Robin chooses what we talk about.")
    page.get_by_label("What we both keep to").fill("No calls after nine.")
    main(page).get_by_text("They said yes to it", exact=True).click()
    press(page, "Keep it")
    expect(main(page)).to_contain_text("No calls after nine.")


def plan_a_visit(week: Week) -> None:
    follow(week, "Plan")
    main(week.page).get_by_text(USUAL, exact=True).click()
    press(week.page, "Plan it")
    expect(main(week.page)).to_contain_text("It stands on your day.")


USUAL: Final = "At a place we agreed on"


def log(
    week: Week,
    *,
    how: str = USUAL,
    day: str = "",
    begins: str = "",
    ends: str = "",
    line: str = "",
    is_first: bool = False,
) -> None:
    """A note of somebody not seen in this way before: when and how are said."""
    page = week.page
    if is_first:
        follow(week, "Log a contact")
    else:
        open_again(week, "/contacts/log/")
    main(page).get_by_text(how, exact=True).click()
    main(page).get_by_text("Listened", exact=True).click()
    main(page).get_by_text("Change", exact=False).first.click()
    if day:
        page.get_by_label("Day", exact=True).fill(day)
    page.get_by_label("From", exact=True).fill(begins or week.team.begins)
    page.get_by_label("To", exact=True).fill(ends or week.team.ends)
    page.get_by_label("In a line or two").fill(line)


def first_contact(week: Week) -> None:
    log(week, is_first=True)
    main(week.page).get_by_text("Add a promise").click()
    week.page.get_by_label("I promised to").first.fill("bring the form")
    sign(week)
    expect(main(week.page)).not_to_contain_text("Held from billing")


def sign(week: Week) -> None:
    press(week.page, "Sign the note")
    expect(week.page).to_have_url(SIGNED)  # it is locked away on the device first, and then sent


SIGNED: Final = re.compile(r"/contacts/\d+/\?signed$")


TOUCHES: Final = """
addEventListener("pointerdown", event => event.isTrusted && touched("tap"), { capture: true });
addEventListener("input", event => event.inputType && touched(event.target.name), { capture: true });
"""
"""Let a page tell of each finger on its glass, and of each field that somebody types in."""


def ordinary_contact(week: Week) -> int:
    """With somebody seen before, from Today to a signed note: one line of text, and so many taps, which the browser counts."""
    page, seen = week.page, Counter[str]()
    page.expose_function("touched", lambda what: seen.update([what]))
    page.add_init_script(TOUCHES)

    page.goto("/today/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Log").tap()
    main(page).get_by_role("link", name=week.name).tap()
    expect(main(page)).to_contain_text("Filled in from the last time")
    main(page).get_by_text("Listened", exact=True).tap()
    page.get_by_label("In a line or two").tap()
    page.keyboard.type("Filled in the bus pass form together.")
    main(page).get_by_role("button", name="Sign the note").tap()
    expect(page).to_have_url(SIGNED)
    expect(main(page)).to_contain_text("Filled in the bus pass form together.")
    expect(main(page)).to_contain_text(USUAL)
    expect(main(page)).not_to_contain_text("Held from billing")
    assert seen.keys() == {"tap", "line"}
    return seen["tap"]


def write_a_goal(week: Week, words: str = "To cook for my sister again.") -> None:
    follow(week, "The plan")
    main(week.page).get_by_role("link", name="Write a goal").click()
    week.page.get_by_label("In their words").fill(words)
    press(week.page, "Put it on the plan")


def have_a_goal(week: Week) -> None:
    write_a_goal(week)
    expect(main(week.page)).to_contain_text("To cook for my sister again.")


def give_a_survey(week: Week) -> None:
    open_survey(week, NEEDS)
    press(week.page, "Make the link")
    expect(week.page.locator("h1")).to_have_text(f"Hand this link to {week.name}")


def open_survey(week: Week, title: str) -> None:
    week.page.goto("/instruments/")
    main(week.page).get_by_role("link", name=title).last.click()
    main(week.page).get_by_role("link", name="Give it to somebody").click()
    main(week.page).locator("label", has_text=week.name).click()


def be_supervised(week: Week) -> None:
    """The supervisor writes a session up, and the worker says that it was so."""
    lead, page = week.lead, week.page
    lead.goto("/supervision/record/")
    main(lead).get_by_text(week.team.names, exact=True).click()
    lead.get_by_label("Day").fill(TUESDAY[:10])
    lead.get_by_label("Begins at").fill(week.team.begins)
    lead.get_by_label("Minutes").fill("30")
    lead.get_by_label("What you talked about").fill("How the week with Robin goes.")
    press(lead, "Sign it")
    expect(lead.locator("h1")).to_have_text("Held; the worker’s word is still to come")
    page.goto("/supervision/mine/")
    main(page).get_by_role("link").filter(has_text="Tuesday, November 24").first.click()
    press(page, "It was so")
    expect(page.locator("h1")).to_have_text("Held, and signed by both")


def keep_the_promise(week: Week) -> None:
    week.page.goto("/contacts/promises/")
    main(week.page).get_by_role("link", name="bring the form").click()
    press(week.page, "Kept")
    expect(main(week.page)).to_contain_text("Kept. Thank you.")


def ask_to_close(week: Week, ground: str = "They have the support they needed", *, who_they_are: str = "No") -> None:
    follow(week, "A good ending")
    main(week.page).get_by_text(ground, exact=True).click()
    asked = main(week.page).get_by_role("group").filter(has_text="because of who the person is").last
    asked.get_by_text(who_they_are, exact=True).click()
    week.page.get_by_label("The reason, for their file").fill("Robin has what they came for.")
    week.page.get_by_label("Next steps in their recovery").fill("The Tuesday group.")
    press(week.page, "Ask your supervisor")


def staff_the_closing(week: Week) -> None:
    lead = week.lead
    lead.goto("/contacts/closings/")
    main(lead).get_by_role("link", name=week.name).click()
    main(lead).get_by_text("Close it", exact=True).click()
    lead.get_by_label("What you talked through").fill("Robin knows how to come back.")
    main(lead).get_by_text("They were there", exact=True).click()
    press(lead, "Decide")
    expect(main(lead)).to_contain_text("The door stays open.")


# ---- the doors at which a clause says no


def expect_refused(week: Week, row: Spoken) -> None:
    expect(main(week.page).get_by_role("alert").first).to_contain_text(row.clause)


def by_answering(week: Week, row: Spoken) -> None:
    """An offer of somebody with whom there is a tie: turned down by the code, or with the supervisor to decide."""
    name = f"Old {row.how.title()}"
    offer(week, name)
    answer(week, name, tie=row.how)
    expect_refused(week, row)


def by_answering_again(week: Week, row: Spoken) -> None:
    """The supervisor decides the tie on their own page; what they decided holds when the worker answers once more."""
    name, lead = f"Old {row.how.title()}", week.lead
    lead.goto("/people/waiting/")
    main(lead).get_by_role("link", name=f"{week.team.names} and {name}").click()
    main(lead).locator("label").filter(has_text="step").first.click()
    press(lead, "Decide")
    answer(week, name, tie=row.how)
    expect_refused(week, row)


def by_planning(week: Week, row: Spoken) -> None:
    page = week.page
    open_again(week, "/contacts/plan/")
    main(page).get_by_text(HOWS.get(row.how, USUAL), exact=True).click()
    if row.how == "at night":
        page.get_by_label("From", exact=True).fill("22:00")
        page.get_by_label("To", exact=True).fill("22:30")
    if row.how in HELPS:
        main(page).get_by_text("A ride, medication, or your opinion").click()
        main(page).get_by_text(row.how, exact=True).click()
    if row.how == "by phone":
        choose(page, "Did you ask your supervisor", "No")
    if row.how == "In my own car":
        page.get_by_label("If you drive").select_option("yes")
    press(page, "Plan it")
    expect_refused(week, row)


HOWS: Final[Mapping[str, str]] = {"my own home": "At my own home", "by phone": "Phone"}
HELPS: Final = ("In my own car", "Picking up a prescription", "On a prescription", "On a diagnosis")


def without_supervisor(week: Week, row: Spoken) -> None:
    """For a day nobody is their supervisor of record."""
    worker = week.team.worker
    week.shell(f"leave_without_supervisor({worker!r}, {TUESDAY[:10]!r})")
    by_planning(week, row)
    week.shell(f"give_back_supervisor({worker!r})")


def by_planning_with_somebody(week: Week, row: Spoken) -> None:
    """With somebody of a clinic that no release names."""
    page = week.page
    open_again(week, "/contacts/plan/")
    main(page).get_by_text(USUAL, exact=True).click()
    main(page).get_by_text("Somebody else takes part, or is spoken with").click()
    main(page).get_by_text("Somebody not named here", exact=True).click()
    main(page).get_by_text("A provider", exact=False).first.click()
    page.get_by_label("Their name, as a release would have it").fill("City Clinic")
    main(page).get_by_text("To work together on care", exact=True).click()
    choose(page, "Does the person take part?", "Yes")
    press(page, "Plan it")
    expect_refused(week, row)


def by_writing(week: Week, row: Spoken) -> None:
    """A contact that took place: always written, held with its clause, and seen by the supervisor."""
    log(week)
    main(week.page).get_by_text("Signing says you were well enough").click()
    NOT_WELL[row.how](week.page)
    sign_and_be_held(week, row.clause)


def sign_and_be_held(week: Week, cites: str, *reads: str) -> None:
    """The writer is shown at once what speaks against it; the supervisor finds the contact on their own Today, and reads there why.

    reads: words that both find beside the clause
    """
    sign(week)
    for words in ("Held from billing", cites, *reads):
        expect(main(week.page)).to_contain_text(words)
    open_from_today(week.lead, cites, week.team.names)
    for words in (cites, *reads, "Your decision"):
        expect(main(week.lead)).to_contain_text(words)


def open_from_today(lead: Page, cites: str, names: str) -> None:
    """A worker's contact that waits for a decision under a clause: among the first on Today, or behind the link to all of them."""
    lead.goto("/today/")
    waiting = main(lead).get_by_role("region", name="Waiting for your decision")
    rows = waiting.get_by_role("listitem").filter(has_text=cites)
    if not rows.count():
        waiting.get_by_role("link", name="See all").click()
        rows = main(lead).get_by_role("listitem").filter(has_text=cites)
    rows.get_by_role("link", name=f"{names}: a contact is held from billing").last.click()


def _had_taken(page: Page, what: str, impairs: str) -> None:
    page.get_by_label("Had you taken anything").select_option(what)
    page.get_by_label("As prescribed").select_option("yes")
    page.get_by_label("Did it affect how you could work?").select_option(impairs)


NOT_WELL: Final[Mapping[str, Callable[[Page], None]]] = {
    "not able": lambda page: choose(page, "able to do all that your code asks", "No"),
    "beyond my role": lambda page: choose(page, "within your role and training", "No"),
    "alcohol": lambda page: _had_taken(page, "alcohol", "no"),
    "impaired": lambda page: _had_taken(page, "prescribed", "yes"),
}


def by_giving(week: Week, row: Spoken) -> None:
    """A clinical assessment, from somebody of whom no clinical license is on file."""
    open_survey(week, CLINICAL)
    press(week.page, "Make the link")
    expect_refused(week, row)


def by_writing_a_goal(week: Week, row: Spoken) -> None:
    """In words that demean: they are not kept, and stay in the form."""
    write_a_goal(week, row.how)
    expect(main(week.page)).to_contain_text(row.clause)
    expect(week.page.get_by_label("In their words")).to_have_value(row.how)


def by_declaring(week: Week, row: Spoken) -> None:
    """What is about to happen, asked before it does."""
    page = week.page
    page.goto(f"/declarations/new/{row.how}/")
    main(page).get_by_text("It is about to happen").click()
    page.get_by_label("Who is it about?").select_option(label=week.name)
    for label, typed in TYPED.get(row.how, {}).items():
        page.get_by_label(label).fill(typed)
    for question, said in SAID.get(row.how, {}).items():
        choose(page, question, said)
    page.get_by_label("In a line: what is it?").fill("So far it is only an idea.")
    press(page, "Declare it")
    for question, said in MORE.get((week.code, row.how), {}).items():
        choose(page, question, said)
        press(page, "Declare it")
    expect_refused(week, row)


TYPED: Final[Mapping[str, Mapping[str, str]]] = {
    "gift-to-me": {"What is it worth?": "30"},
    "gift-from-me": {"What is it worth?": "30"},
    "lend": {"How much is it": "20"},
    "payment": {"How much was it?": "20"},
}
SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "gift-to-me": {"What kind": "Something else"},
    "gift-from-me": {"What kind": "Something else"},
    "lend": {"Would you lend money?": "Yes"},
    "payment": {"Would the money go to you": "Yes", "more than the fee": "Yes"},
}
MORE: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {("nc", "payment"): {"Are you approved as a provider": "No"}}
"""What only one code asks besides, once it has read the rest."""


def by_closing(week: Week, row: Spoken) -> None:
    """For silence alone, with nothing on file; for who somebody is; or as the code says it may, once it was talked through."""
    if row.how == "silence":
        ask_to_close(week, "They do not respond")
        expect_refused(week, row)
        return
    if row.how == "who they are":
        ask_to_close(week, who_they_are="Yes")
        expect_refused(week, row)
        return
    ask_to_close(week)
    expect(main(week.page)).to_contain_text("It waits to be talked through")


Door = Callable[[Week, Spoken], None]
DOORS: Final[Mapping[str, Door]] = {
    "answer": by_answering,
    "answer again": by_answering_again,
    "plan": by_planning,
    "plan alone": without_supervisor,
    "plan with": by_planning_with_somebody,
    "note": by_writing,
    "give": by_giving,
    "goal": by_writing_a_goal,
    "declare": by_declaring,
    "close": by_closing,
}
