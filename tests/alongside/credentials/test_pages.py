"""The holder's page and the board's register: how it stands, what puts it at risk, what staff put on record."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.alongside.credentials.conftest import LONG_AGO, Certify, user_of

from alongside.accounts.models import User
from alongside.credentials import actions, risks
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.orders import (
    AlreadyWithdrawn,
    SameName,
    change_name,
    public_orders,
    publish_order,
    set_order_rule,
    withdraw_order,
)
from alongside.credentials.public import by_name
from alongside.credentials.risks import Risk, register_risk
from alongside.credentials.stopping import stopped_by_a_lapse
from alongside.people import clock
from alongside.people.actions import give_role
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.people.practitioners import practitioner_for
from alongside.rulebook.queries import standing_of as code_standing_of

NOW = datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
LAST = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def held(certify: Certify) -> Certificate:
    return certify("nc", "America/New_York", through=LAST, number="NC-7")


@pytest.fixture
def staff(held: Certificate) -> User:
    user = User.objects.create_user("bea@example.test", name="Bea")
    give_role(user=user, kind=RoleKind.BOARD_STAFF, place=held.board, from_day=LONG_AGO, by=None)
    return user


def test_the_day_of_a_holder_who_works_nowhere_begins_with_the_certificate(held: Certificate, client: Client) -> None:
    user = User.objects.create_user("ida@example.test", name="Ida")
    alone = practitioner_for(user=user, name="Ida")
    actions.enter_certificate(
        holder=alone,
        board=held.board,
        code="nc",
        number="NC-8",
        name_on_certificate="Ida",
        applied_on=LONG_AGO,
        period=actions.Period(LONG_AGO, LAST),
        by=None,
    )
    client.force_login(user)

    assert client.get("/home/").headers["Location"] == "/certificates/"
    more = client.get("/more/").content.decode()
    assert more.count('href="/certificates/"') == 1  # in the dock, so not in the list as well


def test_the_day_of_a_holder_who_works_begins_with_the_work(held: Certificate, client: Client) -> None:
    client.force_login(user_of(held.holder))

    assert client.get("/home/").headers["Location"] == "/today/"
    assert client.get("/more/").content.decode().count('href="/certificates/"') == 1


@pytest.mark.clause("nm.preface.4", "nc.cert.1")
def test_a_holder_sees_how_it_stands_and_everything_that_puts_it_at_risk(
    held: Certificate, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risks, "_sources", [])
    register_risk(lambda certificate, _standing, _today: [Risk(f"signature of {certificate.code} is missing")])
    client.force_login(user_of(held.holder))

    page = client.get(reverse("credentials:mine")).content.decode()

    assert "Certified. The certificate is in force, and due to be renewed." in page
    assert "21 days to renew it" in page
    assert "20 hours are still missing by Monday, November 30, among them three hours of ethics." in page
    assert "signature of nc is missing" in page


@pytest.mark.clause("nc.cert.3", "nc.5.3")
def test_what_a_lapse_stops_is_read_from_the_code(held: Certificate) -> None:
    stopped = stopped_by_a_lapse(code_standing_of("nc", TODAY).edition, TODAY)

    serve = next(one for one in stopped if one.act == "provide-service")
    assert {"nc.cert.3", "nc.5.3"} <= set(serve.clauses)


def test_giving_up_takes_the_number_and_nobody_elses(held: Certificate, client: Client) -> None:
    url = reverse("credentials:give-up", args=[held.token])
    client.force_login(User.objects.create_user("x@example.test", name="X"))
    stranger = client.get(url).status_code
    client.force_login(user_of(held.holder))

    wrong = client.post(url, {"number": "NC-8"})
    right = client.post(url, {"number": "nc-7 "})
    again = client.post(url, {"number": "nc-7"})

    assert (stranger, wrong.status_code, right.status_code, again.status_code) == (403, 422, 302, 302)
    assert CertificateEvent.objects.filter(kind="surrendered").count() == 1


def test_setting_aside_asks_why_and_holds_at_once(held: Certificate, client: Client) -> None:
    client.force_login(user_of(held.holder))

    client.post(reverse("credentials:set-aside", args=[held.token]), {"cause": "a year with my mother"})

    page = client.get(reverse("credentials:mine")).content.decode()
    assert "has been set aside for a time" in page
    assert "What stops until it is in force again" in page


def form_of(client: Client, held: Certificate, **told: object) -> dict[str, object]:
    form = client.get(reverse("credentials:one", args=[held.pk])).context["form"]
    return {"on": TODAY.isoformat(), "last": form.initial["last"], "cause": "", "until": "", **told}


@pytest.mark.clause("nc.5.3")
def test_staff_put_things_on_record_and_a_stale_page_puts_nothing(
    held: Certificate, staff: User, client: Client
) -> None:
    client.force_login(staff)
    url = reverse("credentials:one", args=[held.pk])
    seen = form_of(client, held, kind="suspended", cause="An inquiry is open", until="2026-12-24")

    done, stale = client.post(url, seen), client.post(url, {**seen, "kind": "revoked"})
    without_cause = client.post(url, form_of(client, held, kind="revoked"))
    too_soon = client.post(url, form_of(client, held, kind="reinstated", cause="closed"))

    assert (done.status_code, stale.status_code, without_cause.status_code, too_soon.status_code) == (
        302,
        422,
        422,
        422,
    )
    assert "Something else was put on record" in stale.content.decode()
    assert [event.kind for event in CertificateEvent.objects.all()] == ["suspended"]


def test_a_board_sees_its_own_certificates_and_nobody_elses(held: Certificate, staff: User, client: Client) -> None:
    other = Certificate.objects.create(
        board=type(held.board).objects.create(slug="ak", name="Alaska", place="Alaska", zone="America/Anchorage"),
        holder=held.holder,
        code="ak",
        number="AK-1",
        name_on_certificate="Teo Begay",
        applied_on=LONG_AGO,
    )
    client.force_login(staff)

    page = client.get(reverse("credentials:register"), {"q": "begay"}).content.decode()

    assert "NC-7" in page
    assert "AK-1" not in page
    assert client.get(reverse("credentials:one", args=[other.pk])).status_code == 404
    client.force_login(user_of(held.holder))
    assert client.get(reverse("credentials:register")).status_code == 403


@pytest.mark.parametrize(("words", "found"), [("TÉO", 1), ("nc-7", 1), ("NC-70", 0), ("%", 0), ("", 1)])
def test_the_register_is_searched_by_any_part_of_a_name_or_the_start_of_a_number(
    held: Certificate, staff: User, client: Client, words: str, found: int
) -> None:
    client.force_login(staff)

    assert client.get(reverse("credentials:register"), {"q": words}).context["listed"].total == found


def test_the_list_asks_the_same_questions_for_one_as_for_a_page_full(
    held: Certificate, staff: User, client: Client
) -> None:
    client.force_login(staff)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("credentials:register"))
    for number in range(40):
        actions.enter_certificate(
            holder=held.holder,
            board=held.board,
            code="nc",
            number=f"X-{number}",
            name_on_certificate="Teo Begay",
            applied_on=LONG_AGO,
            period=actions.Period(date(2025, 1, 1), LAST),
            by=None,
        )

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("credentials:register"))

    assert len(many) == len(one)


@pytest.mark.clause("nc.5.3")
def test_a_new_name_is_found_in_public_and_the_old_one_is_not(held: Certificate, staff: User) -> None:
    with pytest.raises(NotTheirs):
        change_name(certificate=held, name="Thea Begay", cause="order 3", by=user_of(held.holder))
    with pytest.raises(SameName):
        change_name(certificate=held, name="  Teo  Begay ", cause="order 3", by=staff)
    row = change_name(certificate=held, name="Thea  Begay", cause="order 3", by=staff)

    held.refresh_from_db()
    assert (row.before, row.after, held.name_on_certificate) == ("Teo Begay", "Thea Begay", "Thea Begay")
    assert len(by_name(held.board, "thea begay").shown) == 1
    assert not by_name(held.board, "teo begay").shown


@pytest.mark.parametrize(
    ("rule", "day", "is_read"),
    [
        (None, TODAY + timedelta(days=400), False),
        ((30, None), TODAY + timedelta(days=29), False),
        ((30, None), TODAY + timedelta(days=30), True),
        ((30, None), TODAY + timedelta(days=4000), True),
        ((0, 12), date(2027, 11, 9), True),
        ((0, 12), date(2027, 11, 10), False),
    ],
)
def test_an_order_is_public_by_the_boards_rule_and_by_no_rule_never(
    held: Certificate, staff: User, rule: tuple[int, int | None] | None, day: date, is_read: bool
) -> None:
    if rule:
        set_order_rule(board=held.board, from_day=LONG_AGO, embargo_days=rule[0], public_months=rule[1], by=staff)

    publish_order(certificate=held, title="Order 9", summary="Reprimand.", effective_on=TODAY, by=staff)

    assert bool(public_orders([held], day).get(held.pk)) is is_read


def test_an_order_taken_back_is_read_by_nobody(held: Certificate, staff: User, client: Client) -> None:
    set_order_rule(board=held.board, from_day=LONG_AGO, embargo_days=0, public_months=None, by=staff)
    order = publish_order(certificate=held, title="Order 9", summary="Reprimand.", effective_on=TODAY, by=staff)
    address = reverse("registry:certificate", args=[held.token])

    before = client.get(address).content.decode()
    withdraw_order(order=order, why="entered on the wrong certificate", by=staff)
    after = client.get(address).content.decode()

    assert "Order 9" in before
    assert "Order 9" not in after
    with pytest.raises(AlreadyWithdrawn):
        withdraw_order(order=order, why="again", by=staff)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "NC-8"},
        {"valid_through": date(2030, 1, 1)},
        {"valid_from": date(2021, 1, 1)},
        {"applied_on": date(2019, 1, 1)},
        {"code": "ak"},
        {"token": "guessed"},
    ],
    ids=str,
)
def test_the_database_itself_keeps_what_was_entered(held: Certificate, change: dict[str, object]) -> None:
    with pytest.raises(Exception, match=r"stays|keeps"), transaction.atomic():
        Certificate.objects.filter(pk=held.pk).update(**change)


def test_a_certificate_is_never_deleted(held: Certificate) -> None:
    with pytest.raises(Exception, match="never deleted"), transaction.atomic():
        Certificate.objects.filter(pk=held.pk).delete()
