"""What other indexes begin with needs no index of its own."""

from django.db import migrations, models

from alongside.database.indexes import DropOwnIndex


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_person_pronouns"),
        ("rulings", "0004_standings_hold_their_periods"),
    ]

    operations = [
        DropOwnIndex("keptruling", "worker", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="people.worker")),
    ]
