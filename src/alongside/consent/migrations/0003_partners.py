import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard_as_declared


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0002_signed_alone'),
        ('people', '0005_person_pronouns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CarePartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('provider', 'A provider or a service agency'), ('family', 'Family, a parent or a guardian'), ('insurer', 'An insurer'), ('protective-services', 'Protective services'), ('law-enforcement', 'The police'), ('endangered-person', 'A person in danger'), ('investigator', 'An investigation under the code'), ('other', 'Someone else')], max_length=20)),
                ('sealed', models.BinaryField()),
                ('agreed_on', models.DateField()),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'to_day'], name='care_partners_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('to_day__isnull', True)), models.Q(('ended_by__isnull', False), ('to_day__gte', models.F('from_day'))), _connector='OR'), name='a_care_partner_ends_by_somebody')],
            },
        ),
        guard_as_declared("consent", "CarePartner"),
    ]
