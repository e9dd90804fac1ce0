"""A state by the number: sealed as people's own words are, on record, whole after an interruption, and never beside real people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from alongside.caseload.models import Assignment
from alongside.journal.models import Checkpoint, Entry
from alongside.journal.verifying import verify
from alongside.people.actions import open_board
from alongside.people.models import Person, Worker
from alongside.practice.models import Contact, Note, Promise
from alongside.practice.writing import read_written
from alongside.site.generating import run
from alongside.site.generating.places import PASSWORD
from alongside.site.generating.run import NotForThis, Progress, generate
from alongside.site.generating.scale import OddScale, Scale, Spread

pytestmark = pytest.mark.django_db
A_LITTLE = Scale(workers=14, people=300, contacts=600)


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    return


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "CONTACTS_A_BATCH", 200)


def test_a_state_has_the_numbers_that_were_asked_for_and_its_journal_holds() -> None:
    generate(A_LITTLE)

    assert (Worker.objects.count(), Person.objects.count(), Contact.objects.count()) == (14, 300, 600)
    assert verify().findings == ()
    assert Entry.objects.filter(kind="note.signed").count() == Note.objects.count() > 400
    connection.check_constraints()


def test_its_words_unseal_and_its_notes_belong_to_contacts_that_were_held() -> None:
    generate(A_LITTLE)

    notes = Note.objects.select_related("contact")
    assert all(read_written(note).line for note in notes)
    assert {note.contact.status for note in notes} == {"held"}
    assert all(promise.words for promise in Promise.objects.all())


def test_nobody_is_seen_by_a_worker_before_they_were_taken_on() -> None:
    generate(A_LITTLE)

    since = {(row.person_id, row.worker_id): row.from_day for row in Assignment.objects.all()}
    for contact in Contact.objects.filter(status="held"):
        begun = since[contact.person_id, contact.worker_id]
        assert begun is not None
        assert begun <= contact.began_at.date()  # type: ignore[union-attr]


def test_interrupted_it_goes_on_where_it_stopped_and_is_the_same_state(small_batches: None) -> None:
    class Interrupted(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done > 5:
            raise Interrupted

    with pytest.raises(Interrupted):
        generate(A_LITTLE, say=stop)
    half = Worker.objects.count()
    added = generate(A_LITTLE)

    assert 0 < half < 14
    assert added == 14 - half
    assert (Person.objects.count(), Contact.objects.count()) == (300, 600)
    assert verify().findings == ()
    assert generate(A_LITTLE) == 0, "a third run finds it whole"


def test_a_batch_that_fails_leaves_nothing_of_itself(small_batches: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(run.Journal, "write", fail)
    with pytest.raises(RuntimeError):
        generate(A_LITTLE)
    assert (Worker.objects.count(), Contact.objects.count()) == (0, 0)
    monkeypatch.undo()

    generate(A_LITTLE)

    assert Contact.objects.count() == 600
    assert Checkpoint.objects.count() >= 1


def test_people_of_its_own_are_never_mixed_with_invented_ones() -> None:
    open_board(slug="real", name="A real board", place="Somewhere", zone="America/Denver", by=None)

    with pytest.raises(NotForThis):
        generate(A_LITTLE)
    with pytest.raises(CommandError, match="people or places of its own"):
        call_command("generate_state")

    assert not Worker.objects.exists()


def test_another_scale_is_not_begun_over_one_that_stands() -> None:
    generate(A_LITTLE)

    with pytest.raises(NotForThis, match="workers=14"):
        generate(Scale(workers=15, people=300, contacts=600))


@pytest.mark.parametrize("text", ["", "workers=10", "workers=x,people=1,contacts=1", "workers=10,people=10,contacts=5"])
def test_a_scale_that_says_nothing_is_refused_with_one_that_would_do(text: str) -> None:
    with pytest.raises(OddScale):
        Scale.parse(text)


def test_most_support_eight_to_twelve_people_and_the_sums_are_exact() -> None:
    spread = Spread(Scale.parse("workers=10000,people=500_000,contacts=5000000"), 1)

    assert sum(spread.people) == 500_000
    assert sum(spread.contacts) == 5_000_000
    assert sum(8 <= n <= 12 for n in spread.current) > 7_500
    assert max(spread.current) > 25


def test_a_generated_worker_signs_in_and_finds_their_people(client: Client) -> None:
    generate(A_LITTLE)
    for mail in ("lead0@state.example", "worker0@state.example"):
        client.logout()
        sent = client.post("/account/sign-in/", {"login": mail, "password": PASSWORD})
        assert (sent.status_code, "confirm" in sent["Location"]) == (302, False)

    listed = client.get("/people/").content.decode()
    person = client.get("/people/1/").content.decode()

    assert "You support" in listed
    assert "al-rail" in person
