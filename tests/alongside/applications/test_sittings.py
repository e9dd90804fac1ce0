"""Applying in sittings: begun by anyone, saved unfinished, never lost between two tabs, seen by nobody else."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.applications.actions import begin_application, save_section
from alongside.applications.models import Application
from alongside.applications.progress import progress_of
from alongside.applications.refusals import StalePage
from alongside.applications.sections.asked import Need, asked_by
from alongside.applications.sections.kinds import kinds_for
from alongside.credentials.models import Certificate
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from tests.alongside.applications.conftest import IDENTITY, TODAY, board_keeping, fill

SignIn = Callable[[User], Client]


def test_a_stranger_leaves_an_address_and_is_written_to(board: Board, client: Client) -> None:
    answer = client.post(
        reverse("applications:begin", args=["nc"]), {"name": "Noa Fields", "email": "Noa@Example.test"}
    )

    user = User.objects.get(email="noa@example.test")
    assert answer.headers["Location"] == reverse("applications:written")
    assert Application.objects.get(practitioner__user=user).code == "nc"
    assert [letter.to for letter in mail.outbox] == [["noa@example.test"]]
    assert "/account/" in str(mail.outbox[0].body)


def test_a_known_address_is_told_to_its_owner_alone(board: Board, client: Client, applicant: User) -> None:
    applicant.set_password("a long enough one")
    applicant.save()

    known = client.post(reverse("applications:begin", args=["nc"]), {"name": "X Y", "email": applicant.email})
    new = client.post(reverse("applications:begin", args=["nc"]), {"name": "X Y", "email": "new@example.test"})

    assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert "account already" in str(mail.outbox[0].body)
    assert not Application.objects.filter(practitioner__user=applicant).exists()


def test_letters_are_not_sent_to_a_whole_town(board: Board, client: Client) -> None:
    answers = [
        client.post(reverse("applications:begin", args=["nc"]), {"name": "X Y", "email": f"n{n}@example.test"})
        for n in range(12)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429] * 2
    assert len(mail.outbox) == 10


def test_two_clicks_begin_one_application(board: Board, applicant: User) -> None:
    first, second = (begin_application(by=applicant, board=board, code="nc") for _ in range(2))

    assert first == second
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            board=board,
            code="nc",
            practitioner=first.practitioner,
            started_at=first.started_at,
            stage_since=first.started_at,
        )


def test_what_was_typed_is_kept_unfinished_and_wrong(begun: Application, applicant: User, browser: SignIn) -> None:
    page = reverse("applications:section", args=[begun.pk, "identity"])
    typed = {"version": "0", "name": "Imani Clarke", "county": "", "born_on": "the third of May"}

    answer = browser(applicant).post(page, typed)

    again = browser(applicant).get(page).content.decode()
    assert answer.status_code == 422
    assert "the third of May" in again
    assert "Imani Clarke" in again
    assert not begun.sections.get(kind="identity").is_complete


def test_the_overview_says_what_is_missing_and_how_long_it_takes(begun: Application, applicant: User) -> None:
    save_section(
        application=begun, kind="identity", content={"name": "Imani Clarke", "county": ""}, version=0, by=applicant
    )

    progress = progress_of(begun)

    part = progress.part("identity")
    assert part is not None
    assert [str(label) for label in part.missing] == ["County you live in"]
    assert progress.minutes_left == sum(p.kind.minutes for p in progress.parts if p.is_needed and not p.is_complete)
    assert not progress.is_ready


def test_a_stale_page_shows_both_and_loses_nothing(begun: Application, applicant: User, browser: SignIn) -> None:
    page = reverse("applications:section", args=[begun.pk, "identity"])
    tab = browser(applicant)
    tab.post(page, {**IDENTITY, "version": "0"})

    late = tab.post(page, {**IDENTITY, "county": "Durham", "version": "0"})
    words = late.content.decode()
    again = tab.post(page, {**IDENTITY, "county": "Durham", "version": "1"})

    assert late.status_code == 422
    assert "Wake" in words
    assert "Durham" in words
    assert again.status_code == 302
    assert begun.sections.get(kind="identity").content["county"] == "Durham"


def test_the_second_click_of_a_save_is_no_stale_page(begun: Application, applicant: User) -> None:
    first = save_section(application=begun, kind="identity", content=IDENTITY, version=0, by=applicant)

    second = save_section(application=begun, kind="identity", content=IDENTITY, version=0, by=applicant)

    assert (first.version, second.version) == (1, 1)
    with pytest.raises(StalePage):
        save_section(application=begun, kind="identity", content={**IDENTITY, "name": "I."}, version=0, by=applicant)


def test_an_application_is_nobody_elses(begun: Application, board: Board, reviewer: User, browser: SignIn) -> None:
    other = User.objects.create_user("other@example.test", name="Other")
    Practitioner.objects.create(user=other, name="Other")

    pages = [
        reverse("applications:overview", args=[begun.pk]),
        reverse("applications:section", args=[begun.pk, "identity"]),
    ]

    assert [browser(other).get(page).status_code for page in pages] == [404, 404]
    assert [browser(reviewer).get(page).status_code for page in pages] == [403, 403]
    with pytest.raises(NotTheirs):
        save_section(application=begun, kind="identity", content=IDENTITY, version=0, by=reviewer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "hidden", "needed"),
    [
        ("nc", {"fee"}, {"identity", "eligibility", "history", "code"}),
        (
            "juniper",
            set(),
            {"identity", "eligibility", "training", "exam", "experience", "references", "history", "fee", "code"},
        ),
    ],
)
def test_the_programme_decides_which_sections_there_are(code: str, hidden: set[str], needed: set[str]) -> None:
    asked = asked_by(code, TODAY)

    kinds = kinds_for(asked)

    assert {"fee"} - {kind.name for kind in kinds} == hidden
    assert {kind.name for kind in kinds if kind.need(asked) is Need.NEEDED} == needed


@pytest.mark.django_db
@pytest.mark.clause("ak.intro.1")
def test_eligibility_is_a_statement_of_ones_own_road_or_of_family(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("ak", "America/Anchorage"), code="ak")

    fill(begun, applicant, eligibility={"basis": "", "statement": "My brother and I found our way."})
    open_yet = progress_of(begun).part("eligibility")
    fill(begun, applicant, eligibility={"basis": "family", "statement": "My brother and I found our way."})
    told = progress_of(Application.objects.get(pk=begun.pk)).part("eligibility")

    assert open_yet is not None
    assert not open_yet.is_complete
    assert told is not None
    assert told.is_complete


@pytest.mark.django_db
def test_a_diagnosis_is_asked_for_nowhere() -> None:
    fields = [
        name
        for kind in kinds_for(asked_by("juniper", TODAY))
        if kind.form is not None
        for name in kind.form(asked_by("juniper", TODAY)).fields
    ]

    assert not [name for name in fields if "diagnos" in name or "condition" in name]


def test_years_in_recovery_are_counted_where_the_programme_asks(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("juniper", "America/Denver"), code="juniper")
    statement = {"basis": "own", "statement": "I have walked this road."}

    fill(begun, applicant, eligibility={**statement, "recovery_since": "2025-11-20"})
    a_day_short = progress_of(Application.objects.get(pk=begun.pk)).part("eligibility")
    fill(begun, applicant, eligibility={**statement, "recovery_since": "2025-11-19"})
    enough = progress_of(Application.objects.get(pk=begun.pk)).part("eligibility")

    assert a_day_short is not None
    assert not a_day_short.is_complete
    assert enough is not None
    assert enough.is_complete


def test_training_hours_short_by_one_are_told(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("juniper", "America/Denver"), code="juniper")
    entry = {"title": "CPSW training", "provider": "Juniper U", "began_on": "2026-01-05", "ended_on": "2026-01-09"}

    fill(begun, applicant, training={"entries": [{**entry, "hours": "39"}]})
    short = progress_of(Application.objects.get(pk=begun.pk)).part("training")
    fill(begun, applicant, training={"entries": [{**entry, "hours": "40"}]})
    met = progress_of(Application.objects.get(pk=begun.pk)).part("training")

    assert short is not None
    assert list(short.missing) == ["1 h more"]
    assert met is not None
    assert met.is_complete


def test_nothing_is_entered_before_it_is_sent(begun: Application, applicant: User) -> None:
    fill(begun, applicant)

    assert not Certificate.objects.exists()
