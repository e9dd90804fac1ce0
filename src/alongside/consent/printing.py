"""A release on paper: to sign by hand, or as a copy to take along. PDF/UA, in the language it is signed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _, override

from alongside.caseload.access import Record
from alongside.consent.models import Release, ended_at
from alongside.consent.part2 import NOTICE
from alongside.consent.releasing import Sheet
from alongside.consent.wording import text_of
from alongside.paper import About, render
from alongside.people import clock
from alongside.people.languages import page_language
from alongside.ui.amounts import day_words

TEMPLATE: Final = Path("consent/typst/release.typ")


def sheet_pdf(record: Record, sheet: Sheet, on: date) -> bytes:
    """What is to be signed by hand, with lines to sign on. Raises LettersMissing."""
    worker = record.viewer.worker
    discloser = f"{worker.name}, {record.person.agency.name}" if worker else record.person.agency.name
    language = page_language(sheet.explained.language)
    with override(language):
        lines = [_("Signature"), _("Full name"), _("Day")]
        text = text_of(sheet.terms, sheet.explained, discloser=discloser)
        return _printed(record, text, language=language, dated=day_words(on), to_sign=lines)


def release_pdf(record: Record, release: Release) -> bytes:
    """A copy of what was signed, and that it ended, where it did. Raises LettersMissing, CannotOpen."""
    held = release.data()
    with override(release.written_in):
        signed = [_("Signed by %(name)s") % {"name": held.get("signed_name", "")}, str(release.get_signature_display())]
        if held.get("signer_name"):
            signed.append(_("In their place: %(name)s") % {"name": held["signer_name"]})
        if held.get("witness"):
            signed.append(_("Seen by %(name)s") % {"name": held["witness"]})
        ended = ended_at(release)
        zone = record.person.agency.time_zone
        over = _("Ended on %(day)s") % {"day": day_words(ended.astimezone(zone).date())} if ended else ""
        return _printed(
            record,
            held.get("text", []),
            language=release.written_in,
            dated=day_words(release.signed_on),
            signed=signed,
            over=over,
        )


def _printed(
    record: Record,
    text: list[dict[str, Any]],
    *,
    language: str,
    dated: str,
    signed: list[str] | None = None,
    to_sign: list[str] | None = None,
    over: str = "",
) -> bytes:
    data = {
        "title": _("Release of information"),
        "dated": dated,
        "over": over,
        "sections": [{"title": own["title"], "lines": list(own["lines"])} for own in text],
        "signed": signed or [],
        "to_sign": to_sign or [],
        "notice": str(NOTICE),
        "stop": _("To stop it: say so to anybody at %(place)s, or tap Stop on your own page.")
        % {"place": record.person.agency.name},
    }
    about = About(
        title=_("Release of information"), language=language, made_at=clock.now(), author=record.person.agency.name
    )
    return render(TEMPLATE, data, about=about)
