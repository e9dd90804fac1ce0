"""A revised edition put to every holder: who is asked, reminded, and what becomes of those who do not sign."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.attestation.actions import AlreadyPut, DayIsPast, put_to_holders, sign
from alongside.attestation.campaigns import run
from alongside.attestation.changes import changes_of
from alongside.attestation.models import Campaign
from alongside.attestation.queries import campaign_now, code_standing, may_renew, must_sign, progress_of
from alongside.attestation.risks import signature_missing
from alongside.attestation.signing import affirmations_of
from alongside.credentials.actions import Period, enter_certificate, suspend_certificate
from alongside.credentials.models import Certificate
from alongside.credentials.risks import risks_of
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from alongside.people.practitioners import practitioner_for
from alongside.rulebook.actions import adopt_edition
from alongside.rulebook.models import Adoption
from canon.checking.search import TooWide
from tests.alongside.attestation.conftest import NOW, TODAY, read_all, user_of
from tests.alongside.rulebook.keeping import adopt_juniper, board_keeping, juniper_file, staff_of

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


@pytest.fixture
def revised(adoption: Adoption, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Adoption:
    """Juniper's next edition, adopted: a gift may be kept up to 35 dollars, where it was 40."""
    text = juniper_file().content.decode().replace("2024 standards", "2026 standards")
    text = text.replace("40.00 USD", "35.00 USD").replace("40.01 USD", "35.01 USD")
    newer = tmp_path / "juniper-next.toml"
    newer.write_text(text, "utf-8")
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(newer))
    return adopt_edition(
        board=adoption.board,
        code="juniper",
        digest=juniper_file().edition.digest,
        document=adoption.document,
        from_day=TODAY,
        after=adoption.number,
        by=None,
        on=TODAY,
    )


@pytest.mark.clause("nm.preface.1")
def test_what_changed_in_answers_and_words_is_shown_before_asking_and_before_signing(
    dana: Practitioner, revised: Adoption, client: Client
) -> None:
    certify(dana, revised.board, "J-1")
    client.force_login(staff_of(revised.board))
    asking = client.get(reverse("attestation:put", args=[revised.pk]))
    put(revised)
    client.force_login(user_of(dana))
    signing = client.get(reverse("attestation:code", args=["juniper"]))

    for page in (asking, signing):
        html = page.content.decode()
        assert [change.may for change in page.context["changes"].answers] == ["May I accept a gift?"]
        assert [change.clause for change in page.context["changes"].clauses] == ["juniper.ties.1"]
        assert "May I accept a gift?" in html
        assert "juniper.ties.1" in html


def test_answers_beyond_those_shown_are_counted_and_what_cannot_be_searched_is_said(
    revised: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = changes_of(revised, most=0)
    monkeypatch.setattr("alongside.attestation.changes.diff_editions", _too_wide)
    wide = changes_of(revised, most=10)

    assert few is not None
    assert wide is not None
    assert (len(few.answers), few.more, few.is_too_wide) == (0, 1, False)
    assert (wide.answers, wide.is_too_wide) == ([], True)
    assert [change.clause for change in wide.clauses] == ["juniper.ties.1"]


def _too_wide(*_editions: object, **_days: object) -> None:
    raise TooWide("accept-gift", 500)


def test_the_first_edition_has_nothing_to_compare_with(adoption: Adoption) -> None:
    assert changes_of(adoption, most=10) is None


@pytest.mark.clause("nm.preface.1", "nm.preface.4")
@pytest.mark.parametrize(
    ("otherwise", "days", "is_now", "says"),
    [
        (Otherwise.REMINDED, 0, False, "Sign the new edition by December 20, 2026."),
        (Otherwise.INACTIVE, 31, False, "the certificate is set aside until you sign"),
        (Otherwise.NO_RENEWAL, 32, True, "was to be signed by December 20, 2026"),
        (Otherwise.REMINDED, 32, False, "was to be signed by December 20, 2026"),
    ],
)
def test_a_missing_signature_is_a_risk_until_it_is_there(
    dana: Practitioner, adoption: Adoption, otherwise: Otherwise, days: int, is_now: bool, says: str
) -> None:
    row = certify(dana, adoption.board, "J-1")
    standing = standing_of(row, NOW)
    assert standing is not None
    before = risks_of(row, standing, TODAY)
    put(adoption, otherwise)

    found = [risk for risk in risks_of(row, standing, TODAY + timedelta(days=days)) if risk not in before]
    sign_now(dana)

    assert [(risk.is_now, risk.url) for risk in found] == [(is_now, "/sign/juniper/")]
    assert says in found[0].says
    assert signature_missing(row, standing, TODAY + timedelta(days=days)) == []


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


def test_the_campaigns_page_finds_and_pages_and_asks_the_same_of_the_database_for_many(
    dana: Practitioner, adoption: Adoption, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    certify(dana, adoption.board, "J-900")
    campaign = put(adoption)
    sign_now(dana)
    client.force_login(staff_of(adoption.board))
    address = reverse("attestation:campaign", args=[campaign.pk])
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    for number in range(26):
        certify(practitioner_for(user=None, name=f"Holder {number:02}"), adoption.board, f"J-{number:03}")

    with django_assert_max_num_queries(len(for_one)):
        first = client.get(address)
    second = client.get(address, {"page": "2"})
    signed = client.get(address, {"show": "signed"})
    named = client.get(address, {"q": "holder 07"})
    numbered = client.get(address, {"q": "j-90", "show": "signed"})
    nobody = client.get(address, {"q": "<b>"})

    assert [(one["label"], one["count"]) for one in first.context["filters"]] == [("Not signed yet", 26), ("Signed", 1)]
    assert (len(first.context["page"]), len(second.context["page"])) == (25, 1)
    assert [names_on(page) for page in (signed, named, numbered)] == [["Dana Ruiz"], ["Holder 07"], ["Dana Ruiz"]]
    assert "/sign/signed/" in signed.content.decode()
    assert "Nobody here by that name or number" in nobody.content.decode()
    assert '<b>"' not in nobody.content.decode()


def names_on(page: HttpResponseBase) -> list[str]:
    return [one.certificate.name_on_certificate for one in page.context["page"]]  # type: ignore[attr-defined]
