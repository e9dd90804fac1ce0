"""The words of a release, in the language it is signed in: kept with it as signed, read on screen, set on paper.

Where we have no words in the language it was explained in, they are in that of the page, read out through an interpreter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _, override

from alongside.consent.words import Channel, Purpose, What, labels
from alongside.people.languages import page_language
from alongside.ui.amounts import day_words

if TYPE_CHECKING:
    from alongside.consent.releasing import Explained, Terms


def text_of(terms: Terms, explained: Explained, *, discloser: str) -> list[dict[str, list[str] | str]]:
    """Titles, each with its lines, as the person agrees to them."""
    with override(page_language(explained.language)):
        return [
            {"title": _("Who may tell"), "lines": [_("%(who)s, and the team there") % {"who": discloser}]},
            {"title": _("Who may be told"), "lines": [terms.recipient.strip(), str(terms.recipient_kind.label)]},
            {"title": _("What may be told"), "lines": _with_own(labels(What, list(terms.whats)), terms.own_what)},
            {"title": _("Why"), "lines": _with_own(labels(Purpose, list(terms.purposes)), terms.own_purpose)},
            {"title": _("How it may be told"), "lines": labels(Channel, list(terms.channels))},
            {"title": _("From and until"), "lines": [_from_until(terms)]},
            {"title": _("My rights"), "lines": _rights(explained)},
        ]


def _with_own(lines: list[str], own: str) -> list[str]:
    return [*lines, own.strip()] if own.strip() else lines


def _from_until(terms: Terms) -> str:
    if terms.until is not None:
        return _("From %(first)s through %(last)s") % {
            "first": day_words(terms.from_day),
            "last": day_words(terms.until),
        }
    return _("From %(first)s, until this happens: %(event)s") % {
        "first": day_words(terms.from_day),
        "event": terms.event.strip(),
    }


def _rights(explained: Explained) -> list[str]:
    lines = []
    if explained.told_right:
        lines.append(
            _(
                "I can take this back at any time: by saying so, in writing, or with one tap. "
                "What was told before then cannot be untold."
            )
        )
    if explained.told_consequences:
        lines.append(_("If I do not sign, I still get peer support. What needs this release cannot be done for me."))
    if explained.told_passing_on:
        lines.append(
            _(
                "Whoever is told may pass it on where the law lets them. "
                "Records of substance use treatment may not be used against me in court without my consent or a court order."
            )
        )
    return lines
