"""Somebody with a shared background beside a family: ca.family.4. What a person asks for, what workers wish known of their own
story, and what was matched, kept with the offer.

A worker's own words are theirs to write and to take back; those who offer people read them. Who has been there as a parent or
caregiver and who has been there when young are two things, and neither stands for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.essentials import known_of
from alongside.caseload.models import Assignment, Background
from alongside.caseload.refusals import NotPossibleNow, TooLong
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.languages import is_a_language, language_name
from alongside.people.models import Person, Worker
from alongside.rulings.sealing import seal, unseal
from alongside.wording.signing import require_words

LONGEST: Final = 600
FAMILY: Final = "family"
YOUTH: Final = "youth"


class NeedsMatch(NotPossibleNow):
    """Somebody asked for a shared background, or is here as family, and nobody said what was matched."""

    code = "needs-match"

    def __init__(self) -> None:
        super().__init__(_("Say whether the worker shares what they asked for, or that nobody here does."))


class NeedsShared(NotPossibleNow):
    """They were said to share something, and nobody said what."""

    code = "needs-shared"

    def __init__(self) -> None:
        super().__init__(_("Say in a few words what they share."))


@dataclass(frozen=True, slots=True)
class Wished:
    """Whose support it is, whom they would like beside them, and which language they like to speak."""

    voice: str
    beside: str
    language: str

    @property
    def asks(self) -> bool:
        """Whether whoever offers them says what was matched."""
        return self.voice in {FAMILY, YOUTH} or bool(self.beside)


def wished_by(person: Person) -> Wished:
    """What whoever offers a person has to know to match them; nothing else of the record."""
    known = known_of(person)
    return Wished(known.voice, known.beside, person.language)


@dataclass(frozen=True, slots=True)
class Story:
    """What a worker wishes known of their own story.

    languages: those they speak with people, by tag
    as_family: they have been a parent or caregiver of somebody; as_youth: they have been there when young
    """

    words: str = ""
    languages: tuple[str, ...] = ()
    as_family: bool = False
    as_youth: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Story()

    def shares(self, wished: Wished) -> list[str]:
        """What of it is as the person asked, in words. What words alone tell is for a person to judge."""
        found = []
        if wished.language in self.languages and wished.language != "en":
            found.append(_("Speaks %(language)s") % {"language": language_name(wished.language)})
        if wished.voice == FAMILY and self.as_family:
            found.append(_("Has been a parent or caregiver there"))
        if wished.voice == YOUTH and self.as_youth:
            found.append(_("Has been there when young"))
        return found


@dataclass(frozen=True, slots=True)
class Matched:
    """Whether the worker shares what the person asked for, and what."""

    how: Assignment.Match
    words: str = ""


def require_matched(matched: Matched | None, worker: Worker, wished: Wished) -> None:
    """Raises NeedsMatch, NeedsShared, TooLong."""
    if matched is None:
        if wished.asks:
            raise NeedsMatch
        return
    if len(matched.words) > LONGEST:
        raise TooLong(LONGEST)
    if matched.how is Assignment.Match.SHARED and not matched.words.strip():
        story = stories([worker]).get(worker.pk, Story())
        if not story.shares(wished):
            raise NeedsShared


def tell_story(*, worker: Worker, story: Story, by: User) -> Background | None:
    """What a worker wishes known of their own story; an empty one takes it back. The same again changes nothing.

    Raises NotTheirs for anybody else, TooLong, WordsStopped, ValidationError for a language that is none.
    """
    if len(story.words) > LONGEST:
        raise TooLong(LONGEST)
    for tag in story.languages:
        is_a_language(tag)
    require_words(story.words, agency=worker.agency, by=by)
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update().get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        if stories([held]).get(held.pk, Story()) == story:
            return None
        row = Background.objects.create(
            agency_id=held.agency_id, worker=held, sealed=seal(asdict(story)), by=by, at=clock.now()
        )
        write_journal("background.taken-back" if story.is_empty else "background.told", row, by=by)
    return row


def stories(workers: Iterable[Worker]) -> dict[int, Story]:
    """What each of these wishes known, by id; whoever wishes nothing known is left out."""
    newest = {row.worker_id: row for row in _backgrounds(Q(worker__in=[worker.pk for worker in workers]))}
    read = {pk: _read(unseal(row.sealed)) for pk, row in newest.items()}
    return {pk: story for pk, story in read.items() if not story.is_empty}


def _backgrounds(of: Q) -> QuerySet[Background]:
    return Background.objects.filter(of).order_by("pk")


def _read(data: dict[str, Any]) -> Story:
    return Story(data["words"], tuple(data["languages"]), data["as_family"], data["as_youth"])
