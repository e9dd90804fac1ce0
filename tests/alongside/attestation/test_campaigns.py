"""A revised edition put to every holder: who is asked, reminded, and what becomes of those who do not sign."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.attestation.actions import AlreadyPut, DayIsPast, put_to_holders, sign
from alongside.attestation.campaigns import run
from alongside.attestation.models import Campaign
from alongside.attestation.queries import campaign_now, code_standing, may_renew, must_sign, progress_of
from alongside.attestation.signing import affirmations_of
from alongside.credentials.actions import Period, enter_certificate, suspend_certificate
from alongside.credentials.models import Certificate
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from alongside.people.practitioners import practitioner_for
from alongside.rulebook.models import Adoption
from tests.alongside.attestation.conftest import NOW, TODAY, read_all, user_of
from tests.alongside.rulebook.keeping import adopt_juniper, board_keeping, staff_of

SIGN_BY = date(2026, 12, 20)
Otherwise = Campaign.Otherwise


@pytest.fixture
def adoption(db: None) -> Iterator[Adoption]:
    yield adopt_juniper(board_keeping("juniper"))


def certify(
    holder: Practitioner, board: Board, number: str, *, through: date | None = date(2027, 6, 30)
) -> Certificate:
    return enter_certificate(
        holder=holder,
        board=board,
        code="juniper",
        number=number,
        name_on_certificate=holder.name,
        applied_on=date(2025, 1, 1),
        period=Period(date(2025, 7, 1), through) if through else None,
        by=None,
    )


def put(adoption: Adoption, otherwise: Otherwise = Otherwise.REMINDED) -> Campaign:
    return put_to_holders(adoption=adoption, sign_by=SIGN_BY, otherwise=otherwise, by=None)


def sign_now(holder: Practitioner) -> None:
    asked = {one.clause for one in affirmations_of(code_standing("juniper", TODAY).edition)}
    sign(
        practitioner=holder,
        code="juniper",
        version=read_all(holder, "juniper"),
        affirmed=asked,
        name=holder.name,
        by=user_of(holder),
    )


@pytest.mark.clause("nm.preface.1", "ak.intro.0")
def test_every_holder_who_may_serve_or_come_back_is_asked_and_nobody_else(
    dana: Practitioner, adoption: Adoption
) -> None:
    board = adoption.board
    for number, (name, through) in enumerate(
        {"Suspended": date(2027, 1, 31), "Lapsed": date(2025, 12, 31), "Applied": None}.items()
    ):
        row = certify(
            practitioner_for(user=None, name=name, email=f"{name}@x.test"), board, f"J-{number}", through=through
        )
        if name == "Suspended":
            suspend_certificate(certificate=row, on=TODAY, cause="case 3", by=None)
    certify(dana, board, "J-9")

    progress = progress_of(put(adoption))

    assert {one.certificate.name_on_certificate for one in progress.asked} == {"Dana Ruiz", "Suspended"}
    assert progress.signed == 0


@pytest.mark.clause("nm.preface.1")
def test_a_signature_takes_a_holder_off_the_list_at_once(dana: Practitioner, adoption: Adoption) -> None:
    certify(dana, adoption.board, "J-1")
    campaign = put(adoption)

    before = must_sign(dana, "juniper", TODAY)
    sign_now(dana)

    assert before == campaign == campaign_now("juniper", TODAY)
    assert must_sign(dana, "juniper", TODAY) is None
    assert progress_of(campaign).signed == 1


@pytest.mark.clause("nm.preface.1")
def test_each_step_is_told_once_however_often_and_however_late_the_clock_ticks(
    dana: Practitioner, adoption: Adoption
) -> None:
    certify(dana, adoption.board, "J-1")
    put(adoption)
    told = []

    for days in (0, 0, 1, 2, 18, 30, 31, 33, 40):
        with clock.standing_at(NOW + timedelta(days=days)):
            run(NOW + timedelta(days=days))
        told.append(Notice.objects.count())

    # when asked (31 days left), at 30, none at 29, at 14, at 1, none again on the last day, and once when it is over
    assert told == [1, 1, 2, 2, 3, 4, 4, 5, 5]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"attestation.asked", "attestation.late"}


@pytest.mark.clause("nm.preface.1")
@pytest.mark.parametrize(
    ("otherwise", "status", "renews"),
    [
        (Otherwise.REMINDED, Status.ACTIVE, True),
        (Otherwise.NO_RENEWAL, Status.ACTIVE, False),
        (Otherwise.INACTIVE, Status.INACTIVE, False),
    ],
)
def test_what_becomes_of_those_who_do_not_sign_is_the_boards_choice(
    dana: Practitioner, adoption: Adoption, otherwise: Otherwise, status: Status, renews: bool
) -> None:
    row = certify(dana, adoption.board, "J-1")
    put(adoption, otherwise)
    last_second = datetime(2026, 12, 21, 6, 59, 59, tzinfo=NOW.tzinfo)  # a second before midnight in Denver
    run(NOW)
    found = []

    for moment in (last_second, last_second + timedelta(seconds=1)):
        with clock.standing_at(moment):
            run(moment)
            standing = standing_of(row, moment)
            assert standing is not None
            found.append(standing.status)

    assert found == [Status.ACTIVE, status]
    assert may_renew(dana, "juniper", SIGN_BY) is True
    assert may_renew(dana, "juniper", SIGN_BY + timedelta(days=1)) is renews


@pytest.mark.clause("nm.preface.1")
def test_who_came_in_late_has_fourteen_days_from_the_first_notice(dana: Practitioner, adoption: Adoption) -> None:
    put(adoption, Otherwise.INACTIVE)
    came = NOW + timedelta(days=32)  # a day after the last day
    with clock.standing_at(came):
        row = certify(dana, adoption.board, "J-1")
    found = []

    for days in (32, 46, 47):
        moment = NOW + timedelta(days=days)
        with clock.standing_at(moment):
            run(moment)
            standing = standing_of(row, moment)
            assert standing is not None
            found.append(standing.status)

    assert found == [Status.ACTIVE, Status.ACTIVE, Status.INACTIVE]


@pytest.mark.clause("nm.preface.1")
def test_who_could_not_be_told_is_not_set_aside(adoption: Adoption) -> None:
    row = certify(practitioner_for(user=None, name="Unreached"), adoption.board, "J-1")
    put(adoption, Otherwise.INACTIVE)

    for days in (0, 60):
        moment = NOW + timedelta(days=days)
        with clock.standing_at(moment):
            run(moment)

    standing = standing_of(row, NOW + timedelta(days=60))
    assert standing is not None
    assert standing.status is Status.ACTIVE
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("days", "otherwise", "refusal"),
    [
        (-1, Otherwise.REMINDED, "That day is past"),
        (13, Otherwise.INACTIVE, "people have 14 days to sign"),
        (13, Otherwise.NO_RENEWAL, ""),
        (14, Otherwise.INACTIVE, ""),
    ],
)
def test_a_day_that_leaves_no_time_is_refused_in_the_form(
    adoption: Adoption, client: Client, days: int, otherwise: Otherwise, refusal: str
) -> None:
    client.force_login(staff_of(adoption.board))
    day = TODAY + timedelta(days=days)

    answer = client.post(
        reverse("attestation:put", args=[adoption.pk]), {"sign_by": day.isoformat(), "otherwise": otherwise}
    )

    assert answer.status_code == (422 if refusal else 302)
    assert refusal in answer.content.decode()
    assert Campaign.objects.exists() is not bool(refusal)


def test_only_the_boards_staff_put_an_edition_and_only_once(adoption: Adoption) -> None:
    stranger = User.objects.create_user("x@example.test", name="X")
    with pytest.raises(NotTheirs):
        put_to_holders(adoption=adoption, sign_by=SIGN_BY, otherwise=Otherwise.REMINDED, by=stranger)
    with pytest.raises(DayIsPast):
        put_to_holders(adoption=adoption, sign_by=TODAY - timedelta(days=1), otherwise=Otherwise.REMINDED, by=None)
    put(adoption)
    with pytest.raises(AlreadyPut):
        put(adoption)


def test_the_boards_pages_show_who_has_not_signed_first(dana: Practitioner, adoption: Adoption, client: Client) -> None:
    certify(dana, adoption.board, "J-1")
    client.force_login(staff_of(adoption.board))

    before = client.get(reverse("attestation:campaigns")).content.decode()
    form = {"sign_by": SIGN_BY.isoformat(), "otherwise": "no-renewal"}
    client.post(reverse("attestation:put", args=[adoption.pk]), form)
    again = client.post(reverse("attestation:put", args=[adoption.pk]), form)
    campaign = Campaign.objects.get()
    page = client.get(reverse("attestation:campaign", args=[campaign.pk])).content.decode()

    assert "not yet put" in before
    assert again["Location"] == reverse("attestation:campaign", args=[campaign.pk])
    assert "Dana Ruiz" in page
    assert "1 person has not signed yet" in page
