"""Setting a template into a PDF."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _, override

if TYPE_CHECKING:
    from typst import Fonts

PRODUCT: Final = Path(__file__).resolve().parents[1]
"""What templates may import from: the product's own folder, and nothing outside of it."""

OWN_FONTS: Final = Path(__file__).resolve().parent / "fonts"
"""Staged at set-up from npm. Without them typst's own faces stand in, and the document is as good and less handsome."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Signs that print nothing and could turn the order of a line round."""

_MISSING: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """What a document is, beside what it says.

    title: shown by readers in place of a file name; language: `en` or `es`; made_at: aware, told in the file as the
    moment of its making; number: stands in the footer of every page, as does the author, who issues it.
    """

    title: str
    language: str
    made_at: datetime
    number: str = ""
    author: str = ""


class LettersMissing(ValueError):
    """No font here has these letters, so nothing was printed: empty boxes for a name are worse than no paper.

    `letters` are the first ones that were met. Whoever runs the installation adds a font to its `fonts` folder.
    """

    code = "letters-missing"

    def __init__(self, letters: tuple[str, ...]) -> None:
        self.letters = letters
        super().__init__(
            _(
                "The printer here has no letters for %(letters)s. Ask the people who run this site to add a font that "
                "has them, and print again."
            )
            % {"letters": " ".join(letters)}
        )


def render(template: Path, data: Mapping[str, Any], *, about: About) -> bytes:
    """Set a template as PDF/UA-1: the same bytes for the same template, data, about and fonts.

    `template` lies in the product's folder, such as `credentials/typst/certificate.typ`, absolute or relative to it.
    `data` is plain: text, numbers, lists and mappings of those. The template reads it with `given()` of the theme.
    Raises LettersMissing, and ValueError for a moment without a zone or data that is not plain.
    """
    import typst

    if about.made_at.tzinfo is None:
        raise ValueError("say which zone the document was made in")
    try:
        return typst.compile(
            PRODUCT / template,
            root=PRODUCT,
            font_paths=_fonts(tuple(_folders())),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(_printable({**data, "about": _about(about)}), allow_nan=False)},
            timestamp=int(about.made_at.timestamp()),
        )
    except typst.TypstError as refusal:
        letters = tuple(dict.fromkeys(_MISSING.findall(str(refusal))))
        if not letters:
            raise
    raise LettersMissing(letters)  # apart from the engine's own error, whose trace would carry a name into a log


def _about(about: About) -> dict[str, Any]:
    made = about.made_at.astimezone(UTC)
    with override(about.language):
        pages = _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"}
    return {
        "title": about.title,
        "language": about.language,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "number": about.number,
        "author": about.author,
        "pages": pages,
    }


def _printable(value: Any) -> Any:
    """The same without the signs that no paper shows. Raises ValueError for what is not plain."""
    match value:
        case str():
            return _UNPRINTABLE.sub("", value)
        case bool() | int() | float() | None:
            return value
        case Mapping():
            return {str(key): _printable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_printable(inner) for inner in value]
        case _:
            raise ValueError(f"a document takes plain values, not {type(value).__name__}")


def _folders() -> list[Path]:
    return [folder for folder in (OWN_FONTS, Path(settings.PAPER_FONTS)) if folder.is_dir()]


@lru_cache(maxsize=4)
def _fonts(folders: tuple[Path, ...]) -> "Fonts":
    """Never the machine's own fonts: the same certificate comes out of every machine. Read once a process."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))
