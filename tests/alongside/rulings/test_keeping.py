"""A kept question is its asker's own; a sent one is one supervisor's too; silence is never a yes."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404

from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Role, SupervisorOfRecord
from alongside.people.viewer import viewer_of
from alongside.rulings.actions import (
    LONGEST_WORDS,
    Decided,
    DecisionNotOpen,
    NoLongerWaiting,
    NoSupervisor,
    NotDecidedYet,
    StillSent,
    ask_supervisor,
    decide_referral,
    decisions_open,
    delete_question,
    keep_question,
    send_question,
    take_back,
)
from alongside.rulings.asking import ask_ruling
from alongside.rulings.clocks import due_day
from alongside.rulings.models import KeptRuling, Referral
from alongside.rulings.queries import my_question, my_questions, referral_for, referral_of, referrals_for, waiting_for
from alongside.rulings.telling import tell
from tests.alongside.rulings.makers import (
    MORNING,
    THIRTY_DOLLARS,
    TODAY,
    Place,
    ask_gift,
)

GO_AHEAD = Decided(Referral.Decision.GO_AHEAD)
NOT = Decided(Referral.Decision.NOT, words="Thank her, and hand it back.")
TWO_OF_A_KIND = {"service.still_helps": False, "person.asked_to_end": False, "reason.is_protected_ground": False}


def keep(place: Place) -> KeptRuling:
    return keep_question(ask_gift(place), worker=place.dana, form_token=uuid4(), by=place.user)


def send(place: Place) -> Referral:
    return ask_supervisor(ask_gift(place), worker=place.dana, form_token=uuid4(), by=place.user)


def refer(place: Place) -> Referral:
    """A question that the code leaves to the supervisor."""
    asked = ask_ruling(
        "end-service",
        {**TWO_OF_A_KIND, "supervisor.has_staffed": False},
        worker=place.dana,
        by=place.user,
        on=TODAY,
    )
    assert asked.ruling.answer.value == "refer"
    return ask_supervisor(asked, worker=place.dana, form_token=uuid4(), by=place.user)


# ---- keeping ---------------------------------------------------------------------------------------------------------


def test_what_is_kept_reads_as_it_was_said(place: Place) -> None:
    asked = ask_gift(place)

    kept = keep_question(asked, worker=place.dana, form_token=uuid4(), by=place.user)

    assert KeptRuling.objects.get(pk=kept.pk).told() == tell(asked)
    assert (kept.act, kept.answer, kept.allows, kept.on) == ("accept-gift", "prohibited", False, TODAY)


def test_the_same_form_sent_twice_keeps_one(place: Place) -> None:
    token = uuid4()

    first = keep_question(ask_gift(place), worker=place.dana, form_token=token, by=place.user)
    again = keep_question(ask_gift(place), worker=place.dana, form_token=token, by=place.user)

    assert first == again
    assert KeptRuling.objects.count() == 1
    assert not Entry.objects.filter(kind__startswith="question.").exists()


def test_kept_first_and_sent_from_the_same_page_is_one_question(place: Place) -> None:
    token = uuid4()

    kept = keep_question(ask_gift(place), worker=place.dana, form_token=token, by=place.user)
    referral = ask_supervisor(ask_gift(place), worker=place.dana, form_token=token, by=place.user)

    assert referral.kept == kept
    assert KeptRuling.objects.get().seen_by == "sent"


def test_an_undecided_question_is_not_kept(place: Place) -> None:
    with pytest.raises(NotDecidedYet):
        keep_question(ask_gift(place, {}), worker=place.dana, form_token=uuid4(), by=place.user)

    assert not KeptRuling.objects.exists()


def test_nobody_keeps_a_question_for_somebody_else(place: Place) -> None:
    with pytest.raises(NotTheirs):
        keep_question(ask_gift(place), worker=place.dana, form_token=uuid4(), by=place.amira)


def test_the_journal_is_not_told_of_a_question_kept_and_deleted(place: Place) -> None:
    before = Entry.objects.count()

    delete_question(question=keep(place), by=place.user)

    assert Entry.objects.count() == before


def test_the_journal_says_that_a_question_was_sent_and_not_which(place: Place) -> None:
    ask_supervisor(ask_gift(place), worker=place.dana, form_token=uuid4(), by=place.user)

    body = Entry.objects.get(kind="question.sent").body

    assert "gift" not in body
    assert "prohibited" not in body


def test_the_table_does_not_say_what_was_asked(place: Place) -> None:
    sealed = bytes(keep(place).sealed)

    assert b"30.00" not in sealed
    assert b"integrity" not in sealed


def test_only_the_asker_finds_a_kept_question(place: Place) -> None:
    kept = keep(place)

    assert list(my_questions(place.viewer)) == [kept]
    for user in [place.amira, *place.others.values()]:
        viewer = viewer_of(user)
        assert not my_questions(viewer).exists()
        assert not referrals_for(viewer).exists()
        with pytest.raises(Http404):
            my_question(viewer, kept.pk)


def test_a_private_question_is_deleted_by_its_asker_alone(place: Place) -> None:
    kept = keep(place)

    for user in [place.amira, *place.others.values()]:
        with pytest.raises(NotTheirs):
            delete_question(question=kept, by=user)
    delete_question(question=kept, by=place.user)

    assert not KeptRuling.objects.exists()


# ---- sending ---------------------------------------------------------------------------------------------------------


def test_a_sent_question_reaches_the_supervisor_of_record_and_nobody_else(place: Place) -> None:
    referral = send(place)

    assert referral.to == place.amira
    assert list(waiting_for(viewer_of(place.amira))) == [referral]
    for user in place.others.values():
        assert not referrals_for(viewer_of(user)).exists()
        with pytest.raises(Http404):
            referral_for(viewer_of(user), referral.pk)


def test_a_supervisor_who_no_longer_supervises_there_sees_nothing(place: Place) -> None:
    send(place)
    Role.objects.filter(user=place.amira).update(to_day=TODAY)

    assert not referrals_for(viewer_of(place.amira)).exists()


def test_the_same_form_sent_twice_sends_one(place: Place) -> None:
    token = uuid4()

    for _again in range(2):
        ask_supervisor(ask_gift(place), worker=place.dana, form_token=token, by=place.user)

    assert Referral.objects.count() == 1
    assert Entry.objects.filter(kind="question.sent").count() == 1


def test_with_no_supervisor_nothing_is_kept_or_sent(place: Place) -> None:
    SupervisorOfRecord.objects.update(to_day=TODAY)

    with pytest.raises(NoSupervisor):
        send(place)

    assert not KeptRuling.objects.exists()


def test_it_is_due_on_the_second_working_day() -> None:
    thursday = date(2026, 11, 19)

    assert due_day(thursday) == date(2026, 11, 23)  # Monday
    assert due_day(thursday + timedelta(days=2)) == date(2026, 11, 24)  # from a Saturday: Tuesday


def test_taken_back_it_is_private_again_and_can_be_deleted_or_sent_anew(place: Place) -> None:
    referral = send(place)

    take_back(referral=referral, by=place.user)

    assert not referrals_for(viewer_of(place.amira)).exists()
    assert referral_of(place.viewer, referral.kept) is None
    anew = send_question(question=referral.kept, by=place.user)
    take_back(referral=anew, by=place.user)
    delete_question(question=referral.kept, by=place.user)
    assert not KeptRuling.objects.exists()


def test_a_sent_question_is_not_deleted(place: Place) -> None:
    with pytest.raises(StillSent):
        delete_question(question=send(place).kept, by=place.user)


def test_nobody_else_takes_a_question_back(place: Place) -> None:
    referral = send(place)

    for user in [place.amira, *place.others.values()]:
        with pytest.raises(NotTheirs):
            take_back(referral=referral, by=user)


# ---- deciding --------------------------------------------------------------------------------------------------------


def test_the_supervisor_decides_and_the_worker_reads_it(place: Place) -> None:
    decided = Decided(Referral.Decision.WITH_BOUNDS, "Only with both of us there.", TODAY + timedelta(days=30))

    decide_referral(referral=refer(place), decided=decided, by=place.amira)

    seen = referral_of(place.viewer, my_questions(place.viewer).get())
    assert seen is not None
    assert (seen.decision, seen.said, seen.decided_by) == ("with-bounds", "Only with both of us there.", place.amira)


def test_the_same_decision_sent_twice_is_made_once(place: Place) -> None:
    referral = refer(place)

    for _again in range(2):
        decide_referral(referral=referral, decided=GO_AHEAD, by=place.amira)

    assert Entry.objects.filter(kind="referral.decided").count() == 1


def test_another_decision_afterwards_changes_nothing(place: Place) -> None:
    referral = refer(place)
    decide_referral(referral=referral, decided=GO_AHEAD, by=place.amira)

    with pytest.raises(NoLongerWaiting):
        decide_referral(referral=referral, decided=NOT, by=place.amira)

    assert Referral.objects.get().decision == "go-ahead"


def test_what_was_taken_back_is_not_decided(place: Place) -> None:
    referral = refer(place)
    take_back(referral=referral, by=place.user)

    with pytest.raises(NoLongerWaiting):
        decide_referral(referral=referral, decided=GO_AHEAD, by=place.amira)


def test_a_decided_question_is_not_taken_back(place: Place) -> None:
    referral = refer(place)
    decide_referral(referral=referral, decided=GO_AHEAD, by=place.amira)

    with pytest.raises(NoLongerWaiting):
        take_back(referral=referral, by=place.user)


def test_nobody_else_decides(place: Place) -> None:
    referral = refer(place)

    for user in [place.user, *place.others.values()]:
        with pytest.raises(NotTheirs):
            decide_referral(referral=referral, decided=GO_AHEAD, by=user)


def test_no_supervisor_lets_pass_what_the_code_prohibits(place: Place) -> None:
    referral = send(place)

    with pytest.raises(DecisionNotOpen):
        decide_referral(referral=referral, decided=GO_AHEAD, by=place.amira)

    assert decisions_open("prohibited") == (Referral.Decision.NOT,)
    assert decide_referral(referral=referral, decided=NOT, by=place.amira).decision == "not"


@pytest.mark.parametrize(
    "decided",
    [
        Decided(Referral.Decision.WITH_BOUNDS),
        Decided(Referral.Decision.GO_AHEAD, review_on=TODAY - timedelta(days=1)),
        Decided(Referral.Decision.GO_AHEAD, words="x" * (LONGEST_WORDS + 1)),
    ],
    ids=["bounds without words", "a day that has passed", "words without end"],
)
def test_a_decision_that_says_too_little_or_too_much_is_not_taken(place: Place, decided: Decided) -> None:
    with pytest.raises(DecisionNotOpen):
        decide_referral(referral=refer(place), decided=decided, by=place.amira)


def test_silence_is_never_a_yes(place: Place) -> None:
    referral = refer(place)

    with clock.standing_at(MORNING + timedelta(days=400)):
        waiting = waiting_for(viewer_of(place.amira)).get()

    assert waiting == referral
    assert waiting.decision == ""


# ---- what the database itself holds -----------------------------------------------------------------------------------


def refuses(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except (DatabaseError, IntegrityError):
        return True
    return False


def test_what_was_said_cannot_be_changed_even_past_the_actions(place: Place) -> None:
    kept = keep(place)
    rows = KeptRuling.objects.filter(pk=kept.pk)

    assert refuses(lambda: rows.update(answer="permitted"))
    assert refuses(lambda: rows.update(sealed=b"other"))
    assert refuses(lambda: rows.update(on=TODAY - timedelta(days=1)))


def test_what_others_have_seen_cannot_be_deleted_even_past_the_actions(place: Place) -> None:
    referral = send(place)

    assert refuses(lambda: _delete("rulings_referral", referral.pk))
    assert refuses(lambda: _delete("rulings_keptruling", referral.kept_id))


def test_a_decision_cannot_be_rewritten_even_past_the_actions(place: Place) -> None:
    referral = decide_referral(referral=refer(place), decided=GO_AHEAD, by=place.amira)
    rows = Referral.objects.filter(pk=referral.pk)

    assert refuses(lambda: rows.update(decision="not"))
    assert refuses(lambda: rows.update(status="waiting"))


def test_the_tables_refuse_decisions_nobody_could_have_made(place: Place) -> None:
    sent = Referral.objects.filter(pk=send(place).pk)
    made = {"status": "decided", "decided_at": MORNING}

    assert refuses(lambda: sent.update(**made, decision="go-ahead", decided_by=place.amira))  # prohibited
    assert refuses(lambda: sent.update(**made, decision="not", decided_by=place.others["administrator"]))
    assert refuses(lambda: sent.update(**made, decision="not"))
    assert refuses(lambda: sent.update(decision="not"))


def test_a_question_is_with_one_supervisor_at_a_time(place: Place) -> None:
    sent = send(place)

    twice = Referral(
        agency=sent.agency,
        kept=sent.kept,
        answer=sent.answer,
        from_worker=sent.from_worker,
        to=sent.to,
        sent_at=MORNING,
        due_on=TODAY,
    )

    assert refuses(twice.save)


def _delete(table: str, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])


def test_asking_the_same_again_makes_another_question(place: Place) -> None:
    keep(place)
    keep(place)

    assert my_questions(place.viewer).count() == 2
    assert set(THIRTY_DOLLARS) <= {fact.name for fact in my_questions(place.viewer)[0].told().facts}
