import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('learning', '0001_learning'),
        ('people', '0004_worker_practitioner_required'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='learningentry',
            name='began_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='learningentry',
            name='evidence',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidencefile'),
        ),
        migrations.AddConstraint(
            model_name='learningentry',
            constraint=models.CheckConstraint(condition=models.Q(('began_on__isnull', True), ('began_on__lte', models.F('completed_on')), _connector='OR'), name='learning_ends_after_it_begins'),
        ),
        guard('learning', 'learningentry'),  # the table was rebuilt, and its triggers with it went
    ]
