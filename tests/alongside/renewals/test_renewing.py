"""Renewing: what is met, what is missing and told so, who decides, and that a period is renewed once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts.models import User
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from alongside.people.practitioners import practitioner_for
from alongside.renewals.knowing import known_of
from alongside.renewals.models import Renewal
from alongside.renewals.refusals import AlreadyAsked, AlreadyDecided, ApplyAnew, NoReason, NotOpen
from alongside.renewals.renewing import ask_renewal, confirm_renewal, refuse_renewal, set_renewal_rule
from tests.alongside.renewals.conftest import LAST, NOW, certify, learn, sign_code, user_of
from tests.alongside.rulebook.keeping import board_keeping

NONE = Renewal.Declares.NONE


def ask(held: Certificate, *, declares: Renewal.Declares = NONE, by: User | None = None) -> Renewal:
    return ask_renewal(certificate=held, declares=declares, fee_reference="", by=by or user_of(held.holder))


def automatic(held: Certificate) -> None:
    set_renewal_rule(board=held.board, from_day=date(2020, 1, 1), is_automatic=True, reminder_days=[30], by=None)


@pytest.mark.clause("nc.cert.1", "nc.cert.2")
def test_what_is_met_renews_by_itself_where_the_board_says_so(held: Certificate) -> None:
    automatic(held)
    learn(held.holder, held.board, "20", ethics="3")
    sign_code(held.holder)

    renewal = ask(held)

    assert renewal.decision.is_renewed
    standing = standing_of(held, NOW)
    assert standing is not None
    assert (standing.status, standing.through) == (Status.ACTIVE, date(2028, 11, 30))


@pytest.mark.clause("nm.competence.3", "nc.cert.2")
def test_one_hour_of_ethics_short_is_told_so_and_waits_for_the_board(held: Certificate, staff: User) -> None:
    automatic(held)
    learn(held.holder, held.board, "20", ethics="2")
    sign_code(held.holder)

    says = known_of(held.holder)[0].says
    renewal = ask(held)

    assert says == "One hour of ethics is still missing by Monday, November 30."
    assert renewal.findings == [{"what": "ethics", "hours": "1"}]
    assert not hasattr(renewal, "decision")
    refuse_renewal(renewal=renewal, reason="One hour of ethics is missing.", by=staff)
    assert not CertificateEvent.objects.filter(kind="renewed").exists()


@pytest.mark.clause("nm.competence.3")
def test_new_mexico_finds_each_bucket_that_is_short(teo: Practitioner) -> None:
    held = certify(teo, board_keeping("nm"), code="nm", number="NM-1")
    learn(teo, held.board, "40", ethics="6")
    sign_code(teo, "nm")

    assert {found["what"]: found["hours"] for found in ask(held).findings} == {"cultural": "6"}


@pytest.mark.clause("nc.attest.0", "nc.cert.2a")
def test_an_unsigned_edition_is_a_finding(held: Certificate) -> None:
    automatic(held)
    learn(held.holder, held.board, "20", ethics="3")

    renewal = ask(held)

    assert renewal.findings == [{"what": "signature", "hours": ""}]
    assert not hasattr(renewal, "decision")


@pytest.mark.clause("nc.attest.3", "nc.cert.5a")
@pytest.mark.parametrize(("declares", "renews"), [(NONE, True), (Renewal.Declares.TO_TELL, False)])
def test_a_legal_action_still_to_tell_never_renews_by_itself(
    held: Certificate, declares: Renewal.Declares, renews: bool
) -> None:
    automatic(held)
    learn(held.holder, held.board, "20", ethics="3")
    sign_code(held.holder)

    assert hasattr(ask(held, declares=declares), "decision") is renews


def test_two_tabs_are_one_renewal_and_two_staff_one_decision(held: Certificate, staff: User) -> None:
    renewal = ask(held)
    with pytest.raises(AlreadyAsked):
        ask(held)

    confirm_renewal(renewal=renewal, by=staff)

    for again in (confirm_renewal, lambda **told: refuse_renewal(reason="x", **told)):
        with pytest.raises(AlreadyDecided):
            again(renewal=renewal, by=staff)
    with pytest.raises(NotOpen):
        ask(held)
    assert CertificateEvent.objects.filter(kind="renewed").count() == 1


def test_after_a_refusal_it_may_be_asked_again(held: Certificate, staff: User) -> None:
    first = ask(held)
    with pytest.raises(NoReason):
        refuse_renewal(renewal=first, reason=" ", by=staff)
    refuse_renewal(renewal=first, reason="Sign the edition first.", by=staff)

    second = ask(held)

    assert (first.attempt, second.attempt) == (1, 2)


@pytest.mark.clause("nc.cert.1")
@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 8, 1), NotOpen),  # more than ninety days before
        (LAST, None),
        (LAST + timedelta(days=30), None),  # the last day of grace
        (LAST + timedelta(days=31), ApplyAnew),
    ],
)
def test_it_opens_before_the_last_day_and_grace_ends_it(
    held: Certificate, day: date, refusal: type[Exception] | None
) -> None:
    with clock.standing_at(datetime.combine(day, datetime.min.time(), tzinfo=NOW.tzinfo) + timedelta(hours=20)):
        if refusal:
            with pytest.raises(refusal):
                ask(held)
        else:
            assert ask(held).is_late is (day > LAST)


def test_nobody_renews_for_another_and_no_holder_decides(held: Certificate) -> None:
    with pytest.raises(NotTheirs):
        ask(held, by=User.objects.create_user("x@example.test", name="X"))
    renewal = ask(held)
    with pytest.raises(NotTheirs):
        confirm_renewal(renewal=renewal, by=user_of(held.holder))


def test_a_late_renewal_leaves_the_gap_a_gap(held: Certificate, staff: User) -> None:
    with clock.standing_at(NOW + timedelta(days=30)):  # December 10, ten days after it lapsed
        confirm_renewal(renewal=ask(held), by=staff)

    then = standing_of(held, NOW + timedelta(days=25))
    now = standing_of(held, NOW + timedelta(days=30))
    assert then is not None
    assert now is not None
    assert (then.status, now.status, now.begins) == (Status.GRACE, Status.ACTIVE, date(2026, 12, 10))


def test_the_page_sends_what_only_the_holder_can_say(held: Certificate, client: Client) -> None:
    client.force_login(user_of(held.holder))
    url = reverse("renewals:one", args=[held.token])

    page = client.get(url).content.decode()
    untrue = client.post(url, {"declares": "none"})
    sent = client.post(url, {"declares": "none", "is_true": "on"})
    again = client.post(url, {"declares": "none", "is_true": "on"}, follow=True)

    assert "20 hours are still missing" in page.replace("Twenty", "20")
    assert (untrue.status_code, sent.status_code) == (422, 302)
    assert "You have asked for this renewal already" in again.content.decode()
    assert Renewal.objects.count() == 1


def test_the_clear_ones_are_renewed_together_after_a_look(held: Certificate, staff: User, client: Client) -> None:
    learn(held.holder, held.board, "20", ethics="3")
    sign_code(held.holder)
    clear = ask(held)
    other = Practitioner.objects.create(user=User.objects.create_user("jo@example.test", name="Jo"), name="Jo")
    short = ask(certify(other, held.board, number="NC-8"))
    client.force_login(staff)
    ticked = {"renewal": [clear.pk, short.pk, 99]}

    preview = client.post(reverse("renewals:together"), ticked).content.decode()
    before = CertificateEvent.objects.count()
    client.post(reverse("renewals:together"), {**ticked, "confirm": "1"})

    assert "1 certificate would be renewed" in preview
    assert "decided meanwhile" in preview
    assert before == 0
    assert [event.certificate for event in CertificateEvent.objects.all()] == [held]
    assert client.get(reverse("renewals:queue")).context["total"] == 1


def test_only_the_boards_staff_see_its_queue(held: Certificate, client: Client) -> None:
    renewal = ask(held)
    client.force_login(user_of(held.holder))

    assert client.get(reverse("renewals:queue")).status_code == 403
    assert client.get(reverse("renewals:decide", args=[renewal.pk])).status_code == 403


def test_an_absurd_number_among_those_ticked_is_passed_over(staff: User, client: Client) -> None:
    client.force_login(staff)

    page = client.post(reverse("renewals:together"), {"renewal": ["9" * 30, "9" * 5000, "x", "0"]})

    assert page.status_code == 200


def waiting(number: int, board: Board) -> Renewal:
    held = certify(_holder(number), board, number=f"NC-{100 + number}")
    return ask(held)


def _holder(number: int) -> Practitioner:
    name = ("Ana Ruiz", "José Álvarez")[number % 2]
    user = User.objects.create_user(f"{number}@example.test", name=name)
    return practitioner_for(user=user, name=name)


@pytest.mark.parametrize(
    ("words", "found"), [("alvarez", ["NC-101"]), ("nc-10", ["NC-100", "NC-101"]), (" ", ["NC-100", "NC-101"])]
)
def test_the_queue_is_searched_by_name_or_number(
    north_carolina: Board, staff: User, client: Client, words: str, found: list[str]
) -> None:
    for number in range(2):
        waiting(number, north_carolina)
    client.force_login(staff)

    page = client.get(reverse("renewals:queue"), {"q": words})

    assert [line["number"] for line in page.context["lines"]] == found


def test_a_search_that_finds_nothing_says_what_to_try_and_keeps_the_words(staff: User, client: Client) -> None:
    client.force_login(staff)

    html = client.get(reverse("renewals:queue"), {"q": "nobody\x00"}).content.decode()

    assert "No waiting renewal under that name or number" in html
    assert 'value="nobody' in html


def test_a_search_finds_no_renewal_of_another_board(staff: User, client: Client) -> None:
    elsewhere = certify(_holder(0), board_keeping("nm"), code="nm", number="NM-1")
    ask(elsewhere)
    client.force_login(staff)

    assert client.get(reverse("renewals:queue"), {"q": "Ana"}).context["total"] == 0


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(
    north_carolina: Board, staff: User, client: Client
) -> None:
    client.force_login(staff)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("renewals:queue"), {"q": "nc"}).status_code == 200
        return len(queries)

    waiting(0, north_carolina)
    asked()  # what the process keeps from the first page on
    few = asked()
    for number in range(1, 6):
        waiting(number, north_carolina)

    assert asked() == few


def test_what_certificates_of_one_code_share_is_asked_once(held: Certificate) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            known_of(held.holder)
        return sum("rulebook_programmeamendment" in query["sql"] for query in queries)

    one = asked()
    certify(held.holder, held.board, number="NC-8")

    assert len(known_of(held.holder)) == 2
    assert asked() == one
