"""Whatever is written about somebody and read by others is looked at before it is kept, at every address where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Final
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import translation

from alongside.accounts.models import User
from alongside.advocacy.models import SpokeUp
from alongside.caseload.access import Record
from alongside.caseload.assigning import offer
from alongside.caseload.changes import ask_for_change
from alongside.caseload.glass import break_glass
from alongside.caseload.models import ChangeAsked
from alongside.caseload.ties import Said, tell_tie_within
from alongside.concerns.models import Concern
from alongside.goals.commenting import say_to_plan
from alongside.goals.models import Comment, Part, Saying
from alongside.goals.planning import add, add_step
from alongside.people import clock
from alongside.people.models import Person, RoleKind, Worker
from alongside.rulings.actions import Decided, ask_supervisor, decide_referral
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling, Referral
from alongside.supervision.booking import book_session
from alongside.supervision.models import SupportAsk
from alongside.supervision.support import ask_support
from alongside.supervision.writing_up import record_session
from alongside.wording.actions import stop_for_all
from alongside.wording.signing import WordsStopped
from tests.alongside.caseload.makers import grant, user_of
from tests.alongside.caseload.test_pages import A_YES, as_
from tests.alongside.consent.makers import signed
from tests.alongside.consent.test_pages import call
from tests.alongside.declarations.makers import TIE, happened, said
from tests.alongside.declarations.test_pages import gift
from tests.alongside.practice.makers import Practice, make_practice, open_for
from tests.alongside.resources.makers import enter
from tests.alongside.rulings.makers import MORNING, THIRTY_DOLLARS, TODAY, account, give, take_on
from tests.alongside.supervision.makers import plan, told
from tests.clauses import clause

BAD: Final = "He is a junkie, they say."
QUOTED: Final = "In his words: “I was a junkie.”"


@dataclass(frozen=True)
class There:
    """Uma under California's code, who supports Teo; Amira, her supervisor, is certified there as well."""

    here: Practice
    uma: Worker

    @property
    def user(self) -> User:
        return user_of(self.uma)

    @property
    def teo(self) -> Person:
        return self.here.caseload.teo

    @property
    def amira(self) -> User:
        return self.here.amira

    @property
    def record(self) -> Record:
        return open_for(self.uma, self.teo)

    def part(self, kind: Part.Kind = Part.Kind.GOAL) -> Part:
        token = uuid4()
        return add(record=self.record, kind=kind, area="", words="Rest.", token=token, by=self.user, on=TODAY)


@dataclass(frozen=True)
class Sent:
    """One form: who sends it, where to, and what stands in its other fields; the words go into `field`."""

    who: User | Worker
    address: str
    other: Mapping[str, object]
    field: str = "words"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(MORNING), translation.override("en"):
        yield


@pytest.fixture
def there(db: None) -> There:
    here = make_practice()
    grant(here.caseload.place, take_on(here.caseload.place.agency, here.amira), "ca")
    return There(here, here.with_("ca"))


def a_goal(t: There) -> Sent:
    return Sent(t.uma, f"/goals/{t.teo.pk}/new/goal/", {"token": uuid4()})


def a_goal_said_anew(t: There) -> Sent:
    return Sent(t.uma, f"/goals/{t.teo.pk}/{t.part().pk}/", {"deed": "words"})


def a_step(t: There) -> Sent:
    return Sent(t.uma, f"/goals/{t.teo.pk}/{t.part().pk}/", {"deed": "step", "token": uuid4()})


def a_step_said_anew(t: There) -> Sent:
    step = add_step(record=t.record, goal=t.part(), words="Sleep.", by_day=None, token=uuid4(), by=t.user)
    return Sent(t.uma, f"/goals/{t.teo.pk}/steps/{step.pk}/", {"deed": "anew", "token": uuid4()})


def encouragement(t: There) -> Sent:
    return Sent(t.uma, f"/goals/{t.teo.pk}/{t.part().pk}/", {"deed": "beside", "kind": "encouraged"})


def what_the_team_says(t: There) -> Sent:
    return Sent(t.uma, f"/goals/{t.teo.pk}/say/", {"token": uuid4()})


def essentials(t: There) -> Sent:
    return Sent(
        t.uma, f"/people/{t.teo.pk}/essentials/", {"voice": "own", "culture_reason": "They asked for it."}, "culture"
    )


def how_they_know_them(t: There) -> Sent:
    row = offer(person=t.here.rosa, worker=t.uma, by=t.amira, on=TODAY)
    return Sent(t.uma, f"/people/offers/{row.pk}/", A_YES)


def a_tie_decided(t: There) -> Sent:
    with transaction.atomic():
        told_of = Said(was_friendship=True, is_shared=True)
        tie = tell_tie_within(worker=t.uma, person=t.teo, said=told_of, by=t.user, on=TODAY)
    again = f"{TODAY + timedelta(days=28):%Y-%m-%d}"
    return Sent(t.amira, f"/people/waiting/ties/{tie.pk}/", {"decision": "go-on", "review_on": again})


def a_change_answered(t: There) -> Sent:
    wants = ChangeAsked.Wants.values[0]
    row = ask_for_change(record=t.record, worker=t.uma, wants=ChangeAsked.Wants(wants), words=BAD, by=t.user, on=TODAY)
    return Sent(t.amira, f"/people/waiting/changes/{row.pk}/", {"outcome": "otherwise"})


def a_glass_reviewed(t: There) -> Sent:
    row = break_glass(person=t.teo, reason=BAD, second_factor="totp", by=t.here.user)
    return Sent(t.amira, f"/people/waiting/glass/{row.pk}/", {"finding": "not-right"})


def a_declaration(t: There) -> Sent:
    form = gift(t.here.caseload, who=str(t.teo.pk), context="A thank-you, as is done there.")
    return Sent(t.uma, "/declarations/new/gift-to-me/", form)


def a_declaration_decided(t: There) -> Sent:
    row = happened(t.uma, said("second-tie", t.teo, TIE))
    return Sent(t.amira, f"/declarations/{row.pk}/decide/", {"decision": "keep", "seen": "0"})


def a_session_written_up(t: There) -> Sent:
    began = MORNING - timedelta(days=1)
    with clock.standing_at(MORNING - timedelta(days=2)):
        row = book_session(
            agency=t.uma.agency, supervisor=t.amira, plan=plan([t.uma], began), form_token=None, by=t.amira
        )
    other = {"attended": [t.uma.pk], "day": "2026-11-18", "at": "10:00", "minutes": "60"}
    return Sent(t.amira, f"/supervision/sessions/{row.pk}/write-up/", other, "topics")


def a_session_as_they_saw_it(t: There) -> Sent:
    began = MORNING - timedelta(days=1)
    row = record_session(
        agency=t.uma.agency, plan=plan([t.uma], began), account=told(began, 60, [t.uma]), form_token=None, by=t.amira
    )
    return Sent(t.uma, f"/supervision/mine/sessions/{row.pk}/sign/", {"do": "disagree"})


def support_asked(t: There) -> Sent:
    return Sent(t.uma, "/supervision/mine/ask/", {"kind": SupportAsk.Kind.values[0], "token": uuid4()})


def support_answered(t: There) -> Sent:
    row = ask_support(
        worker=t.uma, kind=SupportAsk.Kind(SupportAsk.Kind.values[0]), words="", form_token=None, by=t.user
    )
    return Sent(t.amira, f"/supervision/asks/{row.pk}/", {})


def a_line_for_both(t: There) -> Sent:
    return Sent(t.uma, "/supervision/mine/agenda/", {"token": uuid4(), "is_shared": "on"})


def a_concern(t: There) -> Sent:
    return Sent(t.uma, "/concerns/", {"about": "served", "about_user": "", "token": uuid4()})


def a_concern_answered(t: There) -> Sent:
    as_(t.here.dana).post("/concerns/", {"about": "served", "about_user": "", "token": uuid4(), "words": "Be kind."})
    return Sent(t.amira, f"/concerns/{Concern.objects.get().pk}/", {})


def where_they_spoke_up(t: There) -> Sent:
    return Sent(t.uma, "/advocacy/", {"kind": SpokeUp.Kind.values[0], "day": TODAY.isoformat(), "token": uuid4()})


def a_place_that_is_wrong(t: There) -> Sent:
    return Sent(t.uma, f"/resources/{enter(t.here.caseload.place).pk}/", {})


def what_was_told(t: There) -> Sent:
    signed(t.uma, t.teo)
    return Sent(t.uma, f"/releases/{t.teo.pk}/tell/", call(when="already", day="2026-11-18", at="15:00"))


def a_question_decided(t: There) -> Sent:
    asked = ask_ruling("accept-gift", THIRTY_DOLLARS, worker=t.uma, by=t.user, on=TODAY)
    row = ask_supervisor(asked, worker=t.uma, form_token=None, by=t.user)
    return Sent(t.amira, f"/referrals/{row.pk}/", {"decision": "not"})


def a_question_looked_at_again(t: There) -> Sent:
    asked = ask_ruling("accept-gift", THIRTY_DOLLARS, worker=t.uma, by=t.user, on=TODAY)
    row = ask_supervisor(asked, worker=t.uma, form_token=None, by=t.user)
    decided = Decided(Referral.Decision.NOT, "Not this time.", TODAY + timedelta(days=2))
    decide_referral(referral=row, decided=decided, by=t.amira)
    return Sent(t.amira, f"/referrals/{row.pk}/again/", {"stands": "yes"})


EVERYWHERE: Final[tuple[Callable[[There], Sent], ...]] = (
    *(a_goal, a_goal_said_anew, a_step, a_step_said_anew, encouragement, what_the_team_says, essentials),
    *(how_they_know_them, a_tie_decided, a_change_answered, a_glass_reviewed, a_declaration, a_declaration_decided),
    *(a_session_written_up, a_session_as_they_saw_it, support_asked, support_answered, a_line_for_both),
    *(a_concern, a_concern_answered, where_they_spoke_up, a_place_that_is_wrong, what_was_told, a_question_decided),
    a_question_looked_at_again,
)


@clause("ca.respect.11", "ca.respect.12")
@pytest.mark.parametrize("form", EVERYWHERE, ids=lambda form: form.__name__)
def test_demeaning_words_are_stopped_before_they_are_kept_and_a_quote_is_let_be(
    there: There, form: Callable[[There], Sent]
) -> None:
    sent = form(there)
    client = as_(sent.who)

    stopped = client.post(sent.address, {**sent.other, sent.field: BAD})
    page = unescape(stopped.content.decode())
    kept = KeptRuling.objects.get(act="write-text")
    quoted = client.post(sent.address, {**sent.other, sent.field: QUOTED})

    assert stopped.status_code == 422
    assert BAD in page
    assert "Instead of “junkie”, say:" in page
    assert 'href="/codes/ca/ca.respect.12/"' in page
    assert (kept.answer, kept.allows) == ("prohibited", False)
    assert quoted.status_code == 302


@clause("ca.respect.12")
def test_a_persons_own_words_are_never_looked_at(there: There) -> None:
    user = account("Teo Self")
    give(user, RoleKind.PERSON_SERVED, agency=there.teo.agency)
    there.teo.user = user
    there.teo.save()
    client = as_(user)
    stop_for_all(agency=there.teo.agency, is_on=True, by=there.here.caseload.place.others["administrator"])

    goal = client.post(f"/goals/{there.teo.pk}/new/goal/", {"token": uuid4(), "words": BAD})
    comment = client.post(f"/goals/{there.teo.pk}/say/", {"token": uuid4(), "words": BAD})
    concern = client.post("/concerns/", {"about": "support", "about_user": "", "token": uuid4(), "words": BAD})

    assert [goal.status_code, comment.status_code, concern.status_code] == [302, 302, 302]
    assert Saying.objects.get().data()["words"] == BAD
    assert Comment.objects.get().words == BAD
    assert not KeptRuling.objects.filter(act="write-text").exists()


def test_where_no_code_speaks_of_words_the_agencys_own_rule_stops_them(there: There) -> None:
    dana, rosa = there.here.dana, there.here.rosa
    record = open_for(dana, rosa)

    say_to_plan(record=record, words=BAD, token=uuid4(), by=there.here.user)
    stop_for_all(agency=rosa.agency, is_on=True, by=there.here.caseload.place.others["administrator"])
    with pytest.raises(WordsStopped) as stopped:
        say_to_plan(record=record, words=BAD, token=uuid4(), by=there.here.user)

    assert stopped.value.ruling is None
    assert Comment.objects.count() == 1
    assert "Your agency asks everyone" in str(stopped.value)
