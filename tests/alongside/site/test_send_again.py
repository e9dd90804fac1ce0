"""Nothing written is lost: a form that arrives too late is handed back, whole, to be sent once more."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

HERE = {"origin": "http://testserver"}
CHOOSE = {"place": "agency-1", "note": 'She said "thank you" & <left>', "many": ["a", "b"]}


def hidden_fields(html: str) -> list[tuple[str, str]]:
    from html import unescape

    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html.partition("<main")[2])
    return [(unescape(name), unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"]


def test_a_stale_form_is_handed_back_and_can_be_sent(browser: Client) -> None:
    stale = browser.post(reverse("set_language"), {"language": "en", "next": "/account/", "note": "x"}, headers=HERE)

    html = stale.content.decode()
    assert stale.status_code == 403
    assert hidden_fields(html) == [("language", "en"), ("next", "/account/"), ("note", "x")]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html.partition("<main")[2])[1]
    again = browser.post(
        reverse("set_language"), {**dict(hidden_fields(html)), "csrfmiddlewaretoken": token}, headers=HERE
    )
    assert (again.status_code, again.headers["location"]) == (302, "/account/")


def test_a_form_as_browsers_send_it_comes_back_whole(browser: Client) -> None:
    sent = "place=agency-1&note=&many=a&many=b&line=Said+%22thanks%22"
    answer = browser.post(
        reverse("people:choose_place"), sent, content_type="application/x-www-form-urlencoded", headers=HERE
    )

    assert hidden_fields(answer.content.decode()) == [
        ("place", "agency-1"),
        ("note", ""),
        ("many", "a"),
        ("many", "b"),
        ("line", 'Said "thanks"'),
    ]


def test_every_value_comes_back_as_it_was_typed(browser: Client) -> None:
    html = browser.post(reverse("people:choose_place"), CHOOSE, headers=HERE).content.decode()

    assert hidden_fields(html) == [
        ("place", "agency-1"),
        ("note", 'She said "thank you" & <left>'),
        ("many", "a"),
        ("many", "b"),
    ]


def test_a_lapsed_session_hands_the_form_back_instead_of_a_bare_sign_in(db: None) -> None:
    response = Client().post(reverse("people:choose_place"), CHOOSE)

    html = response.content.decode()
    assert response.status_code == 403
    assert ("note", CHOOSE["note"]) in hidden_fields(html)
    assert reverse("account_login") in html
    assert 'action="/account/places/choose/"' in html


def test_a_form_sent_by_htmx_is_handed_back_in_place_of_the_page(db: None) -> None:
    response = Client().post(reverse("people:choose_place"), CHOOSE, headers={"hx-request": "true"})

    assert (response.status_code, response.headers["hx-retarget"]) == (422, "body")
    assert ("note", CHOOSE["note"]) in hidden_fields(response.content.decode())


def test_a_page_without_a_form_goes_to_sign_in_as_ever(db: None) -> None:
    assert Client().get(reverse("people:places")).status_code == 302


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("set_language", "password"),
        ("set_language", "Password2"),
        ("account_login", "password"),
        ("account_change_password", "oldpassword"),
        ("mfa_authenticate", "code"),
        ("mfa_add_webauthn", "credential"),
    ],
)
def test_passwords_and_codes_are_never_handed_back(browser: Client, page: str, name: str) -> None:
    response = browser.post(reverse(page), {name: "lamp beside the river", "note": "x"}, headers=HERE)

    assert "lamp beside" not in response.content.decode()
    assert hidden_fields(response.content.decode()) == [("note", "x")]


def test_a_code_of_ethics_is_no_secret(browser: Client) -> None:
    response = browser.post(reverse("set_language"), {"code": "nm", "credential": "CPSW"}, headers=HERE)

    assert hidden_fields(response.content.decode()) == [("code", "nm"), ("credential", "CPSW")]


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://elsewhere.example"}, {"referer": "https://elsewhere.example/x"}]
)
def test_what_another_site_posts_is_not_offered_for_sending(browser: Client, headers: dict[str, str]) -> None:
    response = browser.post(reverse("people:choose_place"), CHOOSE, headers=headers)

    assert response.status_code == 403
    assert hidden_fields(response.content.decode()) == []


def test_a_file_is_said_to_be_missing(browser: Client) -> None:
    file = SimpleUploadedFile("code.txt", b"words")

    html = browser.post(reverse("set_language"), {"note": "x", "file": file}, headers=HERE).content.decode()

    assert hidden_fields(html) == [("note", "x")]
    assert "words" not in html
