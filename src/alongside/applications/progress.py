"""How far an application is: each section with what is missing, and how long the rest takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _, ngettext

from alongside.applications.models import Application, Reference, Section, Stage
from alongside.applications.sections.asked import Asked, Need, asked_by
from alongside.applications.sections.kinds import CODE, REFERENCES, SectionKind, kinds_for
from alongside.applications.sections.sheets import Sheet
from alongside.attestation.queries import has_signed
from alongside.people import clock


@dataclass(frozen=True)
class Part:
    """A section as it stands. `missing`: what is still to be told; `may_edit`: whether it is open to the applicant."""

    kind: SectionKind
    need: Need
    is_complete: bool
    is_begun: bool
    may_edit: bool
    missing: Sequence[str] = ()
    section: Section | None = None
    sheet: Sheet | None = None

    @property
    def is_needed(self) -> bool:
        return self.need is Need.NEEDED

    @property
    def holds_up(self) -> bool:
        """Whether the application cannot be sent for it: missing where it is needed, or begun and not finished."""
        return not self.is_complete and (self.is_needed or self.is_begun)


@dataclass(frozen=True)
class Progress:
    """An application's parts, in the order of the page."""

    application: Application
    asked: Asked
    parts: Sequence[Part]
    references: Sequence[Reference] = field(default=())

    @property
    def waiting(self) -> list[Part]:
        return [part for part in self.parts if part.holds_up]

    @property
    def done(self) -> int:
        return sum(part.is_complete for part in self.parts if part.is_needed)

    @property
    def needed(self) -> int:
        return sum(part.is_needed for part in self.parts)

    @property
    def minutes_left(self) -> int:
        return sum(part.kind.minutes for part in self.waiting)

    @property
    def next_part(self) -> Part | None:
        return next((part for part in self.waiting if part.may_edit), None)

    @property
    def is_ready(self) -> bool:
        return self.application.is_with_applicant and not self.waiting

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.kind.name == name), None)


def asked_on(application: Application) -> Asked:
    """What the board asks of this application: as on the day it was sent, else as today in the board's zone."""
    day = application.submitted_on or clock.today_in(application.board.time_zone)
    return asked_by(application.code, day)


def progress_of(application: Application) -> Progress:
    """How far an application is. Fetch it with its board and practitioner."""
    sections = {section.kind: section for section in application.sections.all()}
    references = [one for one in application.references.all() if one.replaced_at is None]
    asked = asked_on(application)
    day = clock.today_in(application.board.time_zone)
    return Progress(
        application,
        asked,
        [_part(k, asked, application, sections, references, day) for k in kinds_for(asked)],
        references,
    )


def _part(
    kind: SectionKind,
    asked: Asked,
    application: Application,
    sections: Mapping[str, Section],
    references: Sequence[Reference],
    day: date,
) -> Part:
    section = sections.get(kind.name)
    is_open = application.is_with_applicant and not (section and section.is_locked)
    if kind.name == CODE:
        return _signature(kind, application, day)
    if kind.name == REFERENCES:
        return _references(kind, asked, references, is_open, section)
    sheet = kind.sheet(asked, section.content if section else {})
    is_begun = sheet.is_begun
    need = kind.need(asked)
    return Part(
        kind=kind,
        need=need,
        is_complete=sheet.is_complete and (is_begun or need is Need.NEEDED),
        is_begun=is_begun,
        may_edit=is_open,
        missing=sheet.missing if is_begun and not sheet.is_complete else (),
        section=section,
        sheet=sheet,
    )


def _signature(kind: SectionKind, application: Application, day: date) -> Part:
    if application.stage != Stage.STARTED:
        return Part(kind, Need.NEEDED, is_complete=True, is_begun=True, may_edit=False)  # it was not sent without
    signed = has_signed(application.practitioner, application.code, day)
    return Part(kind, Need.NEEDED, is_complete=signed, is_begun=signed, may_edit=True)


def _references(
    kind: SectionKind, asked: Asked, references: Sequence[Reference], is_open: bool, section: Section | None
) -> Part:
    need = kind.need(asked)
    wanted = asked.count("references") or 0
    short = max(wanted - len(references), 0)
    missing = [ngettext("%(n)d more person", "%(n)d more people", short) % {"n": short}] if short else []
    complete = not short and (bool(references) or need is Need.NEEDED)
    return Part(kind, need, complete, bool(references), is_open, missing, section)


def state_words(part: Part) -> str:
    """How a section stands, in a few words."""
    if part.is_complete:
        return _("Done")
    if part.missing:
        return _("Still to tell: %(what)s") % {"what": ", ".join(part.missing)}
    if part.sheet is not None and part.sheet.is_wrong:
        return _("Something in it needs another look")
    minutes = ngettext("about %(n)d minute", "about %(n)d minutes", part.kind.minutes) % {"n": part.kind.minutes}
    if part.is_needed:
        return _("Not begun, %(minutes)s") % {"minutes": minutes}
    return _("If you like: nobody has told us that your board asks for it, %(minutes)s") % {"minutes": minutes}
