import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_marks_changes"),
        ("wellness", "0001_plan_and_person_for_support"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployeeHelp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("web", models.URLField(blank=True)),
                ("from_day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "employee help",
                "indexes": [models.Index(fields=["agency", "-id"], name="employee_help_of_agency")],
            },
        ),
        guard("wellness", "EmployeeHelp"),
    ]
