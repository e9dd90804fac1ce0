"""The number that changes with whatever changes seldom."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_mark_stands")]},
        ),
        migrations.RunSQL("INSERT INTO database_mark (id, number) VALUES (1, 0)", migrations.RunSQL.noop),
    ]
