from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_person_language_any'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='has_nobody',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('has_nobody', True)), fields=['agency'], name='persons_with_nobody'),
        ),
    ]
