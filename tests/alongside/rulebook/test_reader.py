"""The reader: open to everyone, true to what is in force, quick, and unmoved by whatever is typed at it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.people.models import Board
from alongside.rulebook.actions import settle_reading
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.models import ReadingConfirmation
from alongside.rulebook.queries import all_editions, reading_of, standing_of, vocabulary
from alongside.rulebook.reader.compare import comparison, topics_of
from alongside.rulebook.reader.search import find_clauses
from alongside.rulebook.readings import wording_of
from alongside.rulebook.topics import TOPICS
from alongside.ui.catalogue import missing_from
from canon.ruling import Answer
from tests.alongside.rulebook.keeping import (
    JUNIPER_TEXT,
    TODAY,
    adopt_juniper,
    load_juniper,
    staff_of,
)
from tests.clauses import clause

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE rulebook_adoption; --",
    "%00%ff",
    "\u202egnirts",
    "{{ 7|add:7 }}{% load ui %}",
    "((((((((((" * 50,
    "💥" * 200,
    ".*.*.*.*.*.*.*.*a",
]


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_every_code_is_listed_with_how_it_stands(client: Client, juniper: Board) -> None:
    load_juniper(juniper)
    before = text_of(client, "/codes/")
    adopt_juniper(juniper)

    assert "Loaded, not adopted yet" in before
    assert "Not loaded yet" in before
    assert "Loaded and adopted" in text_of(client, "/codes/")


@pytest.mark.parametrize("by", ["", "?by=topic"])
def test_a_code_shows_every_clause_once(client: Client, by: str) -> None:
    edition = standing_of("nm", TODAY).edition

    html = text_of(client, f"/codes/nm/{by}")

    for own in edition.clauses:
        assert html.count(f'href="{clause_address(own.id)}"') == 1, own.id


def test_every_clause_of_every_code_has_a_page(client: Client) -> None:
    for edition in all_editions(TODAY):
        for own in edition.clauses:
            html = text_of(client, clause_address(own.id))
            assert "What Alongside does about it" in html
            assert own.id in html


@clause("nm.integrity.3")
def test_a_clause_page_says_what_a_board_member_needs(client: Client) -> None:
    html = text_of(client, "/codes/nm/nm.integrity.3/")

    assert "May I accept a gift?" in html
    assert "$25.01" in html
    assert "Not yet confirmed by the board" in html
    assert "An employer may lower it." in html
    assert "nm.integrity.3a" in html
    assert "The board has not loaded its document yet" in html


def test_official_words_stand_only_from_a_matched_document(client: Client, juniper: Board) -> None:
    address = "/codes/juniper/juniper.ties.4/"
    official = "Small towns have one grocery store"

    load_juniper(juniper, data=JUNIPER_TEXT + b"\n\nNobody may wear green on a Thursday.\n")
    torn = text_of(client, address)
    load_juniper(juniper)
    whole = text_of(client, address)
    adopt_juniper(juniper)
    adopted = text_of(client, address)

    assert official not in torn
    assert official in whole
    assert "not adopted yet" in whole
    assert "From the official document" in adopted
    assert official in text_of(client, "/codes/juniper/document/")


def test_the_printed_line_leads_to_the_clause_and_back(client: Client, juniper: Board) -> None:
    adopt_juniper(juniper)

    html = text_of(client, "/codes/juniper/document/")

    for own in standing_of("juniper", TODAY).edition.clauses:
        assert f'id="{own.id}"' in html
        assert clause_address(own.id) in html


def test_a_document_that_is_not_there_has_no_page(client: Client) -> None:
    text_of(client, "/codes/nm/document/", 404)


def test_a_disputed_reading_shows_the_boards_own_word(client: Client, juniper: Board) -> None:
    reading = reading_of(standing_of("juniper", TODAY).edition, "juniper.ties.1", "meal-over-limit")
    assert reading is not None
    settle_reading(
        board=juniper,
        code="juniper",
        clause="juniper.ties.1",
        reading="meal-over-limit",
        wording=wording_of(reading),
        verdict=ReadingConfirmation.Verdict.DISPUTED,
        note="<b>A meal</b> is a gift.",
        by=staff_of(juniper),
        on=TODAY,
    )

    html = text_of(client, "/codes/juniper/juniper.ties.1/")

    assert "The board reads it otherwise" in html
    assert "&lt;b&gt;A meal&lt;/b&gt; is a gift." in html


def test_a_code_can_be_read_as_of_an_earlier_day(client: Client, juniper: Board) -> None:
    adopt_juniper(juniper, from_day=date(2025, 6, 1))

    html = text_of(client, "/codes/juniper/?on=2025-05-31")

    assert "As in force on May 31, 2025" in html
    assert "has not adopted it here yet" in html


@pytest.mark.parametrize("odd", ["2026-02-31", "yesterday", "9999999999", ""])
def test_a_day_that_is_none_is_today(client: Client, odd: str) -> None:
    assert "As in force on" not in text_of(client, f"/codes/nm/?on={odd}")


@pytest.mark.parametrize(
    "address",
    [
        "/codes/zz/",
        "/codes/nm/nm.integrity.99/",
        "/codes/ak/nm.integrity.3/",
        "/codes/nm/..%2f..%2fetc/",
        "/codes/zz/zz.a.1/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    text_of(client, address, 404)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/codes/nm/nm.integrity.33/", "/codes/nm/nm.integrity.3/"),
        ("/codes/NM/NM.Integrity.3/", "/codes/nm/nm.integrity.3/"),
        ("/codes/nmm/nm.integrity.3/", "/codes/nm/nm.integrity.3/"),
        ("/codes/nmm/", "/codes/nm/"),
        ("/codes/NC/", "/codes/nc/"),
    ],
)
def test_a_slip_in_an_address_is_answered_with_what_is_near(client: Client, address: str, near: str) -> None:
    html = text_of(client, address, 404)

    assert "Did you mean one of these?" in html
    assert f'href="{near}"' in html


# ---- search and compare -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("gifts", "nm.integrity.3"),
        ("May I accept a gift?", "nm.integrity.3"),
        ("nm.integrity.3", "nm.integrity.3"),
        ("ride home", "nm.safety.1"),
        ("text a friend", "ca"),
        ("supervision", "nm"),
    ],
)
def test_plain_words_find_clauses(question: str, found: str) -> None:
    hits = [
        line.clause.id for own in find_clauses(question, all_editions(TODAY), vocabulary()).codes for line in own.lines
    ]

    assert any(hit == found or hit.startswith(f"{found}.") for hit in hits)


def test_nothing_found_offers_topics(client: Client) -> None:
    html = text_of(client, "/codes/search/?q=xylophone")

    assert "No clause has the words" in html
    assert "Gifts, given and received" in html


@pytest.mark.parametrize("question", HOSTILE)
def test_whatever_is_typed_is_only_looked_for(client: Client, question: str) -> None:
    answer = client.get("/codes/search/", {"q": question})
    compared = client.get("/codes/compare/", {"topic": question, "code": [question, "nm"]})

    assert answer.status_code == compared.status_code == 200
    assert "<script>alert" not in answer.content.decode() + compared.content.decode()
    assert "14" not in re.findall(r"“(.*?)”", answer.content.decode())


def test_codes_are_compared_on_facts_from_life(client: Client) -> None:
    html = text_of(client, "/codes/compare/?code=nm&code=ak&code=nc&topic=gifts")

    assert "The codes part ways" in html
    assert "May I accept a gift?" in html
    assert "nc.4.2" in html


@pytest.mark.parametrize(("codes", "is_compared"), [(["nm"], False), (["nm", "nc"], True), ([], True)])
def test_two_to_five_codes_are_compared(client: Client, codes: list[str], is_compared: bool) -> None:
    html = client.get("/codes/compare/", {"code": codes}).content.decode()

    assert ("Choose two to five codes" not in html) is is_compared


def test_six_codes_are_too_many_at_once(client: Client) -> None:
    html = client.get("/codes/compare/", {"code": ["nm", "nc", "ca", "sud", "ak", "juniper"]}).content.decode()

    assert "Choose two to five codes" in html


def test_every_example_of_a_comparison_is_judged_as_shown() -> None:
    editions = all_editions(TODAY)

    for topic in topics_of(editions):
        for act in comparison(editions, topic.id, vocabulary(), on=TODAY).acts:
            for example in act.examples:
                clear = {own.answer for own in example.answers if own.answer is not Answer.UNDECIDED}
                assert len(clear) > 1, (topic.id, act.act)


def test_every_topic_has_a_name_of_its_own() -> None:
    used = {own.topic for edition in all_editions(TODAY) for own in edition.clauses}

    assert used <= set(TOPICS)
    assert len(set(map(str, TOPICS.values()))) == len(TOPICS)


# ---- cost ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/codes/", 5),
        ("/codes/juniper/", 6),
        ("/codes/juniper/juniper.ties.1/", 8),
        ("/codes/search/?q=gift", 4),
        ("/codes/compare/", 6),
        ("/codes/juniper/document/", 4),
    ],
)
def test_a_page_of_the_reader_asks_the_database_little(
    client: Client,
    juniper: Board,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
    most: int,
) -> None:
    adopt_juniper(juniper)
    client.get(address)

    with django_assert_max_num_queries(most):
        text_of(client, address)


def test_a_clause_is_named_by_its_id_alone() -> None:
    assert reverse("rulebook:clause", kwargs={"clause": "nm.integrity.3"}) == "/codes/nm/nm.integrity.3/"


# ---- in Spanish ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", ["rulebook", "board"])
def test_everything_is_said_in_spanish_too(app: str) -> None:
    assert [message.text for message in missing_from(app)] == []


@pytest.mark.parametrize("address", ["/codes/", "/codes/nm/", "/codes/nm/nm.integrity.3/", "/codes/compare/"])
def test_the_reader_speaks_spanish_round_the_codes_own_words(client: Client, address: str) -> None:
    html = client.get(address, headers={"accept-language": "es"}).content.decode()

    assert '<html lang="es">' in html
    assert "clause" not in re.sub(r"<[^>]*>", " ", re.sub(r'<(\w+)[^>]*lang="en"[^>]*>.*?</\1>', " ", html)).lower()


def test_a_topic_is_found_by_its_spanish_name(client: Client) -> None:
    html = client.get("/codes/search/?q=regalos", headers={"accept-language": "es"}).content.decode()

    assert "nm.integrity.3" in html
