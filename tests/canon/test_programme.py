"""What a board asks: read from its file with every fault named, dated, and told apart from what nobody has said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from canon.programme import NOTHING_TOLD, TERMS, Programme
from canon.reading import Library, parse_toml, read_library
from canon.reading.faults import Fault
from canon.reading.fields import Fields
from canon.reading.programme import read_programme
from canon.values import Hours, Span, Unit

CODES = Path(__file__).parents[2] / "codes"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CODES, [CODES / "invented" / "juniper-jpss.toml"])


def read(text: str) -> tuple[Programme, list[Fault]]:
    faults: list[Fault] = []
    source = parse_toml(text.encode(), "made.toml")
    return read_programme(Fields(source, source.data, (), faults)), faults


def one(name: str, value: str, *, bucket: str = "") -> str:
    row = f'{{ from = 2020-01-01, value = {value}, source = "made", certain = true }}'
    return f"[programme]\n{name} = [{row}]\n{bucket}"


@pytest.mark.clause("nm.competence.3")
@pytest.mark.parametrize(
    ("code", "whole", "topics"),
    [
        ("nm", 40, {"ethics": 6, "cultural": 6}),
        ("nc", 20, {"ethics": 3}),
        ("ca", 20, {"law-and-ethics": 6}),
        ("sud", 20, {"peer-ethics": 6}),
        ("ak", None, {"ethics": 3, "confidentiality": 3}),
        ("juniper", 30, {"ethics": 4}),
    ],
)
def test_the_hours_each_board_asks(library: Library, code: str, whole: int | None, topics: dict[str, int]) -> None:
    programme = library.edition(code).programme

    assert programme.hours("learning", DAY) == (None if whole is None else Hours(whole))
    assert {topic: term.value for topic, term in programme.buckets_on(DAY).items()} == topics


def test_the_way_back_after_the_last_day(library: Library) -> None:
    north_carolina = library.edition("nc").programme

    assert north_carolina.span("grace", DAY) == Span(30, Unit.DAY)
    assert (term := north_carolina.on("after_grace", DAY)) is not None
    assert term.value == "anew"
    assert not term.is_certain
    assert north_carolina.on("late_fee", DAY) is None, "there is a fee; how much, nobody has told us"
    assert library.edition("ca").programme.span("renewal_opens", DAY) == Span(90, Unit.DAY)


@pytest.mark.clause("nm.recovery.5")
def test_a_revocation_lasts_two_years_at_least(library: Library) -> None:
    assert library.edition("nm").programme.span("after_revocation", DAY) == Span(2, Unit.YEAR)


def test_only_what_the_document_itself_says_is_certain(library: Library) -> None:
    certain = {e.id for e in library.editions if any(t.is_certain for t in e.programme.standing(DAY))}

    assert certain == {"nm", "juniper"}
    assert all(t.source for e in library.editions for t in e.programme.standing(DAY))


def test_a_later_row_amends_and_an_earlier_question_gets_the_earlier_answer() -> None:
    programme, faults = read(
        "[programme]\nlate_fee = [\n"
        '  { from = 2020-01-01, value = "25.00 USD", source = "made", certain = true },\n'
        '  { from = 2026-01-01, value = "40.00 USD", source = "made", certain = true },\n]\n'
    )

    told = [programme.on("late_fee", day) for day in (date(2019, 12, 31), date(2025, 12, 31), date(2026, 1, 1))]
    assert not faults
    assert [term and term.value for term in told] == [None, Decimal("25.00"), Decimal("40.00")]


def test_a_file_without_a_programme_tells_nothing() -> None:
    assert read("") == (NOTHING_TOLD, [])
    assert NOTHING_TOLD.is_empty
    with pytest.raises(KeyError):
        NOTHING_TOLD.on("perod", DAY)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (one("perod", '"2 years"'), "unknown-key", 2),
        (one("period", '"two years"'), "bad-value", 2),
        (one("learning", "40"), "bad-value", 2),
        (one("exam", '"yes"'), "bad-value", 2),
        (one("references", "true"), "bad-value", 2),
        (one("late_fee", "25.0"), "bad-value", 2),
        (one("after_grace", '"anow"'), "bad-value", 2),
        ("[programme]\nperiod = []\n", "empty-term", 2),
        ('[programme]\nperiod = "2 years"\n', "not-tables", 2),
        ('[programme]\nperiod = [{ from = 2020-01-01, value = "2 years", certain = true }]', "missing-field", 2),
        ('[programme]\nperiod = [{ from = 2020-01-01, value = "2 years", source = "x" }]', "missing-field", 2),
        ('[programme]\nperiod = [{ value = "2 years", source = "x", certain = true }]', "missing-field", 2),
        ('programme = "none"', "not-a-table", 1),
        (
            one("exam", "true", bucket='[programme.bucket]\n"Law & ethics" = []'),
            "bad-topic",
            3,
        ),
        (
            one("learning", '"5 hours"')
            + '[programme.bucket]\nethics = [{ from = 2020-01-01, value = "6 hours", source = "x", certain = true }]',
            "topics-beyond-the-whole",
            3,
        ),
        (
            (
                "[programme]\nexam = [\n"
                '  { from = 2021-01-01, value = true, source = "x", certain = true },\n'
                '  { from = 2020-01-01, value = true, source = "x", certain = true },\n]'
            ),
            "dates-out-of-order",
            2,
        ),
    ],
)
def test_each_fault_has_its_line_and_what_to_do(text: str, code: str, line: int) -> None:
    _programme, faults = read(text)

    assert [(fault.code, fault.line) for fault in faults if fault.code == code][:1] == [(code, line)]
    assert all(fault.remedy for fault in faults)


def test_every_term_is_explained_to_those_who_write_codes() -> None:
    explained = (CODES / "README.md").read_text(encoding="utf-8").replace("`_", "`other_states_")

    assert [name for name in TERMS if f"`{name}`" not in explained] == []


@pytest.mark.clause("nm.competence.3", "nc.cert.2")
@pytest.mark.parametrize(("code", "clause"), [("nm", "nm.competence.3"), ("nc", "nc.cert.2")])
def test_the_programme_asks_the_hours_that_the_clause_owes(library: Library, code: str, clause: str) -> None:
    edition = library.edition(code)
    owed = {name: p.on(DAY).value for d in edition.clause(clause).duties for name, p in d.params.items()}

    assert edition.programme.hours("learning", DAY) == owed["hours"]
    assert edition.programme.buckets_on(DAY)["ethics"].value == owed["ethics"]
