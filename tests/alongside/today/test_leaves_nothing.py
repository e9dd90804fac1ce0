"""Asking privately leaves nothing: a canary is asked about, and then looked for everywhere.

What is kept is found by its asker alone; what is sent, by that one supervisor too.
"""

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from alongside.rulings.models import KeptRuling, Referral
from tests.alongside.rulings.makers import Place
from tests.alongside.today.conftest import THIRTY, Asking, Sheet, SignIn

CANARY = "31415.92"
SHOWN = "$31,415.92"
ASKED = {**THIRTY, "gift.value": CANARY}
TRACES = (CANARY, SHOWN, "31,415", "3141592")

PAGES = (
    "/",
    "/today/",
    "/ask/",
    "/ask/accept-gift/",
    "/questions/",
    "/referrals/",
    "/more/",
    "/urgent/",
    "/account/",
)


def traces_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


def whole_database() -> str:
    """Every row of every table, as text."""
    said: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return "\n".join(said)


def sessions() -> str:
    return "\n".join(str(session.get_decoded()) for session in Session.objects.all())


def test_asking_privately_leaves_nothing(gift: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    before = {model: model._default_manager.count() for model in apps.get_models()}

    ruling = gift.through(ASKED)
    gift.press(ruling, "change", "gift.value")
    gift.say(gift.press(ruling, "change", "gift.value"), "not " + CANARY)

    assert SHOWN in ruling.words
    assert traces_in(whole_database()) == []
    assert traces_in(sessions()) == []
    assert traces_in(caplog.text + "".join(str(record.__dict__) for record in _without_sql(caplog))) == []
    assert {model: model._default_manager.count() for model in apps.get_models()} == before


def test_no_answer_ever_stands_in_an_address(gift: Asking) -> None:
    page = gift.begin()
    seen = [str(page.response.wsgi_request.get_full_path())]
    while not page.is_ruling:
        page = gift.say(page, ASKED[page.fields("ask")["q"][0]])
        seen.append(page.response.wsgi_request.get_full_path())
    kept = gift.keep(page)

    assert {*seen} == {"/ask/accept-gift/"}
    assert kept["Location"] == "/questions/"
    assert 'method="get"' not in page.text
    assert 'hx-push-url="true"' not in page.text


def test_pages_with_answers_are_stored_by_no_cache(gift: Asking) -> None:
    assert "no-store" in gift.through(ASKED).response["Cache-Control"]


def test_a_kept_question_is_read_by_its_asker_and_by_nobody_else(place: Place, gift: Asking, sign_in: SignIn) -> None:
    gift.keep(gift.through(ASKED))
    kept = KeptRuling.objects.get()

    assert SHOWN in Sheet(gift.client.get(f"/questions/{kept.pk}/")).words
    for name, user in {**place.others, "supervisor": place.amira}.items():
        assert_blind(sign_in(user), kept, name)
    assert_blind(Client(), kept, "a stranger")


def test_a_sent_question_is_read_by_that_supervisor_and_by_nobody_else(
    place: Place, gift: Asking, sign_in: SignIn
) -> None:
    gift.keep(gift.through(ASKED), do="send")
    kept, referral = KeptRuling.objects.get(), Referral.objects.get()

    assert SHOWN in Sheet(sign_in(place.amira).get(f"/referrals/{referral.pk}/")).words
    assert sign_in(place.amira).get(f"/questions/{kept.pk}/").status_code in (403, 404)
    for name, user in place.others.items():
        client = sign_in(user)
        assert_blind(client, kept, name)
        assert client.get(f"/referrals/{referral.pk}/").status_code in (403, 404), name
        assert client.post(f"/referrals/{referral.pk}/", {"decision": "not"}).status_code in (403, 404), name


def test_what_was_kept_is_not_readable_in_the_table(gift: Asking) -> None:
    gift.keep(gift.through(ASKED), do="send")

    assert traces_in(whole_database()) == []


def test_foreign_and_missing_look_the_same(place: Place, gift: Asking, sign_in: SignIn) -> None:
    gift.keep(gift.through(ASKED))
    kept = KeptRuling.objects.get()
    colleague = sign_in(place.others["colleague"])

    foreign, missing = colleague.get(f"/questions/{kept.pk}/"), colleague.get("/questions/999999/")

    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content.replace(b"999999", str(kept.pk).encode())


def assert_blind(client: Client, kept: KeptRuling, name: str) -> None:
    """No page shows them anything of it, and no form of theirs reaches it."""
    for url in (*PAGES, f"/questions/{kept.pk}/"):
        response = client.get(url)
        text = response.content.decode() if not response.streaming else ""
        assert traces_in(text) == [], f"{name} at {url}"
    for verb in ("send", "take-back", "delete"):
        assert client.post(f"/questions/{kept.pk}/{verb}/").status_code in (302, 403, 404), f"{name}: {verb}"
    assert KeptRuling.objects.filter(pk=kept.pk).exists()


def _without_sql(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if not record.name.startswith("django.db.backends")]
