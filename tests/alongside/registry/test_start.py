"""What a stranger finds: ways in that lead somewhere or say why not, a true example, every code."""

import re

import pytest
from django.test import Client
from django.utils import translation

from alongside.registry.queries import codes_to_read, doors, example_answer

pytestmark = pytest.mark.django_db

PAGES = ["/", "/help/", "/accessibility/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_public_page_opens_without_an_account(client: Client, page: str, language: str) -> None:
    answer = client.get(page, headers={"accept-language": language})

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_no_link_on_a_public_page_is_dead(client: Client, page: str) -> None:
    html = client.get(page).text

    for address in set(re.findall(r'href="(/[^"#?]*)', html)):
        if not address.startswith("/static/"):
            assert client.get(address).status_code in {200, 302}, address
    for target in set(re.findall(r'href="#([^"]+)"', html)):
        assert f'id="{target}"' in html, target


def test_the_crisis_line_comes_before_everything(client: Client) -> None:
    html = client.get("/").text

    assert html.index("tel:988") < html.index("<h1>")


def test_anyone_may_apply_from_the_start_page() -> None:
    assert [door.url for door in doors() if str(door.title) == "Apply for a certificate"] == ["/apply/"]


def test_a_certificate_can_be_checked_from_the_start_page() -> None:
    assert [door.url for door in doors() if str(door.title) == "Check a certificate"] == ["/check/"]


def test_open_doors_come_first() -> None:
    open_or_not = [bool(door.url) for door in doors()]

    assert open_or_not == sorted(open_or_not, reverse=True)


def test_every_code_is_listed_with_its_clauses() -> None:
    assert {code.slug: code.clauses for code in codes_to_read()} == {"nm": 89, "nc": 69, "ca": 126, "sud": 44, "ak": 57}


def test_the_example_names_its_clause() -> None:
    example = example_answer()

    assert example.answer == "prohibited"
    assert example.clause == "nm.integrity.3"


def test_the_start_page_speaks_spanish(client: Client) -> None:
    with translation.override("es"):
        html = client.get("/", headers={"accept-language": "es"}).text

    assert "Ayuda de quien ya pasó por ahí" in html
    assert "Cinco códigos, 385 cláusulas" in html
