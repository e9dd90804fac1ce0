import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_marks_changes'),
        ('practice', '0011_over_and_ended'),
        ('rulings', '0005_fewer_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_plan', models.BooleanField()),
                ('is_secure', models.BooleanField(null=True)),
                ('has_asked', models.BooleanField(null=True)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reached', to='practice.contact')),
                ('ruling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
            ],
            options={
                'verbose_name_plural': 'reached',
                'constraints': [models.UniqueConstraint(fields=('contact', 'is_plan'), name='reached_once_as_planned_and_once_as_it_was')],
            },
        ),
        guard("practice", "Reached"),
    ]
