"""What a board asks, said in words with whose word it is; what nobody has told says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.applications.queries import Offer
from alongside.rulebook.programmes import TermName
from alongside.rulebook.terms import short_words

SHOWN = (
    ("recovery", gettext_lazy("In recovery before applying")),
    ("training", gettext_lazy("Training")),
    ("exam", gettext_lazy("Exam")),
    ("supervised", gettext_lazy("Peer support under supervision")),
    ("references", gettext_lazy("References")),
    ("application_fee", gettext_lazy("Fee")),
    ("period", gettext_lazy("A certificate runs for")),
    ("learning", gettext_lazy("Learning while it runs")),
)


@dataclass(frozen=True)
class TermTold:
    """One term in words. `is_told` is false where nobody has said; `is_certain`, whether the board itself did."""

    label: str | Promise
    value: str
    is_told: bool
    is_certain: bool


def terms_told(offer: Offer) -> list[TermTold]:
    """What an applicant wants to know before beginning, in that order."""
    told = []
    for name, label in SHOWN:
        term = offer.asked.term(name)
        if term is None:
            told.append(TermTold(label, _("Not told. Ask your board."), is_told=False, is_certain=False))
        else:
            told.append(
                TermTold(label, short_words(TermName(name), term.value), is_told=True, is_certain=term.is_certain)
            )
    return told
