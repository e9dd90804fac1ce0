"""The seven answers as people see them: word, term of art, colour class and glyph, in one place.

A page never writes an answer itself: it names it (`prohibited`) and a part looks up the rest here. Shape and word come
before colour, so each glyph has a silhouette of its own that survives grey, print and small size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class AnswerLook:
    """How one answer is shown.

    name: the answer in data and on the command line, e.g. "refer"
    word: what a worker reads first, e.g. "Ask first"
    term: the term of art that stands under it, e.g. "Refer to your supervisor"
    css: the class that carries colour and edge, e.g. "al-a-refer"
    glyph: what stands inside a 48 by 48 <svg>; drawn with currentColor
    """

    name: str
    word: Promise
    term: Promise
    css: str
    glyph: str


_OCTAGON: Final = (
    '<path fill="currentColor" d="M15.5 2h17L46 15.5v17L32.5 46h-17L2 32.5v-17z"/>'
    '<path d="m16 16 16 16m0-16L16 32" stroke="#fff" stroke-width="5" stroke-linecap="round"/>'
)
_SIGNPOST: Final = (
    '<path fill="currentColor" d="M3 7.5h27L46 24 30 40.5H3z"/><circle cx="18.5" cy="18.5" r="4.7" fill="#fff"/>'
    '<path d="M9.5 33c0-5.2 4-8 9-8s9 2.8 9 8z" fill="#fff"/>'
)
_DIAMOND: Final = (
    '<path fill="#fff" stroke="currentColor" stroke-width="4" stroke-linejoin="round" d="m24 4 20 20-20 20L4 24z"/>'
    '<path fill="currentColor" d="M24 4v40L4 24z"/>'
)
_DISC: Final = (
    '<circle cx="24" cy="24" r="22" fill="currentColor"/>'
    '<path d="m14 25 7 7 14-15" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>'
)
_PAGE: Final = (
    '<path fill="#fff" stroke="currentColor" stroke-width="3.5" stroke-linejoin="round" d="M10 4h19l10 10v30H10z"/>'
    '<path d="M29 4v10h10" stroke="currentColor" stroke-width="3.5" stroke-linejoin="round"/>'
)
_FLAG: Final = '<path fill="currentColor" d="M7 3h5v42H7zM12 5h31l-8 11 8 11H12z"/>'
_RING: Final = (
    '<circle cx="24" cy="24" r="20.5" fill="#fff" stroke="currentColor" stroke-width="3.5" stroke-dasharray="7 5.5"/>'
    '<path d="M18 19c0-4 3-6 6-6s6 2.2 6 5.5c0 4-6 4.5-6 9.5" stroke="currentColor" stroke-width="4"'
    ' stroke-linecap="round"/><circle cx="24" cy="35" r="2.7" fill="currentColor"/>'
)

#: Strictest first, then the second mark, then the answer still open: the order in which lists and keys show them.
ANSWER_LOOKS: Final[Mapping[str, AnswerLook]] = MappingProxyType(
    {
        look.name: look
        for look in (
            AnswerLook("prohibited", _("No"), _("Prohibited"), "al-a-no", _OCTAGON),
            AnswerLook("refer", _("Ask first"), _("Refer to your supervisor"), "al-a-refer", _SIGNPOST),
            AnswerLook("conditional", _("Yes, if"), _("Conditional"), "al-a-if", _DIAMOND),
            AnswerLook("permitted", _("Yes"), _("Permitted"), "al-a-yes", _DISC),
            AnswerLook("silent", _("No clause speaks"), _("Silent"), "al-a-silent", _PAGE),
            AnswerLook("required", _("You must"), _("Required"), "al-a-must", _FLAG),
            AnswerLook("undecided", _("Not yet clear"), _("Undecided"), "al-a-open", _RING),
        )
    }
)


def look_of(answer: object) -> AnswerLook:
    """The look of an answer given by name, or by an enum whose value is the name.

    Raises KeyError, naming the answers there are, for anything else: a page must not show an answer nobody defined.
    """
    name = str(getattr(answer, "value", answer))
    try:
        return ANSWER_LOOKS[name]
    except KeyError:
        raise KeyError(f"{name!r} is no answer; the answers are {', '.join(ANSWER_LOOKS)}") from None
