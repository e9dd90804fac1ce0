from django.db import migrations, models

from alongside.journal.guards import guard_as_declared


class Migration(migrations.Migration):

    dependencies = [
        ('caseload', '0002_guards'),
    ]

    operations = [
        migrations.AddField(
            model_name='teamplace',
            name='agreed_on',
            field=models.DateField(null=True),
        ),
        guard_as_declared("caseload", "TeamPlace"),
    ]
