import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard_as_declared, mark_changes


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('database', '0001_mark'),
        ('people', '0006_marks_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('clinical-license', 'Clinical license'), ('training', 'Training for a service'), ('license', 'License for a service'), ('certificate', 'Certificate for a service'), ('driver-license', 'Driver’s license'), ('vehicle-insurance', 'Car insurance'), ('vehicle-registration', 'Car registration'), ('vehicle-inspection', 'Car inspection')], max_length=20)),
                ('what', models.CharField(max_length=120)),
                ('seen_as', models.CharField(max_length=160)),
                ('from_day', models.DateField()),
                ('through', models.DateField(null=True)),
                ('token', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('ended_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('worker', 'token'), name='a_paper_sent_twice_is_on_file_once'), models.CheckConstraint(condition=models.Q(('through__isnull', True), ('through__gte', models.F('from_day')), _connector='OR'), name='a_paper_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='a_paper_ended_has_somebody_who_did')],
            },
        ),
        guard_as_declared("qualifications", "Qualification"),
        mark_changes("qualifications", "Qualification"),
    ]
