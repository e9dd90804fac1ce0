"""A worker's own plan: nobody else opens it, by whatever road; it is theirs to copy and delete."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.rulings.sealing import unseal
from alongside.wellness.keeping import (
    MOST_TRIES,
    REST,
    NotPossible,
    Opened,
    begin_plan,
    change_words,
    delete_plan,
    keep_plan,
    open_with_key,
    open_with_words,
)
from alongside.wellness.models import WellnessPlan
from alongside.wellness.sealing import WrongWords, key_from, open_plan, salt_of
from tests.alongside.rulings.makers import MORNING
from tests.alongside.supervision.makers import Team, signed_in
from tests.clauses import clause

WORDS = "river walks at dawn"
HARD = "Call Teresa before noon"
PLAN = "/supervision/my-plan/"
MODEL = clause(
    "nm.recovery.1", "nm.recovery.1a", "nc.1.1", "nc.1.2b", "ca.wellness.1", "sud.preamble.2a", "ak.intro.4a"
)


def written(user: User) -> Opened:
    return keep_plan(opened=begin_plan(words=WORDS, by=user), parts={"when_hard": HARD}, by=user)


def page_of(user: User) -> Client:
    """Somebody whose plan is open in their browser."""
    client = signed_in(user)
    answer = client.post(f"{PLAN}begin/", {"words": WORDS, "again": WORDS})
    assert answer.status_code == 302
    return client


@MODEL
def test_a_plan_is_begun_written_and_read_again_by_its_owner(team: Team) -> None:
    client = page_of(team.dana_user)

    client.post(
        PLAN, {"keeps_well": "Walks", "support_team": "Teresa, Jo", "reflection": "I keep Sundays", "version": 1}
    )

    page = client.get(PLAN).content.decode()
    assert all(words in page for words in ("Walks", "Teresa, Jo", "I keep Sundays"))


@MODEL
def test_the_table_and_the_installations_key_together_do_not_open_it(team: Team) -> None:
    written(team.dana_user)
    row = WellnessPlan.objects.get()

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM wellness_wellnessplan")
        raw = bytes(cursor.fetchone()[0])
    outer = unseal(row.sealed)

    assert b"Teresa" not in raw
    assert "Teresa" not in str(outer)
    with pytest.raises(WrongWords):
        open_plan(row.sealed, key=key_from("river walks at dusk", salt_of(row.sealed)), user_id=team.dana_user.pk)
    with pytest.raises(WrongWords):  # moved to another account, its own key does not open it either
        open_plan(row.sealed, key=key_from(WORDS, salt_of(row.sealed)), user_id=team.amira.pk)


@clause("nc.1.2b")
@MODEL
def test_no_page_of_anybody_else_shows_or_hints_at_it(team: Team) -> None:
    written(team.dana_user)

    for other in (team.amira, team.ada, team.place.others["auditor"], team.place.others["operator"]):
        client = signed_in(other)
        assert client.get(PLAN).status_code == 403
        for path in ("/supervision/", "/today/"):
            assert "Teresa" not in client.get(path).content.decode()
    colleague = signed_in(team.place.others["colleague"])
    assert "Begin my plan" in colleague.get(PLAN).content.decode()


@MODEL
def test_the_journal_is_told_of_nothing(team: Team) -> None:
    before = Entry.objects.count()

    opened = written(team.dana_user)
    open_with_words(words=WORDS, by=team.dana_user)
    change_words(opened=opened, words="another three words", by=team.dana_user)
    delete_plan(by=team.dana_user)

    assert Entry.objects.count() == before
    assert not WellnessPlan.objects.exists()


@MODEL
def test_the_log_of_requests_does_not_say_whose_plan_it_was(
    team: Team, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    client = signed_in(team.dana_user)

    with caplog.at_level("INFO"):
        client.get(PLAN)
        client.get("/supervision/mine/")

    said = [record.msg for record in caplog.records if isinstance(record.msg, dict) and "route" in record.msg]
    users = {str(one["route"]): one["user"] for one in said}
    assert users["supervision/my-plan/"] is None
    assert users["supervision/mine/"] == team.dana_user.pk


def test_another_key_in_the_browser_opens_nothing(team: Team) -> None:
    dana = page_of(team.dana_user)
    colleague = signed_in(team.place.others["colleague"])
    page_of(team.place.others["colleague"])

    colleague.cookies["al-plan"] = dana.cookies["al-plan"].value

    assert "Your plan is closed" in colleague.get(PLAN).content.decode()
    assert open_with_key(b"0" * 32, by=team.dana_user) is None


def test_closed_it_asks_for_its_words_again(team: Team) -> None:
    client = page_of(team.dana_user)

    client.post(f"{PLAN}close/")

    assert "Your plan is closed" in client.get(PLAN).content.decode()
    assert client.get(f"{PLAN}copy/").status_code == 302


def test_five_wrong_tries_close_it_for_a_while_and_then_its_own_words_open_it(team: Team) -> None:
    written(team.dana_user)

    for _ in range(MOST_TRIES):
        with pytest.raises(NotPossible):
            open_with_words(words="guess", by=team.dana_user)
    with pytest.raises(NotPossible) as resting:
        open_with_words(words=WORDS, by=team.dana_user)
    with clock.standing_at(MORNING + REST):
        opened = open_with_words(words=WORDS, by=team.dana_user)

    assert resting.value.code == "resting"
    assert opened.parts["when_hard"] == HARD


def test_a_page_left_open_elsewhere_does_not_undo_a_later_change(team: Team) -> None:
    opened = written(team.dana_user)
    keep_plan(opened=opened, parts={"when_hard": "Rest first"}, by=team.dana_user)

    with pytest.raises(NotPossible) as refused:
        keep_plan(opened=opened, parts={"when_hard": "Something old"}, by=team.dana_user)

    assert refused.value.code == "changed-elsewhere"
    assert open_with_words(words=WORDS, by=team.dana_user).parts["when_hard"] == "Rest first"


def test_what_was_written_while_it_closed_is_kept_once_it_is_open(team: Team) -> None:
    client = page_of(team.dana_user)
    client.post(f"{PLAN}close/")

    page = client.post(PLAN, {"signs": "I stop calling people", "version": 1})
    client.post(f"{PLAN}open/", {"words": WORDS, "signs": "I stop calling people"})

    assert "I stop calling people" in page.content.decode()
    assert open_with_words(words=WORDS, by=team.dana_user).parts["signs"] == "I stop calling people"


@MODEL
def test_its_owner_takes_a_copy_and_deletes_it(team: Team) -> None:
    client = page_of(team.dana_user)
    client.post(PLAN, {"when_hard": HARD, "version": 1})

    copy = client.get(f"{PLAN}copy/")
    gone = client.post(f"{PLAN}delete/")

    assert HARD in copy.content.decode()
    assert "attachment" in copy.headers["Content-Disposition"]
    assert (gone.status_code, WellnessPlan.objects.count()) == (302, 0)
    assert "Begin my plan" in client.get(PLAN).content.decode()


def test_words_too_short_or_not_the_same_begin_nothing(team: Team) -> None:
    client = signed_in(team.dana_user)

    short = client.post(f"{PLAN}begin/", {"words": "short", "again": "short"})
    other = client.post(f"{PLAN}begin/", {"words": WORDS, "again": "something else"})

    assert (short.status_code, other.status_code, WellnessPlan.objects.count()) == (422, 422, 0)


@clause("sud.1.6")
def test_the_self_check_offers_to_step_back_and_is_kept_nowhere(team: Team) -> None:
    client = signed_in(team.dana_user)
    before = Entry.objects.count()

    page = client.post(f"{PLAN}check/", {"true": ["sleep", "people", "body", "mood", "home"]}).content.decode()

    assert "/ask/step-back/" in page
    assert "Ask for support" in page
    assert "no urge to use" in page
    assert Entry.objects.count() == before


def test_a_dump_of_the_database_does_not_hold_a_word_of_it(team: Team) -> None:
    written(team.dana_user)
    out = StringIO()

    call_command("dumpdata", "wellness", stdout=out)

    assert "Teresa" not in out.getvalue()
