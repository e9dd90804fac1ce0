import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from alongside.journal.guards import guard, guard_as_declared


def _of(model: str, **how: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **({"related_name": "+"} | how))


PRESENCE = [
    ("there", "They were there"),
    ("asked", "They were asked, and chose not to come"),
    ("absent", "They were not there"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_person_pronouns"),
        ("practice", "0015_what_an_agency_keeps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("closing", "no_case_closes_before_it_is_staffed"),
        migrations.AlterField("closing", "worker", _of("people.worker", null=True)),
        migrations.AddField(
            "closing", "presence", models.CharField(blank=True, choices=PRESENCE, default="", max_length=6),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "closing",
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(staffed_on__isnull=False, is_agreed=True) & (Q(ruling__isnull=False) | Q(worker__isnull=True)),
                name="no_case_closes_before_it_is_staffed",
            ),
        ),
        guard_as_declared("practice", "Closing"),
        migrations.CreateModel(
            name="ClosingWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "whose",
                    models.CharField(choices=[("person", "Their own words"), ("another", "Asked for as well")], max_length=8),
                ),
                ("sealed", models.BinaryField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("agency", _of("people.agency")),
                ("by", _of(settings.AUTH_USER_MODEL)),
                ("closing", _of("practice.closing", related_name="said")),
            ],
            options={
                "verbose_name_plural": "closing words",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(whose__in=["person", "another"]), name="whose_words_they_are_is_known"
                    )
                ],
            },
        ),
        guard("practice", "ClosingWords"),
    ]
