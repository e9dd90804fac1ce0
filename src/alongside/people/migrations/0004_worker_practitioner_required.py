import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_every_worker_is_a_practitioner"),
    ]

    operations = [
        migrations.AlterField(
            model_name="worker",
            name="practitioner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.practitioner"
            ),
        ),
    ]
