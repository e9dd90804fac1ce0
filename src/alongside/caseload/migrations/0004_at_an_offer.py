from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('caseload', '0003_agreed'),
    ]

    operations = [
        migrations.AddField(
            model_name='tie',
            name='is_sponsor',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='tie',
            name='is_family',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='tie',
            name='is_business',
            field=models.BooleanField(null=True),
        ),
        guard("caseload", "Tie"),
    ]
