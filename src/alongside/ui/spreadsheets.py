"""Tables that people take away: CSV that a spreadsheet program opens as text, whatever stands in a cell."""

import csv
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(file_name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A CSV file to download. It begins with the mark by which Excel knows UTF-8."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerow([as_text(cell) for cell in head])
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return answer


def as_text(cell: str) -> str:
    """The same with an apostrophe before what a spreadsheet would work out."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_A_FORMULA) else cell
