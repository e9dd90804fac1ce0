"""A learner's own pages: the verdict first, a minute to log, history that keeps what was wrong, a private plan."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from alongside.accounts.models import User
from alongside.evidence.actions import StillNeeded, open_file, remove_file
from alongside.learning.actions import reach_goal, set_goal
from alongside.learning.models import Correction, LearningEntry, LearningGoal, Provider
from alongside.learning.queries import goals_of
from alongside.learning.registering import register_course, register_provider
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from tests.alongside.learning.conftest import BEGINS, DENVER, certified, put, user_of
from tests.clauses import clause


@pytest.fixture
def browser(client: Client, teo: Practitioner) -> Client:
    client.force_login(user_of(teo))
    return client


@pytest.fixture
def short_by_one(board: Board, teo: Practitioner) -> None:
    put(teo, board, "35.00", emerging="1.00")
    put(teo, board, "5.00", ethics="5.00", on=date(2026, 4, 2))
    put(teo, board, "6.00", cultural="6.00", on=date(2026, 5, 2))


def told(**more: str) -> dict[str, str]:
    return {"title": "Listening", "provider": "A college", "completed_on": "2026-11-02", "hours": "1.25"} | more


@clause("nm.competence.3")
def test_short_of_ethics_by_one_is_the_first_thing_told(browser: Client, short_by_one: None) -> None:
    page = browser.get("/learning/").content.decode()

    assert '<h1 id="title">One hour of ethics is still missing by Monday, November 30</h1>' in page
    assert page.index("5 of 6 h") > page.index("46 of 40 h")
    assert "nm.competence.3" in page


@clause("nm.competence.3")
def test_the_missing_hour_logged_the_page_says_that_all_is_done(browser: Client, short_by_one: None) -> None:
    answer = browser.post("/learning/log/", told(hours="1", topic_ethics="1"), follow=True)

    assert "Everything asked by Monday, November 30 is done" in answer.content.decode()


def test_in_the_evening_the_day_offered_is_the_boards_and_not_the_next(browser: Client) -> None:
    with clock.standing_at(datetime(2026, 11, 19, 18, 30, tzinfo=DENVER)):  # it is the 20th in UTC
        page = browser.get("/learning/log/").content.decode()

    assert 'value="2026-11-19"' in page


def test_on_the_last_evening_the_period_is_not_over(browser: Client) -> None:
    with clock.standing_at(datetime(2026, 11, 30, 18, 30, tzinfo=DENVER)):
        page = browser.get("/learning/").content.decode()

    assert "40 hours are still missing" in page


def test_sent_twice_it_is_logged_once_and_told(browser: Client) -> None:
    first = browser.post("/learning/log/", told())
    second = browser.post("/learning/log/", told())

    assert (first.status_code, second.status_code) == (302, 422)
    assert "on your record already" in second.content.decode()
    assert LearningEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"hours": "1.1"}, "counted in quarters"),
        ({"completed_on": "2026-11-20"}, "still to come"),
        ({"hours": "16.5"}, "would hold more than 16 h"),
        ({"topic_ethics": "2"}, "One topic has more hours"),
        ({"began_on": "2026-11-03"}, "first day comes after the last"),
        ({"hours": "many"}, "Enter a number"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_written(browser: Client, wrong: dict[str, str], says: str) -> None:
    answer = browser.post("/learning/log/", told(title="A title of mine", **wrong))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "A title of mine" in answer.content.decode()
    assert not LearningEntry.objects.exists()


def test_hours_may_be_written_as_spanish_does(browser: Client) -> None:
    browser.post("/learning/log/", told(hours="1,25"))

    assert LearningEntry.objects.get().hours == Decimal("1.25")


def test_a_course_of_the_catalogue_takes_only_its_day(browser: Client, board: Board, staff: User) -> None:
    provider = register_provider(
        board=board, name="State recovery office", kind=Provider.Kind.RECOVERY_OFFICE, from_day=BEGINS, by=staff
    )
    course = register_course(
        provider=provider, title="Ethics", hours=Decimal(3), topics={"ethics": Decimal(3)}, from_day=BEGINS, by=staff
    )

    listed = browser.get("/learning/catalogue/?q=recovery").content.decode()
    answer = browser.post(f"/learning/log/{course.pk}/", {"completed_on": "2026-11-02"})

    assert "State recovery office" in listed
    assert answer.status_code == 302
    assert LearningEntry.objects.get().course == course


def test_the_certificate_is_kept_though_another_field_is_to_be_looked_at(
    browser: Client, staff: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    proof = SimpleUploadedFile("proof.png", picture.getvalue(), "image/png")

    refused = browser.post("/learning/log/", told(hours="1.1") | {"proof": proof})
    kept = refused.context["evidence"]
    browser.post("/learning/log/", told(kept=str(kept.token)))

    entry = LearningEntry.objects.get()
    assert refused.status_code == 422
    assert entry.evidence == kept
    assert open_file(file=kept, by=staff)  # whose board counts it
    with pytest.raises(StillNeeded):
        remove_file(file=kept, by=kept.owner.user)


def test_what_was_wrong_stays_to_read_beside_what_is_right(browser: Client) -> None:
    browser.post("/learning/log/", told(hours="12"))
    entry = LearningEntry.objects.get()

    browser.post(f"/learning/history/{entry.pk}/", told(hours="1.25", why="A slip of the pen", do="amend"))

    page = browser.get("/learning/history/").content.decode()
    assert "12 h" in page
    assert "1.25 h" in page
    assert "A slip of the pen" in page


def test_struck_with_a_reason_alone_and_never_twice(browser: Client) -> None:
    browser.post("/learning/log/", told())
    entry = LearningEntry.objects.get()

    without = browser.post(f"/learning/history/{entry.pk}/", {"do": "strike", "why": ""})
    struck = browser.post(f"/learning/history/{entry.pk}/", {"do": "strike", "why": "Not mine"})
    again = browser.post(f"/learning/history/{entry.pk}/", {"do": "strike", "why": "Not mine"})

    assert (without.status_code, struck.status_code, again.status_code) == (422, 302, 200)
    assert "This entry was struck" in again.content.decode()
    assert Correction.objects.count() == 1


def test_another_persons_entry_and_a_missing_one_look_the_same(browser: Client, board: Board) -> None:
    other = put(certified("Ana Vigil", board, number="NM-2"), board, "2.00")

    foreign, missing = browser.get(f"/learning/history/{other.pk}/"), browser.get("/learning/history/999999/")

    assert (foreign.status_code, missing.status_code) == (404, 404)


@clause("nc.values.3", "ca.education.1", "nm.competence.1")
def test_the_plan_shows_each_gap_with_the_courses_that_would_fill_it(
    browser: Client, board: Board, staff: User
) -> None:
    provider = register_provider(
        board=board, name="A college", kind=Provider.Kind.UNIVERSITY, from_day=BEGINS, by=staff
    )
    for title, topic in (("Ethics anew", "ethics"), ("Fresh research", "emerging"), ("Unrelated", "")):
        topics = {topic: Decimal(2)} if topic else {}
        register_course(provider=provider, title=title, hours=Decimal(2), topics=topics, from_day=BEGINS, by=staff)

    gaps = {
        topic: [course.title for course in courses]
        for _, topic, courses in browser.get("/learning/plan/").context["gaps"]
    }

    assert gaps["Ethics"] == ["Ethics anew"]
    assert gaps["What is new in recovery"] == ["Fresh research"]
    assert gaps["Cultural sensitivity"] == []


@clause("ca.cultural.6")
def test_a_need_that_came_up_at_work_is_put_on_the_plan_and_marked_done(browser: Client, teo: Practitioner) -> None:
    browser.post("/learning/plan/", {"words": "Deaf culture", "topic": "cultural", "origin": "work"})
    goal = LearningGoal.objects.get(practitioner=teo)
    browser.post(f"/learning/plan/{goal.pk}/done/")

    goal.refresh_from_db()
    assert goal.done_on == date(2026, 11, 19)
    assert "Came up in my work" in browser.get("/learning/plan/").content.decode()


def test_what_is_open_stands_before_what_is_done(teo: Practitioner) -> None:
    done = set_goal(practitioner=teo, words="Grief", topic="", by=user_of(teo))
    reach_goal(goal=done, on=date(2026, 11, 2), by=user_of(teo))
    later = set_goal(practitioner=teo, words="Housing", topic="", by=user_of(teo))
    soon = set_goal(practitioner=teo, words="Signs", topic="", by_day=date(2026, 12, 1), by=user_of(teo))

    assert [goal.pk for goal in goals_of(teo)] == [soon.pk, later.pk, done.pk]


def test_nobody_elses_wish_is_seen_or_reached(browser: Client, board: Board) -> None:
    ana = certified("Ana Vigil", board, number="NM-2")
    goal = set_goal(practitioner=ana, words="Grief", topic="", by=user_of(ana))

    assert "Grief" not in browser.get("/learning/plan/").content.decode()
    assert browser.post(f"/learning/plan/{goal.pk}/done/").status_code == 404


def test_pages_are_for_practitioners(client: Client, staff: User) -> None:
    assert client.get("/learning/").status_code == 302
    client.force_login(staff)
    assert client.get("/learning/").status_code == 403


def test_a_long_record_costs_no_more_queries_than_a_short_one(
    browser: Client, board: Board, teo: Practitioner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 11):
        put(teo, board, "1.00", on=date(2026, month, 3), ethics="1.00")
    browser.get("/learning/")

    with django_assert_max_num_queries(30):
        browser.get("/learning/")
    with django_assert_max_num_queries(14):
        browser.get("/learning/history/")


def test_the_verdict_is_spanish_for_a_reader_of_spanish(browser: Client, short_by_one: None) -> None:
    User.objects.update(language="es")

    page = browser.get("/learning/").content.decode()

    assert "Falta una hora de ética, con plazo hasta el lunes 30 de noviembre" in page
