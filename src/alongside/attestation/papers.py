"""The signer's own copy of what they signed, as PDF: everything that stands in the signature, and how it is proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _, override

from alongside.attestation.signing import Affirmation
from alongside.paper import About, render
from alongside.ui.amounts import clock_words, day_words

TEMPLATE: Final = Path("attestation/typst/attestation.typ")
CODES_ARE_IN: Final = "en"
"""The language of a code's own names, told to whoever has the paper read aloud."""


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """What was signed. The words of the affirmations are those that were ticked, in `language`.

    edition_digest: SHA-256 of the code file; document_sha256: of the official document, empty where none was adopted
    at: aware, in the zone in which it is to be told; entry: the id of the journal entry that tells of it
    """

    name: str
    credential: str
    board: str
    code: str
    edition: str
    edition_digest: str
    document_sha256: str
    affirmations: Sequence[Affirmation]
    typed: str
    at: datetime
    entry: int
    language: str


def attestation_pdf(copy: SignedCopy) -> bytes:
    """The copy, the same bytes whenever it is asked for. Raises LettersMissing, and ValueError for a moment without a zone.

    nm.sign.1, nc.attest.0, sud.attest.1, ak.attest.1.
    """
    with override(copy.language):
        data = {
            "board": copy.board,
            "facts": [
                [_("Signed by"), copy.name, copy.language],
                [_("Credential"), copy.credential, CODES_ARE_IN],
                [_("Code of ethics"), copy.code, CODES_ARE_IN],
                [_("Edition"), copy.edition, CODES_ARE_IN],
            ],
            "affirmations": [{"clause": a.clause, "cite": a.cite, "says": a.says} for a in copy.affirmations],
            "typed": copy.typed,
            "moment": _moment(copy.at),
            "digests": _digests(copy),
            "words": _words(),
        }
        title = _("Signed: %(code)s, %(edition)s") % {"code": copy.code, "edition": copy.edition}
        number = _("Journal entry %(entry)d") % {"entry": copy.entry}
    return render(TEMPLATE, data, about=About(title, copy.language, copy.at, number, copy.board))


def _moment(at: datetime) -> str:
    """ "November 27, 2026, 12:05 pm MST": the zone is part of when it was."""
    return f"{day_words(at.date())}, {clock_words(at)} {at.tzname() or ''}".strip()


def _digests(copy: SignedCopy) -> list[list[str]]:
    document = copy.document_sha256 or _("The board had put no official document on file when this was signed.")
    return [
        [_("SHA-256 of the official document"), document],
        [_("SHA-256 of the edition as this site reads it"), copy.edition_digest],
        [_("Journal entry"), str(copy.entry)],
    ]


def _words() -> dict[str, str]:
    return {
        "heading": _("What you signed"),
        "lead": _("This is your own copy. Keep it; you can have it again at any time."),
        "affirmed": _("You affirmed"),
        "typed": _("Your name, as you typed it to sign"),
        "proof": _("How it can be proved later"),
        "how": _(
            "The signature stands in the journal of this site, which is sealed and cannot be changed unseen. The numbers "
            "below fit that one document and edition and no other."
        ),
    }
