from django.db import migrations

from alongside.journal.guards import guard_as_declared


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_practice")]

    operations = [
        guard_as_declared("practice", "Contact"),
        guard_as_declared("practice", "Hold"),
        guard_as_declared("practice", "Promise"),
        guard_as_declared("practice", "Closing"),
    ]
