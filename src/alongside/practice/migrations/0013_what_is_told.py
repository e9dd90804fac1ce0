"""What support costs as the agency sets it, which fee and wording a person was told, and who else heard it.

Told is made anew on SQLite, so its triggers are placed again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from alongside.journal.guards import guard


def _of(model: str, **how: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **how)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_marks_changes"),
        ("practice", "0012_reached"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField()),
                ("stands", models.BooleanField()),
                ("from_day", models.DateField()),
                ("at", models.DateTimeField()),
                ("agency", _of("people.agency")),
                ("by", _of(settings.AUTH_USER_MODEL)),
            ],
            options={"indexes": [models.Index(fields=["agency", "-id"], name="fees_of_agency")]},
        ),
        migrations.CreateModel(
            name="HeardToo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("abouts", models.CharField(max_length=60)),
                ("sealed", models.BinaryField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("agency", _of("people.agency")),
                ("by", _of(settings.AUTH_USER_MODEL)),
                ("person", _of("people.person")),
                ("worker", _of("people.worker")),
            ],
            options={
                "verbose_name_plural": "heard too",
                "indexes": [models.Index(fields=["person", "worker"], name="heard_too_of_person")],
            },
        ),
        migrations.AlterField("told", "language", models.CharField(max_length=8)),
        migrations.AddField("told", "fee", _of("practice.fee", null=True)),
        migrations.AddField("told", "wording", models.PositiveSmallIntegerField(null=True)),
        migrations.AddConstraint(
            "told",
            models.CheckConstraint(condition=Q(fee__isnull=True) | Q(about="costs"), name="only_costs_name_a_fee"),
        ),
        migrations.AlterField(
            "hold",
            "reason",
            models.CharField(
                choices=[
                    ("ruling", "Against a clause"),
                    ("overlap", "Two contacts at one time"),
                    ("too-long", "More hours than a day can hold"),
                    ("same-words", "The same words as another note"),
                    ("ended", "Service had ended"),
                    ("unassigned", "By somebody who was not assigned"),
                ],
                max_length=12,
            ),
        ),
        guard("practice", "Fee"),
        guard("practice", "HeardToo"),
        guard("practice", "Told"),
    ]
