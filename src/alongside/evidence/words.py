"""What is said of a file that is not taken in: what is wrong, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.evidence.faults import Fault, Unfit


@dataclass(frozen=True, slots=True)
class FaultWords:
    """what: what is wrong; do: what to do. A sentence or two each."""

    what: Promise
    do: Promise

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


_SAVE_ANEW: Final = _("Open it, save it once more as a PDF or take a picture of it, and add that.")
_AS_PDF: Final = _("Save it as a PDF and add that.")

WORDS: Final[Mapping[Fault, FaultWords]] = MappingProxyType(
    {
        Fault.EMPTY: FaultWords(_("This file is empty."), _("Look whether you chose the right one.")),
        Fault.TOO_LARGE: FaultWords(
            _("This file is larger than 10 MB."),
            _("Scan it at a lower resolution, or add its pages in two files."),
        ),
        Fault.TOO_MANY_PAGES: FaultWords(
            _("This PDF has more than 40 pages."), _("Save the pages that prove it on their own, and add those.")
        ),
        Fault.TOO_MANY_PIXELS: FaultWords(
            _("This picture is far larger than anyone can look at."), _("Save it smaller, or take a new picture.")
        ),
        Fault.LOCKED: FaultWords(
            _("This PDF is locked with a password, so nobody could read it."),
            _("Save a copy without one, and add that."),
        ),
        Fault.LIVE_FORM: FaultWords(
            _("The answers in this PDF form are not on its pages, so the board would see empty lines."),
            _("Open it, choose Print, then Save as PDF, and add that."),
        ),
        Fault.BROKEN: FaultWords(_("This file is damaged or only half here."), _SAVE_ANEW),
        Fault.TANGLED: FaultWords(_("This file is too tangled to be opened safely."), _SAVE_ANEW),
        Fault.MOVING: FaultWords(_("This picture moves."), _("Add a picture that stands still, or a PDF.")),
        Fault.HEIC: FaultWords(
            _("This photo is in Apple’s HEIC format, which many computers cannot show."),
            _(
                "Take a screenshot of it and add that. For new photos, choose Most Compatible under Settings, Camera, "
                "Formats."
            ),
        ),
        Fault.OTHER_PICTURE: FaultWords(
            _("This kind of picture cannot be shown everywhere."), _("Save it as JPEG or PNG and add that.")
        ),
        Fault.OFFICE: FaultWords(
            _("This is a file of a word processor, which may look different on each computer."), _AS_PDF
        ),
        Fault.WEB_PAGE: FaultWords(
            _("This is a web page or a drawing made of code."),
            _("Open it, choose Print, then Save as PDF, and add that."),
        ),
        Fault.ARCHIVE: FaultWords(
            _("This is a folder packed into one file."), _("Unpack it, and add each paper as a PDF or a picture.")
        ),
        Fault.PROGRAM: FaultWords(
            _("This is a program, not a paper."),
            _("Look whether you chose the right file, and add a PDF or a picture."),
        ),
        Fault.SOUND_OR_VIDEO: FaultWords(
            _("This is a recording or a video."),
            _("Add a PDF or a picture. Ask the board if you have only a recording."),
        ),
        Fault.TEXT: FaultWords(_("This is plain text."), _AS_PDF),
        Fault.UNKNOWN: FaultWords(
            _("This is neither a PDF nor a picture."),
            _("Save it as a PDF, or take a picture of the paper, and add that."),
        ),
        Fault.NOT_NOW: FaultWords(
            _("We could not look at the file just now. It is nothing you did."), _("Try again in a little while.")
        ),
    }
)


def words_for(unfit: Unfit) -> FaultWords:
    return WORDS[unfit.fault]
