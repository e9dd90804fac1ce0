"""Saying that something told is wrong, and a keeper's answer. What somebody writes is sealed."""

from __future__ import annotations

from django.db import transaction

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.resources.keeping import current_id, end_within
from alongside.resources.models import Resource, ResourceFlag
from alongside.resources.queries import KEEPERS, READERS
from alongside.resources.refusals import AnsweredBefore, NoLongerListed
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words

LONGEST = 500


def say_it_is_wrong(*, resource: Resource, words: str, by: User) -> ResourceFlag:
    """Tell the keepers that something told is wrong. While one of theirs waits, a second says nothing new.

    Raises NotTheirs, NoLongerListed. WordsStopped for words that demean.
    """
    require_words(words, agency=resource.agency, by=by)
    with transaction.atomic(durable=True):
        held = Resource.objects.select_for_update(of=("self",)).select_related("agency").get(pk=resource.pk)
        require_authority(by, Authority(READERS, agency=held.agency))
        if held.ended_on is not None:
            raise NoLongerListed
        waiting = ResourceFlag.objects.filter(resource=held, by=by, answer="").first()
        if waiting is not None:
            return waiting
        flag = ResourceFlag.objects.create(
            agency_id=held.agency_id,
            resource=held,
            version_id=current_id(held),
            sealed=seal_words(words),
            by=by,
            at=clock.now(),
        )
        write_journal("resource.flagged", flag, by=by, data={"resource": held.pk})
    return flag


def answer_flag(*, flag: ResourceFlag, answer: ResourceFlag.Answer, by: User) -> ResourceFlag:
    """Answer what was said to be wrong; the answer ENDED takes it off the list as well. The same answer twice is one.

    Raises NotTheirs, AnsweredBefore.
    """
    with transaction.atomic(durable=True):
        resource = Resource.objects.select_for_update(of=("self",)).select_related("agency").get(pk=flag.resource_id)
        held = ResourceFlag.objects.select_for_update(of=("self",)).select_related("by").get(pk=flag.pk)
        require_authority(by, Authority(KEEPERS, agency=resource.agency))
        if held.answer:
            if (held.answer, held.answered_by_id) == (answer, by.pk):
                return held
            raise AnsweredBefore
        held.answer, held.answered_by, held.answered_at = answer, by, clock.now()
        held.save(update_fields=["answer", "answered_by", "answered_at"])
        if answer == ResourceFlag.Answer.ENDED:
            end_within(resource, by=by)
        write_journal("resource.flag-answered", held, by=by, data={"answer": answer.value})
        notify(
            kind=f"resource.{answer.value}",
            to=held.by,
            key=f"resource-flag:{held.pk}",
            url=f"/resources/{resource.pk}/",
        )
    return held
