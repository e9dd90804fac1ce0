"""What is essential to know of a person before meeting them, and nothing else: nm.confidentiality, ca.cultural.2.

A sensitive field asks why it is needed: without a reason it is not kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Essentials
from alongside.caseload.refusals import NotPossibleNow
from alongside.caseload.wishes import Wish, read_wishes
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.languages import is_a_language
from alongside.people.models import Person
from alongside.rulings.sealing import seal, unseal
from alongside.wording.signing import require_words

LONGEST: Final = 600
SENSITIVE: Final = ("culture", "is_mandated", "safety", "health", "uses_narcotics")
"""What is kept only with the reason why support needs it. Who sent somebody goes with that they were told to come."""


class NeedsReason(NotPossibleNow):
    """A sensitive field was filled without saying why it is needed."""

    code = "needs-reason"

    def __init__(self) -> None:
        super().__init__(_("Say why support needs to know this, or leave it out. It is kept only with its reason."))


@dataclass(frozen=True)
class Known:
    """As the person wants it said.

    interpreter: the language an interpreter is needed for, if one is; wishes: how they like to be met and reached;
    reach: the same by which way, when and for what, so that a plan is held against it (sud.1.11, ak.conduct.7)
    voice: whose voice this file holds, empty until somebody said: theirs, or a family member's or caregiver's whom a family peer supports
    beside: whom they would like beside them, which whoever offers them to a worker reads: ca.family.4
    is_mandated: they come because a court or agency says so, which is no reason to press them: ca.person.5
    uses_narcotics: prescribed or not, and told so by the person or their team: nm.safety.3
    reasons: sensitive field -> why support needs it
    """

    interpreter: str = ""
    culture: str = ""
    wishes: str = ""
    reach: tuple[Wish, ...] = ()
    voice: str = ""
    beside: str = ""
    is_mandated: bool = False
    mandated_by: str = ""
    safety: str = ""
    health: str = ""
    uses_narcotics: bool = False
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return self == Known()

    @property
    def without_reason(self) -> list[str]:
        """What is sensitive and says nowhere why support needs it."""
        told = [name for name in SENSITIVE if getattr(self, name) or (name == "is_mandated" and self.mandated_by)]
        return [name for name in told if not self.reasons.get(name, "").strip()]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word that was typed."""
        return (
            self.interpreter,
            self.culture,
            self.wishes,
            self.beside,
            self.mandated_by,
            self.safety,
            self.health,
            *self.reasons.values(),
        )


_NAMES: Final = frozenset(own.name for own in fields(Known))


def essentials_of(record: Record) -> Known:
    """What is on file of a person, once their record is open."""
    if "essentials" in record.beside:
        sealed = record.beside["essentials"]
        return read(unseal(sealed)) if sealed else Known()
    return known_of(record.person)


def known_of(person: Person) -> Known:
    """What is on file of a person, for the product's own use: no page shows it without a record."""
    row = Essentials.objects.filter(person=person).order_by("-pk").first()
    return read(row.data()) if row else Known()


def newest_essentials() -> Subquery:
    """What was sealed last of the person that a query is about."""
    return Subquery(Essentials.objects.filter(person=OuterRef("pk")).order_by("-pk").values("sealed")[:1])


def keep_essentials(*, record: Record, known: Known, by: User) -> Essentials | None:
    """Put what is essential on file; unchanged it is not written again. Raises NeedsReason, TooLong, WordsStopped."""
    if known.without_reason:
        raise NeedsReason
    require_words(*known.texts, agency=record.person.agency, by=by)
    with transaction.atomic(durable=True):
        Person.objects.select_for_update().get(pk=record.person.pk)
        if essentials_of(record) == known:
            return None
        return write_essentials_within(record.person, known, by)


def write_essentials_within(person: Person, known: Known, by: User) -> Essentials:
    """Put it on file inside the caller's transaction."""
    row = Essentials.objects.create(
        agency_id=person.agency_id, person=person, sealed=seal(asdict(known)), by=by, at=clock.now()
    )
    write_journal("essentials.kept", row, by=by, data={"person": person.pk})
    return row


def keep_language(*, record: Record, language: str, by: User) -> Person:
    """Put on file which language a person likes to speak, by its tag. Raises ValidationError for a tag that is none."""
    is_a_language(language)
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        if person.language != language:
            person.language = language
            person.save(update_fields=["language"])
            write_journal("person.language-kept", person, by=by)
    return person


def read(data: dict[str, Any]) -> Known:
    """Back from what was sealed; a field that is no more is passed over."""
    known = {name: value for name, value in data.items() if name in _NAMES}
    reasons = dict(data.get("reasons", {}))
    if before := reasons.pop("mandated_by", ""):  # its reason was asked apart once
        reasons.setdefault("is_mandated", before)
    return Known(**known | {"reach": read_wishes(data.get("reach", ())), "reasons": reasons})
