"""A certificate on paper: it says what stands and no more, for its holder and its board, and each print is counted."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.alongside.credentials.conftest import LONG_AGO, Certify, user_of
from tests.alongside.paper.reading import (
    codes_on,
    is_within_the_page,
    kinds_of_parts,
    languages_in,
    page_count,
    said_of_pictures,
    stands_in_order,
    text_of,
)

from alongside.accounts.addresses import absolute
from alongside.accounts.models import User
from alongside.credentials import actions
from alongside.credentials.models import Certificate, PrintedCopy
from alongside.credentials.papers import OnPaper, Paper, on_paper, paper_pdf
from alongside.credentials.printing import NotPrinted, print_copy
from alongside.credentials.status import Period, Status
from alongside.journal.models import Entry
from alongside.paper import LettersMissing
from alongside.people import clock
from alongside.people.actions import give_role
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind

NOON = datetime(2025, 6, 2, 12, tzinfo=ZoneInfo("America/Denver"))
THROUGH = date(2026, 11, 30)
BOTH = pytest.mark.parametrize("paper", list(Paper))
CODES = pytest.mark.parametrize("code", ["nm", "nc", "ca", "sud", "ak"])


@pytest.fixture
def held(certify: Certify) -> Certificate:
    return certify("nm", "America/Denver", through=THROUGH, number="NM-2024-00007")


@pytest.fixture(autouse=True)
def noon():
    with clock.standing_at(NOON):
        yield


def says(name: str = "Teo Begay", *, copy: int = 1) -> OnPaper:
    return OnPaper(
        name, "CPSW", "Demo board", "NM-2024-00007", Period(date(2024, 12, 1), THROUGH), "New Mexico Code", "Revised",
        "https://alongside.example/check/0123456789abcdef012345/", copy, NOON,
    )  # fmt: skip


@BOTH
@pytest.mark.clause("nc.cert.3a", "sud.1.2", "ak.conduct.2")
def test_it_says_what_stands_on_the_record(held: Certificate, paper: Paper) -> None:
    _, pdf = print_copy(certificate=held, paper=paper, language="en", by=user_of(held.holder))

    text = text_of(pdf)
    assert stands_in_order(text, "Demo board", "Teo Begay", "CPSW", "NM-2024-00007", "December 1, 2024")
    assert "November 30, 2026" in text
    assert "\u200b" not in text  # the address can be copied off the page as it is
    assert "In force when it was printed, on June 2, 2025" in text
    assert codes_on(pdf, dots_per_inch=200) == [absolute(reverse("registry:certificate", args=[held.token]))]
    assert len(said_of_pictures(pdf)) == 1
    assert "H1" in kinds_of_parts(pdf)


def test_the_certificate_names_the_code_and_its_edition(held: Certificate) -> None:
    _, pdf = print_copy(certificate=held, paper=Paper.CERTIFICATE, language="en", by=None)

    assert "New Mexico Certified Peer Support Worker Code of Ethics, Revised code" in text_of(pdf)


@CODES
@BOTH
@pytest.mark.clause("ak.intro.6a", "sud.preamble.6a")
def test_under_every_code_it_is_no_leave_to_serve_independently(certify: Certify, code: str, paper: Paper) -> None:
    held = certify(code, "America/Denver", through=THROUGH)

    english, spanish = (print_copy(certificate=held, paper=paper, language=each, by=None)[1] for each in ("en", "es"))

    assert "not leave to serve independently" in text_of(english)
    assert "No autoriza a prestar servicios de forma independiente" in text_of(spanish)
    assert "Hasta 30 de noviembre de 2026" in text_of(spanish)
    assert any(language.startswith("en") for language in languages_in(spanish))  # the code's own words are not Spanish


@BOTH
@pytest.mark.parametrize(
    "name",
    ["W" * 120, "Ana " * 30, "María-José de los Ángeles Fernández de Córdoba y Álvarez de Toledo-Osorio y Ponce de León III",
     "#eval(1) ] $x$ <b> @c", "محمد عبد الله"],
)  # fmt: skip
def test_no_name_runs_over_the_edge(name: str, paper: Paper) -> None:
    pdf = paper_pdf(paper, says(name, copy=12), language="es")

    assert is_within_the_page(pdf)
    assert text_of(pdf).count("12") >= 1
    assert len(codes_on(pdf, dots_per_inch=200)) == 1
    assert page_count(pdf) == 1


@BOTH
def test_the_same_facts_give_the_same_bytes(paper: Paper) -> None:
    assert paper_pdf(paper, says(), language="en") == paper_pdf(paper, says(), language="en")


@BOTH
def test_the_first_is_no_duplicate_and_each_later_one_says_which_it_is(held: Certificate, paper: Paper) -> None:
    texts = []
    for day in range(3):
        with clock.standing_at(NOON + timedelta(days=day)):
            texts.append(text_of(print_copy(certificate=held, paper=paper, language="en", by=None)[1]))

    assert "Copy" not in texts[0]
    assert "Copy 2" in texts[1]
    assert "Copy 3" in texts[2]


def test_each_print_is_on_record_with_its_copy_number(held: Certificate) -> None:
    holder = user_of(held.holder)
    for day in range(2):
        with clock.standing_at(NOON + timedelta(days=day)):
            print_copy(certificate=held, paper=Paper.CARD, language="en", by=holder)

    entries = Entry.objects.filter(kind="certificate.printed").order_by("pk")

    told = [json.loads(entry.body)["data"] for entry in entries]
    assert told == [{"copy": n, "paper": "card", "through": "2026-11-30"} for n in (1, 2)]
    assert {entry.actor_id for entry in entries} == {holder.pk}
    assert not any("Teo" in entry.body for entry in entries)


def test_a_second_click_gets_the_same_paper_again(held: Certificate) -> None:
    first = print_copy(certificate=held, paper=Paper.CARD, language="en", by=None)
    with clock.standing_at(NOON + timedelta(seconds=20)):
        second = print_copy(certificate=held, paper=Paper.CARD, language="en", by=None)

    assert first[1] == second[1]
    assert PrintedCopy.objects.count() == Entry.objects.filter(kind="certificate.printed").count() == 1


def test_after_a_renewal_the_counting_begins_anew(held: Certificate) -> None:
    print_copy(certificate=held, paper=Paper.CERTIFICATE, language="en", by=None)
    with clock.standing_at(datetime(2026, 11, 2, 12, tzinfo=NOON.tzinfo)):
        actions.renew_certificate(certificate=held, on=date(2026, 11, 2), by=None)
        copy, pdf = print_copy(certificate=held, paper=Paper.CERTIFICATE, language="en", by=None)

    assert copy.copy == 1
    assert "November 30, 2028" in text_of(pdf)


@pytest.mark.parametrize(
    ("on", "change", "status"),
    [
        (date(2025, 6, 2), lambda c: actions.suspend_certificate(certificate=c, on=date(2025, 6, 2), cause="", by=None), Status.SUSPENDED),
        (date(2025, 6, 2), lambda c: actions.revoke_certificate(certificate=c, on=date(2025, 6, 2), cause="", by=None), Status.REVOKED),
        (date(2025, 6, 2), lambda c: actions.give_up_certificate(certificate=c, on=date(2025, 6, 2), by=None), Status.SURRENDERED),
        (date(2025, 6, 2), lambda c: actions.make_inactive(certificate=c, on=date(2025, 6, 2), cause="", by=None), Status.INACTIVE),
        (date(2029, 1, 1), lambda c: None, Status.LAPSED),
    ],
)  # fmt: skip
@pytest.mark.clause("nm.preface.4", "nc.cert.3a")
def test_not_in_force_it_is_not_printed_and_the_page_says_what_to_do(
    client: Client,
    held: Certificate,
    on: date,
    change,
    status: Status,
) -> None:
    change(held)
    client.force_login(user_of(held.holder))

    with clock.standing_at(datetime(on.year, on.month, on.day, 13, tzinfo=NOON.tzinfo)):
        with pytest.raises(NotPrinted) as refused:
            print_copy(certificate=held, paper=Paper.CARD, language="en", by=None)
        answer = client.post(reverse("credentials:print", args=[held.token, "certificate"]))

    assert refused.value.status is status
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert not PrintedCopy.objects.exists()


def test_letters_nobody_can_print_use_no_number_and_the_page_names_them(client: Client, certify: Certify) -> None:
    held = certify("nm", "America/Denver", through=THROUGH, name="李小龍")
    client.force_login(user_of(held.holder))

    answer = client.post(reverse("credentials:print", args=[held.token, "card"]))

    assert answer.status_code == 422
    assert "no letters for 李" in answer.content.decode()
    assert not PrintedCopy.objects.exists()
    assert not Entry.objects.filter(kind="certificate.printed").exists()
    with pytest.raises(LettersMissing):
        paper_pdf(Paper.CARD, on_paper(held, Period(LONG_AGO, THROUGH), copy=1, at=NOON), language="en")


@BOTH
def test_the_holder_and_the_boards_staff_download_it(client: Client, held: Certificate, paper: Paper) -> None:
    staff = User.objects.create_user("kim@example.test", name="Kim")
    give_role(user=staff, kind=RoleKind.BOARD_STAFF, place=held.board, from_day=LONG_AGO, by=None)
    url = reverse("credentials:print", args=[held.token, paper.value])
    answers = []
    for user in (user_of(held.holder), staff):
        client.force_login(user)
        answers.append((client.get(reverse("credentials:papers", args=[held.token])), client.post(url)))

    assert url == f"/certificates/{held.token}/{paper.value}.pdf"
    for page, answer in answers:
        assert url in page.content.decode()
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{paper.value}-nm-2024-00007.pdf"'
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_lists_what_was_printed_by_the_boards_clock(client: Client, held: Certificate) -> None:
    print_copy(certificate=held, paper=Paper.CARD, language="en", by=None)
    client.force_login(user_of(held.holder))

    page = " ".join(client.get(reverse("credentials:papers", args=[held.token])).content.decode().split())

    assert "Wallet card" in page
    assert "June 2, 2025, 12:00 pm" in page
    assert "copy 1" in page


def test_an_address_alone_prints_nothing(client: Client, held: Certificate) -> None:
    client.force_login(user_of(held.holder))

    answer = client.get(reverse("credentials:print", args=[held.token, "card"]))

    assert answer.headers["Location"] == reverse("credentials:papers", args=[held.token])
    assert not PrintedCopy.objects.exists()


@pytest.mark.clause("sud.1.2", "ak.conduct.2")
def test_to_anyone_else_it_is_not_there(client: Client, held: Certificate) -> None:
    other = User.objects.create_user("other@example.test", name="Other")
    client.force_login(other)

    for name, args in (("papers", []), ("print", ["card"])):
        assert client.get(reverse(f"credentials:{name}", args=[held.token, *args])).status_code == 404
    assert client.post(reverse("credentials:print", args=[held.token, "card"])).status_code == 404
    with pytest.raises(NotTheirs):
        print_copy(certificate=held, paper=Paper.CARD, language="en", by=other)
    assert Client().post(reverse("credentials:print", args=[held.token, "card"])).status_code == 403
    assert not PrintedCopy.objects.exists()
