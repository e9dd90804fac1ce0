import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('credentials', '0004_certificate_address_required'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('generation', models.PositiveIntegerField()),
                ('multibase', models.CharField(max_length=60, unique=True)),
                ('active_from', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('board', 'generation'), name='one_issuer_key_a_generation'), models.CheckConstraint(condition=models.Q(('generation__gte', 1)), name='issuer_key_generations_begin_at_one')],
            },
        ),
        migrations.CreateModel(
            name='CalledBackKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='called_back', to='badges.issuerkey')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SecretHalf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField()),
                ('key', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='secret', to='badges.issuerkey')),
            ],
            options={
                'verbose_name_plural': 'secret halves',
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('length', models.PositiveIntegerField(default=131072)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('board', 'number'), name='status_list_numbered_once'), models.CheckConstraint(condition=models.Q(('length__gte', 131072)), name='status_list_hides_whom_it_is_asked_for')],
            },
        ),
        migrations.CreateModel(
            name='Badge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('file_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('origin', models.CharField(max_length=200)),
                ('name_on_certificate', models.CharField(max_length=120, verbose_name='name on the certificate')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('valid_from', models.DateField()),
                ('valid_through', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('file', models.TextField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.certificate')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='badges.issuerkey')),
                ('listed_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='badges.statuslist')),
            ],
            options={
                'indexes': [models.Index(fields=['certificate', '-issued_at'], name='badge_of_certificate')],
                'constraints': [models.UniqueConstraint(fields=('listed_in', 'place'), name='place_in_a_list_given_once'), models.CheckConstraint(condition=models.Q(('valid_through__gte', models.F('valid_from'))), name='badge_period_is_in_order')],
            },
        ),
        guard("badges", "IssuerKey"),
        guard("badges", "CalledBackKey"),
        guard("badges", "StatusList"),
        guard("badges", "Badge"),
    ]
