import django.db.models.deletion
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0005_steps_lean'),
    ]

    operations = [
        migrations.AddField('beside', 'voice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.part')),
        migrations.AddField('beside', 'fits', models.CharField(blank=True, choices=[('fits', 'Fits what they hold dear'), ('partly', 'Fits it in part'), ('not-yet', 'Does not fit it yet')], default='', max_length=8)),
        migrations.RemoveConstraint('beside', 'encouragement_is_nobody_elses_view'),
        migrations.AddConstraint('beside', models.CheckConstraint(condition=models.Q(models.Q(('kind', 'encouraged'), _negated=True), models.Q(('fits', ''), ('voice__isnull', True), ('whose', '')), _connector='OR'), name='encouragement_is_nobody_elses_view')),
        guard("goals", "Beside"),
    ]
