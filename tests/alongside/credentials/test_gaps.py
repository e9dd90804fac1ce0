"""What another state's board asks of somebody certified elsewhere: have, asked, lacking, or nobody has told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, strategies as st
from tests.alongside.credentials.conftest import Certify, user_of

from alongside.accounts.models import User
from alongside.credentials.gaps import FROM_ELSEWHERE, OF_NEWCOMERS, Gaps, Holding, State, Way, gaps
from alongside.learning.models import LearningEntry, LearningTopic
from alongside.people import clock
from alongside.rulebook.programmes import programme_of
from canon.programme import NOTHING_TOLD, TERMS, Asks, Kind, Programme, Term, TermValue
from canon.values import Hours, Span, Unit

NOW = datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
DAY, LONG_AGO = NOW.date(), date(2020, 1, 2)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


hours = st.integers(0, 4000).map(lambda quarters: Decimal(quarters) / 4)
topics = st.sampled_from(["ethics", "law-and-ethics", "cultural"])
holdings = st.builds(Holding, st.integers(0, 3), hours, st.dictionaries(topics, hours))


def values(asks: Asks) -> st.SearchStrategy[TermValue]:
    of_kind: dict[Kind, st.SearchStrategy[TermValue]] = {
        Kind.SPAN: st.integers(0, 9).map(lambda years: Span(years, Unit.YEAR)),
        Kind.HOURS: hours.map(Hours),
        Kind.MONEY: hours,
        Kind.COUNT: st.integers(0, 5),
        Kind.YES_NO: st.booleans(),
    }
    return st.sampled_from(asks.words) if asks.kind is Kind.WORD else of_kind[asks.kind]


def told(name: str, value: TermValue, start: date = LONG_AGO) -> tuple[Term, ...]:
    return (Term(name, start, value, "the board", True),)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    names = draw(st.sets(st.sampled_from(sorted(TERMS))))
    asked = draw(st.dictionaries(topics, hours.map(Hours)))
    terms = {name: told(name, draw(values(TERMS[name]))) for name in sorted(names)}
    return Programme(terms, {topic: told(topic, value) for topic, value in asked.items()})


@given(holdings, programmes())
def test_what_nobody_told_is_never_read_as_had_or_as_not_asked(holding: Holding, programme: Programme) -> None:
    found = gaps(holding, programme, DAY)

    for line in (*found.entry, *found.learning):
        assert (line.term is None) == (line.state is State.UNTOLD)
        assert (line.lacking > 0) == (line.state is State.LACKING)
    assert {line.name for line in found.entry} == set(
        ("certificate", *FROM_ELSEWHERE) if found.way is Way.CONDITIONS else OF_NEWCOMERS
    )


@given(holdings, programmes(), hours)
def test_more_learning_never_leaves_more_lacking(holding: Holding, programme: Programme, more: Decimal) -> None:
    by_topic = {topic: had + more for topic, had in holding.by_topic.items()}

    before = gaps(holding, programme, DAY)
    after = gaps(Holding(holding.in_force, holding.hours + more, by_topic), programme, DAY)

    for old, new in zip((*before.entry, *before.learning), (*after.entry, *after.learning), strict=True):
        assert new.lacking <= old.lacking


@given(holdings, programmes())
def test_have_and_lacking_make_up_what_is_asked(holding: Holding, programme: Programme) -> None:
    for line in gaps(holding, programme, DAY).learning:
        if line.state is State.LACKING and line.term is not None and line.have is not None:
            assert line.have + line.lacking == line.term.value


@pytest.mark.django_db
def by_name(found: Gaps) -> dict[str, tuple[State, Decimal]]:
    return {line.name: (line.state, line.lacking) for line in (*found.learning, *found.entry)}


@pytest.mark.django_db
def test_california_asks_conditions_of_somebody_from_north_carolina() -> None:
    found = gaps(Holding(1, Decimal(14), {"ethics": Decimal(3)}), programme_of("ca"), DAY)

    assert found.way is Way.CONDITIONS
    assert by_name(found) == {
        "certificate": (State.MET, Decimal(0)),
        "other_states_hours": (State.TO_SHOW, Decimal(0)),
        "other_states_learning": (State.LACKING, Decimal(6)),
        "other_states_letters": (State.TO_SHOW, Decimal(0)),
        "other_states_exam": (State.TO_SHOW, Decimal(0)),
        "learning": (State.LACKING, Decimal(6)),
        "law-and-ethics": (State.LACKING, Decimal(6)),
    }
    assert [line.name for line in found.open][0] == "other_states_learning"


@pytest.mark.django_db
def test_north_carolina_takes_nobody_from_another_state_and_new_mexico_has_not_told() -> None:
    closed, untold = (gaps(Holding(1), programme_of(code), DAY) for code in ("nc", "nm"))

    assert (closed.way, untold.way, gaps(Holding(), NOTHING_TOLD, DAY).way) == (Way.CLOSED, Way.UNTOLD, Way.UNTOLD)
    assert all(line.state is State.UNTOLD for line in closed.entry)


def test_a_holder_reads_what_california_asks_and_who_says_so(certify: Certify, client: Client) -> None:
    held = certify("nc", "America/New_York", through=date(2026, 11, 30), number="NC-7")
    entry = LearningEntry.objects.create(
        practitioner=held.holder,
        board=held.board,
        title="Boundaries",
        provider_name="State College",
        hours=Decimal(14),
        completed_on=date(2026, 5, 1),
        source=LearningEntry.Source.SELF_LOGGED,
        by=user_of(held.holder),
        at=NOW,
    )
    LearningTopic.objects.create(entry=entry, topic="ethics", hours=Decimal(3))
    client.force_login(user_of(held.holder))

    page = client.get(reverse("credentials:move", args=["ca"])).content.decode()

    assert "1550 h" in page
    assert "6 h lacking" in page
    assert "not yet confirmed" in page
    assert "lapsed" not in page


def test_north_carolina_says_that_it_takes_none_and_what_that_means(certify: Certify, client: Client) -> None:
    held = certify("ca", "America/Los_Angeles", through=date(2027, 11, 30), number="CA-7")
    client.force_login(user_of(held.holder))

    page = client.get(reverse("credentials:move", args=["nc"])).content.decode()

    assert "takes no certificate from another state" in page
    assert "You would apply there as somebody new" in page
    assert "Nobody has told" in page


def test_the_chooser_lists_the_other_boards_and_only_holders_come_in(certify: Certify, client: Client) -> None:
    held = certify("nc", "America/New_York", through=date(2026, 11, 30), number="NC-7")
    client.force_login(user_of(held.holder))

    page = client.get(reverse("credentials:moves")).content.decode()

    assert reverse("credentials:move", args=["ca"]) in page
    assert reverse("credentials:move", args=["nc"]) not in page
    assert reverse("credentials:moves") in client.get(reverse("credentials:mine")).content.decode()
    assert client.get(reverse("credentials:move", args=["nc"])).url == reverse("credentials:mine")  # type: ignore[attr-defined]
    assert client.get(reverse("credentials:move", args=["atlantis"])).status_code == 404
    client.force_login(User.objects.create_user("x@example.test", name="X"))
    assert client.get(reverse("credentials:moves")).status_code == 403
