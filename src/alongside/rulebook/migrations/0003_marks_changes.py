"""What changes seldom marks its changes, so that pages need not ask for it each time: `database.seldom`."""

from django.db import migrations

from alongside.journal.guards import mark_changes


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_mark"),
        ("rulebook", "0002_programme_amendment"),
    ]

    operations = [
        mark_changes("rulebook", "Stewardship"),
        mark_changes("rulebook", "OfficialDocument"),
        mark_changes("rulebook", "EditionFile"),
        mark_changes("rulebook", "Adoption"),
        mark_changes("rulebook", "ReadingConfirmation"),
        mark_changes("rulebook", "AgencyPolicy"),
        mark_changes("rulebook", "ProgrammeAmendment"),
    ]
