"""How the person said yes to an agreement. The table is made anew on SQLite, so its triggers are placed again."""

from django.db import migrations, models

from alongside.journal.guards import guard

TOOK = [
    ("said-yes", "They said yes to it"),
    ("signed", "They signed it"),
    ("interpreter", "They said yes through an interpreter"),
]


class Migration(migrations.Migration):
    dependencies = [("practice", "0017_who_came_back_to_nobody")]

    operations = [
        migrations.AddField(
            "agreement",
            "took",
            models.CharField(blank=True, choices=TOOK, default="", max_length=12),
            preserve_default=False,
        ),
        guard("practice", "Agreement"),
    ]
