import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0001_releases'),
        ('people', '0005_person_pronouns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='release',
            name='signature',
            field=models.CharField(choices=[('typed', 'They typed their name'), ('mark', 'They made a mark, and somebody saw it'), ('paper', 'On paper, which we keep')], max_length=5),
        ),
        migrations.AlterField(
            model_name='release',
            name='worker',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('worker__isnull', False), models.Q(('signature', 'typed'), ('signer', 'self')), _connector='OR'), name='alone_one_signs_for_oneself'),
        ),
        guard("consent", "Release"),
    ]
