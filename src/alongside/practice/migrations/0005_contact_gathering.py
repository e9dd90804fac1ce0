from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0004_what_a_persons_page_reads")]

    operations = [
        migrations.AddField(model_name="contact", name="gathering", field=models.UUIDField(null=True)),
    ]
