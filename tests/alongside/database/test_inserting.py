"""Rows inserted without ceremony are the rows that `save` would have written."""

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from pytest_django import DjangoAssertNumQueries

from alongside.database.inserting import MOST, insert, insert_few
from alongside.people.models import Agency

pytestmark = pytest.mark.django_db


def _agency(slug: str) -> Agency:
    return Agency(slug=slug, name="Second Wind", zone="America/Denver")


def test_it_is_read_back_as_it_was_given() -> None:
    saved, inserted = _agency("one"), _agency("two")
    saved.save()

    assert insert(inserted) is inserted

    found = Agency.objects.get(pk=inserted.pk)
    assert found == inserted
    told = {**model_to_dict(found), "id": None, "slug": ""}
    assert told == {**model_to_dict(Agency.objects.get(pk=saved.pk)), "id": None, "slug": ""}


def test_it_can_be_changed_and_saved_afterwards() -> None:
    row = insert(_agency("three"))
    row.name = "Third Wind"
    row.save()

    assert Agency.objects.get(pk=row.pk).name == "Third Wind"
    assert Agency.objects.filter(slug="three").count() == 1


def test_what_the_database_refuses_is_raised() -> None:
    insert(_agency("four"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(_agency("four"))


def test_a_few_rows_go_in_one_statement_and_each_has_its_own_id(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [_agency(f"row-{number}") for number in range(MOST)]

    with django_assert_num_queries(1):
        insert_few(rows)

    found = {row.pk: row.slug for row in Agency.objects.filter(slug__startswith="row-")}
    assert found == {row.pk: row.slug for row in rows}
    assert [row._state.adding for row in rows] == [False] * MOST
    assert sorted(found) == [row.pk for row in rows]


def test_without_anybody_looking_a_few_rows_are_the_same() -> None:
    left, right = _agency("left"), _agency("right")

    insert_few([left, right])

    assert (Agency.objects.get(slug="left").pk, Agency.objects.get(slug="right").pk) == (left.pk, right.pk)


def test_more_than_a_few_are_for_another_way() -> None:
    with pytest.raises(ValueError, match="bulk_create"):
        insert_few([_agency(f"row-{number}") for number in range(MOST + 1)])
