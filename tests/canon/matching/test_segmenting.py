"""A document is cut into sentences and points, and every printed character belongs to one of them."""

import pytest

from canon.matching import Document, Section, Segment, SegmentKind, document_of, segment
from tests.canon.matching.conftest import Juniper


def words_of(text: str, *headings: str) -> list[str]:
    pieces = segment(document_of(text), [Section(heading, heading) for heading in headings]).all
    return [piece.words for piece in pieces]


def kinds_of(text: str, *headings: str) -> list[tuple[str, str]]:
    pieces = segment(document_of(text), [Section(heading, heading) for heading in headings]).all
    return [(piece.kind.value, piece.words) for piece in pieces]


def test_every_printed_character_belongs_to_exactly_one_piece(document: Document, juniper: Juniper) -> None:
    pieces = segment(document, juniper.outline.sections).all

    printed = [at for piece in pieces for at in _offsets(piece)]

    assert len(printed) == len(set(printed))
    left_over = set(range(len(document.text))) - set(printed)
    assert not "".join(document.text[at] for at in sorted(left_over)).strip()


def _offsets(piece: Segment) -> list[int]:
    spans = [*piece.spans, *([piece.marker_span] if piece.marker_span else [])]
    return [at for span in spans for at in range(span.start, span.end)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Ask first!  Then (if asked) wait. ", ["Ask first!", "Then (if asked) wait."]),
        ("Say “no.” Then go.", ["Say “no.”", "Then go."]),
        ("Bring forms, e.g. Releases, to Dr. Able. Go.", ["Bring forms, e.g. Releases, to Dr. Able.", "Go."]),
        ("Bring pens, paper, etc. The desk is open.", ["Bring pens, paper, etc.", "The desk is open."]),
        ("See No. 5 and Sec. 2 of it. 42 are left.", ["See No. 5 and Sec. 2 of it.", "42 are left."]),
        ("Work in the U.S. The rest is elsewhere.", ["Work in the U.S.", "The rest is elsewhere."]),
        ("Work in the U.S. Capitol.", ["Work in the U.S. Capitol."]),
        ("Keep it short. (A page will do.)", ["Keep it short. (A page will do.)"]),
        ("(Starred items are the employer’s.) You sign.", ["(Starred items are the employer’s.)", "You sign."]),
        ("Follow the house’s book. *\nAnother line.", ["Follow the house’s book. *", "Another line."]),
        ("It costs 2.50 at most.", ["It costs 2.50 at most."]),
        ("¿Puede? ¡Sí! Él va.", ["¿Puede?", "¡Sí!", "Él va."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert words_of(text) == sentences


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        ("-", "- Be kind.\n- Be fair."),
        ("•", "• Be kind.\n• Be fair."),
        ("1.", "1. Be kind.\n2. Be fair."),
        ("1)", "1) Be kind.\n2) Be fair."),
        ("(a)", "(a) Be kind.\n(b) Be fair."),
        ("2.10", "2.10\tBe kind.\t\n2.11\tBe fair.\t\t"),
        ("D.1", "D.1\tBe kind.\nD.2\tBe fair."),
        ("o", "o\tBe kind.\no\tBe fair."),
        ("-", "Do this:\n - Be kind.\n - Be fair."),
    ],
)
def test_points_are_told_by_their_marker(marker: str, text: str) -> None:
    *_, kind, fair = segment(document_of(text)).all

    assert (kind.marker, kind.words, fair.words) == (marker, "Be kind.", "Be fair.")
    assert fair.marker


def test_a_sentence_of_a_point_keeps_the_points_marker() -> None:
    first, second = segment(document_of("3. Be kind. Be fair.")).all

    assert (first.marker, second.marker) == ("3.", "3.")
    assert first.marker_span
    assert second.marker_span is None


@pytest.mark.parametrize(
    "gap",
    ["\n", "\r\n", " \n  ", "\n\n", "\n\n\n", "\f", "\n\f", "\n12\n\f", "\nPage 1 of 9\n\f\n", "\n- 3 -\n", "\u2028"],
)
@pytest.mark.parametrize("halves", [("You walk with", "Their pace counts."), ("You walk at", "a pace that suits.")])
def test_a_sentence_goes_on_past_a_line_or_a_page(gap: str, halves: tuple[str, str]) -> None:
    pieces = [piece for piece in segment(document_of(gap.join(halves))).all if piece.kind is SegmentKind.TEXT]

    assert [piece.words for piece in pieces] == [" ".join(halves)]


def test_a_full_line_goes_on_over_the_page_even_before_a_capital() -> None:
    text = "The house of the Board in the old town stands in New\n1\n\fLarch, by the river. All may visit it there on days\n"

    assert [piece.words for piece in segment(document_of(text)).all if piece.kind is SegmentKind.TEXT] == [
        "The house of the Board in the old town stands in New Larch, by the river.",
        "All may visit it there on days",
    ]


def test_a_short_title_does_not_go_on_over_the_page() -> None:
    text = "The Code\n\fBe kind to everyone whom you meet.\nBe fair to everyone whom you meet.\n"

    assert words_of(text)[0] == "The Code"


@pytest.mark.parametrize("torn", ["(60) days", "60. of them", "- that is, soon", "a) or so"])
def test_what_only_looks_like_a_marker_is_none(torn: str) -> None:
    assert words_of(f"You have sixty\n{torn} for it.") == [f"You have sixty {torn} for it."]


def test_lower_case_points_are_points() -> None:
    text = "You are asked for\n\n- patience\n- candor\n- and time"

    assert words_of(text) == ["You are asked for", "patience", "candor", "and time"]


def test_a_finished_sentence_does_not_go_on() -> None:
    assert words_of("You may go\n\nThe next thing") == ["You may go", "The next thing"]


def test_table_rows_stand_alone() -> None:
    assert words_of("Paper\tKept for\nNotes\tone year\nForms\ttwo years") == [
        "Paper Kept for",
        "Notes one year",
        "Forms two years",
    ]


def test_a_row_torn_in_the_middle_of_a_sentence_is_no_row() -> None:
    assert words_of("You write to\tthe Board about a\nchange of name.") == [
        "You write to the Board about a change of name."
    ]


def test_headings_stand_on_their_line_run_in_or_open_with_their_own_text() -> None:
    text = "HOPE\nBe hopeful.\n\nTrust: Be true.\n\nBy signing I agree."

    found = segment(
        document_of(text), [Section("Hope", "HOPE"), Section("Trust", "Trust"), Section("End", "By signing")]
    )

    assert [(piece.kind.value, piece.section, piece.words) for piece in found.all] == [
        ("heading", "Hope", "HOPE"),
        ("text", "Hope", "Be hopeful."),
        ("heading", "Trust", "Trust:"),
        ("text", "Trust", "Be true."),
        ("text", "End", "By signing I agree."),
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", " ", "\n   "])
def test_an_opening_phrase_stays_text_wherever_its_line_breaks(line_break: str) -> None:
    text = f"Be kind.\n\nBy signing here{line_break}you agree."

    found = segment(document_of(text), [Section("End", "By signing here")])

    assert [(piece.section, piece.words) for piece in found.all][1:] == [("End", "By signing here you agree.")]


def test_a_heading_on_its_line_is_surer_than_a_sentence_that_begins_so() -> None:
    text = "Respect others in all you do.\n\nRespect\n\nRespect their time."

    found = segment(document_of(text), [Section("Respect", "Respect")])

    assert [piece.section for piece in found.all] == ["", "Respect", "Respect"]


def test_a_heading_printed_twice_is_told_by_the_order_of_sections() -> None:
    text = "THE CODE\n\nVALUES\n\nBe kind.\n\nTHE CODE\n\nBe fair.\n\nEND\n\nSign."

    found = segment(document_of(text), [Section("V", "VALUES"), Section("C", "THE CODE"), Section("E", "END")])

    assert [(piece.section, piece.words) for piece in found.all if piece.kind is SegmentKind.HEADING] == [
        ("V", "VALUES"),
        ("C", "THE CODE"),
        ("E", "END"),
    ]
    assert found.unlocated == ()


def test_a_heading_printed_twice_with_nothing_to_tell_is_not_guessed() -> None:
    found = segment(document_of("RULES\n\nBe kind.\n\nRULES\n\nBe fair."), [Section("Rules", "RULES")])

    assert found.unlocated == (Section("Rules", "RULES"),)
    assert {piece.section for piece in found.all} == {""}


def test_numbered_and_decorated_headings_are_headings() -> None:
    for printed in ("II. Trust", "2. Trust", "## Trust", "**Trust**", "Trust :", "\u200fTrust"):
        assert kinds_of(f"{printed}\nBe true.", "Trust")[0][0] == "heading", printed


@pytest.mark.parametrize(
    "line",
    [
        "Name:",
        "Name:\t",
        "Signature:\tDate:",
        "Printed Name: ________  Date: ____",
        "Supervisor’s signature: ______",
        "____________________",
        "Firma: ______ Fecha: ______",
    ],
)
def test_form_fields_are_told_by_their_blanks(line: str) -> None:
    assert [kind for kind, _ in kinds_of(f"Be kind.\n\n{line}\n")] == ["text", "form-field"]


@pytest.mark.parametrize(
    "line",
    [
        "Date: each release bears one.",
        "The worker signs and gives the date:",
        "Name the person first",
        "Do not sign blank forms: ______",
        "Signature",
    ],
)
def test_a_sentence_about_signing_is_no_form_field(line: str) -> None:
    assert [kind for kind, _ in kinds_of(f"Be kind.\n\n{line}\n")] == ["text", "text"]


def test_running_heads_are_page_marks_from_their_second_page_on() -> None:
    pages = ("The Code\nBe kind to all.\n1\n", "\fThe Code\nBe fair.\n2\n", "\fThe Code\nBe true.\n3\n")

    kinds = kinds_of("".join(pages))

    assert [words for kind, words in kinds if kind == "page-mark"] == ["1", "The Code", "2", "The Code", "3"]
    assert [words for kind, words in kinds if kind == "text"] == ["The Code Be kind to all.", "Be fair.", "Be true."]


def test_a_repeated_line_on_one_page_is_no_running_head() -> None:
    assert [kind for kind, _ in kinds_of("Be kind.\n\nBe fair.\n\nBe kind.")] == ["text", "text", "text"]


def test_lines_are_counted_from_one() -> None:
    (piece,) = segment(document_of("\n\nBe kind and\nfair.\n")).all

    assert (piece.first_line, piece.last_line) == (3, 4)
