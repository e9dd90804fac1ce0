"""What other indexes begin with needs no index of its own: five million contacts pay for each."""

from django.db import migrations, models

from alongside.database.indexes import DropOwnIndex


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_person_pronouns"),
        ("practice", "0007_places_and_naloxone"),
    ]

    operations = [
        DropOwnIndex("contact", "agency", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="people.agency")),
        DropOwnIndex("contact", "person", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="people.person")),
        DropOwnIndex("contact", "worker", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="people.worker")),
        DropOwnIndex("note", "worker", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="people.worker")),
    ]
