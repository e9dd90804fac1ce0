"""A letter on a board's or an agency's own paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alongside.paper.setting import About, render
from alongside.paper.squares import Square

LETTER: Final = Path("paper/typst/letter.typ")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: a name, and below it lines such as an address or where to reach them."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to: a name, and below it the lines of an address, if one is known."""

    name: str
    lines: tuple[str, ...] = ()


def letter(
    *,
    head: Letterhead,
    dated: str,
    to: Addressee,
    subject: str,
    paragraphs: Sequence[str],
    signed: Sequence[str],
    about: About,
    square: Square | None = None,
) -> bytes:
    """A letter as PDF. `dated` is the day in the letter's own words; `signed` the lines under it, name first.

    A line break inside a paragraph stays one. Raises LettersMissing, and ValueError for a letter that says nothing.
    """
    if not any(paragraph.strip() for paragraph in paragraphs):
        raise ValueError("a letter says something")
    return render(
        LETTER,
        {
            "head": {"name": head.name, "lines": head.lines},
            "dated": dated,
            "to": {"name": to.name, "lines": to.lines},
            "subject": subject,
            "paragraphs": [paragraph for paragraph in paragraphs if paragraph.strip()],
            "signed": list(signed),
            "square": square.plain() if square else None,
        },
        about=about,
    )
