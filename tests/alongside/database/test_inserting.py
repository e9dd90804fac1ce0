"""A row inserted without ceremony is the row that `save` would have written."""

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from alongside.database.inserting import insert
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
