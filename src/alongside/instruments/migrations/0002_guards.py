"""What stands on the shelf and what was answered stays; whom a giving concerns never changes, and it ends once."""

from django.db import migrations

from alongside.journal.guards import guard, guard_as_declared


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_instruments_and_answers")]

    operations = [
        guard("instruments", "Instrument"),
        guard("instruments", "Retirement"),
        guard("instruments", "Response"),
        guard_as_declared("instruments", "Giving"),
        guard_as_declared("instruments", "Showing"),
    ]
