import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_worker_practitioner_required"),
        ("credentials", "0004_certificate_address_required"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="practitioner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.practitioner"
            ),
        ),
    ]
