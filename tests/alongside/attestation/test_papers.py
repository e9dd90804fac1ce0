"""The signer's own copy holds everything that was signed, in order, and reads the same whenever it is asked for."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from alongside.attestation.papers import SignedCopy, attestation_pdf
from alongside.attestation.signing import Affirmation, affirmations_of
from alongside.paper import LettersMissing
from alongside.rulebook.queries import library
from tests.alongside.paper.reading import is_within_the_page, kinds_of_parts, page_count, stands_in_order, text_of

COPY = SignedCopy(
    name="Rosa Ruiz",
    credential="CPSS",
    board="Demo board",
    code="North Carolina Code of Ethics",
    edition="undated edition",
    edition_digest="a1" * 32,
    document_sha256="b2" * 32,
    affirmations=(
        Affirmation("nc.attest.1", "Attestation, first point", "I have read this code."),
        Affirmation("nc.attest.2", "Attestation, second point", "I will keep to it."),
    ),
    typed="Rosa M. Ruiz",
    at=datetime(2026, 11, 27, 13, 5, tzinfo=ZoneInfo("America/New_York")),
    entry=4711,
    language="en",
)


@pytest.mark.clause("nm.sign.1", "nc.attest.0", "sud.attest.1", "ak.attest.1")
def test_it_holds_everything_that_was_signed() -> None:
    text = text_of(attestation_pdf(COPY))

    assert stands_in_order(
        text,
        "Demo board", "What you signed", "Rosa Ruiz", "CPSS", "North Carolina Code of Ethics", "undated edition",
        "You affirmed", "I have read this code.", "nc.attest.1", "Attestation, first point",
        "I will keep to it.", "nc.attest.2", "Attestation, second point",
        "Rosa M. Ruiz", "November 27, 2026, 1:05 pm EST", "b2" * 32, "a1" * 32, "4711", "Page 1 of 1",
    )  # fmt: skip
    assert "\u200b" not in text  # a digest is copied off the page as it is
    assert [kind for kind in kinds_of_parts(attestation_pdf(COPY)) if kind.startswith("H")] == ["H1", "H2", "H2"]


def test_every_code_signed_here_has_its_copy() -> None:
    for edition in library().editions:
        copy = replace(COPY, code=edition.code.name, edition=edition.name, affirmations=affirmations_of(edition))

        text = text_of(attestation_pdf(copy))

        assert all(" ".join(a.says.split()) in text for a in copy.affirmations), edition.id
        assert all(a.clause in text for a in copy.affirmations), edition.id


def test_where_no_official_document_was_adopted_it_says_so() -> None:
    text = text_of(attestation_pdf(replace(COPY, document_sha256="")))

    assert "no official document on file when this was signed" in text


def test_it_reads_the_same_whenever_it_is_asked_for() -> None:
    assert attestation_pdf(COPY) == attestation_pdf(COPY)


def test_it_is_in_the_language_that_was_signed_in() -> None:
    text = text_of(attestation_pdf(replace(COPY, language="es")))

    assert stands_in_order(text, "Lo que usted firmó", "Usted afirmó", "27 de noviembre de 2026", "Página 1 de 1")


@pytest.mark.parametrize("typed", ["#eval(1) ] $x$", "W" * 120, "Nguyễn Thị Ánh"])
def test_what_was_typed_stays_as_it_was_typed(typed: str) -> None:
    pdf = attestation_pdf(replace(COPY, name=typed, typed=typed))

    assert text_of(pdf, without_breaks=True).count(typed) == 2
    assert is_within_the_page(pdf)


def test_many_affirmations_go_on_over_numbered_pages() -> None:
    many = tuple(
        Affirmation(f"nc.attest.{n}", f"point {n}", "I will keep to this, and say so. " * 5) for n in range(25)
    )

    pdf = attestation_pdf(replace(COPY, affirmations=many))

    assert stands_in_order(text_of(pdf), *(f"nc.attest.{n}" for n in range(25)))
    assert page_count(pdf) > 1


def test_letters_nobody_can_print_are_named() -> None:
    with pytest.raises(LettersMissing, match="李"):
        attestation_pdf(replace(COPY, name="李小龍"))
