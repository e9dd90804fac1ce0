"""Facts are gathered from those who know them, and asking keeps nothing."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.journal.models import Entry
from alongside.people.models import SupervisorOfRecord, Worker
from alongside.rulebook.queries import vocabulary
from alongside.rulings import register
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling
from alongside.rulings.register import AlreadyRegistered, Asking, Subject, known_facts_of_many, register_source
from alongside.rulings.stating import Record, Speaker
from canon.act import UnknownAct
from canon.ruling import Answer
from canon.values import DONT_KNOW
from tests.alongside.rulings.makers import THIRTY_DOLLARS, TODAY, Place, ask_gift, certify, set_policy
from tests.clauses import clause


@clause("nm.integrity.3")
def test_a_dear_gift_is_prohibited_with_its_clause(place: Place) -> None:
    asked = ask_gift(place)

    assert asked.ruling.answer is Answer.PROHIBITED
    assert "nm.integrity.3" in [c.clause for c in asked.ruling.decided_by]


def test_asking_writes_nothing(place: Place) -> None:
    ask_gift(place)

    assert not KeptRuling.objects.exists()
    assert not Entry.objects.exists()


def test_each_fact_keeps_who_stated_it(place: Place) -> None:
    set_policy(place, "policy.gifts", "allowed", date(2026, 3, 1))

    stated_by = ask_gift(place).stated_by

    assert stated_by["gift.value"].words() == "You said so"
    assert stated_by["gift.value"].words(worker="Dana Ruiz") == "Dana Ruiz said so"
    assert stated_by["policy.gifts"].words() == "Mesa Abierta, since March 1, 2026"


def test_a_policy_nobody_set_is_said_to_be_missing(place: Place) -> None:
    assert ask_gift(place).stated_by["policy.gifts"].words() == "Mesa Abierta has none on file"


def test_nothing_typed_overrides_a_policy_or_a_record(place: Place) -> None:
    typed = {**THIRTY_DOLLARS, "policy.gifts": "allowed"}
    claimed = {"certificate.is_in_force": False, "supervisor.is_of_record": False}

    gift = ask_gift(place, typed)
    service = ask_ruling("provide-service", claimed, worker=place.dana, by=place.user, on=TODAY)

    assert gift.ruling.facts["policy.gifts"] == "none-on-file"
    assert service.ruling.facts["certificate.is_in_force"] is True
    assert service.stated_by["certificate.is_in_force"].words() == "From your certificates"
    assert service.ruling.facts["supervisor.is_of_record"] is True


def test_a_lapse_under_one_code_is_never_read_as_permission(place: Place) -> None:
    certify(place, "nc", through=date(2026, 11, 18))

    asked = ask_ruling("provide-service", {}, worker=place.dana, by=place.user, on=TODAY)

    assert asked.ruling.facts_under("nc")["certificate.is_in_force"] is False
    assert set(asked.ruling.codes) == {"nc", "nm"}  # a lapse takes the permission away, not the code
    assert not asked.ruling.allows


def test_without_a_supervisor_of_record_the_record_says_so(place: Place) -> None:
    SupervisorOfRecord.objects.update(to_day=TODAY)

    asked = ask_ruling("provide-service", {}, worker=place.dana, by=place.user, on=TODAY)

    assert asked.ruling.facts["supervisor.is_of_record"] is False


def test_a_worker_bound_by_no_code_is_permitted_nothing(place: Place) -> None:
    colleague = Worker.objects.get(user=place.others["colleague"])

    asked = ask_ruling("accept-gift", THIRTY_DOLLARS, worker=colleague, by=place.others["colleague"], on=TODAY)

    assert asked.ruling.codes == {}
    assert not asked.ruling.allows


@pytest.mark.django_db
def test_a_stranger_says_which_code_and_has_no_records() -> None:
    asked = ask_ruling("accept-gift", THIRTY_DOLLARS, worker=None, by=None, on=TODAY, codes=["nc"])

    assert set(asked.ruling.codes) == {"nc"}
    assert asked.ruling.facts["policy.gifts"] is DONT_KNOW  # unknown, not absent
    assert asked.stated_by["policy.gifts"].who is Speaker.NOBODY


def test_an_unknown_act_names_the_nearest(place: Place) -> None:
    with pytest.raises(UnknownAct) as unknown:
        ask_ruling("acept-gift", {}, worker=place.dana, by=place.user, on=TODAY)

    assert "accept-gift" in unknown.value.nearest


def test_asking_takes_few_queries(place: Place, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    ask_gift(place)

    with django_assert_max_num_queries(6):
        ask_gift(place)


# ---- the register ----------------------------------------------------------------------------------------------------


def test_two_sources_for_one_fact_are_refused() -> None:
    record = Record("test", "From a test", "From a test")

    with pytest.raises(AlreadyRegistered):
        register_source("certificate.is_in_force", lambda subjects, asking: {}, record=record)


def test_a_source_is_asked_once_for_many_subjects(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    source = register._sources["certificate.is_in_force"].source

    def counted(subjects: list[Subject], asking: Asking) -> object:
        calls.append(len(subjects))
        return source(subjects, asking)

    entry = register._CodeEntry(counted, register._sources["certificate.is_in_force"].record)  # type: ignore[arg-type]
    monkeypatch.setitem(register._sources, "certificate.is_in_force", entry)
    subjects = [Subject(place.dana), Subject(place.dana, person_id=7)]

    known = known_facts_of_many(["certificate.is_in_force"], subjects, Asking(place.user, TODAY))

    assert calls == [2]
    assert all(facts.own["nm"]["certificate.is_in_force"][0] is True for facts in known.values())


def test_a_source_says_nothing_to_those_who_may_not_see_the_worker(place: Place) -> None:
    subject = Subject(place.dana)
    facts = ["certificate.is_in_force", "supervisor.is_of_record"]

    seen = {
        name: set(known_facts_of_many(facts, [subject], Asking(user, TODAY))[subject].under({"nm"}).shared)
        for name, user in {**place.others, "supervisor": place.amira}.items()
    }

    assert seen["supervisor"] == set(facts)
    assert seen["board staff"] == set()
    assert seen["operator"] == set()


def test_what_is_known_carries_its_day(place: Place) -> None:
    known = known_facts_of_many(["supervisor.is_of_record"], [Subject(place.dana)], Asking(place.user, TODAY))

    value, by = known[Subject(place.dana)].shared["supervisor.is_of_record"]

    assert value is True
    assert by.words() == "From your supervision on record, since January 1, 2026"


def test_what_a_source_tells_by_code_is_marked_so_in_the_vocabulary() -> None:
    marked = {name for name, fact in vocabulary().facts.items() if fact.per_code}

    assert register.facts_by_code() == marked


def test_money_goes_in_as_whole_cents(place: Place) -> None:
    at_the_line = ask_gift(place, {**THIRTY_DOLLARS, "gift.value": Decimal("25.00")})

    assert at_the_line.ruling.answer is Answer.PERMITTED


def test_a_subject_is_found_by_whoever_read_the_worker_anew(place: Place) -> None:
    again = Worker.objects.get(pk=place.dana.pk)

    said = {Subject(place.dana, 7): "of the two", Subject(place.dana): "of the worker"}

    assert (said[Subject(again, 7)], said[Subject(again)]) == ("of the two", "of the worker")
    assert Subject(again, 8) not in said
