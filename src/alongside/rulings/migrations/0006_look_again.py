import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_person_has_nobody'),
        ('rulings', '0005_fewer_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('review_on__isnull', False)), fields=['agency'], name='referrals_to_look_at_again'),
        ),
        migrations.CreateModel(
            name='LookAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stands', models.BooleanField()),
                ('review_on', models.DateField(null=True)),
                ('sealed', models.BinaryField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.referral')),
            ],
            options={
                'verbose_name_plural': 'looks again',
                'constraints': [models.CheckConstraint(condition=models.Q(('review_on__isnull', True), models.Q(('review_on__gt', models.F('on')), ('stands', True)), _connector='OR'), name='what_stands_may_have_a_day_to_come')],
            },
        ),
        guard('rulings', 'LookAgain'),
    ]
