"""Who takes down what a person says of their own support, and who answers it."""

from __future__ import annotations

import pytest
from django.http import Http404

from alongside.accounts.models import User
from alongside.caseload.changes import answer_change, ask_for_change, changes_waiting
from alongside.caseload.hearing import record_to_hear
from alongside.caseload.models import ChangeAsked, Ground, Look
from alongside.notices.models import Notice
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.people.viewer import viewer_of
from tests.alongside.caseload.makers import Caseload, assign, user_of
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


def heard(who: User, person: Person) -> ChangeAsked:
    viewer = viewer_of(who)
    record = record_to_hear(person.pk, viewer=viewer, agency=viewer.agency)
    wants, words = ChangeAsked.Wants.ANOTHER, "Somebody nearer my age."
    worker = viewer.worker if record.ground is Ground.ASSIGNED else None
    return ask_for_change(record=record, worker=worker, wants=wants, words=words, by=who, on=TODAY)


@clause("sud.3.19", "ak.rel.9")
def test_what_somebody_asks_whom_nobody_supports_is_heard_and_answered_by_who_supervises_here(
    here: Caseload,
) -> None:
    sam = here.place.others["another supervisor"]

    row = heard(here.amira, here.rosa)
    listed = [list(changes_waiting(viewer_of(who), here.place.agency)) for who in (here.amira, sam)]
    answered = answer_change(change=row, outcome=ChangeAsked.Outcome.CHANGED, words="", by=sam)

    assert listed == [[row], [row]]
    assert answered.answered_by == sam
    assert Notice.objects.filter(kind="change.asked", user=here.place.others["administrator"]).exists()
    assert not Look.objects.exists()


def test_a_supervisor_of_others_answers_nothing_of_somebody_who_is_supported(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    row = heard(user_of(here.dana), here.rosa)
    sam = here.place.others["another supervisor"]

    assert not changes_waiting(viewer_of(sam), here.place.agency).exists()
    for who in (sam, user_of(here.dana)):
        with pytest.raises(NotTheirs):
            answer_change(change=row, outcome=ChangeAsked.Outcome.CHANGED, words="", by=who)
    assert (
        answer_change(change=row, outcome=ChangeAsked.Outcome.CHANGED, words="", by=here.amira).answered_by
        == here.amira
    )


def test_nobody_hears_for_somebody_of_another_agency_or_whom_they_never_supported(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)

    for who, person in ((here.amira, here.lena), (user_of(here.jo), here.rosa)):
        viewer = viewer_of(who)
        with pytest.raises(Http404):
            record_to_hear(person.pk, viewer=viewer, agency=viewer.agency)
