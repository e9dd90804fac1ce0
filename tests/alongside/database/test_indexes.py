"""A foreign key without an index of its own: the others of the table stay, and so do the triggers that guard it."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("practice_contact", ["agency_id", "person_id", "worker_id"]),
        ("practice_note", ["worker_id"]),
        ("rulings_keptruling", ["worker_id"]),
    ],
)
def test_another_index_begins_with_it(table: str, columns: list[str]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    indexed = [own["columns"] for own in found.values() if own["index"]]

    for column in columns:
        assert [column] not in indexed
        assert any(own[0] == column and len(own) > 1 for own in indexed if own)
    assert ["by_id"] in indexed or table == "rulings_keptruling"
