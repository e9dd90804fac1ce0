"""Reviewing: each claim against its source, more asked, two people for every decision, each result once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.applications.actions import answer_denial, begin_application, save_section
from alongside.applications.models import Application, Check, Decision, Stage, Verdict
from alongside.applications.progress import progress_of
from alongside.applications.refusals import NotNow, NotVerified, SamePerson
from alongside.applications.reviewing.actions import Said, ask_for_more, check_claim, close_denials, decide, recommend
from alongside.applications.reviewing.claims import claims_of
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.actions import give_role
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, RoleKind
from tests.alongside.applications.conftest import IDENTITY, LONG_AGO, NOON, TODAY, board_keeping, fill, send, staff_of

SignIn = Callable[[User], Client]

GRANT = Said(Verdict.GRANT, "Everything was verified.")
DENY = Said(Verdict.DENY, "The provider does not know this training.", ("nc.5.1",))


def verify_all(application: Application, by: User) -> Application:
    fresh = Application.objects.select_related("board", "practitioner").get(pk=application.pk)
    for claim in claims_of(progress_of(fresh)):
        check_claim(
            application=fresh,
            key=claim.claim.key,
            version=claim.version,
            outcome=Check.Outcome.VERIFIED,
            how="Asked at the source",
            by=by,
        )
    return Application.objects.get(pk=application.pk)


def granted(application: Application, reviewer: User, decider: User) -> Application:
    verify_all(application, reviewer)
    recommend(application=application, said=GRANT, by=reviewer)
    decide(application=application, said=GRANT, round_seen=1, by=decider)
    return Application.objects.select_related("certificate__board").get(pk=application.pk)


def denied(application: Application, reviewer: User, decider: User) -> Application:
    recommend(application=application, said=DENY, by=reviewer)
    decide(application=application, said=DENY, round_seen=1, by=decider)
    return Application.objects.get(pk=application.pk)


@pytest.mark.clause("nc.5.1", "ca.integrity.13", "nm.integrity.6")
def test_nothing_is_granted_on_what_nobody_verified(sent: Application, reviewer: User) -> None:
    with pytest.raises(NotVerified) as refused:
        recommend(application=sent, said=GRANT, by=reviewer)

    assert refused.value.waiting == ["Imani Clarke"]
    assert Application.objects.get().stage == Stage.IN_REVIEW


@pytest.mark.clause("nc.5.1a")
def test_what_cannot_be_verified_is_not_granted_either(sent: Application, reviewer: User) -> None:
    check_claim(
        application=sent, key="identity", version=1, outcome=Check.Outcome.CANNOT, how="No such record", by=reviewer
    )

    with pytest.raises(NotVerified):
        recommend(application=sent, said=GRANT, by=reviewer)


def test_two_grant_it_and_the_certificate_stands(sent: Application, reviewer: User, decider: User) -> None:
    after = granted(sent, reviewer, decider)

    assert after.certificate is not None
    standing = standing_of(after.certificate, NOON)
    assert standing is not None
    assert (after.stage, standing.status) == (Stage.GRANTED, Status.ACTIVE)
    assert after.certificate.number == "NC-2026-00001"
    assert after.certificate.name_on_certificate == "Imani Clarke"
    assert [e.kind for e in Entry.objects.filter(kind__startswith="application.", subject_id=sent.pk)][-1] == (
        "application.granted"
    )
    assert Notice.objects.filter(kind="application.granted").count() == 1


def test_who_recommended_does_not_decide(sent: Application, reviewer: User) -> None:
    recommended = recommend(application=sent, said=DENY, by=reviewer)

    with pytest.raises(SamePerson):
        decide(application=sent, said=DENY, round_seen=1, by=reviewer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=sent,
            board=sent.board,
            recommendation=recommended,
            round=1,
            verdict=Verdict.DENY,
            reason="Alone",
            clauses=["nc.5.1"],
            recommended_by=reviewer,
            decided_by=reviewer,
            at=NOON,
        )


def test_nobody_reviews_their_own(board: Board, reviewer: User, browser: SignIn) -> None:
    own = send(fill(begin_application(by=reviewer, board=board, code="nc"), reviewer), reviewer)

    page = browser(reviewer).get(reverse("applications:item", args=[own.pk]))

    assert page.status_code == 404
    with pytest.raises(SamePerson):
        recommend(application=own, said=DENY, by=reviewer)


@pytest.mark.clause("nc.attest.3")
def test_a_denial_names_its_clause_and_may_be_answered(
    sent: Application, reviewer: User, decider: User, applicant: User
) -> None:
    finding = Said(Verdict.DENY, "The letter was changed.", ("nc.attest.3",))
    recommend(application=sent, said=finding, by=reviewer)
    decide(application=sent, said=finding, round_seen=1, by=decider)

    answered = answer_denial(application=sent, words="The provider had my old name.", by=applicant)

    assert Decision.objects.get().clauses == ["nc.attest.3"]
    assert (answered.stage, answered.round) == (Stage.ANSWERED, 2)


@pytest.mark.parametrize("clauses", [(), ("nm.integrity.6",), ("no.such.clause",)])
def test_a_denial_without_a_clause_of_the_code_is_none(
    sent: Application, reviewer: User, clauses: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="names a clause"):
        recommend(application=sent, said=Said(Verdict.DENY, "No.", clauses), by=reviewer)

    assert Application.objects.get().stage == Stage.IN_REVIEW


def test_an_answer_may_turn_the_decision(sent: Application, reviewer: User, decider: User, applicant: User) -> None:
    verify_all(sent, reviewer)
    denied(sent, reviewer, decider)
    answer_denial(application=sent, words="Look again, please.", by=applicant)

    decide(application=sent, said=GRANT, round_seen=2, by=decider)

    assert Application.objects.get().stage == Stage.GRANTED
    assert list(Decision.objects.order_by("round").values_list("verdict", flat=True)) == ["deny", "grant"]


def test_the_right_to_answer_ends_and_with_it_the_code(
    sent: Application, reviewer: User, decider: User, applicant: User
) -> None:
    after = denied(sent, reviewer, decider)
    assert after.answer_until is not None

    with clock.standing_at(NOON + timedelta(days=30)):
        on_the_last_day = close_denials(clock.now())
    with clock.standing_at(NOON + timedelta(days=31)):
        closed = [close_denials(clock.now()) for _ in range(2)]
        with pytest.raises(NotNow):
            answer_denial(application=after, words="Too late.", by=applicant)

        assert after.certificate is not None
        standing = standing_of(after.certificate, clock.now())
    assert (on_the_last_day, closed) == (0, [1, 0])
    assert standing is not None
    assert standing.status is Status.SURRENDERED


def test_more_asked_opens_what_was_named_and_stops_the_clock(
    sent: Application, reviewer: User, applicant: User
) -> None:
    ask_for_more(application=sent, sections=["identity", "code"], words="Which name is printed?", by=reviewer)

    with pytest.raises(NotNow):
        save_section(application=sent, kind="history", content={"x": "y"}, version=1, by=applicant)
    save_section(
        application=sent, kind="identity", content={**IDENTITY, "name": "Imani C. Clarke"}, version=1, by=applicant
    )
    with clock.standing_at(NOON + timedelta(days=5)):
        again = send(sent, applicant)

    assert again.due_on == TODAY + timedelta(days=35)
    assert again.certificate is not None
    assert again.certificate.name_on_certificate == "Imani C. Clarke"
    assert Notice.objects.filter(kind="application.more-asked").count() == 1


def test_what_was_typed_anew_is_verified_anew(sent: Application, reviewer: User, applicant: User) -> None:
    verify_all(sent, reviewer)
    ask_for_more(application=sent, sections=["identity"], words="Which name?", by=reviewer)
    save_section(
        application=sent, kind="identity", content={**IDENTITY, "name": "Imani C. Clarke"}, version=1, by=applicant
    )

    again = send(sent, applicant)

    assert (again.claims, again.verified) == (1, 0)
    with pytest.raises(NotNow):
        check_claim(application=again, key="identity", version=1, outcome="verified", how="Old page", by=reviewer)


def test_of_two_reviewers_one_is_heard_and_the_other_told(
    sent: Application, reviewer: User, decider: User, browser: SignIn
) -> None:
    page = reverse("applications:say", args=[sent.pk])
    words = {"step": "recommend", "verdict": "deny", "reason": "First.", "clauses": ["nc.5.1"], "round": "1"}

    first = browser(reviewer).post(page, words)
    second = browser(decider).post(page, {**words, "reason": "Second."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "moved on" in second.content.decode()
    assert Application.objects.get().recommendations.count() == 1


def test_a_decision_clicked_twice_is_one(sent: Application, reviewer: User, decider: User, browser: SignIn) -> None:
    recommend(application=sent, said=DENY, by=reviewer)
    page = reverse("applications:say", args=[sent.pk])
    words = {"step": "decide", "verdict": "deny", "reason": "No.", "clauses": ["nc.5.1"], "round": "1"}

    answers = [browser(decider).post(page, words).status_code for _ in range(2)]

    assert answers == [302, 409]
    assert Decision.objects.count() == 1
    assert Notice.objects.filter(kind="application.denied").count() == 1


def test_another_board_and_an_employer_see_nothing(sent: Application, browser: SignIn) -> None:
    elsewhere = staff_of(board_keeping("ak", "America/Anchorage"), "Katya")
    auditor = User.objects.create_user("noor@example.test", name="Noor")
    give_role(user=auditor, kind=RoleKind.AUDITOR, place=sent.board, from_day=LONG_AGO, by=None)

    pages = [
        reverse("applications:item", args=[sent.pk]),
        reverse("applications:item_section", args=[sent.pk, "eligibility"]),
    ]

    assert [browser(elsewhere).get(page).status_code for page in pages] == [404, 404]
    assert [browser(auditor).get(page).status_code for page in pages] == [403, 403]
    with pytest.raises(NotTheirs):
        recommend(application=sent, said=DENY, by=elsewhere)


def test_one_still_being_filled_in_is_not_the_boards(begun: Application, reviewer: User, browser: SignIn) -> None:
    page = browser(reviewer).get(reverse("applications:item", args=[begun.pk]))
    queue = browser(reviewer).get(reverse("applications:queue")).content.decode()

    assert page.status_code == 404
    assert "No application has come in yet" in queue


def test_where_the_programme_tells_no_period_the_decider_does(applicant: User) -> None:
    board = board_keeping("sud", "America/Los_Angeles")
    first, second = staff_of(board, "Bettina"), staff_of(board, "Cleo")
    sent = send(fill(begin_application(by=applicant, board=board, code="sud"), applicant), applicant)
    verify_all(sent, first)
    recommend(application=sent, said=GRANT, by=first)

    client = Client()
    client.force_login(second)
    page = reverse("applications:say", args=[sent.pk])
    words = {"step": "decide", "verdict": "grant", "reason": "Verified.", "round": "1"}
    untold = client.post(page, words)
    told = client.post(page, {**words, "through": "2028-11-18"})

    after = Application.objects.select_related("certificate__board").get()
    assert (untold.status_code, told.status_code) == (422, 302)
    assert after.certificate is not None
    standing = standing_of(after.certificate, NOON)
    assert standing is not None
    assert str(standing.through) == "2028-11-18"
