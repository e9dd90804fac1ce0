"""Taking somebody in: the name they chose, and what whoever offers them needs in order to match them (ca.family.4)."""

from __future__ import annotations

from django.db import transaction

from alongside.accounts.models import User
from alongside.caseload.essentials import LONGEST, Known, write_essentials_within
from alongside.caseload.refusals import TooLong
from alongside.people.actions import add_person_within
from alongside.people.models import Agency, Person
from alongside.wording.signing import require_words


def take_in(
    *, agency: Agency, chosen_name: str, language: str, pronouns: str = "", voice: str = "", beside: str = "", by: User
) -> Person:
    """Put somebody on file; whose support it is and whom they would like beside them only where it was said.

    Raises NotTheirs but for those who take people in, TooLong, WordsStopped.
    """
    known = Known(voice=voice, beside=beside.strip())
    if len(known.beside) > LONGEST:
        raise TooLong(LONGEST)
    require_words(known.beside, agency=agency, by=by)
    with transaction.atomic(durable=True):
        person = add_person_within(
            agency=agency, chosen_name=chosen_name, user=None, by=by, language=language, pronouns=pronouns
        )
        if not known.is_empty:
            write_essentials_within(person, known, by)
    return person
