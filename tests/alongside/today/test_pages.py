"""The day, my questions, and what a supervisor decides: true sentences, no dead ends, nobody else's business."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from alongside.credentials.actions import give_up_certificate
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.models import KeptRuling, Referral
from alongside.rulings.standings import sweep
from tests.alongside.rulings.makers import MORNING, TODAY, Place
from tests.alongside.today.conftest import THIRTY, Asking, Sheet, SignIn

LAST = date(2028, 6, 30)
"""The last day of the certificate that everybody here holds."""

END_SERVICE = {
    "person.asked_to_end": "no",
    "service.still_helps": "no",
    "reason.is_protected_ground": "no",
    "supervisor.has_staffed": "no",
}


@pytest.fixture
def sent(gift: Asking) -> Referral:
    """A prohibited gift, in Amira's hands."""
    gift.keep(gift.through(THIRTY), do="send")
    return Referral.objects.get()


@pytest.fixture
def referred(dana: Client) -> Referral:
    """Ending a service, which the code leaves to the supervisor."""
    asking = Asking(dana, "end-service")
    ruling = asking.through(END_SERVICE)
    assert ruling.answer == "Ask first"
    asking.keep(ruling, do="send")
    return Referral.objects.get()


def page(client: Client, url: str) -> Sheet:
    return Sheet(client.get(url))


# ---- the day ---------------------------------------------------------------------------------------------------------


def test_a_quiet_day_says_so_and_offers_to_ask(dana: Client) -> None:
    home = page(dana, "/today/")

    assert home.heading == "Good morning, Dana"
    assert "Nobody is waiting on you." in home.words
    assert 'href="/ask/"' in home.text
    assert "New Mexico" in home.words


def test_the_day_says_what_is_with_the_supervisor(dana: Client, sent: Referral) -> None:
    assert "One question is with Amira." in page(dana, "/today/").words


def test_the_day_says_what_the_supervisor_decided(dana: Client, amira: Client, sent: Referral) -> None:
    amira.post(f"/referrals/{sent.pk}/", {"decision": "not"})

    assert "Amira decided what you asked." in page(dana, "/today/").words


def test_a_supervisor_reads_how_many_wait_and_how_many_are_late(amira: Client, sent: Referral) -> None:
    assert "One decision waits for you. None is late." in page(amira, "/today/").words
    with clock.standing_at(MORNING + timedelta(days=5)):
        assert "One decision waits for you. It is late." in page(amira, "/today/").words


@pytest.mark.parametrize(
    ("day", "status"),
    [(TODAY, "Active"), (LAST, "ends today"), (LAST + timedelta(days=1), "Lapsed")],
    ids=["good", "last day", "lapsed yesterday"],
)
def test_a_certificate_says_how_it_stands(place: Place, sign_in: SignIn, day: date, status: str) -> None:
    with clock.standing_at(MORNING + (day - TODAY)):
        assert status in page(sign_in(place.user), "/today/").words


def test_a_certificate_asked_for_or_given_up_says_so(place: Place, sign_in: SignIn) -> None:
    colleague = Worker.objects.get(user=place.others["colleague"])
    Certificate.objects.create(
        board=place.board,
        holder=colleague.practitioner,
        code="nm",
        name_on_certificate="Jo Alvarez",
        applied_on=TODAY,
    )
    give_up_certificate(certificate=Certificate.objects.get(number="nm-1"), on=TODAY, by=place.user)

    assert "Applied for" in page(sign_in(place.others["colleague"]), "/today/").words
    assert "Given up" in page(sign_in(place.user), "/today/").words


def test_without_a_code_the_day_says_whose_move_it_is(place: Place, sign_in: SignIn) -> None:
    assert "No code binds you on record" in page(sign_in(place.others["colleague"]), "/today/").words


@pytest.mark.parametrize("who", ["administrator", "board staff", "auditor", "operator"])
def test_the_day_is_for_workers_and_supervisors(place: Place, sign_in: SignIn, who: str) -> None:
    client = sign_in(place.others[who])

    assert [client.get(url).status_code for url in ("/today/", "/questions/", "/referrals/")] == [403, 403, 403]


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    for url in ("/today/", "/questions/", "/questions/1/", "/referrals/", "/referrals/1/"):
        assert client.get(url).status_code == 302


# ---- my questions ----------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_will_stand_there(dana: Client) -> None:
    assert "You have kept no question yet" in page(dana, "/questions/").words


def test_two_questions_about_one_act_are_told_apart(dana: Client, gift: Asking) -> None:
    gift.keep(gift.through(THIRTY))
    gift.keep(gift.through({**THIRTY, "gift.value": "12"}))

    words = page(dana, "/questions/").words

    assert "$30.00" in words
    assert "$12.00" in words


def test_a_kept_question_is_sent_taken_back_and_deleted(dana: Client, gift: Asking) -> None:
    gift.keep(gift.through(THIRTY))
    kept = KeptRuling.objects.get()
    url = f"/questions/{kept.pk}/"

    dana.post(f"{url}send/")
    assert "With Amira Haddad" in page(dana, url).words
    assert "You have" not in page(dana, url).heading
    refused = dana.post(f"{url}delete/")
    assert refused.status_code == 409
    assert "Take it back first" in Sheet(refused).words
    dana.post(f"{url}take-back/")
    assert "Only you see this" in page(dana, url).words
    assert dana.post(f"{url}delete/")["Location"] == "/questions/"

    assert dana.get(url).status_code == 404


def test_buttons_pressed_twice_do_no_harm(dana: Client, sent: Referral) -> None:
    url = f"/questions/{sent.kept_id}/"

    dana.post(f"{url}send/")
    assert Referral.objects.count() == 1
    dana.post(f"{url}take-back/")
    assert dana.post(f"{url}take-back/").status_code == 302
    dana.post(f"{url}delete/")
    assert dana.post(f"{url}delete/").status_code == 404


def test_what_was_sealed_with_a_lost_key_says_so(dana: Client, gift: Asking) -> None:
    gift.keep(gift.through(THIRTY))
    kept = KeptRuling.objects.get()
    KeptRuling(
        **{
            field.attname: getattr(kept, field.attname)
            for field in KeptRuling._meta.concrete_fields
            if field.attname not in ("id", "form_token", "sealed")
        },
        sealed=b"sealed elsewhere",
    ).save()

    assert dana.get("/questions/").status_code == 200
    assert "can no longer be opened" in page(dana, f"/questions/{kept.pk + 1}/").words


# ---- deciding --------------------------------------------------------------------------------------------------------


def test_a_supervisor_sees_the_question_the_clause_and_who_said_what(amira: Client, sent: Referral) -> None:
    words = page(amira, f"/referrals/{sent.pk}/").words

    assert "Dana Ruiz asked on Thursday, November 19" in words
    assert "nm.integrity.3" in words
    assert "Dana Ruiz said so" in words
    assert "You said so" not in words


def test_what_the_code_prohibits_cannot_be_let_pass(amira: Client, sent: Referral) -> None:
    assert 'value="go-ahead"' not in page(amira, f"/referrals/{sent.pk}/").text

    refused = amira.post(f"/referrals/{sent.pk}/", {"decision": "go-ahead"})

    assert refused.status_code == 422
    assert Referral.objects.get().is_waiting


BOUNDS = {"decision": "with-bounds", "words": "Until <b>Friday</b>.", "review_on": "2026-12-24"}


def test_bounds_have_to_be_said_and_nothing_is_lost(amira: Client, referred: Referral) -> None:
    url = f"/referrals/{referred.pk}/"

    refused = Sheet(amira.post(url, {"decision": "with-bounds", "words": " ", "review_on": "2026-12-24"}))
    assert refused.response.status_code == 422
    assert "Say which bounds you set" in refused.words
    assert "2026-12-24" in refused.text

    undated = Sheet(amira.post(url, {"decision": "with-bounds", "words": "Until <b>Friday</b>."}))
    assert undated.response.status_code == 422
    assert "Bounds need a day to look at them again." in undated.words
    assert "Until &lt;b&gt;Friday&lt;/b&gt;." in undated.text

    assert amira.post(url, BOUNDS).status_code == 302


def test_the_worker_reads_the_decision_as_it_was_written(dana: Client, amira: Client, referred: Referral) -> None:
    amira.post(f"/referrals/{referred.pk}/", BOUNDS)

    seen = page(dana, f"/questions/{referred.kept_id}/")

    assert "Amira Haddad: Go ahead, within bounds" in seen.words
    assert "Until &lt;b&gt;Friday&lt;/b&gt;." in seen.text


def test_a_stale_page_decides_nothing_twice(dana: Client, amira: Client, referred: Referral) -> None:
    url = f"/referrals/{referred.pk}/"
    dana.post(f"/questions/{referred.kept_id}/take-back/")

    assert amira.post(url, {"decision": "not"}).status_code == 404  # taken back: as if it had never been


def test_a_decision_sent_twice_is_one_and_another_is_refused(amira: Client, referred: Referral) -> None:
    url = f"/referrals/{referred.pk}/"

    assert [amira.post(url, {"decision": "go-ahead"}).status_code for _again in range(2)] == [302, 302]
    late = amira.post(url, {"decision": "not"})

    assert late.status_code == 409
    assert Referral.objects.get().decision == "go-ahead"


@pytest.mark.parametrize("day", ["2026-11-18", "tomorrow", "0000-00-00"])
def test_a_review_day_that_is_none_is_refused(amira: Client, referred: Referral, day: str) -> None:
    refused = amira.post(f"/referrals/{referred.pk}/", {"decision": "go-ahead", "review_on": day})

    assert refused.status_code == 422
    assert Referral.objects.get().is_waiting


def test_the_oldest_clock_stands_first(dana: Client, amira: Client, referred: Referral) -> None:
    with clock.standing_at(MORNING + timedelta(days=1)):
        gift = Asking(dana, "accept-gift")
        gift.keep(gift.through(THIRTY), do="send")

    text = page(amira, "/referrals/").text

    assert text.index("May I end service") < text.index("May I accept a gift")


# ---- language and cost -----------------------------------------------------------------------------------------------


def test_a_ruling_in_spanish_gives_its_reasons_in_spanish(gift: Asking) -> None:
    with translation.override("es"):
        gift.client.cookies["django_language"] = "es"
        ruling = gift.through(THIRTY)

    assert "usted apoya a esta persona ahora" in ruling.words
    assert "$30.00 es más que $25.00" in ruling.words
    assert 'lang="en"' in ruling.text  # our words on the clause are English, and say so


def test_longer_lists_take_no_more_queries(
    dana: Client, gift: Asking, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for value in range(10, 18):
        gift.keep(gift.through({**THIRTY, "gift.value": str(value)}), do="send")
    sweep()

    for url in ("/questions/", "/today/"):
        dana.get(url)
        with django_assert_max_num_queries(34):
            dana.get(url)


def test_a_long_list_of_referrals_takes_no_more_queries(
    place: Place, amira: Client, gift: Asking, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for value in range(10, 18):
        gift.keep(gift.through({**THIRTY, "gift.value": str(value)}), do="send")
    assert Worker.objects.count() == 2

    with django_assert_max_num_queries(14):
        amira.get("/referrals/")
