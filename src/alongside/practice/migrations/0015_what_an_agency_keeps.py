import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard, mark_changes


class Migration(migrations.Migration):

    dependencies = [
        ('database', '0001_mark'),
        ('people', '0006_marks_changes'),
        ('practice', '0014_places_of_service_hours'),
        ('rulings', '0005_fewer_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('does', models.CharField(max_length=400)),
                ('from_day', models.DateField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paper', 'Notes or forms on paper'), ('printed', 'What was printed or exported from here'), ('device', 'A phone, computer or drive'), ('other', 'Something else')], max_length=8)),
                ('way', models.CharField(choices=[('shredded', 'Shredded'), ('wiped', 'Wiped'), ('handed-in', 'Handed in at the agency'), ('other', 'Another way')], max_length=10)),
                ('records_until', models.DateField()),
                ('on', models.DateField()),
                ('is_declared', models.BooleanField()),
                ('sealed', models.BinaryField()),
                ('token', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
                ('worker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'on'], name='disposals_of_agency')],
                'constraints': [models.UniqueConstraint(fields=('worker', 'token'), name='a_disposal_sent_twice_is_one'), models.CheckConstraint(condition=models.Q(('records_until__lte', models.F('on'))), name='records_are_older_than_their_disposal')],
            },
        ),
        guard("practice", "AgencyScope"),
        mark_changes("practice", "AgencyScope"),
        guard("practice", "Disposal"),
    ]
