"""The tables of the rulebook only grow, and refuse by themselves what no row may say."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from alongside.journal.guards import missing_triggers
from alongside.journal.models import NeverChanged
from alongside.people.models import Board
from alongside.rulebook.models import (
    Adoption,
    AgencyPolicy,
    EditionFile,
    OfficialDocument,
    ProgrammeAmendment,
    ReadingConfirmation,
    Stewardship,
)
from tests.alongside.rulebook.keeping import adopt_juniper, an_agency

TABLES = [Stewardship, OfficialDocument, EditionFile, Adoption, ReadingConfirmation, AgencyPolicy, ProgrammeAmendment]


@pytest.mark.django_db
def test_every_table_has_its_triggers() -> None:
    assert [name for name in missing_triggers(connection) if "rulebook" in name] == []


def test_an_adoption_is_never_rewritten(juniper: Board) -> None:
    row = adopt_juniper(juniper)

    with pytest.raises(NeverChanged):
        row.save()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Adoption.objects.filter(pk=row.pk).update(edition_name="another")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Adoption.objects.filter(pk=row.pk).delete()


def test_a_number_of_a_code_is_given_once(juniper: Board) -> None:
    row = adopt_juniper(juniper)

    with pytest.raises(DatabaseError), transaction.atomic():
        Adoption.objects.create(
            board=juniper,
            code="juniper",
            number=row.number,
            edition=row.edition,
            edition_name="again",
            document=row.document,
            from_day=row.from_day,
            at=timezone.now(),
        )


@pytest.mark.parametrize(
    "odd",
    [
        {"fact": "policy.gifts", "clause": "nm.integrity.3", "param": "ceiling"},
        {"clause": "nm.integrity.3"},
        {"param": "ceiling"},
        {},
    ],
)
@pytest.mark.django_db
def test_a_policy_row_speaks_of_one_thing(odd: dict[str, str]) -> None:
    agency = an_agency()

    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyPolicy.objects.create(agency=agency, value="allowed", from_day="2026-01-01", at=timezone.now(), **odd)


def test_a_dispute_without_a_word_is_refused_by_the_table_too(juniper: Board) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingConfirmation.objects.create(
            board=juniper,
            code="juniper",
            clause="juniper.ties.1",
            reading="meal-over-limit",
            wording="0" * 64,
            edition_digest="0" * 64,
            verdict="disputed",
            note="",
            at=timezone.now(),
        )
