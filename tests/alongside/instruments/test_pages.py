"""Pages: giving, answering without an account and without a script, and what each reader may and may not see."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.instruments.giving import LINK_DAYS, token_of
from alongside.instruments.models import Giving, Instrument, Response
from alongside.instruments.shelf import Files, load_instrument
from alongside.people import clock
from alongside.people.models import RoleKind
from tests.alongside.caseload.makers import user_of
from tests.alongside.instruments.forms import NEEDS, SURVEY, SURVEY_SCORING, answers, form, item
from tests.alongside.instruments.makers import CLINICAL, ON_NEEDS, Shelf, answer, give
from tests.alongside.rulings.makers import MORNING, account, give as give_role
from tests.clauses import clause

SURVEY_2 = SURVEY.replace(b'"version": "1.0"', b'"version": "2.0"')


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def link(giving: Giving, more: str = "") -> str:
    return f"/instruments/answer/{token_of(giving)}/{more}"


def begun(giving: Giving, client: Client) -> str:
    """Begin as the person does; gives the address to go on from."""
    address = link(giving)
    assert client.post(address).status_code == 302
    return address


@clause("nm.role.5")
def test_a_worker_gives_a_survey_and_gets_a_link(here: Shelf) -> None:
    dana = signed_in(user_of(here.dana))
    home = text_of(dana.get("/instruments/"))
    page = text_of(dana.get(f"/instruments/{here.survey.pk}/give/?person={here.rosa.pk}"))

    made = dana.post(f"/instruments/{here.survey.pk}/give/", {"person": here.rosa.pk})

    giving = Giving.objects.get()
    assert "Rosa" in home
    assert "checked" in page
    assert made.headers["Location"] == f"/instruments/given/{giving.pk}/"
    assert f"http://testserver{link(giving)}" in text_of(dana.get(made.headers["Location"]))


@clause("nm.role.5a")
def test_a_clinical_one_is_refused_on_the_page_with_the_clause(here: Shelf) -> None:
    other = SURVEY.replace(b"how-support-is-going", b"clinical")
    clinical = load_instrument(agency=here.agency, files=Files(other), terms=CLINICAL, by=None)

    refused = signed_in(user_of(here.dana)).post(
        f"/instruments/{clinical.pk}/give/", {"person": here.rosa.pk, "clinician": "no"}
    )

    assert refused.status_code == 422
    assert "nm.role.5a" in text_of(refused)
    assert "licensed clinician on the team" in text_of(refused)
    assert not Giving.objects.exists()


def test_a_link_that_is_out_is_offered_to_be_replaced(here: Shelf) -> None:
    give(here.survey, here.rosa, here.dana)
    dana, address = signed_in(user_of(here.dana)), f"/instruments/{here.survey.pk}/give/"

    first = dana.post(address, {"person": here.rosa.pk})
    second = dana.post(address, {"person": here.rosa.pk, "replace": "yes"})

    assert (first.status_code, second.status_code) == (422, 302)
    assert "They have a link already" in text_of(first)


def test_persons_of_others_and_givings_of_others_are_not_there(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    jo, dana = signed_in(user_of(here.people.jo)), signed_in(user_of(here.dana))

    assert jo.get(f"/instruments/given/{giving.pk}/").status_code == 404
    assert jo.post(f"/instruments/given/{giving.pk}/take-back/").status_code == 404
    assert dana.post(f"/instruments/{here.survey.pk}/give/", {"person": here.people.teo.pk}).status_code == 422
    assert signed_in(here.people.amira).get(f"/instruments/given/{giving.pk}/").status_code in (403, 404)


def test_an_administrator_of_another_agency_finds_nothing(here: Shelf) -> None:
    stranger = account("Nobody")
    give_role(stranger, RoleKind.AGENCY_ADMINISTRATOR, agency=here.people.elsewhere)
    client = signed_in(stranger)

    assert here.survey.title not in text_of(client.get("/instruments/"))
    for path in (f"{here.survey.pk}/", f"{here.survey.pk}/said/", f"{here.survey.pk}/give/"):
        assert client.get(f"/instruments/{path}").status_code in (403, 404)
    assert client.post(f"/instruments/{here.survey.pk}/retire/").status_code == 404


def test_a_survey_is_answered_without_an_account_page_by_page(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    phone = Client()
    start = text_of(phone.get(link(giving)))
    address = begun(giving, phone)

    first = phone.get(f"{address}1/")
    on = phone.post(f"{address}1/", {"q3": "own", "go": "next"})
    second = text_of(phone.get(on.headers["Location"]))
    on = phone.post(on.headers["Location"], {"q4": ["cold", "pests"], "go": "next"})
    on = phone.post(on.headers["Location"], {"q6": "often", "go": "next"})
    on = phone.post(on.headers["Location"], {"q10": "true", "q11": "3", "go": "next"})
    while "/check/" not in on.headers["Location"]:
        on = phone.post(on.headers["Location"], {"q12": "A ride", "go": "next"})
    check = text_of(phone.get(on.headers["Location"]))
    sent = phone.post(on.headers["Location"], {"show": "yes"})
    done = text_of(phone.get(sent.headers["Location"]))

    assert "Dana" in start
    assert first.status_code == 200
    assert "No working heat" in second
    assert "A ride" in check
    assert "Dana can see your answers" in done
    assert Response.objects.get().said()["h2"] == ["cold", "pests"]
    worker = text_of(signed_in(user_of(here.dana)).get(f"/instruments/given/{giving.pk}/"))
    assert "A ride" in worker


def test_what_is_no_answer_comes_back_with_what_to_do_and_the_rest_is_kept(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    phone = Client()
    address = begun(giving, phone)
    people = next(n for n in range(1, 9) if "How many people" in text_of(phone.get(f"{address}{n}/")))

    wrong = phone.post(f"{address}{people}/", {"q10": "true", "q11": "a few", "go": "next"})
    page = text_of(phone.get(f"{address}{people}/"))

    assert wrong.status_code == 422
    assert "Write a number, like 4." in text_of(wrong)
    assert 'value="a few"' in text_of(wrong)
    assert 'value="true" checked' in page


def test_going_back_keeps_what_was_written(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    phone = Client()
    address = begun(giving, phone)
    phone.post(f"{address}1/", {"q3": "shelter", "go": "next"})
    phone.post(f"{address}3/", {"q6": "no", "go": "back"})

    page = text_of(phone.get(f"{address}3/"))

    assert 'value="no" checked' in page


def test_the_script_keeps_a_draft_and_answers_nothing(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    phone = Client()
    address = begun(giving, phone)

    kept = phone.post(f"{address}1/draft/", {"q3": "shelter"})

    assert (kept.status_code, kept.content) == (204, b"")
    assert 'value="shelter" checked' in text_of(phone.get(f"{address}1/"))


def test_another_device_is_turned_away_from_every_page(here: Shelf) -> None:
    giving = give(here.needs, here.rosa, here.dana)
    address = begun(giving, Client())
    other = Client()

    for path in ("", "1/", "check/"):
        assert other.get(f"{address}{path}").status_code == 409
    for path in ("", "1/", "1/draft/", "check/", "not/"):
        assert other.post(f"{address}{path}").status_code == 409
    for path in ("done/", "copy.json"):
        assert other.get(f"{address}{path}").status_code == 410


def test_the_worker_cannot_open_the_link(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)

    closed = signed_in(user_of(here.dana)).post(link(giving))

    giving.refresh_from_db()
    assert closed.status_code == 403
    assert giving.status == "open"


def test_a_link_that_never_was_is_not_found_and_one_that_is_over_says_so(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    address = link(giving)

    assert Client().get("/instruments/answer/nothing/").status_code == 404
    with clock.standing_at(MORNING + timedelta(days=LINK_DAYS)):
        over = Client().get(address)
    assert over.status_code == 410
    assert "ask for a new one" in text_of(over)


def test_the_page_speaks_the_persons_language_until_they_choose_another(here: Shelf) -> None:
    here.rosa.language = "es"
    here.rosa.save()
    giving = give(here.survey, here.rosa, here.dana)
    phone = Client()

    first = text_of(phone.get(link(giving)))
    phone.cookies["django_language"] = "en"

    assert '<html lang="es">' in first
    assert "¿Cómo va su apoyo?" in first
    assert "How is your support going?" in text_of(phone.get(link(giving)))


def test_a_copy_is_kept_on_the_device_until_it_is_forgotten(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    phone = Client()
    address = begun(giving, phone)
    phone.post(f"{address}check/")

    file = phone.get(f"{address}copy.json")
    again = phone.get(address)
    forgotten = phone.post(f"{address}done/")

    assert file.json()["resourceType"] == "QuestionnaireResponse"
    assert file.headers["Content-Type"].startswith("application/fhir+json")
    assert again.headers["Location"].endswith("/done/")
    assert "has forgotten it" in text_of(forgotten)
    assert phone.get(f"{address}copy.json").status_code == 409


def test_not_answering_is_one_tap_and_says_nothing_of_why(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    address = link(giving)

    said = Client().post(f"{address}not/")

    assert said.status_code == 200
    assert "That is fine" in text_of(said)
    assert "This was not answered" in text_of(signed_in(user_of(here.dana)).get(f"/instruments/given/{giving.pk}/"))


@clause("nm.role.5")
def test_no_page_of_the_agency_shows_answers_about_services(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    answer(giving, answers(d1="strongly-disagree", m1="no"), show=True)

    for who in (user_of(here.dana), here.people.amira, here.administrator):
        client = signed_in(who)
        for path in ("", f"{here.survey.pk}/said/", f"given/{giving.pk}/", "mine/"):
            page = text_of(client.get(f"/instruments/{path}"))
            assert "I disagree strongly" not in page
            assert "I would not" not in page


def test_a_person_sees_their_copies_what_waits_and_how_it_went(here: Shelf) -> None:
    user = account("Rosa")
    give_role(user, RoleKind.PERSON_SERVED, agency=here.agency)
    here.rosa.user = user
    here.rosa.save()
    answer(give(here.survey, here.rosa, here.dana), answers(y1="disagree", y2="disagree", y3="disagree"))
    with clock.standing_at(MORNING + timedelta(hours=1)):
        answer(give(here.survey, here.rosa, here.dana), answers(y1="agree", y2="agree", y3="agree"))
    shown = answer(give(here.needs, here.rosa, here.dana), answers(h1="own"), show=True)
    give(here.survey, here.rosa, here.dana)
    client = signed_in(user)

    page = text_of(client.get("/instruments/mine/"))
    copy = text_of(client.get(f"/instruments/mine/{shown.pk}/"))
    stopped = client.post(f"/instruments/mine/{shown.pk}/only-me/")

    assert "waits for you" in page
    assert "Better than on" in page
    assert "You let Dana Ruiz see this" in copy
    assert stopped.status_code == 302
    assert client.get(f"/instruments/mine/{shown.pk}/copy.json").json()["status"] == "completed"
    assert "You let Dana Ruiz see this" not in text_of(client.get(f"/instruments/mine/{shown.pk}/"))
    assert signed_in(user_of(here.dana)).get(f"/instruments/mine/{shown.pk}/").status_code in (403, 404)


def upload(data: bytes, name: str = "file.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_files_are_looked_at_before_they_are_loaded(here: Shelf) -> None:
    keeper = signed_in(here.administrator)

    looked = keeper.post(
        "/instruments/load/", {"questionnaire": upload(SURVEY_2), "scoring": upload(SURVEY_SCORING, "s.toml")}
    )
    preview = text_of(keeper.get(looked.headers["Location"]))
    before = Instrument.objects.filter(version="2.0").count()
    unsaid = keeper.post(looked.headers["Location"], {"answers_seen_by": "nobody"})
    loaded = keeper.post(
        looked.headers["Location"],
        {"is_clinical": "no", "answers_seen_by": "nobody", "every_months": "12", "figures_by": "year"},
    )

    assert "How is your support going?" in preview
    assert before == 0
    assert unsaid.status_code == 422
    instrument = Instrument.objects.get(version="2.0")
    assert loaded.headers["Location"] == f"/instruments/{instrument.pk}/"
    assert (instrument.is_clinical, instrument.every_months) == (False, 12)


def test_faults_of_a_file_are_listed_by_item_and_nothing_is_loaded(here: Shelf) -> None:
    import json

    wrong = json.dumps(form(item("a", "attachment"), item("b", "choice"))).encode()

    refused = signed_in(here.administrator).post("/instruments/load/", {"questionnaire": upload(wrong)})

    assert refused.status_code == 422
    assert "<code>a</code>" in text_of(refused)
    assert "Nothing was loaded" in text_of(refused)


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, b"[" * 99_000, b"{" + b" " * 2_000_000])
def test_hostile_files_get_an_answer(here: Shelf, data: bytes) -> None:
    refused = signed_in(here.administrator).post("/instruments/load/", {"questionnaire": upload(data)})

    assert refused.status_code == 422


def test_others_load_nothing_and_see_no_files_of_an_administrator(here: Shelf) -> None:
    keeper = signed_in(here.administrator)
    looked = keeper.post("/instruments/load/", {"questionnaire": upload(NEEDS.replace(b"2.1", b"2.2"))})

    for who in (user_of(here.dana), here.people.amira):
        assert signed_in(who).get("/instruments/load/").status_code == 403
        assert signed_in(who).get(looked.headers["Location"]).status_code == 403


def test_a_retired_one_says_so_and_offers_nothing(here: Shelf) -> None:
    keeper = signed_in(here.administrator)

    keeper.post(reverse("instruments:retire", args=[here.survey.pk]))

    assert "Given no more" in text_of(keeper.get(f"/instruments/{here.survey.pk}/"))
    late = signed_in(user_of(here.dana)).post(f"/instruments/{here.survey.pk}/give/", {"person": here.rosa.pk})
    assert (late.status_code, "given no more" in text_of(late)) == (422, True)


def test_a_version_that_stands_is_not_loaded_over(here: Shelf) -> None:
    keeper = signed_in(here.administrator)
    looked = keeper.post("/instruments/load/", {"questionnaire": upload(SURVEY.replace(b"Neither", b"Neutral"))})

    refused = keeper.post(
        looked.headers["Location"], {"is_clinical": "no", "answers_seen_by": "nobody", "figures_by": "year"}
    )

    assert refused.status_code == 422
    assert "version of its own" in text_of(refused)
    assert ON_NEEDS.every_months is None
