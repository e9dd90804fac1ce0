"""What every answer carries, what the health pages say, and which language a page speaks."""

import json
import logging
import os
import re
from pathlib import Path

import pytest
import structlog
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.journal.guards import lift_triggers
from alongside.journal.models import Entry
from alongside.site.logs import WITHHELD, configure, withhold


def test_the_policy_allows_our_own_files_and_nothing_else(db: None) -> None:
    policy = Client().get(reverse("account_login")).headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for directive in ("base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy


def test_django_keeps_the_styles_of_what_it_tells_who_develops(db: None, settings: Settings) -> None:
    settings.DEBUG = True

    assert "content-security-policy" not in Client().get("/there-is-no-such-page/").headers
    assert "content-security-policy" in Client().get(reverse("account_login")).headers


def test_answers_are_private_and_tell_nobody_where_from(db: None) -> None:
    headers = Client().get(reverse("account_login")).headers

    assert "no-store" in headers["cache-control"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]


def test_static_files_are_served_from_where_they_lie(db: None) -> None:
    response = Client().get("/static/ui/theme.css")

    assert response.status_code == 200
    assert b"--plum" in b"".join(response.streaming_content)
    assert "max-age=2592000" in response.headers["cache-control"]


def test_the_address_of_a_static_file_changes_with_its_content(tmp_path: Path, settings: Settings) -> None:
    settings.DEBUG = True
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    (tmp_path / "mine.css").write_text("a {}")
    before = static("mine.css")

    (tmp_path / "mine.css").write_text("b {}")
    os.utime(tmp_path / "mine.css", ns=(1, 1))

    assert before.startswith("/static/mine.css?v=")
    assert static("mine.css") != before
    assert static("not-there.css") == "/static/not-there.css"
    finders.get_finder.cache_clear()


def test_live_asks_nothing_of_the_database() -> None:
    assert Client().get(reverse("live")).content == b"live\n"


def test_ready_when_all_is_migrated_and_guarded(db: None) -> None:
    response = Client().get(reverse("ready"))

    assert (response.status_code, response.json()) == (200, {"ready": True, "complaints": []})


def test_not_ready_without_the_guards_of_the_journal(db: None) -> None:
    lift_triggers(connection, Entry)

    response = Client().get(reverse("ready"))

    assert response.status_code == 503
    assert any("journal_entry" in complaint for complaint in response.json()["complaints"])


def test_not_ready_while_a_migration_waits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="credentials").delete()

    assert "migration not applied: credentials.0001_initial" in Client().get(reverse("ready")).json()["complaints"]


def test_not_ready_without_a_database_and_its_words_stay_inside(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("password authentication failed for user secret")

    monkeypatch.setattr("alongside.journal.readiness._unapplied_migrations", refuse)

    response = Client().get(reverse("ready"))

    assert (response.status_code, response.json()["complaints"]) == (503, ["database does not answer"])


@pytest.mark.parametrize("secure", [True, False])
def test_a_visitor_turns_the_page_over_into_spanish_by_a_plain_form(db: None, secure: bool) -> None:
    client = Client(headers={"accept-language": "en"})

    answer = client.post(reverse("set_language"), {"language": "es", "next": reverse("account_login")})

    assert answer.headers["location"] == reverse("account_login")
    assert '<html lang="es"' in client.get(reverse("account_login")).content.decode()


def test_the_account_remembers_the_language(dana: User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(dana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert '<html lang="es"' in client.get(reverse("account_overview")).content.decode()

    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    dana.refresh_from_db()
    assert dana.language == "en"
    assert '<html lang="en"' in client.get(reverse("account_overview")).content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_answer_says_its_language_and_what_it_was_chosen_by(db: None, language: str) -> None:
    headers = Client(headers={"accept-language": language}).get(reverse("account_login")).headers

    assert headers["content-language"] == language
    assert "Accept-Language" in headers["vary"]


def test_where_no_account_can_be_read_the_browsers_language_is_spoken(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Client(headers={"accept-language": "es"}).get(reverse("account_login"))  # the language of whoever came before
    spoken = []

    def refuse(*_: object, **__: object) -> User:
        spoken.append(get_language())
        raise DatabaseError

    monkeypatch.setattr("alongside.accounts.models.UserManager.get", refuse)
    with pytest.raises(DatabaseError):
        browser.get("/", headers={"accept-language": "en"})

    assert spoken == ["en"]


@pytest.mark.parametrize("language", ["xx", "", "../../etc"])
def test_a_language_we_do_not_speak_changes_nothing(dana: User, browser: Client, language: str) -> None:
    Client().post(reverse("set_language"), {"language": language})
    client = Client()
    client.force_login(dana, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("set_language"), {"language": language})

    dana.refresh_from_db()
    assert dana.language == "es"


def test_the_language_form_sends_nobody_to_another_site(db: None) -> None:
    answer = Client().post(reverse("set_language"), {"language": "es", "next": "https://elsewhere.example/"})

    assert "elsewhere" not in answer.headers["location"]


def test_a_page_that_is_not_there_says_so_kindly(db: None) -> None:
    response = Client().get("/there-is-no-such-page/")

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


def test_log_lines_hold_ids_and_nothing_typed(dana: User, capsys: pytest.CaptureFixture[str]) -> None:
    event = withhold(None, "info", {"event": "act_refused", "worker": 318, "note": "Rosa said", "e_mail": "r@x"})
    assert event == {"event": "act_refused", "worker": 318, "note": WITHHELD, "e_mail": WITHHELD}

    configure({"level": "INFO", "as_json": False})  # anew, so that it writes where this test listens
    Client().get("/codes/rosa-delgado-secret/?q=rosa-secret")
    Client().post(reverse("account_login"), {"login": "rosa-secret@example.test", "password": "rosa-secret"})
    logging.getLogger("django.security").warning("rosa-secret %s", "rosa-secret")
    structlog.get_logger("test").warning("told", words="rosa-secret")
    try:
        raise ValueError("rosa-secret")
    except ValueError:
        logging.getLogger("django.request").exception("rosa-secret")
    said = capsys.readouterr()
    configure({"level": "INFO", "as_json": False})

    assert "rosa-secret" not in said.err + said.out
    assert "route=account/sign-in/" in said.err
    assert "ValueError" in said.err
    assert "test_answers.py:" in said.err


def test_the_lines_of_one_request_share_a_number(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    configure({"level": "INFO", "as_json": False})
    for _ in range(2):
        Client().get(reverse("live"))
    structlog.get_logger("test").warning("told")
    lines = capsys.readouterr().err.splitlines()
    configure({"level": "INFO", "as_json": False})

    one, other = (set(re.findall(r"request_id=(\w+)", line)) for line in lines if "route=health/live" in line)
    assert len(one) == len(other) == 1
    assert one != other
    assert not any("request_id" in line for line in lines if "told" in line)


def test_settings_are_strict_once_the_site_has_a_public_name(settings: Settings) -> None:
    import subprocess
    import sys

    script = (
        "import json, alongside.site.settings as s; print(json.dumps([s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 0, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, s.DEBUG, s.DEMO, s.CLOCK_STANDS_AT]))"
    )
    loose = {"ALONGSIDE_DEBUG": "1", "ALONGSIDE_DEMO": "1", "ALONGSIDE_NOW": "2026-01-01T00:00:00+00:00"}
    environment = {**os.environ, **loose, "ALONGSIDE_HOSTS": "peers.example.org", "DJANGO_SETTINGS_MODULE": ""}

    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == [True, True, True, False, False, False, ""]
