"""`document match`: a board's official document beside its code file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alongside.cli.library import editions
from alongside.cli.output import AsJson, Refused, console, print_json
from alongside.rulebook.printed import open_printed
from canon.matching import Document, DocumentRefused, MatchReport, Segment, match, outline_of

app = typer.Typer(no_args_is_help=True)


@app.callback()
def document() -> None:
    """A board's official document beside its code file."""


@app.command("match")
def match_document(
    code: Annotated[str, typer.Argument(help="The code's id, or the path of a code file.")],
    file: Annotated[Path, typer.Argument(help="The official document, text or PDF.")],
    as_json: AsJson = False,
) -> None:
    """Match a document to a code's clauses; exit code 1 where a line is unaccounted for or a clause is missing."""
    edition = editions([code])[0]
    report = match(_open(file), edition.clauses, outline_of(edition))
    if as_json:
        print_json(report_data(report))
    else:
        _print(report)
    if not report.is_complete:
        raise typer.Exit(1)


def _open(file: Path) -> Document:
    try:
        return open_printed(file.read_bytes())
    except OSError as problem:
        raise Refused(
            "file-unreadable", f"{file.name} cannot be opened ({problem.strerror}): check the path."
        ) from None
    except DocumentRefused as refused:
        raise Refused(refused.code, str(refused)) from None


def report_data(report: MatchReport) -> dict[str, object]:
    """The report with stable keys: `matched`, `total`, `unaccounted`, and what was set aside, each with its lines."""
    return {
        "sha256": report.sha256,
        "matched": len(report.matched),
        "total": report.total,
        "looks_like_this_code": not report.is_another_document,
        "unaccounted": [_piece(p) for p in report.unaccounted],
        "missing": [
            {
                "clause": m.clause,
                "section": m.section,
                "find": m.find,
                "why": m.reason.value,
                "nearest": [{"section": c.section, "line": c.line, "words": c.words} for c in m.nearest],
            }
            for m in report.missing
        ],
        "stale": [{"find": s.find, "section": s.section, "why": s.reason.value} for s in report.stale],
        "headings": [_piece(p) for p in report.headings],
        "form_fields": [_piece(p) for p in report.form_fields],
        "page_marks": [_piece(p) for p in report.page_marks],
        "background": [{**_piece(b.segment), "why": b.why} for b in report.background],
        "clauses": {m.clause: {"lines": list(m.lines), "shares_with": list(m.shares_with)} for m in report.matched},
        "hidden_characters": report.hidden,
    }


def _piece(piece: Segment) -> dict[str, object]:
    return {"line": piece.first_line, "words": piece.words}


def _print(report: MatchReport) -> None:
    out = console()
    out.print(
        f"{len(report.matched)} of {report.total} clauses matched, {len(report.unaccounted)} pieces unaccounted for"
    )
    if report.is_another_document:
        out.print("This does not look like the document of this code: few of its phrases stand in it.")
    for missing in report.missing:
        near = f"; nearest: line {missing.nearest[0].line}" if missing.nearest else ""
        out.print(f"  missing {missing.clause}: {missing.find!r} {missing.reason.value}{near}", markup=False)
    for piece in report.unaccounted:
        out.print(f"  line {piece.first_line} unaccounted for: {piece.words}", markup=False)
    for stale in report.stale:
        out.print(f"  the code file names {stale.find!r}, {stale.reason.value}", markup=False)
    for title, pieces in (("heading", report.headings), ("form field", report.form_fields)):
        for piece in pieces:
            out.print(f"  line {piece.first_line} {title}: {piece.words}", markup=False)
    for aside in report.background:
        out.print(f"  line {aside.segment.first_line} background ({aside.why}): {aside.segment.words}", markup=False)
