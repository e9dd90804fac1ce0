"""Loading an instrument: looked at first, then taken whole; retiring one. Each is one transaction, on record."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.instruments.faults import Fault, Unfit
from alongside.instruments.models import AnswersSeenBy, Instrument, Proposal, Retirement, Span
from alongside.instruments.reading import read_questionnaire
from alongside.instruments.scores import Scoring
from alongside.instruments.scoring_files import read_scoring
from alongside.instruments.shapes import Questionnaire
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.models import Agency


@dataclass(frozen=True, slots=True)
class Files:
    """A questionnaire and the way it is scored, as bytes; the second is empty where it is not scored."""

    questionnaire: bytes
    scoring: bytes = b""


@dataclass(frozen=True, slots=True)
class Terms:
    """What whoever loads an instrument says of it: see `Instrument`."""

    is_clinical: bool
    answers_seen_by: AnswersSeenBy
    every_months: int | None = None
    figures_by: Span = Span.YEAR


@dataclass(frozen=True, slots=True)
class Opened:
    """Files read: ready to be asked and scored."""

    questionnaire: Questionnaire
    scoring: Scoring | None


class VersionStands(ValueError):
    """Another file stands on the shelf under this version. Nothing was loaded."""

    code = "version-stands"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another file stands here under the same url and version, and answers are kept by it. "
                "Give the new file a version of its own, then load it again."
            )
        )


def read_files(files: Files) -> Opened:
    """Both files read and held against each other. Raises Unfit, of the first that is."""
    questionnaire = read_questionnaire(files.questionnaire)
    if questionnaire.status == "retired":
        raise Unfit(
            [
                Fault(
                    "retired",
                    "status",
                    _("Who publishes it has retired it."),
                    _("Load the version that took its place."),
                )
            ]
        )
    return Opened(questionnaire, read_scoring(files.scoring, questionnaire) if files.scoring.strip() else None)


def opened(instrument: Instrument) -> Opened:
    """An instrument from the shelf, ready to be asked. What was once loaded is read once a process."""
    return _opened(instrument.pk, instrument.sha256, bytes(instrument.questionnaire), bytes(instrument.scoring))


@lru_cache(maxsize=64)
def _opened(_pk: int, _digest: str, questionnaire: bytes, scoring: bytes) -> Opened:
    return read_files(Files(questionnaire, scoring))


def propose(*, agency: Agency, files: Files, by: User) -> Proposal:
    """Keep files to be looked at; nothing is loaded yet. Raises Unfit, NotTheirs."""
    read_files(files)
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=agency))
        return Proposal.objects.create(
            agency=agency,
            token=secrets.token_urlsafe(32),
            questionnaire=files.questionnaire,
            scoring=files.scoring,
            by=by,
            at=clock.now(),
        )


def load_instrument(*, agency: Agency, files: Files, terms: Terms, by: User | None) -> Instrument:
    """Put an instrument on an agency's shelf. The same file loaded twice stands there once.

    Raises Unfit, NotTheirs, VersionStands. nm.role.5: surveys that are not clinical may be given.
    """
    found = read_files(files)
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=agency))
        Agency.objects.select_for_update().get(pk=agency.pk)  # two loads of one version wait for each other here
        digest = sha256(files.questionnaire).hexdigest()
        scoring_digest = sha256(files.scoring).hexdigest() if found.scoring else ""
        standing = Instrument.objects.filter(
            agency=agency, url=found.questionnaire.url, version=found.questionnaire.version
        ).first()
        if standing is not None:
            if (standing.sha256, standing.scoring_sha256) != (digest, scoring_digest):
                raise VersionStands
            return standing
        instrument = Instrument.objects.create(
            agency=agency,
            url=found.questionnaire.url,
            version=found.questionnaire.version,
            title=found.questionnaire.title.text[:255],
            questionnaire=files.questionnaire,
            sha256=digest,
            scoring=files.scoring if found.scoring else b"",
            scoring_sha256=scoring_digest,
            is_clinical=terms.is_clinical,
            answers_seen_by=terms.answers_seen_by,
            every_months=terms.every_months,
            figures_by=terms.figures_by,
            loaded_by=by,
            loaded_at=clock.now(),
        )
        Proposal.objects.filter(agency=agency, questionnaire=files.questionnaire, scoring=files.scoring).delete()
        data: dict[str, Plain] = {
            "sha256": digest,
            "clinical": terms.is_clinical,
            "seen_by": terms.answers_seen_by.value,
        }
        write_journal("instrument.loaded", instrument, by=by, data=data)
    return instrument


def retire_instrument(*, instrument: Instrument, by: User) -> Retirement:
    """It is given no more; links that are out may still be answered. Retired twice is retired once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority(AGENCY_KEEPERS, agency=instrument.agency))
        Agency.objects.select_for_update().get(pk=instrument.agency_id)
        standing = Retirement.objects.filter(instrument=instrument).first()
        if standing is not None:
            return standing
        retired = Retirement.objects.create(
            agency_id=instrument.agency_id, instrument=instrument, by=by, at=clock.now()
        )
        write_journal("instrument.retired", instrument, by=by)
    return retired
