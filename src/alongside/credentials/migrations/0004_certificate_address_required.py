from django.db import migrations, models

import alongside.credentials.models


class Migration(migrations.Migration):

    dependencies = [
        ("credentials", "0003_every_certificate_has_an_address"),
    ]

    operations = [
        migrations.AlterField(
            model_name="certificate",
            name="token",
            field=models.CharField(
                default=alongside.credentials.models.new_token, editable=False, max_length=32, unique=True
            ),
        ),
    ]
