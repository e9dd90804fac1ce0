"""A release says what, to whom, why and until when; it is signed, stands, and is taken back at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from alongside.caseload.access import open_record
from alongside.consent.facts import release_facts
from alongside.consent.models import Release, ReleaseRevoked
from alongside.consent.part2 import elements_on, missing_elements
from alongside.consent.refusals import NotPossibleNow, NotWhole, OddDays, SentAsAnother, TooLong
from alongside.consent.releasing import Explained, Sheet, Signed, Terms, revoke_release, sign_release
from alongside.consent.words import Channel, Ended, Purpose, RecipientKind, Signature, Signer, Understood, What
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.people.viewer import viewer_of
from tests.alongside.consent.makers import CLINIC, EXPLAINED, SIGNED, TERMS, revoked, signed
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause


def values(here: Practice, **other: object) -> dict[str, object]:
    """What stands in the releases about a call to the clinic."""
    asked = {
        "recipient_kind": "provider",
        "recipient_name": CLINIC,
        "what": ["appointments"],
        "purpose": "appointments",
        "on": TODAY,
    } | other
    found = release_facts(here.rosa, **asked)  # type: ignore[arg-type]
    return {fact.removeprefix("release."): value for fact, (value, _by) in found.items()}


@clause("nm.confidentiality.2", "ak.rel.5", "nc.3.2")
def test_a_release_is_signed_dated_scoped_and_sealed(here: Practice) -> None:
    row = signed(here.dana, here.rosa)

    assert (row.signed_on, row.from_day, row.until_day) == (TODAY, TODAY, TODAY + timedelta(days=180))
    assert row.recipient == CLINIC
    assert row.data()["discloser"].startswith("Dana Ruiz, ")
    assert b"Desert" not in bytes(row.sealed)
    assert "Rosa" not in Entry.objects.get(kind="release.signed").body


@clause("nm.confidentiality.2", "nm.confidentiality.3")
def test_a_release_covers_its_own_recipient_information_purpose_and_way_alone(here: Practice) -> None:
    signed(here.dana, here.rosa)

    covered = values(here, recipient_name="desert willow  clínic.")
    others = [
        values(here, recipient_name="Red Mesa Clinic"),
        values(here, recipient_kind="insurer"),
        values(here, what=["appointments", "health"]),
        values(here, what=[]),
        values(here, purpose="payment"),
        values(here, channel="paper"),
    ]

    assert covered == {"is_in_force": True, "covers_this": True, "is_informed": True}
    assert [(own["is_in_force"], own["covers_this"]) for own in others] == [(True, False)] * 6


@clause("nm.confidentiality.2", "ak.rel.5")
def test_it_holds_from_its_first_day_through_its_last_and_not_a_day_longer(here: Practice) -> None:
    signed(here.dana, here.rosa, from_day=TODAY + timedelta(days=2), until=TODAY + timedelta(days=4))

    held = [values(here, on=TODAY + timedelta(days=day))["is_in_force"] for day in range(6)]

    assert held == [False, False, True, True, True, False]


@clause("nm.confidentiality.2")
def test_taken_back_it_covers_nothing_from_that_second_but_what_was_before_stays_covered(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    at = MORNING + timedelta(hours=2)

    with clock.standing_at(at):
        revoked(here.dana, release)
        now = values(here)
        before = values(here, at=at - timedelta(seconds=1))
        tomorrow = values(here, on=TODAY + timedelta(days=1))

    assert now == {"is_in_force": False, "covers_this": False}
    assert before["covers_this"] is True
    assert tomorrow["is_in_force"] is False


@clause("nm.confidentiality.2", "ak.values.2")
def test_they_take_it_back_themselves_and_twice_is_once(here: Practice) -> None:
    user = account("Rosa Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.rosa.user = user
    here.rosa.save()
    release = signed(here.dana, here.rosa)
    own = open_record(here.rosa.pk, viewer=viewer_of(user))

    rows = [revoke_release(record=own, release=release, why=Ended.REVOKED, by=user) for _ in range(2)]
    also = revoked(here.dana, release)

    assert rows[0] == rows[1] == also
    assert (ReleaseRevoked.objects.count(), rows[0].by, rows[0].why) == (1, user, Ended.REVOKED)
    assert Entry.objects.filter(kind="release.revoked").count() == 1


@clause("nm.confidentiality.2")
def test_taking_back_is_never_refused_for_its_words_its_days_or_who_hears_it(here: Practice) -> None:
    ended = signed(here.dana, here.rosa, from_day=TODAY, until=TODAY)
    coming = signed(here.dana, here.rosa, from_day=TODAY + timedelta(days=9), until=TODAY + timedelta(days=10))
    amira = open_record(here.rosa.pk, viewer=viewer_of(here.amira))

    with clock.standing_at(MORNING + timedelta(days=1)):
        long = revoke_release(record=amira, release=ended, why=Ended.BY_WORD, words="x" * 9_000, by=here.amira)
        short = revoke_release(record=amira, release=coming, why=Ended.EVENT, by=here.amira)

    assert (len(long.words), short.words) == (400, "")


def test_nobody_ends_a_release_of_somebody_elses_record(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    other = here.with_("nm", "Ona Begay")

    with pytest.raises(NotTheirs):
        revoke_release(record=open_for(other, here.caseload.teo), release=release, why=Ended.REVOKED, by=other.user)  # type: ignore[arg-type]

    assert not ReleaseRevoked.objects.exists()


@clause("nm.confidentiality.2")
@pytest.mark.parametrize(
    ("terms", "one", "refused"),
    [
        (replace(TERMS, recipient=" "), SIGNED, NotWhole),
        (replace(TERMS, whats=()), SIGNED, NotWhole),
        (replace(TERMS, purposes=()), SIGNED, NotWhole),
        (replace(TERMS, channels=()), SIGNED, NotWhole),
        (replace(TERMS, whats=(What.OTHER,)), SIGNED, NotWhole),
        (replace(TERMS, purposes=(Purpose.OTHER,)), SIGNED, NotWhole),
        (replace(TERMS, until=None), SIGNED, NotWhole),
        (replace(TERMS, event="the visit"), SIGNED, NotWhole),
        (TERMS, Signed(" "), NotWhole),
        (TERMS, Signed("Rosa", Signature.MARK), NotWhole),
        (TERMS, Signed("Rosa", signer=Signer.GUARDIAN), NotWhole),
        (replace(TERMS, from_day=TODAY - timedelta(days=1)), SIGNED, OddDays),
        (replace(TERMS, until=TODAY - timedelta(days=1)), SIGNED, OddDays),
        (replace(TERMS, until=TODAY + timedelta(days=9_000)), SIGNED, OddDays),
        (replace(TERMS, recipient="x" * 401), SIGNED, TooLong),
    ],
)
def test_a_release_that_is_not_whole_is_not_kept(
    here: Practice, terms: Terms, one: Signed, refused: type[NotPossibleNow]
) -> None:
    record = open_for(here.dana, here.rosa)

    with pytest.raises(refused):
        sign_release(record=record, sheet=Sheet(terms, EXPLAINED, one), token=uuid4(), by=here.user, on=TODAY)

    assert not Release.objects.exists()


@clause("ca.confidentiality.4", "ak.rel.5")
def test_what_part_2_asks_is_checked_one_by_one_and_what_is_missing_is_named(here: Practice) -> None:
    whole = signed(here.dana, here.rosa)
    bare = signed(here.dana, here.rosa, explained=Explained("en"))
    cites = [own.cite for own in missing_elements(bare, TODAY)]

    assert missing_elements(whole, TODAY) == []
    assert cites == ["42 CFR 2.31(a)(4)(iii)", "42 CFR 2.31(a)(6)", "42 CFR 2.31(a)(10)"]
    assert len(elements_on(TODAY)) == 11


@clause("ca.confidentiality.4", "ak.rel.5")
def test_a_release_that_lacks_some_of_it_is_kept_and_is_neither_informed_nor_part_2(here: Practice) -> None:
    signed(here.dana, here.rosa, explained=Explained("en"))

    lacking = values(here, with_notice=True)
    signed(here.dana, here.rosa)
    whole = values(here, with_notice=True)
    without_notice = values(here, with_notice=False)

    assert (lacking["is_informed"], lacking["meets_part2"]) == (False, False)
    assert (whole["is_informed"], whole["meets_part2"]) == (True, True)
    assert without_notice["meets_part2"] is False


def test_what_only_their_own_words_name_no_record_can_tell(here: Practice) -> None:
    signed(here.dana, here.rosa, whats=(What.OTHER,), own_what="That I sing in the choir.")

    assert "covers_this" not in values(here, what=["other"])
    assert values(here, what=["health"])["covers_this"] is False


def test_it_lasts_until_something_happens_and_a_mark_has_its_witness(here: Practice) -> None:
    terms = replace(TERMS, until=None, event="I have moved into my own place.", recipient_kind=RecipientKind.OTHER)
    row = sign_release(
        record=open_for(here.dana, here.rosa),
        sheet=Sheet(
            terms,
            Explained("es", Understood.INTERPRETER, "Lucía Vigil", True, True, True),
            Signed("Rosa Archuleta", Signature.MARK, witness="Amira Haddad"),
        ),
        token=uuid4(),
        by=here.user,
        on=TODAY,
    )

    assert (row.until_day, row.has_event) == (None, True)
    assert row.holds_on(TODAY + timedelta(days=900))
    assert missing_elements(row, TODAY) == []
    assert row.data()["text"][1]["lines"][0] == CLINIC


def test_sent_twice_it_is_one_and_with_other_words_it_is_none(here: Practice) -> None:
    record, token = open_for(here.dana, here.rosa), uuid4()

    def send(terms: Terms) -> Release:
        return sign_release(record=record, sheet=Sheet(terms, EXPLAINED, SIGNED), token=token, by=here.user, on=TODAY)

    first, again = send(TERMS), send(TERMS)
    with pytest.raises(SentAsAnother):
        send(replace(TERMS, recipient="Red Mesa Clinic"))

    assert first == again
    assert Release.objects.count() == 1


def test_who_is_not_assigned_takes_no_signature(here: Practice) -> None:
    lead = open_record(here.rosa.pk, viewer=viewer_of(here.amira))
    sheet = Sheet(TERMS, EXPLAINED, SIGNED)

    with pytest.raises(NotTheirs):
        sign_release(record=lead, sheet=sheet, token=uuid4(), by=here.amira, on=TODAY)


@clause("nm.confidentiality.2", "ak.rel.5")
def test_the_person_signs_on_their_own_and_no_worker_stands_in_it(here: Practice) -> None:
    user = account("Rosa Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.rosa.user = user
    here.rosa.save()
    own = open_record(here.rosa.pk, viewer=viewer_of(user))

    row = sign_release(record=own, sheet=Sheet(TERMS, EXPLAINED, SIGNED), token=uuid4(), by=user, on=TODAY)

    assert (row.worker, row.by, row.data()["discloser"]) == (None, user, "Mesa Abierta")
    assert missing_elements(row, TODAY) == []


@clause("nm.confidentiality.2")
def test_neither_a_release_nor_its_end_is_changed_or_deleted(here: Practice) -> None:
    release = signed(here.dana, here.rosa)
    end = revoked(here.dana, release)

    for change in (
        lambda: Release.objects.filter(pk=release.pk).update(until_day=TODAY + timedelta(days=999)),
        lambda: Release.objects.filter(pk=release.pk).delete(),
        lambda: ReleaseRevoked.objects.filter(pk=end.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()  # type: ignore[no-untyped-call]


def test_every_way_to_tell_has_words_for_paper(here: Practice) -> None:
    row = signed(here.dana, here.rosa, channels=tuple(Channel))

    assert len(row.channel_words) == len(Channel)
