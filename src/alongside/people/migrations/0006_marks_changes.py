"""What changes seldom marks its changes, so that pages need not ask for it each time: `database.seldom`."""

from django.db import migrations

from alongside.journal.guards import mark_changes


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_mark"),
        ("people", "0005_person_pronouns"),
    ]

    operations = [
        mark_changes("people", "Board"),
        mark_changes("people", "Agency"),
        mark_changes("people", "Practitioner"),
        mark_changes("people", "Role"),
    ]
