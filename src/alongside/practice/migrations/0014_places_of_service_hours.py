from django.db import migrations, models

from alongside.journal.guards import guard, mark_changes


class Migration(migrations.Migration):
    dependencies = [("practice", "0013_what_is_told")]

    operations = [
        migrations.AddField("servicehours", "places", models.TextField(blank=True)),
        guard("practice", "ServiceHours"),
        mark_changes("practice", "ServiceHours"),
    ]
