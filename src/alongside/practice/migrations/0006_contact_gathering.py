from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0005_no_signal")]

    operations = [
        migrations.AddField(model_name="contact", name="gathering", field=models.UUIDField(null=True)),
    ]
