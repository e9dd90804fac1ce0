"""Telling somebody outside the team is asked first; what was told already is always taken down."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from alongside.consent.disclosing import disclose
from alongside.consent.models import Disclosure
from alongside.consent.refusals import NotPossibleNow, NotWhole, StillToCome
from alongside.consent.words import Law, Purpose, RecipientKind, What
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.rulings.models import KeptRuling
from alongside.rulings.register import Asking, Subject
from alongside.rulings.seeking import ActRefused, buttons_of
from tests.alongside.consent.makers import CALL, declared, revoked, signed, told
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def refused(here: Practice, **other: object) -> set[str]:
    """The clauses that refuse a call to the clinic."""
    with pytest.raises(ActRefused) as refusal:
        told(here.dana, here.rosa, **other)
    return set(refusal.value.ruling.told().decided_by)


@clause("nm.confidentiality.3", "nm.confidentiality.1", "nm.role.2")
@pytest.mark.parametrize("kind", [RecipientKind.PROVIDER, RecipientKind.FAMILY])
def test_without_a_release_nobody_is_told_and_the_refusal_is_kept(here: Practice, kind: RecipientKind) -> None:
    clauses = refused(here, recipient_kind=kind)

    assert "nm.confidentiality.3" in clauses
    assert not Disclosure.objects.exists()
    assert KeptRuling.objects.filter(act="disclose-information", answer="prohibited").count() == 1


@clause("nm.role.2")
def test_an_insurer_is_told_under_a_release_that_names_it_and_not_without(here: Practice) -> None:
    insurer = {"recipient_kind": RecipientKind.INSURER, "recipient": "Mesa Health", "purpose": Purpose.PAYMENT}

    before = refused(here, **insurer)
    signed(
        here.dana, here.rosa, recipient_kind=RecipientKind.INSURER, recipient="Mesa Health", purposes=(Purpose.PAYMENT,)
    )
    row = told(here.dana, here.rosa, **insurer)

    assert "nm.role.2" in before
    assert row.release is not None


@clause("nm.confidentiality.3", "nm.confidentiality.2")
def test_under_a_release_it_is_told_and_stands_in_the_ledger(here: Practice) -> None:
    release = signed(here.dana, here.rosa)

    row = told(here.dana, here.rosa)

    assert (row.release, row.is_declared, row.told_on) == (release, False, TODAY)
    assert (row.recipient, row.what_words) == ("Desert Willow Clinic", ["Appointments: when, where, how to get there"])
    assert b"Willow" not in bytes(row.sealed)


@clause("nm.confidentiality.2")
def test_from_the_second_it_is_taken_back_the_same_is_refused(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    told(here.dana, here.rosa)

    with clock.standing_at(MORNING + timedelta(minutes=1)):
        revoked(here.dana, release)
        clauses = refused(here)

    assert "nm.confidentiality.3" in clauses
    assert Disclosure.objects.count() == 1


@clause("nm.confidentiality.4")
def test_even_under_a_release_only_the_least_goes_by_a_safe_way(here: Practice) -> None:
    signed(here.dana, here.rosa)

    assert "nm.confidentiality.4" in refused(here, is_least=False)
    assert "nm.confidentiality.4" in refused(here, is_secure=False)


@clause("nm.role.1", "nm.role.1a")
@pytest.mark.parametrize(
    ("purpose", "act", "said_by"),
    [
        (Purpose.APPOINTMENTS, "make-appointment", "nm.role.1"),
        (Purpose.RIDE, "arrange-transport", "nm.role.1a"),
    ],
)
def test_appointments_and_rides_need_the_release_too(here: Practice, purpose: Purpose, act: str, said_by: str) -> None:
    refused(here, purpose=purpose)
    without = KeptRuling.objects.get(act=act)
    signed(here.dana, here.rosa)
    told(here.dana, here.rosa, purpose=purpose)
    under = KeptRuling.objects.filter(act=act).latest("pk")

    assert (without.answer, list(without.told().decided_by)) == ("prohibited", [said_by])
    assert (under.answer, buttons_of(act)[0]) == ("permitted", "consent.disclosing.disclose")


@clause("ak.rel.5", "nc.3.2", "ca.confidentiality.4")
@pytest.mark.parametrize("code", ["nc", "ca", "ak", "sud"])
def test_under_every_code_telling_waits_for_a_release(here: Practice, code: str) -> None:
    worker = here.with_(code)
    teo = here.caseload.teo

    with pytest.raises(ActRefused):
        told(worker, teo)
    signed(worker, teo)
    row = told(worker, teo)

    assert row.release is not None


@clause("ak.rel.5", "ca.confidentiality.4")
@pytest.mark.parametrize("code", ["ca", "ak"])
def test_a_release_without_the_notice_does_not_do_under_part_2(here: Practice, code: str) -> None:
    worker = here.with_(code)
    signed(worker, here.caseload.teo)

    with pytest.raises(ActRefused):
        told(worker, here.caseload.teo, with_notice=False)


@clause("nm.confidentiality.1")
def test_a_law_that_requires_it_stands_in_the_place_of_a_release(here: Practice) -> None:
    row = told(here.dana, here.rosa, recipient_kind=RecipientKind.OTHER, purpose=Purpose.COURT, law=Law.REQUIRED)

    assert row.release is None


@clause("nm.confidentiality.3")
def test_what_was_told_already_is_taken_down_with_its_ruling_and_goes_to_the_supervisor(here: Practice) -> None:
    row = declared(here.dana, here.rosa, MORNING - timedelta(days=1))

    assert (row.is_declared, row.release, row.ruling.answer) == (True, None, "prohibited")
    assert row.data()["words"] == "They asked when she comes."
    notice = Notice.objects.get(kind="disclosure.to-look-at")
    assert notice.user == here.amira


@clause("nm.confidentiality.2")
def test_the_release_in_force_at_that_moment_decides_of_what_was_told_then(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    with clock.standing_at(MORNING + timedelta(hours=3)):
        revoked(here.dana, release)
    with clock.standing_at(MORNING + timedelta(days=1)):
        under = declared(here.dana, here.rosa, MORNING + timedelta(hours=1))
        after = declared(here.dana, here.rosa, MORNING + timedelta(hours=4))

    assert (under.release, under.ruling.answer) == (release, "permitted")
    assert (after.release, after.ruling.answer) == (None, "prohibited")


def test_what_lies_ahead_or_says_nothing_is_no_telling(here: Practice) -> None:
    with pytest.raises(StillToCome):
        declared(here.dana, here.rosa, MORNING + timedelta(minutes=1))
    wrong: list[dict[str, object]] = [{"recipient": " "}, {"whats": ()}]
    for other in wrong:
        with pytest.raises(NotWhole):
            told(here.dana, here.rosa, **other)
    with pytest.raises(NotPossibleNow):
        told(here.dana, here.rosa, recipient="x" * 3_000)


def test_sent_twice_it_is_told_once_and_never_changed(here: Practice) -> None:
    signed(here.dana, here.rosa)
    token = uuid4()

    rows = [
        disclose(record=open_for(here.dana, here.rosa), sharing=CALL, words="", token=token, by=here.user)
        for _ in range(2)
    ]

    assert rows[0] == rows[1]
    for change in (
        lambda: Disclosure.objects.all().update(purpose="care"),
        lambda: Disclosure.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()  # type: ignore[no-untyped-call]


def test_what_only_their_own_words_cover_the_worker_answers_for(here: Practice) -> None:
    signed(here.dana, here.rosa, whats=(What.OTHER,), own_what="That I sing.")

    refused(here, whats=(What.OTHER,), own_covers=False)
    row = told(here.dana, here.rosa, whats=(What.OTHER,), own_covers=True)

    assert row.release is not None


def test_the_register_says_only_that_nobody_has_one_in_force(here: Practice) -> None:
    from alongside.consent.facts import releases_in_force

    subject, asking = Subject(here.dana, here.rosa.pk), Asking(here.user, TODAY)
    nobody = Subject(here.dana)

    without = releases_in_force([subject, nobody], asking)
    release = signed(here.dana, here.rosa)
    under = releases_in_force([subject], asking)
    with clock.standing_at(MORNING + timedelta(hours=1)):
        revoked(here.dana, release)
        after = releases_in_force([subject], asking)
    with clock.standing_at(MORNING + timedelta(days=1)):
        that_day = releases_in_force([subject], asking)

    assert [own.value for own in without.values()] == [False]
    assert under == {}
    assert [own.value for own in after.values()] == [False]
    assert that_day == {}
