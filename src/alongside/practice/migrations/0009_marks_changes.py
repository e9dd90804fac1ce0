"""What changes seldom marks its changes, so that pages need not ask for it each time: `database.seldom`."""

from django.db import migrations

from alongside.journal.guards import mark_changes


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_mark"),
        ("practice", "0008_fewer_indexes"),
    ]

    operations = [
        mark_changes("practice", "ServiceHours"),
    ]
