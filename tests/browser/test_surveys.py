"""A survey from the shelf to the figures: given by a worker, answered by the person alone on their own phone, counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.site.demo.instruments import FORMS
from tests.browser.conftest import Visit
from tests.browser.harness import DESKTOP, PHONE, sign_in


def a_link(visit: Visit, instrument: str, person: str) -> str:
    """Given by Dana on her own phone; what she hands over."""
    worker = visit(PHONE)
    sign_in(worker, "dana@demo.example")
    worker.goto("/instruments/")
    worker.locator("main").get_by_role("link", name=instrument).last.click()
    worker.get_by_role("link", name="Give it to somebody").click()
    worker.locator("label", has_text=person).click()
    worker.get_by_role("button", name="Make the link").click()
    expect(worker.locator("h1")).to_have_text(f"Hand this link to {person}")
    return worker.locator("code").inner_text()


@pytest.mark.clause("nm.role.5")
@pytest.mark.parametrize("scripts", [False, True])
def test_a_survey_is_given_answered_unseen_and_stays_the_persons(
    visit: Visit, assert_accessible: Callable[[Page], None], scripts: bool
) -> None:
    link = a_link(visit, "How is your support going?", "Jules")
    phone = visit(PHONE, scripts=scripts)

    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("Dana does not see your answers.")
    if scripts:
        assert_accessible(phone)
    phone.get_by_role("button", name="Start").click()
    phone.locator("label", has_text="I agree strongly").first.click()
    if scripts:
        expect(phone.get_by_role("status")).to_have_text("Kept")
        phone.reload()
        assert_accessible(phone)
    else:
        phone.get_by_role("button", name="Next").click()
        phone.get_by_role("button", name="Back").click()
    expect(phone.locator("input:checked")).to_have_count(1)
    while phone.get_by_role("button", name="Next").count():
        phone.get_by_role("button", name="Next").click()
    if phone.get_by_role("button", name="Look it over").count():
        phone.get_by_role("button", name="Look it over").click()
    expect(phone.locator("h1")).to_have_text("Is this what you want to say?")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("h1")).to_have_text("Thank you. It is sent")
    if scripts:
        assert_accessible(phone)

    worker = visit(PHONE)
    sign_in(worker, "dana@demo.example")
    worker.goto("/instruments/")
    worker.locator(".al-rows").get_by_role("link", name="Jules").first.click()
    expect(worker.locator("h1")).to_have_text("Jules has answered")
    expect(worker.locator("main")).not_to_contain_text("I agree strongly")


def test_the_link_opens_on_one_device_and_in_the_persons_language(visit: Visit) -> None:
    link = a_link(visit, "How is your support going?", "Eusebio")
    phone, other = visit(PHONE), visit(PHONE, expected={409})

    phone.goto(link)
    expect(phone.locator("h1")).to_have_text("¿Cómo va su apoyo?")
    phone.get_by_role("button", name="Empezar").click()
    other.goto(link)

    expect(other.locator("h1")).to_have_text("Este enlace no se puede usar aquí")


def test_needs_are_shown_to_the_worker_only_by_choice(visit: Visit) -> None:
    link = a_link(visit, "What would help at home?", "Jules")
    phone = visit(PHONE)

    phone.goto(link)
    phone.get_by_role("button", name="Start").click()
    phone.locator("label", has_text="A place of my own").click()
    phone.get_by_role("button", name="Next").click()
    phone.locator("label", has_text="No working heat").click()
    while phone.get_by_role("button", name="Next").count():
        phone.get_by_role("button", name="Next").click()
    phone.get_by_role("button", name="Look it over").click()
    phone.locator("label", has_text="Yes, Dana may see them").click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("main")).to_contain_text("Dana can see your answers.")

    worker = visit(PHONE)
    sign_in(worker, "dana@demo.example")
    worker.goto("/instruments/")
    worker.locator(".al-rows").get_by_role("link", name="Jules").first.click()
    expect(worker.locator("main")).to_contain_text("No working heat")


def test_what_many_said_is_drawn_and_small_numbers_are_hidden(
    visit: Visit, assert_accessible: Callable[[Page], None]
) -> None:
    page = visit(DESKTOP)
    sign_in(page, "lucia@demo.example")

    page.goto("/instruments/")
    page.locator("main").get_by_role("link", name="How is your support going?").click()
    page.get_by_role("link", name="What many said").click()

    expect(page.locator("h1")).to_contain_text("say it is easy to find us")
    expect(page.get_by_role("heading", name="Too few answers to show")).to_be_visible()
    expect(page.get_by_role("heading", name="on average")).to_be_visible()
    assert_accessible(page)


def test_a_survey_is_looked_at_before_it_stands_on_the_shelf(
    visit: Visit, assert_accessible: Callable[[Page], None]
) -> None:
    page = visit(DESKTOP)
    sign_in(page, "lucia@demo.example")
    newer = (FORMS / "what-would-help.json").read_bytes().replace(b'"2.1"', b'"3.0"')

    page.goto("/instruments/load/")
    page.set_input_files("[name=questionnaire]", {"name": "needs.json", "mimeType": "text/plain", "buffer": newer})
    page.set_input_files("[name=scoring]", FORMS / "what-would-help.toml")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("main")).to_contain_text("Nothing is loaded yet")
    assert_accessible(page)
    page.locator("label", has_text="No, it is a survey").click()
    page.locator("label", has_text="The worker, if the person chooses so").click()
    page.get_by_role("button", name="Put it on the shelf").click()

    expect(page.locator("main")).to_contain_text("It stands on your shelf")
    expect(page.locator("main")).to_contain_text("3.0")
