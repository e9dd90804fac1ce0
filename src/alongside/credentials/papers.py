"""A certificate on paper: one to hang up, one for the wallet. What they say is what stands on the record, and no more.

nc.cert.3a: a certificate is used only for what it says. ak.intro.6a: under any code it is no leave to serve
independently, so every paper says that in a plain sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _, override, pgettext

from alongside.accounts.addresses import absolute
from alongside.credentials.models import Certificate, PrintedCopy
from alongside.credentials.status import Period
from alongside.paper import About, qr, render
from alongside.rulebook.queries import standing_of as code_on
from alongside.ui.amounts import day_words
from canon.act import UnknownCode
from canon.code import Edition

Paper = PrintedCopy.Paper

TEMPLATES: Final[Mapping[Paper, Path]] = MappingProxyType(
    {Paper.CERTIFICATE: Path("credentials/typst/certificate.typ"), Paper.CARD: Path("credentials/typst/card.typ")}
)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What a paper says. `copy` is 1 for the first of a period; `at` is aware, and told in the board's own day.

    `code` and `edition` are the names of what binds the holder on that day; `address` is where anybody checks it.
    """

    name: str
    credential: str
    board: str
    number: str
    period: Period
    code: str
    edition: str
    address: str
    copy: int
    at: datetime


def on_paper(certificate: Certificate, period: Period, *, copy: int, at: datetime) -> OnPaper:
    """What a paper of this certificate says at a moment. `period`: the days it is in force without a break."""
    here = at.astimezone(certificate.board.time_zone)
    bound = _edition(certificate, here.date())
    code, edition = (bound.code.name, bound.name) if bound else (certificate.code.upper(), "")
    return OnPaper(
        name=certificate.name_on_certificate,
        credential=credential_name(certificate, here.date()),
        board=certificate.board.name,
        number=certificate.number,
        period=period,
        code=code,
        edition=edition,
        address=absolute(reverse("registry:certificate", args=[certificate.token])),
        copy=copy,
        at=here,
    )


def credential_name(certificate: Certificate, on: date) -> str:
    """What the holder may call themself: the code's own words for it."""
    bound = _edition(certificate, on)
    return bound.code.credential if bound else certificate.code.upper()


def _edition(certificate: Certificate, on: date) -> Edition | None:
    """The edition that binds the holder on a day; None for a code that left this installation."""
    try:
        return code_on(certificate.code, on).edition
    except UnknownCode:
        return None


def paper_pdf(paper: Paper, says: OnPaper, *, language: str) -> bytes:
    """The paper as PDF, the same bytes for the same facts. Raises LettersMissing where the name cannot be printed."""
    with override(language):
        square = qr(
            says.address, says=_("A code for a phone's camera. It opens the page that checks this certificate.")
        )
        data = {
            "name": says.name,
            "credential": says.credential,
            "board": says.board,
            "code": f"{says.code}, {says.edition}" if says.edition else says.code,
            "address": says.address,
            "square": square.plain(),
            "copy": _("Copy %(copy)d") % {"copy": says.copy} if says.copy > 1 else "",
            "facts": [
                [_("Number"), says.number],
                [_("In force from"), day_words(says.period.valid_from)],
                [pgettext("last day", "Through"), day_words(says.period.valid_through)],
            ],
            "words": _words(paper, says),
        }
        about = About(_title(paper, says), language, says.at, says.number, says.board)
    return render(TEMPLATES[paper], data, about=about)


def _title(paper: Paper, says: OnPaper) -> str:
    titles = {
        Paper.CERTIFICATE: _("Peer support certificate %(number)s"),
        Paper.CARD: _("Wallet card of peer support certificate %(number)s"),
    }
    return titles[paper] % {"number": says.number}


def _words(paper: Paper, says: OnPaper) -> dict[str, str]:
    return {
        "heading": _("Peer support certificate") if paper is Paper.CERTIFICATE else _("Your wallet card"),
        "bound": _("Certified by %(board)s, and bound by its code:") % {"board": says.board},
        "verify": _("Anyone can check today's standing here"),
        "limits": _(
            "This certificate says what stands on it and no more. It is not leave to serve independently: "
            "a peer supporter works under supervision."
        ),
        "printed": _("In force when it was printed, on %(day)s.") % {"day": day_words(says.at.date())},
        "how": _("Print this page in its full size. Cut along the dashed line, then fold it in the middle."),
    }
