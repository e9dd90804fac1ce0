"""The file itself, the page of one's own files and withdrawing one; to anyone else they are not there."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.evidence.actions import open_file, take_in
from alongside.evidence.checking import check
from alongside.evidence.models import EvidenceFile, Removed
from alongside.evidence.opening import register_keeper, register_opener
from alongside.journal.models import Entry
from alongside.people.models import Board, Practitioner
from tests.alongside.evidence.papers import SENTENCE, pdf, photo, saved

PAPER = check(pdf(SENTENCE * 3))
PICTURE = check(saved(photo()))


@pytest.fixture
def paper(ana: Practitioner, board: Board) -> EvidenceFile:
    return take_in(
        owner=ana, kind="application-training", file_name="شهادة my exam.pdf", data=PAPER, by=ana.user, board=board
    )


@pytest.fixture
def picture(ana: Practitioner, board: Board) -> EvidenceFile:
    return take_in(owner=ana, kind="application-id", file_name="me.png", data=PICTURE, by=ana.user, board=board)


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def at_ana(ana: Practitioner) -> Client:
    return client_of(ana.user)


def show(file: EvidenceFile) -> str:
    return reverse("evidence:show", args=[file.token])


def remove(file: EvidenceFile) -> str:
    return reverse("evidence:remove", args=[file.token])


def test_a_paper_is_downloaded_under_its_own_name(at_ana: Client, paper: EvidenceFile) -> None:
    answer = at_ana.get(show(paper))

    assert answer.content == PAPER.data
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%B4")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_picture_is_shown_by_itself_and_reaches_nothing(at_ana: Client, picture: EvidenceFile) -> None:
    answer = at_ana.get(show(picture))

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'inline; filename="me.jpg"'
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.clause("nc.5.1", "ca.integrity.13")
def test_who_decides_opens_it_on_record_and_the_owner_sees_that_they_did(
    at_ana: Client, paper: EvidenceFile, staff: User
) -> None:
    register_opener("application", lambda viewer, file: viewer.board == file.board)

    answer = client_of(staff).get(show(paper))

    assert answer.content == PAPER.data
    assert Entry.objects.filter(kind="evidence.opened", subject_id=paper.pk, actor_id=staff.pk).count() == 1
    assert "Opened by the board, last on" in at_ana.get(reverse("evidence:own")).content.decode()


def test_to_anyone_else_no_file_is_there(paper: EvidenceFile, staff: User, ben: Practitioner) -> None:
    missing = reverse("evidence:show", args=["00000000-0000-4000-8000-000000000000"])

    for user in (staff, ben.user):
        client = client_of(user)
        assert client.get(show(paper)).status_code == client.get(missing).status_code == 404
    assert (
        client_of(ben.user).get(remove(paper)).status_code == client_of(ben.user).post(remove(paper)).status_code == 404
    )
    assert client_of(staff).post(remove(paper)).status_code == 403  # no practitioner, so no page of their own
    assert Client().get(show(paper)).status_code == 302
    assert not Entry.objects.filter(kind="evidence.opened").exists()
    assert not Removed.objects.exists()


def test_ones_own_files_are_listed_with_what_they_are(
    at_ana: Client, paper: EvidenceFile, picture: EvidenceFile
) -> None:
    page = at_ana.get(reverse("evidence:own")).content.decode()

    assert page.index("me.jpg") < page.index("شهادة my exam.pdf")  # the newest first
    assert "1 page, " in page
    assert "Picture, " in page
    assert "Opened by" not in page


def test_before_the_first_file_the_page_says_where_one_is_added(at_ana: Client) -> None:
    assert "No files yet" in at_ana.get(reverse("evidence:own")).content.decode()


def test_a_file_is_removed_after_one_more_question_and_pressed_twice_once(at_ana: Client, paper: EvidenceFile) -> None:
    asked = at_ana.get(remove(paper))
    assert "Remove this file?" in asked.content.decode()
    assert not Removed.objects.exists()

    first, second = at_ana.post(remove(paper)), at_ana.post(remove(paper))

    assert first.headers["Location"] == second.headers["Location"] == reverse("evidence:own")
    assert Removed.objects.count() == 1
    assert at_ana.get(show(paper)).status_code == 404
    assert "my exam" not in at_ana.get(reverse("evidence:own")).content.decode()


def test_removing_leads_back_to_the_page_that_asked_and_to_no_other_site(
    at_ana: Client, paper: EvidenceFile, picture: EvidenceFile
) -> None:
    back = at_ana.post(remove(paper), {"next": "/notices/?page=2"})
    away = at_ana.post(remove(picture), {"next": "//evil.example/"})

    assert back.headers["Location"] == "/notices/?page=2"
    assert away.headers["Location"] == reverse("evidence:own")


def test_what_was_sent_stays_and_the_page_says_why(at_ana: Client, paper: EvidenceFile) -> None:
    register_keeper("application", lambda file: True)

    listed, asked, answer = at_ana.get(reverse("evidence:own")), at_ana.get(remove(paper)), at_ana.post(remove(paper))

    assert remove(paper) not in listed.content.decode()
    assert "This file stays" in asked.content.decode()
    assert answer.status_code == 422
    assert "part of something you sent" in answer.content.decode()
    assert not Removed.objects.exists()


def test_a_damaged_file_is_said_to_be_so(at_ana: Client, paper: EvidenceFile, folders: Path) -> None:
    next(path for path in folders.rglob("*") if path.is_file()).write_bytes(b"ALE1 damaged")

    answer = at_ana.get(show(paper))

    assert answer.status_code == 503
    assert "content-changed" in answer.content.decode()
    assert "nothing you did" in answer.content.decode()


def test_a_look_at_ones_own_file_is_nobodys_business(at_ana: Client, ana: Practitioner, paper: EvidenceFile) -> None:
    at_ana.get(show(paper))
    assert ana.user is not None
    open_file(file=paper, by=ana.user)

    assert not Entry.objects.filter(kind="evidence.opened").exists()
