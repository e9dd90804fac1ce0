import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('granted', 'Granted'), ('renewed', 'Renewed'), ('inactive', 'Made inactive'), ('suspended', 'Suspended'), ('revoked', 'Revoked'), ('reinstated', 'Reinstated'), ('surrendered', 'Given up'), ('deceased', 'The holder has died')], max_length=12)),
                ('on', models.DateField()),
                ('valid_from', models.DateField(null=True)),
                ('valid_through', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('cause', models.CharField(blank=True, max_length=200, verbose_name='cause')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='credentials.certificate')),
            ],
            options={
                'indexes': [models.Index(fields=['certificate', 'on'], name='event_of_certificate')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['granted', 'renewed']), ('valid_from__isnull', False), ('valid_through__gte', models.F('valid_from')), ('valid_through__isnull', False)), models.Q(('kind__in', ['inactive', 'suspended', 'revoked', 'reinstated', 'surrendered', 'deceased']), ('valid_from__isnull', True), ('valid_through__isnull', True)), _connector='OR'), name='event_is_known_and_its_period_in_order'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('on')), _connector='OR'), name='event_may_end_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='DrawnNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('board', 'serial'), name='serial_drawn_once'), models.UniqueConstraint(fields=('board', 'number'), name='number_drawn_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_serial', models.PositiveIntegerField(default=1)),
                ('board', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
            options={
                'verbose_name_plural': 'number series',
            },
        ),
        migrations.CreateModel(
            name='VoidedNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='voided', to='credentials.drawnnumber')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='name_key',
            field=models.CharField(default='', editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name='certificate',
            name='token',
            field=models.CharField(null=True, editable=False, max_length=32, unique=True),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['board', 'name_key'], name='certificate_by_name'),
        ),
        guard("credentials", "CertificateEvent"),
        guard("credentials", "DrawnNumber"),
        guard("credentials", "VoidedNumber"),
    ]
