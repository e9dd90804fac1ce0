"""What the codes ask by a day of a conflict, and what a declaration tells later rulings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.declarations.happened import telling_of
from alongside.rulings.asking import ask_ruling
from alongside.rulings.register import Asking, Subject, known_facts
from canon.duties.owed import Status
from tests.alongside.caseload.makers import Caseload, user_of
from tests.alongside.declarations.makers import TIE, ahead, happened, said, worker_under
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


@clause("sud.2.13")
def test_a_conflict_seen_and_told_the_same_day_is_told_in_time_and_later_it_is_late(here: Caseload) -> None:
    worker = worker_under(here, "sud")

    in_time = happened(worker, said("conflict", here.teo))
    late = happened(worker, said("conflict", here.teo, on=TODAY - timedelta(days=1)))

    assert [duty.owed.status for duty in telling_of(in_time, TODAY)] == [Status.MET]
    assert [duty.owed.status for duty in telling_of(late, TODAY)] == [Status.MET_LATE]


@clause("nm.role.9", "ca.integrity.4")
@pytest.mark.parametrize(("code", "duty"), [("nm", "nm.role.9"), ("ca", "ca.integrity.4")])
def test_where_a_code_sets_no_time_the_day_it_was_told_is_what_counts(here: Caseload, code: str, duty: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (worker_under(here, code), here.teo)

    row = happened(worker, said("second-tie", person, {**TIE, "tie.conflicts": True}, on=TODAY - timedelta(days=9)))

    owed = telling_of(row, TODAY)
    assert [(own.clause, own.owed.status) for own in owed] == [(duty, Status.MET)]
    assert owed[0].owed.evidence[-1].on == TODAY


def test_a_conflict_still_ahead_is_told_before_it_arises(here: Caseload) -> None:
    worker = worker_under(here, "sud")

    row = ahead(worker, said("outside-role", None, {"conflict.exists": True}, on=TODAY + timedelta(days=20)))

    assert [duty.owed.status for duty in telling_of(row, TODAY)] == [Status.MET]


@clause("ca.integrity.4", "nm.role.9")
def test_that_the_supervisor_was_told_is_known_from_the_day_it_was_declared(here: Caseload) -> None:
    worker = worker_under(here, "ca")
    facts = {**TIE, "tie.is_other": True, "tie.conflicts": True, "tie.is_disclosed": True}

    before = ask_ruling(
        "keep-dual-relationship", facts, worker=worker, by=user_of(worker), on=TODAY, person_id=here.teo.pk
    )
    happened(worker, said("second-tie", here.teo, {**TIE, "tie.conflicts": True}))
    known = known_facts(["supervisor.was_told"], Subject(worker, here.teo.pk), Asking(user_of(worker), TODAY))
    other = known_facts(["supervisor.was_told"], Subject(worker, here.rosa.pk), Asking(user_of(worker), TODAY))

    assert "supervisor.was_told" not in before.ruling.facts
    assert known.shared["supervisor.was_told"][0] is True
    assert "supervisor.was_told" not in other.shared
