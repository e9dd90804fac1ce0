"""The board's page of its programme: what is not yet confirmed, one term confirmed or changed, and nobody else gets in."""

import pytest
from django.test import Client

from alongside.people.models import Board
from alongside.rulebook.models import ProgrammeAmendment
from alongside.rulebook.programmes import programme_of
from canon.values import Span, Unit
from tests.alongside.rulebook.keeping import board_keeping, staff_of
from tests.clauses import clause

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/board/nc/programme/"


@pytest.fixture
def nc(db: None) -> Board:
    return board_keeping("nc")


@pytest.fixture
def wren(nc: Board, client: Client) -> Client:
    client.force_login(staff_of(nc), backend=BACKEND)
    return client


def confirm_form(client: Client, term: str) -> dict[str, str]:
    shown = client.get(PAGE).context["terms"]
    return dict(next(form.initial for one, form, _url in shown if one.name.term == term))


def change(value: str, **said: object) -> dict[str, object]:
    return {"value": value, "from_day": "2030-01-01", "source": "vote of the board", "after": 0, **said}


@clause("nc.cert.2")
def test_a_term_is_confirmed_once_however_often_it_is_sent(wren: Client) -> None:
    assert "7 terms are not yet confirmed" in wren.get(PAGE).content.decode()
    assert f'href="{PAGE}"' in wren.get("/board/").content.decode()
    form = confirm_form(wren, "period")

    first = wren.post(PAGE, form, follow=True).content.decode()
    wren.post(PAGE, form)

    assert "6 terms are not yet confirmed" in first
    assert ProgrammeAmendment.objects.count() == 1
    public = wren.get("/codes/nc/").content.decode()
    assert "Runs 2 years" in public
    assert "confirmed by the board on" in public
    assert "Not yet confirmed by the board" in public


@clause("nc.cert.2", "ca.education.2")
def test_a_term_is_changed_from_a_day_on_and_its_history_shows(wren: Client) -> None:
    answer = wren.post(PAGE + "period/", change("3 years"), follow=True).content.decode()

    assert "From January 1, 2030: 3 years" in answer
    assert "vote of the board" in answer
    period = programme_of("nc").terms["period"]
    assert [row.value for row in period] == [Span(2, Unit.YEAR), Span(3, Unit.YEAR)]


@pytest.mark.parametrize(
    ("address", "form", "says"),
    [
        ("period/", change("two"), "Write it like 2 years"),
        ("learning/", change("40"), "Write it like 40 hours"),
        ("topic/ethics/", change("30 hours"), "The topics would ask 30 hours, of 20 in all."),
        ("late_fee/", change("12"), "Write it like 25.00 USD"),
        ("references/", change("some"), "Write a whole number"),
        ("exam/", change("perhaps"), "Select a valid choice"),
        ("period/", change("3 years", source=""), 'href="#id_source"'),
        ("period/", change("3 years", after=4), "Something changed since you opened this page"),
    ],
)
def test_a_refused_form_says_how_to_write_it_and_keeps_what_was_written(
    wren: Client, address: str, form: dict[str, object], says: str
) -> None:
    answer = wren.post(PAGE + address, form)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert answer.context["form"]["from_day"].value() == "2030-01-01"
    assert not ProgrammeAmendment.objects.exists()


def test_a_stale_confirmation_says_so(wren: Client) -> None:
    form = confirm_form(wren, "period")
    wren.post(PAGE + "period/", change("3 years"))

    answer = wren.post(PAGE, form)

    assert answer.status_code == 422
    assert "Something changed since you opened this page" in answer.content.decode()
    assert ProgrammeAmendment.objects.count() == 1


def test_another_board_and_an_unknown_term_look_the_same(wren: Client) -> None:
    priya = Client()
    priya.force_login(staff_of(board_keeping("nm"), "Priya"), backend=BACKEND)

    assert priya.get(PAGE).status_code == 404
    assert priya.post(PAGE + "period/", change("3 years")).status_code == 404
    assert wren.get(PAGE + "no_such_term/").status_code == 404
    assert wren.get(PAGE + "topic/no-such-topic/").status_code == 404
    assert wren.post(PAGE, {"value": "3 years"}).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_a_spanish_reader_is_told_in_spanish(nc: Board) -> None:
    page = Client().get("/codes/nc/", headers={"accept-language": "es"}).content.decode()

    assert "Dura 2 años" in page
    assert "3 horas de ellas sobre ética" in page
    assert "Aún sin confirmar por la junta" in page
