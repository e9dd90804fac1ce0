import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0001_releases'),
        ('people', '0005_person_pronouns'),
        ('practice', '0002_guards'),
        ('rulings', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OtherParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_plan', models.BooleanField()),
                ('recipient_kind', models.CharField(choices=[('provider', 'A provider or a service agency'), ('family', 'Family, a parent or a guardian'), ('insurer', 'An insurer'), ('protective-services', 'Protective services'), ('law-enforcement', 'The police'), ('endangered-person', 'A person in danger'), ('investigator', 'An investigation under the code'), ('other', 'Someone else')], max_length=20)),
                ('whats', models.CharField(max_length=120)),
                ('purpose', models.CharField(choices=[('appointments', 'To make appointments and go along'), ('ride', 'To arrange a ride to a visit'), ('care', 'To work together on care'), ('family', 'For support from family'), ('payment', 'For insurance and payment'), ('benefits', 'For housing, benefits or work'), ('court', 'For a court, probation or parole'), ('other', 'Another reason')], max_length=12)),
                ('person_is_there', models.BooleanField()),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='others', to='practice.contact')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.release')),
                ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
            ],
            options={
                'verbose_name_plural': 'other parties',
                'constraints': [models.UniqueConstraint(fields=('contact', 'is_plan'), name='one_other_party_planned_and_one_met')],
            },
        ),
        guard("practice", "OtherParty"),
    ]
