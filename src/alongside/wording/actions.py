"""An agency's own words, and stopping demeaning words for everyone there. Each is one transaction and on record by ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, Authority, require_authority
from alongside.people.models import Agency
from alongside.wording.checking import key_of
from alongside.wording.models import LONGEST_KEY, AgencyWord, StopForAll


class WordRefused(ValueError):
    """A word that cannot be added as it is; the message says what to do."""

    code = "word-refused"


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word or phrase with what to say instead and why, in one language, from a day on."""

    language: str
    phrase: str
    does: AgencyWord.Does
    instead: str
    why: str
    from_day: date


def add_word(*, agency: Agency, word: NewWord, by: User) -> AgencyWord:
    """Add a word to what is looked for at an agency. The same sent twice is added once.

    Raises NotTheirs, and WordRefused for a phrase without a word in it, a day that has passed, or one that stands already.
    """
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)  # two who add the same wait for each other here
        require_authority(by, Authority(AGENCY_KEEPERS, agency=held))
        key = key_of(word.phrase)
        if not key or len(key) > LONGEST_KEY:
            raise WordRefused(_("Write a word or a phrase, in letters."))
        standing = AgencyWord.objects.filter(agency=held, language=word.language, key=key, to_day=None).first()
        if standing is not None:
            if _is_same(standing, word):
                return standing
            raise WordRefused(_("This word stands on your list already. End it first, then add it anew."))
        if word.from_day < clock.today_in(held.time_zone):
            raise WordRefused(
                _("Begin today or later: what was written before was checked by the list of its own day.")
            )
        row = AgencyWord.objects.create(
            agency=held,
            language=word.language,
            phrase=word.phrase,
            key=key,
            does=word.does,
            instead=word.instead,
            why=word.why,
            from_day=word.from_day,
            by=by,
            at=clock.now(),
        )
        write_journal("wording.word-added", row, by=by, data={"does": row.does, "from": row.from_day.isoformat()})
    return row


def end_word(*, word: AgencyWord, by: User) -> AgencyWord:
    """Take a word off the list from today on. Ended before, nothing changes. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = AgencyWord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=word.pk)
        require_authority(by, Authority(AGENCY_KEEPERS, agency=held.agency))
        if held.to_day is None:
            held.to_day, held.ended_by = max(held.from_day, clock.today_in(held.agency.time_zone)), by
            held.save(update_fields=["to_day", "ended_by"])
            write_journal("wording.word-ended", held, by=by)
    return held


def stop_for_all(*, agency: Agency, is_on: bool, by: User) -> StopForAll | None:
    """Have demeaning words stopped for everyone at an agency, or only where a code says so. Raises NotTheirs.

    Returns the row that stands afterwards; None where it was off and stays off.
    """
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority(AGENCY_KEEPERS, agency=held))
        newest = StopForAll.objects.filter(agency=held).order_by("-pk").first()
        if is_on == (newest is not None and newest.is_on):
            return newest
        row = StopForAll.objects.create(agency=held, is_on=is_on, by=by, at=clock.now())
        write_journal("wording.stop-for-all", row, by=by, data={"on": is_on})
    return row


def _is_same(row: AgencyWord, word: NewWord) -> bool:
    said = (row.phrase, row.does, row.instead, row.why, row.from_day)
    return said == (word.phrase, word.does, word.instead, word.why, word.from_day)
