"""A ruling on a real act stands in the act's own transaction, and is kept whatever it says."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction

from alongside.journal.models import Entry
from alongside.journal.writing import Event, NotInATransaction, write_journal_of_many
from alongside.rulings import seeking
from alongside.rulings.models import KeptRuling
from alongside.rulings.queries import my_questions
from alongside.rulings.seeking import ActRefused, asks, buttons_of, seek_ruling
from tests.alongside.rulings.makers import THIRTY_DOLLARS, TODAY, Place
from tests.clauses import clause


def accept(place: Place, value: str) -> str:
    """An action as the apps above write one."""
    with transaction.atomic():
        stated = {**THIRTY_DOLLARS, "gift.value": Decimal(value)}
        ruling = seek_ruling("accept-gift", stated, worker=place.dana, by=place.user, on=TODAY)
        if ruling.allows:
            return "kept"
    raise ActRefused(ruling)


@clause("nm.integrity.3")
def test_a_refusal_is_kept_and_raised_afterwards(place: Place) -> None:
    with pytest.raises(ActRefused) as refused:
        accept(place, "30.00")

    kept = KeptRuling.objects.get()
    assert refused.value.ruling == kept
    assert (kept.purpose, kept.seen_by, kept.answer) == ("act", "record", "prohibited")
    assert "nm.integrity.3" in kept.told().decided_by
    assert Entry.objects.filter(kind="ruling.kept").count() == 1


def test_what_is_allowed_goes_on_with_its_ruling(place: Place) -> None:
    assert accept(place, "20.00") == "kept"
    assert KeptRuling.objects.get().allows


def test_a_ruling_on_an_act_is_no_question_of_anybodys(place: Place) -> None:
    accept(place, "20.00")

    assert not my_questions(place.viewer).exists()


def test_outside_of_a_transaction_no_ruling_is_sought(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "connection", SimpleNamespace(in_atomic_block=False))

    with pytest.raises(NotInATransaction):
        seek_ruling("accept-gift", THIRTY_DOLLARS, worker=place.dana, by=place.user, on=TODAY)


def test_a_caller_who_writes_the_journal_in_one_go_is_given_the_entry_of_the_ruling(place: Place) -> None:
    entries: list[Event] = []

    kept = seek_ruling("accept-gift", THIRTY_DOLLARS, worker=place.dana, by=place.user, on=TODAY, entries=entries)

    assert not Entry.objects.exists()
    write_journal_of_many(entries, by=place.user)
    entry = Entry.objects.get()
    assert (entry.kind, entry.subject_id, entry.actor_id) == ("ruling.kept", kept.pk, place.user.pk)


def test_an_action_says_which_act_it_is_the_button_of() -> None:
    @asks("test-act")
    def press() -> None: ...

    asks("test-act")(press)

    assert len(buttons_of("test-act")) == 1
    assert buttons_of("no-such-act") == ()
