"""One question at a time, nothing asked that is known, nothing lost, and the clause with the answer."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.people.models import SupervisorOfRecord
from alongside.rulings.models import KeptRuling, Referral
from tests.alongside.rulings.makers import TODAY, Place, certify, set_policy
from tests.alongside.today.conftest import THIRTY, Asking, Sheet, SignIn
from tests.clauses import clause

HOSTILE = ['"><script>alert(1)</script>', "x\x00y", "gift.value=" * 900, "' OR 1=1 --", "٣٠", "{{ 7*7 }}", "🎁", "1e9"]


# ---- the list --------------------------------------------------------------------------------------------------------


def test_every_act_stands_in_the_list_once(dana: Client) -> None:
    acts = re.findall(r'href="/ask/([a-z-]+)/"', Sheet(dana.get("/ask/")).text)

    assert len(acts) == len(set(acts))
    assert {"accept-gift", "disclose-information", "report-abuse", "close-case"} <= set(acts)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("gift card", "accept-gift"), ("probation", "disclose-information"), ("ROI", "disclose-information")],
)
def test_plain_words_find_the_act(client: Client, db: None, typed: str, first: str) -> None:
    found = re.findall(r'href="/ask/([a-z-]+)/"', Sheet(client.get("/ask/", {"q": typed})).text)

    assert found[0] == first


def test_a_misspelt_word_names_the_nearest(client: Client, db: None) -> None:
    page = Sheet(client.get("/ask/", {"q": "brithday"}))

    assert "Did you mean" in page.words
    assert "/ask/give-gift/" in page.text


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_search_breaks_the_page(client: Client, db: None, typed: str) -> None:
    page = Sheet(client.get("/ask/", {"q": typed}))

    assert page.response.status_code == 200
    assert "<script>alert" not in page.text


def test_an_unknown_act_names_the_nearest(dana: Client) -> None:
    page = Sheet(dana.get("/ask/acept-gift/"))

    assert page.response.status_code == 404
    assert "/ask/accept-gift/" in page.text


# ---- the questions ---------------------------------------------------------------------------------------------------


@clause("nm.integrity.3")
def test_a_thirty_dollar_gift_is_refused_with_its_clause(gift: Asking) -> None:
    ruling = gift.through(THIRTY)

    assert ruling.answer == "No"
    assert "nm.integrity.3" in ruling.words
    assert "$30.00 is more than $25.00" in ruling.words
    assert ruling.heading == "May I accept a gift?"


def test_the_last_question_says_so_only_where_it_is_certain(gift: Asking) -> None:
    first = gift.begin()
    second = gift.say(first, "now")

    assert "question 1" in first.words
    assert "the last one" not in first.words
    assert "question 2" in second.words


def test_i_dont_know_is_an_answer_and_leaves_a_condition(gift: Asking) -> None:
    ruling = gift.through({**THIRTY, "gift.value": "dont-know", "gift.kind": "dont-know"})

    assert ruling.answer == "Yes, if"
    assert "I don’t know" in ruling.words


def test_what_is_known_is_shown_with_its_source_and_never_asked(place: Place, gift: Asking) -> None:
    set_policy(place, "policy.gifts", "allowed", date(2026, 3, 1))

    ruling = gift.through(THIRTY)

    assert "Mesa Abierta, since March 1, 2026" in ruling.words
    assert "From your certificates" in ruling.words
    assert "Amira" in ruling.words


def test_a_changed_answer_keeps_the_others(gift: Asking) -> None:
    ruling = gift.through(THIRTY)

    again = gift.press(ruling, "change", "gift.value")
    assert again.heading == "What is it worth?"
    assert 'value="30.00"' in again.text
    cheaper = gift.say(again, "20")

    assert cheaper.answer == "Yes"
    assert "Someone I support now" in cheaper.words


def test_the_answer_given_before_is_chosen_when_it_is_changed(gift: Asking) -> None:
    again = gift.press(gift.through(THIRTY), "change", "gift.kind")

    chosen = re.findall(r'<input[^>]*value="([^"]*)"[^>]* checked', again.text)

    assert chosen == ["other"]


def test_back_goes_to_the_question_before(gift: Asking) -> None:
    second = gift.say(gift.begin(), "now")

    back = re.search(r'name="change" value="([^"]+)"', second.text)

    assert back
    assert back[1] == "person.served"
    assert gift.press(second, "change", back[1]).heading == "Who is it from?"


@pytest.mark.parametrize("typed", ["", "abc", "-5", "3,00.000", "30.999", "٣٠", "99999999999", "$"])
def test_a_bad_amount_says_what_would_do_and_loses_nothing(gift: Asking, typed: str) -> None:
    asked = gift.say(gift.begin(), "now")
    while asked.fields("ask")["q"] != ["gift.value"]:
        asked = gift.say(asked, "other")

    again = gift.say(asked, typed)

    assert again.response.status_code == 422
    assert "al-field__error" in again.text
    assert "person.served=now" in again.fields("ask")["said"]
    assert gift.say(again, "30").response.status_code == 200


@pytest.mark.parametrize(("typed", "shown"), [("$1,250.5", "$1,250.50"), (" 30 ", "$30.00"), ("0", "$0.00")])
def test_money_is_taken_as_people_write_it(gift: Asking, typed: str, shown: str) -> None:
    assert shown in gift.through({**THIRTY, "gift.value": typed}).words


def test_an_amount_and_i_dont_know_together_are_not_taken(gift: Asking) -> None:
    asked = gift.say(gift.begin(), "now")
    while asked.fields("ask")["q"] != ["gift.value"]:
        asked = gift.say(asked, "other")

    again = gift.say(asked, "30", "dont-know")

    assert again.response.status_code == 422
    assert "Keep one of them" in again.words


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_answers_are_asked_again(gift: Asking, typed: str) -> None:
    first = gift.begin()

    again = Sheet(gift.client.post(gift.url, {**first.fields("ask"), "answer": typed, "said": [typed, f"a={typed}"]}))

    assert again.response.status_code in (200, 422)
    assert not again.is_ruling
    assert "<script>alert" not in again.text


def test_fields_that_nobody_gave_out_change_nothing(gift: Asking) -> None:
    forged = {
        "said": ["policy.gifts=allowed", "certificate.is_in_force=yes", "no.such=1"],
        "q": "no.such",
        "answer": "1",
    }

    page = Sheet(gift.client.post(gift.url, {**forged, "change": "nothing", "going_on": "xx"}))

    assert page.response.status_code == 200
    assert page.fields("ask").get("said") is None


def test_the_amount_shown_again_is_escaped(gift: Asking) -> None:
    asked = gift.say(gift.begin(), "now")
    while asked.fields("ask")["q"] != ["gift.value"]:
        asked = gift.say(asked, "other")

    assert '"><b>' not in gift.say(asked, '"><b>x').text


# ---- several codes ---------------------------------------------------------------------------------------------------


def test_when_the_strictest_is_certain_asking_stops_and_an_open_code_can_go_on(place: Place, gift: Asking) -> None:
    certify(place, "nc")
    set_policy(place, "policy.gifts", "allowed", date(2026, 3, 1))

    ruling = gift.through(THIRTY)
    assert ruling.answer == "No"
    assert "Prohibited under North Carolina" in ruling.words
    assert "Still open" in ruling.words
    asked_on = gift.press(ruling, "going_on", "nm")
    assert asked_on.heading == "What is it worth?"
    both = gift.say(asked_on, "30")

    assert "Prohibited under both of your codes" in both.words


def test_codes_that_disagree_are_shown_row_by_row(place: Place, sign_in: SignIn) -> None:
    certify(place, "sud")
    asking = Asking(sign_in(place.user), "disclose-information")
    sheet = asking.begin()

    seen = 0
    while not sheet.is_ruling and seen < 20:
        seen += 1
        sheet = asking.say(sheet, "dont-know")

    assert sheet.is_ruling


# ---- strangers and those without a certificate -----------------------------------------------------------------------


def test_a_stranger_chooses_the_codes_first_and_is_answered(client: Client, db: None) -> None:
    asking = Asking(client, "accept-gift")
    chooser = asking.begin()
    assert chooser.heading == "Which code do you work under?"
    missed = Sheet(client.post(asking.url, {"choose": "1"}))
    assert missed.response.status_code == 422

    sheet = Sheet(client.post(asking.url, {"under": ["nm"], "choose": "1"}))
    while not sheet.is_ruling:
        sheet = asking.say(sheet, THIRTY[sheet.fields("ask")["q"][0]])

    assert sheet.answer == "No"
    assert "We do not know your employer" in sheet.words
    assert "Keep it for myself" not in sheet.words


def test_a_stranger_cannot_keep(client: Client, db: None) -> None:
    response = client.post("/ask/accept-gift/keep/", {"said": ["gift.value=30.00"], "do": "keep"})

    assert response.status_code in (403, 422)  # handed back, to be sent once signed in
    assert "gift.value=30.00" in response.content.decode()


def test_a_supervisor_may_ask_under_any_code(amira: Client) -> None:
    asking = Asking(amira, "accept-gift")

    assert asking.begin().heading == "Which code do you work under?"


def test_a_code_nobody_wrote_down_is_not_taken(client: Client, db: None) -> None:
    page = Sheet(client.post("/ask/accept-gift/", {"under": ["zz", "../etc"], "choose": "1"}))

    assert page.response.status_code == 422


# ---- keeping and sending ---------------------------------------------------------------------------------------------


def test_kept_and_sent_lead_to_my_questions(gift: Asking) -> None:
    ruling = gift.through(THIRTY)

    kept = gift.keep(ruling)
    assert kept.status_code == 302
    assert kept["Location"] == "/questions/"
    gift.keep(ruling, do="send")

    assert KeptRuling.objects.count() == 1
    assert Referral.objects.count() == 1


def test_sent_twice_it_is_one(gift: Asking) -> None:
    ruling = gift.through(THIRTY)

    for _again in range(3):
        assert gift.keep(ruling, do="send").status_code == 302

    assert Referral.objects.count() == KeptRuling.objects.count() == 1


def test_the_answer_a_page_claims_is_not_believed(gift: Asking) -> None:
    ruling = gift.through(THIRTY)

    again = gift.keep(ruling, shown="permitted")

    assert again.status_code == 409
    assert "The answer is another one by now" in again.content.decode()
    assert not KeptRuling.objects.exists()


def test_an_answer_that_changed_overnight_is_shown_again_and_not_kept(place: Place, gift: Asking) -> None:
    ruling = gift.through({**THIRTY, "gift.value": "20"})
    assert ruling.answer == "Yes"
    certify(place, "nc")

    again = Sheet(gift.keep(ruling))

    assert again.response.status_code == 409
    assert not KeptRuling.objects.exists()
    assert gift.keep(again).status_code == 302


def test_after_the_session_lapsed_everything_is_handed_back(gift: Asking) -> None:
    second = gift.say(gift.begin(), "now")
    ruling = gift.through(THIRTY)
    gift.client.logout()

    asked = gift.say(second, "other")
    kept = gift.keep(ruling)

    assert asked.response.status_code == kept.status_code
    assert kept.status_code in (403, 422)
    assert "person.served=now" in asked.text
    assert "gift.value=30.00" in kept.content.decode()


def test_with_no_supervisor_of_record_there_is_no_button_to_send(gift: Asking) -> None:
    SupervisorOfRecord.objects.update(to_day=TODAY)

    ruling = gift.through(THIRTY)

    assert 'value="send"' not in ruling.text
    assert "Ask your agency to name one" in ruling.words


# ---- cost ------------------------------------------------------------------------------------------------------------


def test_a_page_of_questions_takes_few_queries(
    gift: Asking, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = gift.begin()

    with django_assert_max_num_queries(14):
        gift.say(first, "now")
