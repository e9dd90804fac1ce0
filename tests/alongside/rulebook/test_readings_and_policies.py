"""A board's word on open wording, and what an employer's policy says from a day on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency, Board, RoleKind
from alongside.rulebook.actions import PolicyMatter, set_policy, settle_reading
from alongside.rulebook.models import AgencyPolicy, ReadingConfirmation
from alongside.rulebook.queries import confirmed_readings, policy_of, reading_of, standing_of, verdicts
from alongside.rulebook.readings import wording_of
from alongside.rulebook.refusals import NotPossible
from canon.policy import NO_POLICY
from tests.alongside.rulebook.keeping import TODAY, an_agency, board_keeping, somebody, staff_of
from tests.clauses import clause

CLAUSE, NAME = "juniper.ties.1", "meal-over-limit"
Verdict = ReadingConfirmation.Verdict
GIFTS = PolicyMatter(fact="policy.gifts")
CEILING = PolicyMatter(clause="nm.integrity.3", param="ceiling")


def settle(
    board: Board, verdict: Verdict = Verdict.CONFIRMED, note: str = "", *, by: User | None = None, wording: str = ""
) -> ReadingConfirmation:
    reading = reading_of(standing_of("juniper", TODAY).edition, CLAUSE, NAME)
    assert reading is not None
    return settle_reading(
        board=board,
        code="juniper",
        clause=CLAUSE,
        reading=NAME,
        wording=wording or wording_of(reading),
        verdict=verdict,
        note=note,
        by=by,
        on=TODAY,
    )


def test_a_reading_is_unconfirmed_until_its_board_signs_it_off(juniper: Board) -> None:
    edition = standing_of("juniper", TODAY).edition

    assert confirmed_readings([edition]) == frozenset()
    settle(juniper, by=staff_of(juniper))

    assert confirmed_readings([edition]) == {(CLAUSE, NAME)}


def test_the_boards_last_word_stands(juniper: Board) -> None:
    edition = standing_of("juniper", TODAY).edition
    settle(juniper)
    settle(juniper, Verdict.DISPUTED, "A meal counts like any gift.")

    assert confirmed_readings([edition]) == frozenset()
    assert verdicts([edition])[CLAUSE, NAME].note == "A meal counts like any gift."
    assert ReadingConfirmation.objects.count() == 2


def test_the_same_word_twice_is_one_row(juniper: Board) -> None:
    assert settle(juniper).pk == settle(juniper).pk
    assert Entry.objects.filter(kind="reading.confirmed").count() == 1


def test_to_dispute_a_reading_takes_a_word(juniper: Board) -> None:
    with pytest.raises(NotPossible) as refused:
        settle(juniper, Verdict.DISPUTED, "  \x00 ")

    assert refused.value.code == "dispute-without-a-word"


def test_a_reading_whose_words_have_changed_is_read_again_first(juniper: Board) -> None:
    with pytest.raises(NotPossible) as refused:
        settle(juniper, wording="0" * 64)

    assert refused.value.code == "stale-form"


def test_a_confirmation_of_other_words_confirms_nothing(juniper: Board) -> None:
    settle(juniper)
    ReadingConfirmation.objects.create(
        board=juniper,
        code="juniper",
        clause="juniper.ties.4",
        reading="ties-that-can-be-helped",
        wording="0" * 64,
        edition_digest="0" * 64,
        verdict=Verdict.CONFIRMED,
        at=Entry.objects.latest("pk").at,
    )

    assert confirmed_readings([standing_of("juniper", TODAY).edition]) == {(CLAUSE, NAME)}


def test_another_boards_staff_have_no_word_here(juniper: Board) -> None:
    with pytest.raises(NotTheirs):
        settle(juniper, by=staff_of(board_keeping("nm"), "Priya"))


# ---- policies ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def mesa(db: None) -> Agency:
    return an_agency()


def put(
    agency: Agency, matter: PolicyMatter, value: str, from_day: date = TODAY, *, by: User | None = None
) -> AgencyPolicy:
    return set_policy(agency=agency, matter=matter, value=value, from_day=from_day, by=by, on=TODAY)


def test_an_agency_that_set_nothing_states_nothing(mesa: Agency) -> None:
    assert policy_of(mesa, TODAY) is NO_POLICY
    assert policy_of(None, TODAY) is NO_POLICY


def test_a_policy_holds_from_its_day_on(mesa: Agency) -> None:
    put(mesa, GIFTS, "allowed", TODAY + timedelta(days=5))

    assert policy_of(mesa, TODAY + timedelta(days=4)).facts == {}
    assert policy_of(mesa, TODAY + timedelta(days=5)).facts == {"policy.gifts": "allowed"}


def test_a_policy_taken_back_is_none_on_file(mesa: Agency) -> None:
    put(mesa, GIFTS, "allowed", TODAY)
    put(mesa, GIFTS, "", TODAY + timedelta(days=1))

    assert policy_of(mesa, TODAY).facts == {"policy.gifts": "allowed"}
    assert policy_of(mesa, TODAY + timedelta(days=1)) is NO_POLICY


@clause("nm.integrity.3")
def test_an_employer_may_lower_the_ceiling_for_gifts(mesa: Agency) -> None:
    put(mesa, CEILING, "10.00 USD")

    assert [(s.clause, s.param, s.value) for s in policy_of(mesa, TODAY).settings] == [
        ("nm.integrity.3", "ceiling", Decimal("10.00"))
    ]


@clause("nm.integrity.3")
def test_an_employer_may_not_raise_it(mesa: Agency) -> None:
    with pytest.raises(NotPossible) as refused:
        put(mesa, CEILING, "25.01 USD")

    assert refused.value.code == "policy-loosens"
    assert "may lower" in refused.value.says
    assert policy_of(mesa, TODAY) is NO_POLICY


@pytest.mark.parametrize(
    ("matter", "value"),
    [
        (GIFTS, "maybe"),
        (GIFTS, "'; DROP TABLE rulebook_agencypolicy; --"),
        (PolicyMatter(fact="policy.nothing"), "allowed"),
        (PolicyMatter(fact="gift.value"), "10.00 USD"),
        (CEILING, "ten dollars"),
        (CEILING, "10 days"),
        (CEILING, "9" * 79),
        (PolicyMatter(clause="nm.integrity.3", param="floor"), "10.00 USD"),
        (PolicyMatter(clause="zz.nothing.1", param="ceiling"), "10.00 USD"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(mesa: Agency, matter: PolicyMatter, value: str) -> None:
    with pytest.raises(NotPossible):
        put(mesa, matter, value)

    assert not AgencyPolicy.objects.exists()


def test_a_policy_is_not_set_for_days_gone_by(mesa: Agency) -> None:
    lucia = somebody("Lucia", RoleKind.AGENCY_ADMINISTRATOR, mesa)

    with pytest.raises(NotPossible) as refused:
        put(mesa, GIFTS, "allowed", TODAY - timedelta(days=1), by=lucia)

    assert refused.value.code == "policy-backdated"


def test_the_same_policy_twice_is_one_row(mesa: Agency) -> None:
    assert put(mesa, GIFTS, "allowed").pk == put(mesa, GIFTS, "allowed").pk


def test_only_an_administrator_of_the_agency_sets_its_policy(mesa: Agency) -> None:
    elsewhere = somebody("Ines", RoleKind.AGENCY_ADMINISTRATOR, an_agency("harbor"))
    supervisor = somebody("Amira", RoleKind.SUPERVISOR, mesa)

    for stranger in (elsewhere, supervisor):
        with pytest.raises(NotTheirs):
            put(mesa, GIFTS, "allowed", by=stranger)


def test_the_same_rows_make_the_same_policy(mesa: Agency) -> None:
    put(mesa, GIFTS, "allowed")

    assert policy_of(mesa, TODAY) is policy_of(mesa, TODAY + timedelta(days=30))
