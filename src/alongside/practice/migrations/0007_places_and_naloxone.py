import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_person_pronouns'),
        ('practice', '0006_contact_gathering'),
        ('resources', '0001_directory'),
        ('rulings', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NaloxoneTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('has-it', 'They have it at hand'), ('knows', 'They know where to get it and how to use it'), ('later', 'They chose to come back to it')], max_length=6)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'verbose_name_plural': 'naloxone told',
                'indexes': [models.Index(fields=['person', 'choice'], name='naloxone_told_to_person')],
            },
        ),
        migrations.CreateModel(
            name='ResourceGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='practice.contact')),
                ('promise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.promise')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resources.resourceversion')),
            ],
            options={
                'verbose_name_plural': 'resources given',
                'constraints': [models.UniqueConstraint(fields=('contact', 'version'), name='a_resource_is_given_once_in_a_contact')],
            },
        ),
        guard("practice", "ResourceGiven"),
        guard("practice", "NaloxoneTold"),
    ]
