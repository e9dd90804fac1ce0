"""The rows of a supervisor's morning, one of each: its words, and where it leads; and what comes up to be looked at again."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from alongside.caseload.assigning import accept, offer
from alongside.caseload.glass import break_glass
from alongside.caseload.models import TieDecision
from alongside.caseload.stepping import step_back
from alongside.caseload.ties import Said, TieDecided, decide_tie, newest_tie, tell_tie_within
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Role, RoleKind
from alongside.rulings.actions import (
    Decided,
    DecisionNotOpen,
    ask_supervisor,
    decide_referral,
    look_again,
)
from alongside.rulings.models import LookAgain, Referral
from alongside.rulings.seeking import ActRefused
from alongside.supervision.booking import Plan
from alongside.supervision.models import SupervisionSession, SupportAsk
from alongside.supervision.support import ask_support
from alongside.supervision.writing_up import Account, record_session
from tests.alongside.caseload.makers import assign, hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, make_practice, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY, ask_gift
from tests.alongside.rulings.test_keeping import refer
from tests.clauses import clause

IN_A_MONTH = TODAY + timedelta(days=30)
Row = tuple[str, str]


@pytest.fixture
def here(db: None) -> Iterator[Practice]:
    """Rosa with Dana, Teo with Jo: nobody is alone, and nothing waits."""
    with clock.standing_at(MORNING):
        practice = make_practice()
        assign(practice.caseload.teo, practice.caseload.jo, practice.amira)
        yield practice


def rows(here: Practice) -> list[Row]:
    """What stands under "This morning": words and address."""
    page = as_(here.amira).get("/today/").content.decode()
    lead = re.search(r'<section aria-labelledby="h-lead".*?</section>', page, re.DOTALL)
    found = re.findall(r'href="([^"]+)".*?al-rows__title[^>]*>(.*?)</span>', lead[0], re.DOTALL) if lead else []
    return [(html.unescape(title).strip(), html.unescape(url)) for url, title in found]


def taken_in(here: Practice) -> None:
    Person.objects.create(agency=here.caseload.place.agency, chosen_name="Marisol")


def stepped_back(here: Practice) -> None:
    step_back(
        worker=here.dana, person=here.rosa, is_able=False, is_protected_ground=False, words="", by=here.user, on=TODAY
    )


def told_of_a_tie(here: Practice, decided: TieDecided) -> None:
    with transaction.atomic():
        said = Said(is_other=True, is_shared=True)
        tell_tie_within(worker=here.dana, person=here.rosa, said=said, by=here.user, on=TODAY)
    tie = newest_tie(here.dana, here.rosa)
    assert tie is not None
    decide_tie(tie=tie, decided=decided, by=here.amira, on=TODAY)


def stepped_out(here: Practice) -> None:
    told_of_a_tie(here, TieDecided(TieDecision.Decision.STEP_OUT))


def left(here: Practice) -> None:
    Role.objects.filter(user=here.user, kind=RoleKind.WORKER).update(to_day=TODAY)


def asked(here: Practice) -> None:
    ask_support(worker=here.dana, kind=SupportAsk.Kind.SUPERVISION, words="", form_token=None, by=here.user)


def opened_in_an_emergency(here: Practice) -> None:
    break_glass(person=here.rosa, reason="Unwell.", second_factor="totp", by=user_of(here.caseload.jo))


def bound_for_two_days(here: Practice) -> None:
    told_of_a_tie(here, TieDecided(TieDecision.Decision.GO_ON, True, "Sit apart.", TODAY + timedelta(days=2)))


def a_question_decided(here: Practice, *, days: int = 2) -> Referral:
    sent = ask_supervisor(ask_gift(here.caseload.place), worker=here.dana, form_token=uuid4(), by=here.user)
    decided = Decided(Referral.Decision.NOT, "Not this time.", TODAY + timedelta(days=days))
    return decide_referral(referral=sent, decided=decided, by=here.amira)


@clause("nm.rights.0a")
@pytest.mark.parametrize(
    ("make", "words", "url"),
    [
        (taken_in, "1 person has nobody assigned", "/contacts/without-help/?why=nobody"),
        (stepped_back, "1 person has nobody to see them", "/people/waiting/#h-cover"),
        (stepped_out, "1 person has nobody to see them", "/people/waiting/#h-cover"),
        (left, "1 person’s worker may not serve", "/contacts/without-help/?why=worker"),
        (asked, "1 worker asks for support", "/supervision/#h-asks"),
        (opened_in_an_emergency, "1 record opened in an emergency to look into", "/people/waiting/#h-glass"),
        (bound_for_two_days, "1 decision to look at again", "/referrals/#h-again"),
        (a_question_decided, "1 decision to look at again", "/referrals/#h-again"),
    ],
)
def test_each_thing_has_a_row_that_leads_to_where_it_is_settled(
    here: Practice, make: Callable[[Practice], object], words: str, url: str
) -> None:
    before = rows(here)

    make(here)

    after = rows(here)
    assert (words, url) not in before
    assert (words, url) in after
    assert as_(here.amira).get(url).status_code == 200


@clause("nm.rights.0a")
def test_whom_nobody_saw_for_a_month_has_a_row_and_not_before(here: Practice) -> None:
    with clock.standing_at(MORNING + timedelta(days=31)):
        after = rows(here)

    row = ("2 people not seen for 30 days", "/contacts/without-help/?why=unseen")
    assert row in after
    assert row not in rows(here)


def test_who_falls_short_has_a_row_until_a_session_is_held(here: Practice) -> None:
    before = rows(here)
    workers = [here.dana, here.caseload.jo]
    begins = MORNING - timedelta(days=2)
    record_session(
        agency=here.caseload.place.agency,
        plan=Plan(workers, SupervisionSession.Kind.GROUP, begins, 60, is_clinical=False),
        account=Account(begins, 60, frozenset(worker.pk for worker in workers), "The month", why=""),
        form_token=None,
        by=here.amira,
    )

    assert ("2 workers will fall short this month", "/supervision/") in before
    assert "fall short" not in " ".join(words for words, _url in rows(here))


def test_who_served_somebody_before_telling_what_their_code_asks_is_late_and_has_a_row(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "sud")
    assign(here.caseload.teo, worker, here.amira)
    before = rows(here)

    written(worker, here.caseload.teo, held(slot(worker, 8)))

    row = ("1 worker is late with what their code asks", "/supervision/duties/")
    assert row not in before
    assert row in rows(here)


# ---- what comes up to be looked at again


def listed_again(here: Practice) -> str:
    page = as_(here.amira).get("/referrals/").content.decode()
    place = page.find('id="h-again"')
    return page[place : page.index("</section>", place)] if place >= 0 else ""


@clause("nc.4.6a")
def test_bounds_of_a_tie_come_up_on_their_day_and_are_decided_anew(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "nc")
    row = offer(person=here.rosa, worker=worker, by=here.amira, on=TODAY)
    with pytest.raises(ActRefused):
        accept(assignment=row, said=Said(is_other=True, is_shared=True), by=user_of(worker), on=TODAY)
    tie = newest_tie(worker, here.rosa)
    assert tie is not None
    bounds = TieDecided(TieDecision.Decision.GO_ON, True, "Sit apart at meetings.", IN_A_MONTH)
    decide_tie(tie=tie, decided=bounds, by=here.amira, on=TODAY)
    amira, url = as_(here.amira), f"/people/waiting/ties/{tie.pk}/"

    early, gone = listed_again(here), amira.get(url).status_code
    with clock.standing_at(MORNING + timedelta(days=30)):
        due, page = listed_again(here), amira.get(url).content.decode()
        amira.post(url, {"decision": "step-out", "words": "It did not work.", "review_on": ""})
        after = listed_again(here)

    assert (early, gone) == ("", 404)
    assert "Uma Reyes and Rosa know each other" in due
    assert f'href="{url}"' in due
    assert "Sit apart at meetings." in page
    assert after == ""
    assert [own.decision for own in TieDecision.objects.order_by("pk")] == ["go-on", "step-out"]


def test_a_question_comes_up_on_its_day_and_what_was_found_is_read_by_the_asker(here: Practice) -> None:
    referral = a_question_decided(here, days=30)
    amira, dana, url = as_(here.amira), as_(here.user), f"/referrals/{referral.pk}/"
    early = listed_again(here)

    with clock.standing_at(MORNING + timedelta(days=30)):
        due = listed_again(here)
        mine = dana.get("/today/").content.decode()
        refused = amira.post(f"{url}again/", {"stands": "no", "words": " ", "review_on": ""})
        amira.post(f"{url}again/", {"stands": "yes", "words": "Still so.", "review_on": "2027-01-20"})
        kept = listed_again(here)
    with clock.standing_at(MORNING + timedelta(days=62)):
        once_more = listed_again(here)
        amira.post(f"{url}again/", {"stands": "no", "words": "Times have changed.", "review_on": ""})
        over = listed_again(here)
        read = dana.get(f"/questions/{referral.kept_id}/").content.decode()

    assert early == kept == over == ""
    assert f'href="{url}"' in due
    assert f'href="{url}"' in once_more
    assert "Look at it again" in mine
    assert refused.status_code == 422
    assert "Say in a few words why it no longer stands" in refused.content.decode()
    assert [own.stands for own in LookAgain.objects.order_by("pk")] == [True, False]
    assert "Still so." in read
    assert "Times have changed." in read
    assert "it no longer stands" in read
    assert "It is no fact of the record" in read


@pytest.mark.parametrize(
    ("stands", "words", "days"),
    [(False, "", None), (False, "Over.", 3), (True, "", 0), (True, "", -1), (True, "x" * 4001, None)],
    ids=["an end without words", "an end with a day", "today", "a day that passed", "words without end"],
)
def test_a_look_again_that_says_too_little_or_too_much_is_not_kept(
    here: Practice, stands: bool, words: str, days: int | None
) -> None:
    referral = a_question_decided(here)
    day = None if days is None else TODAY + timedelta(days=days)

    with pytest.raises(DecisionNotOpen):
        look_again(referral=referral, stands=stands, words=words, review_on=day, by=here.amira)

    assert not LookAgain.objects.exists()


def test_bounds_that_stand_need_another_day_and_nobody_else_looks_again(here: Practice) -> None:
    sent = refer(here.caseload.place)
    said = {"referral": sent, "stands": True, "words": "Still so."}
    with pytest.raises(DecisionNotOpen, match="not decided yet"):
        look_again(**said, review_on=None, by=here.amira)  # type: ignore[arg-type]
    bounds = Decided(Referral.Decision.WITH_BOUNDS, "With both of us there.", IN_A_MONTH)
    decide_referral(referral=sent, decided=bounds, by=here.amira)

    with pytest.raises(DecisionNotOpen, match="Choose the next one"):
        look_again(**said, review_on=None, by=here.amira)  # type: ignore[arg-type]
    with pytest.raises(NotTheirs):
        look_again(**said, review_on=IN_A_MONTH, by=here.caseload.place.others["another supervisor"])  # type: ignore[arg-type]
    first, second = (look_again(**said, review_on=IN_A_MONTH, by=here.amira) for _ in range(2))  # type: ignore[arg-type]

    assert first.pk == second.pk
