"""Browsers of invented people, without a browser; asking is driven through the forms that pages give out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from alongside.accounts.models import User
from alongside.people import clock
from tests.alongside.rulings.makers import MORNING, Place, make_place

ALLAUTH = "allauth.account.auth_backends.AuthenticationBackend"
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


@pytest.fixture
def sign_in(place: Place) -> SignIn:
    def open_client(user: User) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(user, backend=ALLAUTH)
        return client

    return open_client


@pytest.fixture
def dana(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.user)


@pytest.fixture
def amira(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.amira)


@dataclass(frozen=True)
class Sheet:
    """A page of questions, or the ruling: its words, and the fields of its forms."""

    response: HttpResponse

    @property
    def text(self) -> str:
        return self.response.content.decode()

    @property
    def words(self) -> str:
        """The main part without its tags."""
        main = self.text[self.text.index("<main") :]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        assert found, self.words[:400]
        return html.unescape(found[1]).strip()

    @property
    def is_ruling(self) -> bool:
        return 'class="al-answer ' in self.text

    @property
    def answer(self) -> str:
        found = re.search(r'al-answer__word">([^<]*)', self.text)
        assert found, self.words[:400]
        return html.unescape(found[1])

    def fields(self, form: str) -> dict[str, list[str]]:
        """The hidden fields of a form, by its id or the end of its address."""
        pattern = rf'<form[^>]*(?:id="{form}"|action="[^"]*{form}")[^>]*>(.*?)</form>'
        found = re.search(pattern, self.text, re.DOTALL)
        assert found, f"no form {form}: {self.words[:400]}"
        fields: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[1]):
            if name != "csrfmiddlewaretoken":
                fields.setdefault(name, []).append(html.unescape(value))
        return fields


@dataclass(frozen=True)
class Asking:
    """Asks about one act, page after page, as somebody with a browser does."""

    client: Client
    act: str

    @property
    def url(self) -> str:
        return f"/ask/{self.act}/"

    def begin(self) -> Sheet:
        return Sheet(self.client.get(self.url))

    def say(self, sheet: Sheet, *answer: str) -> Sheet:
        return Sheet(self.client.post(self.url, {**sheet.fields("ask"), "answer": list(answer)}))

    def press(self, sheet: Sheet, name: str, value: str) -> Sheet:
        return Sheet(self.client.post(self.url, {**sheet.fields("steps"), name: value}))

    def through(self, answers: Mapping[str, str]) -> Sheet:
        """Answer each question by its fact until the ruling."""
        sheet = self.begin()
        while not sheet.is_ruling:
            sheet = self.say(sheet, answers[sheet.fields("ask")["q"][0]])
        return sheet

    def keep(self, sheet: Sheet, do: str = "keep", **other: str) -> HttpResponse:
        return self.client.post(f"{self.url}keep/", {**sheet.fields("/keep/"), "do": do, **other})


THIRTY = {"person.served": "now", "gift.value": "30", "gift.kind": "other"}


@pytest.fixture
def gift(dana: Client) -> Asking:
    return Asking(dana, "accept-gift")
