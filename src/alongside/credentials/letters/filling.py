"""What goes into the places of a letter about one certificate, and the letter as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _, override

from alongside.accounts.addresses import absolute
from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.letters.placeholders import fill
from alongside.credentials.models import Certificate
from alongside.credentials.papers import credential_name
from alongside.credentials.standing import standing_of
from alongside.credentials.words import WORDS
from alongside.paper import About, Addressee, Letterhead, letter, qr
from alongside.people.models import Board
from alongside.ui.amounts import day_words


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter with its places filled, before anybody sends it."""

    subject: str
    body: str


def draft_of(template: LetterTemplate, certificate: Certificate, *, at: datetime) -> Draft:
    """A template filled for one certificate at a moment, in the template's language. Raises EmptyPlace."""
    values = values_of(certificate, template.language, at=at)
    return Draft(fill(template.subject, values), fill(template.body, values))


def values_of(certificate: Certificate, language: str, *, at: datetime) -> dict[str, str]:
    """What goes into each place; empty where the certificate has no such thing."""
    today = at.astimezone(certificate.board.time_zone).date()
    standing = standing_of(certificate, at)
    with override(language):
        return {
            "name": certificate.name_on_certificate,
            "credential": credential_name(certificate, today),
            "number": certificate.number,
            "begins": day_words(standing.begins) if standing and standing.begins else "",
            "ends": day_words(standing.through) if standing and standing.through else "",
            "standing": str(WORDS[standing.status].says) if standing else "",
            "board": certificate.board.name,
            "today": day_words(today),
            "check": absolute(reverse("registry:certificate", args=[certificate.token])),
        }


def example_values(board: Board, language: str, *, at: datetime) -> Mapping[str, str]:
    """What a preview shows where no holder is chosen yet: invented, and recognizably so."""
    today = at.astimezone(board.time_zone).date()
    with override(language):
        return {
            "name": "Rosa Ejemplo",
            "credential": "CPSW",
            "number": "NM-0000-00000",
            "begins": day_words(today.replace(month=1, day=1)),
            "ends": day_words(today.replace(month=12, day=31)),
            "standing": str(_("Certified. The certificate is in force.")),
            "board": board.name,
            "today": day_words(today),
            "check": absolute("/check/"),
        }


def letter_pdf(sent: SentLetter) -> bytes:
    """A letter as it went out, the same bytes whenever it is asked for. Raises LettersMissing."""
    board = sent.board
    at = sent.at.astimezone(board.time_zone)
    with override(sent.language):
        address = absolute(reverse("registry:certificate", args=[sent.certificate.token]))
        square = qr(address, says=_("A code for a phone's camera. It opens the page that checks this certificate."))
        dated = day_words(at.date())
    return letter(
        head=Letterhead(board.name, (board.place,)),
        dated=dated,
        to=Addressee(sent.name),
        subject=sent.subject,
        paragraphs=sent.body.replace("\r\n", "\n").split("\n\n"),
        signed=[line for line in (sent.signed_name, sent.signed_as, board.name) if line],
        about=About(sent.subject, sent.language, at, sent.number, board.name),
        square=square,
    )
