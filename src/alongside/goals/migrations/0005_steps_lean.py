import django.db.models.deletion
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0004_decided'),
    ]

    operations = [
        migrations.AddField('leans', 'step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.step')),
        guard("goals", "Leans"),
    ]
