from django.db import migrations, models
from django.db.models import Q

from alongside.journal.guards import guard_as_declared

REASONS = [
    ("ruling", "Against a clause"),
    ("overlap", "Two contacts at one time"),
    ("too-long", "More hours than a day can hold"),
    ("same-words", "The same words as another note"),
    ("before-told", "Something was to be told first"),
    ("ended", "Service had ended"),
    ("unassigned", "By somebody who was not assigned"),
]


class Migration(migrations.Migration):
    dependencies = [("practice", "0010_help_given")]

    operations = [
        migrations.AlterField("hold", "reason", models.CharField(choices=REASONS, max_length=12)),
        migrations.AddField("closing", "person_ended_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "UPDATE practice_closing SET person_ended_at = asked_at WHERE person_ended", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            "closing",
            models.CheckConstraint(
                condition=Q(person_ended=True, person_ended_at__isnull=False)
                | Q(person_ended=False, person_ended_at__isnull=True),
                name="what_a_person_ended_has_its_moment",
            ),
        ),
        guard_as_declared("practice", "Closing"),
        guard_as_declared("practice", "Contact"),
    ]
