import alongside.people.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('place', models.CharField(max_length=60, verbose_name='short place name')),
                ('zone', models.CharField(max_length=64, validators=[alongside.people.models.is_a_time_zone], verbose_name='time zone')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('place', models.CharField(max_length=60, verbose_name='short place name')),
                ('zone', models.CharField(max_length=64, validators=[alongside.people.models.is_a_time_zone], verbose_name='time zone')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Worker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='people.agency')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'user'), name='worker_once_per_agency')],
            },
        ),
        migrations.CreateModel(
            name='SupervisorOfRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision', to='people.worker')),
            ],
            options={
                'verbose_name_plural': 'supervisors of record',
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('worker',), name='one_open_supervisor'), models.UniqueConstraint(fields=('worker', 'from_day'), name='one_supervisor_from_a_day'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='supervision_ends_after_it_begins', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_name', models.CharField(max_length=120, verbose_name='chosen name')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=8, verbose_name='language')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'persons',
                'constraints': [models.UniqueConstraint(fields=('agency', 'user'), name='person_once_per_agency')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('worker', 'peer worker'), ('supervisor', 'supervisor'), ('agency-administrator', 'agency administrator'), ('board-staff', 'board staff'), ('person-served', 'person served'), ('auditor', 'auditor'), ('operator', 'operator')], max_length=24)),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'kind'], name='role_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['worker', 'supervisor', 'agency-administrator', 'board-staff', 'person-served', 'auditor', 'operator'])), name='role_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('board__isnull', True)), models.Q(('agency__isnull', True), ('board__isnull', False)), _connector='OR'), name='role_has_one_place'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['worker', 'supervisor', 'agency-administrator', 'person-served']), _negated=True), ('agency__isnull', False), _connector='OR'), name='agency_roles_are_at_an_agency', violation_error_message='This role is held at an agency, not at a board.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['board-staff']), _negated=True), ('board__isnull', False), _connector='OR'), name='board_roles_are_at_a_board', violation_error_message='This role is held at a board, not at an agency.'), models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('user', 'kind', 'agency'), name='one_open_role_at_an_agency', violation_error_message='They hold this role here already.'), models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('user', 'kind', 'board'), name='one_open_role_at_a_board', violation_error_message='They hold this role here already.'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='role_ends_after_it_begins', violation_error_message='The last day comes after the first.')],
            },
        ),
    ]
