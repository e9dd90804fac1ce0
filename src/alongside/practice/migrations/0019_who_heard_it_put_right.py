"""Who else heard what is told, put right by a later row. The table is made anew on SQLite, so its triggers are placed again."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from alongside.journal.guards import guard


class Migration(migrations.Migration):
    dependencies = [("practice", "0018_how_they_agreed")]

    operations = [
        migrations.AlterField("heardtoo", "abouts", models.CharField(blank=True, max_length=60)),
        migrations.AddField(
            "heardtoo",
            "instead_of",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="put_right_by",
                to="practice.heardtoo",
            ),
        ),
        migrations.AddConstraint(
            "heardtoo",
            models.CheckConstraint(
                condition=~Q(abouts="") | Q(instead_of__isnull=False), name="nobody_heard_it_only_puts_a_row_right"
            ),
        ),
        guard("practice", "HeardToo"),
    ]
