import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_marks_changes'),
        ('practice', '0009_marks_changes'),
        ('rulings', '0005_fewer_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_plan', models.BooleanField()),
                ('act', models.CharField(max_length=30)),
                ('kind', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='helped', to='practice.contact')),
                ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
            ],
            options={
                'verbose_name_plural': 'help given',
                'constraints': [models.UniqueConstraint(fields=('contact', 'is_plan', 'act', 'kind'), name='one_kind_of_help_stands_once_in_a_contact')],
            },
        ),
        guard("practice", "HelpGiven"),
    ]
