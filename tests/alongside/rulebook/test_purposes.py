"""Clauses that are there to be read: the reader shows each with its citation, and the board's own words once they are loaded."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from alongside.rulebook.actions import load_document
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.queries import standing_of
from canon.code import Clause, Edition
from tests.alongside.rulebook.keeping import TODAY, board_keeping
from tests.clauses import clause

pytestmark = pytest.mark.django_db

READ = ("nm.preface.2", "nm.preface.7", "sud.preamble.8", "ak.intro.7", "ca.advocacy.3a")


def printed_line(own: Clause) -> str:
    """A sentence that only this clause's phrase finds."""
    return f"It is printed here of old that {own.find} in the standing of {own.id.replace('.', '-')}."


def document_of(edition: Edition) -> bytes:
    """A document with every section and clause of an edition, in order, in words of the test's own around the phrases."""
    lines: list[str] = []
    for section in edition.sections:
        lines += ["", section.heading, ""]
        lines += [printed_line(own) for own in edition.clauses if own.section == section.name]
        lines += [f"Besides, {own.find}." for own in edition.background if own.section == section.name]
    lines += [f"Besides, {own.find}." for own in edition.background if not own.section]
    return "\n".join(lines).encode()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@clause("nm.preface.2", "nm.preface.7", "sud.preamble.8", "ak.intro.7", "ca.advocacy.3a")
@pytest.mark.parametrize("name", READ)
def test_the_reader_shows_it_with_its_citation_and_where_it_stands(client: Client, name: str) -> None:
    own = standing_of(name.split(".", maxsplit=1)[0], TODAY).edition.clause(name)

    html = text_of(client, clause_address(name))

    assert own.says in html
    assert own.cite in html
    assert own.find in html
    assert "It is shown, and never decides what you may do." in html


@clause("nm.preface.2", "nm.preface.7", "sud.preamble.8", "ak.intro.7", "ca.advocacy.3a")
@pytest.mark.parametrize("name", READ)
def test_the_boards_own_words_stand_beside_ours_once_loaded(client: Client, name: str) -> None:
    code = name.split(".", maxsplit=1)[0]
    edition = standing_of(code, TODAY).edition
    before = text_of(client, clause_address(name))

    load_document(board=board_keeping(code), code=code, file_name="code.txt", data=document_of(edition), by=None)

    printed = printed_line(edition.clause(name))
    assert printed not in before
    assert printed in text_of(client, clause_address(name))
