"""Clauses find their words, and what has none is listed with its reason."""

import hashlib

import pytest

from canon.matching import Background, Findable, MatchReport, Outline, Reason, Section, document_of, match
from tests.canon.matching.conftest import DOCUMENT, Juniper


def test_every_clause_of_juniper_has_its_words(report: MatchReport, juniper: Juniper) -> None:
    assert [found.clause for found in report.matched] == [clause.id for clause in juniper.clauses]
    assert report.total == len(juniper.clauses)
    assert report.missing == ()


def test_every_line_of_juniper_is_accounted_for(report: MatchReport) -> None:
    assert report.unaccounted == ()
    assert report.unaccounted_lines == ()
    assert report.stale == ()
    assert report.is_complete


def test_what_is_set_aside_says_why(report: MatchReport) -> None:
    assert [(aside.segment.words, aside.why) for aside in report.background if "Every" in aside.segment.words] == [
        ("Every JPSS:", "opens the list of points")
    ]
    assert [piece.words[:10] for piece in report.form_fields] == ["Printed Na", "Signature:"]
    assert [piece.words for piece in report.page_marks] == ["Page 1 of 2"]
    assert len(report.headings) == 7


def test_a_sentence_that_stands_in_two_sections_is_told_apart(report: MatchReport) -> None:
    walking, endings = report.match_of("juniper.walking.1"), report.match_of("juniper.endings.1")

    assert walking
    assert endings
    assert walking.words == endings.words
    assert walking.lines < endings.lines
    assert not walking.shares_with


def test_clauses_of_one_sentence_share_it_and_say_so(report: MatchReport) -> None:
    warned, taken = report.match_of("juniper.keeping.5a"), report.match_of("juniper.keeping.5b")

    assert warned
    assert taken
    assert warned.segments == taken.segments
    assert (warned.shares_with, taken.shares_with) == (("juniper.keeping.5b",), ("juniper.keeping.5a",))


def test_words_cut_by_a_page_are_shown_whole_and_clean(report: MatchReport, text: str) -> None:
    gift = report.match_of("juniper.ties.1")

    assert gift
    assert gift.words.startswith("A gift from someone you serve may be kept if it is worth no more than $40.00")
    assert gift.words.endswith("goes back, with thanks.")
    assert len(gift.spans) == 2
    assert "Page 1 of 2" not in "".join(text[span.start : span.end] for span in gift.spans)


def test_the_hash_is_of_the_bytes_given(juniper: Juniper, text: str) -> None:
    data = DOCUMENT.read_bytes()

    assert juniper.match(text).sha256 == hashlib.sha256(data).hexdigest()
    assert document_of(text, source=b"a PDF").sha256 == hashlib.sha256(b"a PDF").hexdigest()


def test_a_sentence_added_to_the_document_is_unaccounted_for(juniper: Juniper, text: str) -> None:
    report = juniper.match(text.replace("3. Romance", "3. Wear a badge. Romance"))

    assert [piece.words for piece in report.unaccounted] == ["Wear a badge."]
    assert report.unaccounted_lines == (35,)
    assert len(report.matched) == report.total
    assert not report.is_complete


def test_a_sentence_taken_out_is_reported_with_the_nearest(juniper: Juniper, text: str) -> None:
    report = juniper.match(
        text.replace("A person may stop at any hour and owes nobody a reason.", "Nobody owes you a reason.")
    )

    (missing,) = report.missing
    assert (missing.clause, missing.reason) == ("juniper.endings.2", Reason.NOT_FOUND)
    assert missing.nearest[0].words == "Nobody owes you a reason."
    assert missing.nearest[0].section == "Endings"


def test_a_phrase_that_stands_twice_in_its_section_is_not_guessed(juniper: Juniper, text: str) -> None:
    report = juniper.match(text.replace("D.6\t", "D.6\tThe Board hears every complaint. "))

    (missing,) = report.missing
    assert (missing.clause, missing.reason) == ("juniper.keeping.5", Reason.FOUND_TWICE)
    assert [near.line for near in missing.nearest] == [60, 62]


def test_a_sentence_moved_to_another_section_is_reported_there(juniper: Juniper, text: str) -> None:
    moved = "\u2022 A person may stop at any hour and owes nobody a reason.\n"
    report = juniper.match(text.replace(moved, "").replace("PART B.", f"{moved}\nPART B."))

    (missing,) = report.missing
    assert (missing.clause, missing.reason) == ("juniper.endings.2", Reason.OTHER_SECTION)
    assert missing.nearest[0].section == "Walking Together"
    assert [piece.words for piece in report.unaccounted] == [moved[2:].strip()]


def test_a_lost_heading_is_stale_and_its_clauses_say_so(juniper: Juniper, text: str) -> None:
    report = juniper.match(text.replace("PART E. ENDINGS", "PART E. GOODBYES"))

    assert {missing.reason for missing in report.missing} == {Reason.NO_SUCH_SECTION}
    assert {missing.section for missing in report.missing} == {"Endings"}
    assert [(stale.section, stale.reason) for stale in report.stale] == [("Endings", Reason.NOT_FOUND)]
    assert "PART E. GOODBYES" in report.unaccounted[0].words


def test_capitals_count(juniper: Juniper, text: str) -> None:
    report = juniper.match(text.replace("A note of the talk", "A Note of the Talk"))

    (missing,) = report.missing
    assert missing.reason is Reason.NOT_FOUND
    assert "A Note of the Talk" in missing.nearest[0].words


def test_a_phrase_matches_whole_words_only() -> None:
    report = match(document_of("You shall notlend money."), [Findable("x.1", "", "lend money")])

    assert [missing.reason for missing in report.missing] == [Reason.NOT_FOUND]


@pytest.mark.parametrize(
    ("printed", "find"),
    [
        ("someone’s “place”", 'someone\'s "place"'),
        ("self-\ndetermination counts", "self-determination counts"),
        ("self- determination counts", "self-determination counts"),
        ("deter-\nmination counts", "determination counts"),
        ("self\u2011determination counts", "self-determination counts"),
        ("a guide for - duty", "guide for duty"),
        ("a guide — duty", "guide duty"),
        ("of\ufb01ce \ufb02oor", "office floor"),
        ("cafe\u0301 table", "caf\u00e9 table"),
        ("worth \\$25.00", "worth $25.00"),
        ("one\u00a0two\u2009three", "one two three"),
        ("one \u200btwo\u202e three", "one two three"),
        ("per\u00adson served", "person served"),
        ("one\ttwo\r\nthree", "one two three"),
    ],
)
def test_typesetting_does_not_hide_a_phrase(printed: str, find: str) -> None:
    report = match(document_of(f"Here is {printed} again."), [Findable("x.1", "", find)])

    assert [found.clause for found in report.matched] == ["x.1"]


def test_a_phrase_that_runs_over_a_sentence_end_takes_both_sentences() -> None:
    report = match(document_of("You stop. Then you rest. You go."), [Findable("x.1", "", "stop. Then you")])

    assert report.matched[0].words == "You stop. Then you rest."
    assert [piece.words for piece in report.unaccounted] == ["You go."]


def test_background_that_a_clause_speaks_of_is_stale() -> None:
    outline = Outline(background=[Background("never lend", "encouragement"), Background("nothing here", "gone")])

    report = match(document_of("You never lend money."), [Findable("x.1", "", "lend money")], outline)

    assert [(stale.find, stale.reason) for stale in report.stale] == [
        ("never lend", Reason.OF_A_CLAUSE),
        ("nothing here", Reason.NOT_FOUND),
    ]
    assert report.background == ()


def test_background_that_stands_twice_needs_its_section() -> None:
    text = "ONE\nI will:\n- stop.\n\nTWO\nI will:\n- rest."
    sections = [Section("One", "ONE"), Section("Two", "TWO")]
    clauses = [Findable("x.1", "One", "stop"), Findable("x.2", "Two", "rest")]

    vague = match(document_of(text), clauses, Outline(sections, [Background("I will", "opens the list")]))
    exact = match(
        document_of(text),
        clauses,
        Outline(sections, [Background("I will", "opens the list", name) for name in ("One", "Two")]),
    )

    assert [stale.reason for stale in vague.stale] == [Reason.FOUND_TWICE]
    assert len(vague.unaccounted) == 2
    assert exact.is_complete


def test_another_states_document_is_plainly_said_to_be_one(juniper: Juniper, report: MatchReport) -> None:
    other = juniper.match("Code of the Larch Board\n\nBe kind. Be fair. No file is closed in anger.")

    assert (report.looks_like, report.is_another_document) == (1.0, False)
    assert other.is_another_document
    assert other.looks_like == 0
    assert other.matched == ()
    assert len(other.missing) == other.total


def test_a_code_without_clauses_accounts_for_nothing() -> None:
    report = match(document_of("Be kind."), [])

    assert (report.total, report.looks_like, len(report.unaccounted)) == (0, 0.0, 1)
