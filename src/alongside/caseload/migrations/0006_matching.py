import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard, guard_as_declared


class Migration(migrations.Migration):

    dependencies = [
        ('caseload', '0005_who_has_somebody'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='match',
            field=models.CharField(blank=True, choices=[('shared', 'The worker shares what they asked for'), ('chosen', 'They chose somebody without it'), ('nobody', 'Nobody here who shares it is free just now, and they know')], max_length=8),
        ),
        migrations.AddField(
            model_name='assignment',
            name='usual',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='sealed',
            field=models.BinaryField(blank=True),
        ),
        migrations.CreateModel(
            name='Background',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['worker', '-id'], name='backgrounds_of_worker')],
            },
        ),
        guard_as_declared("caseload", "Assignment"),
        guard("caseload", "Background"),
    ]
