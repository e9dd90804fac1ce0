"""What holds of every document: offsets lead to the words, and line breaks carry no meaning inside a paragraph."""

import re
from itertools import pairwise

from hypothesis import given, reject, settings, strategies as st

from canon.matching import DocumentRefused, MatchReport, Segment, SegmentKind, document_of, segment
from canon.matching.sentences import marker_at
from canon.matching.wording import shown
from tests.canon.matching.conftest import DOCUMENT, Juniper

PIECES = st.sampled_from(
    "Be kind|. |! |\n|\n\n|\f|\t|- |1. |2.10\t|\u2022 |(a) |Signature: ____|Page 2|Date:|Endings|:|self-|\u2019s|“no”|"
    "\\$|\u00ad|\u202e|\r\n|\u2028|e\u0301|\ufb01|a|the|*|(|)| |é|…|—".split("|")
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join) | st.text(max_size=200)
PRINTED = DOCUMENT.read_text("utf-8")


def breaks_inside_paragraphs(text: str) -> list[re.Match[str]]:
    """Where a line break may come or go without a change of meaning: inside a paragraph, and before no marker."""
    fixed = [line.span() for line in re.finditer(r"[^\n]*(?:____|\tKept|\tseven|Page 1)[^\n]*\n|[A-Z ,.]+\n", text)]
    return [
        space
        for space in re.finditer(r"(?<=\S)(?: +|\n *)(?=\S)", text)
        if not any(start <= space.end() <= end for start, end in fixed) and marker_at(text[space.end() :]) is None
    ]


def pieces_of(text: str) -> tuple[Segment, ...]:
    try:
        return segment(document_of(text)).all
    except DocumentRefused:
        reject()


BREAKS = breaks_inside_paragraphs(PRINTED)


@given(TEXTS)
def test_offsets_always_slice_to_the_words(text: str) -> None:
    for piece in pieces_of(text):
        assert piece.words == " ".join(shown(text[span.start : span.end]) for span in piece.spans)
        assert text.count("\n", 0, piece.spans[0].start) < piece.first_line or "\n" not in text
        assert piece.first_line <= piece.last_line


@given(TEXTS)
def test_nothing_printed_is_lost_or_counted_twice(text: str) -> None:
    pieces = pieces_of(text)

    spans = sorted(span for piece in pieces for span in (*piece.spans, *filter(None, [piece.marker_span])))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    gaps = zip([0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)], strict=True)
    assert not any(shown(text[start:end]) for start, end in gaps)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["\n", " ", "\r\n", "  \n", "\n   "]), min_size=len(BREAKS), max_size=len(BREAKS)))
def test_moving_line_breaks_never_changes_the_match(juniper: Juniper, report: MatchReport, breaks: list[str]) -> None:
    out, at = [], 0
    for place, chosen in zip(BREAKS, breaks, strict=True):
        out += [PRINTED[at : place.start()], chosen]
        at = place.end()

    moved = juniper.match("".join([*out, PRINTED[at:]]))

    assert [(found.clause, found.words, found.shares_with) for found in moved.matched] == [
        (found.clause, found.words, found.shares_with) for found in report.matched
    ]
    assert moved.is_complete


@given(st.integers(0, len(PRINTED) - 1))
def test_a_sentence_cut_out_is_never_matched_by_another(juniper: Juniper, at: int) -> None:
    """Cutting any one piece out leaves each other clause where it was, and costs only the clauses of that piece."""
    before = juniper.match(PRINTED)
    piece = next((p for p in segment(document_of(PRINTED)).all if p.spans[0].start <= at < p.spans[-1].end), None)
    if piece is None or piece.kind is not SegmentKind.TEXT:
        return
    hit = {
        m.clause
        for m in before.matched
        if any(s.start < piece.spans[-1].end and piece.spans[0].start < s.end for s in m.spans)
    }
    cut = PRINTED[: piece.spans[0].start] + PRINTED[piece.spans[-1].end :]

    after = juniper.match(cut)

    lost = {missing.clause for missing in after.missing if missing.reason.value != "section-not-found"}
    assert lost <= hit
