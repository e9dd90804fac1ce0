import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard, guard_as_declared


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0005_person_pronouns'),
        ('practice', '0006_contact_gathering'),
        ('rulings', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('month', models.DateField()),
                ('lines', models.PositiveIntegerField()),
                ('units', models.IntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'month'], name='exports_of_month')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number'), name='exports_are_numbered'), models.CheckConstraint(condition=models.Q(('lines__gte', 1), ('number__gte', 1)), name='an_export_has_lines')],
            },
        ),
        migrations.CreateModel(
            name='ExportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('stretch', models.BinaryField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='billing.export')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('export', 'place'), name='one_part_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('gathering', models.UUIDField(null=True)),
                ('day', models.DateField()),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('way', models.CharField(choices=[('in-person', 'In person'), ('telephone', 'By telephone'), ('electronic', 'By video or message')], max_length=12)),
                ('code', models.CharField(max_length=10)),
                ('modifiers', models.CharField(blank=True, max_length=20)),
                ('rounding', models.CharField(max_length=40)),
                ('unit_minutes', models.PositiveSmallIntegerField()),
                ('least_minutes', models.PositiveSmallIntegerField()),
                ('units', models.SmallIntegerField()),
                ('step', models.PositiveSmallIntegerField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.contact')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='billing.line')),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='billing.export')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('ruling', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['worker', 'begins_at'], name='billed_by_worker'), models.Index(fields=['agency', 'day'], name='billed_by_agency')],
                'constraints': [models.UniqueConstraint(fields=('export', 'number'), name='lines_are_numbered'), models.UniqueConstraint(fields=('contact', 'step'), name='a_service_is_billed_once'), models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('ruling__isnull', False), ('units__gt', 0)), models.Q(('corrects__isnull', False), ('units__lt', 0)), _connector='OR'), name='a_line_bills_or_takes_back'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at')), ('minutes__gte', 1), ('minutes__lte', 1440)), name='a_billed_service_has_its_time'), models.CheckConstraint(condition=models.Q(('units__lt', 0), ('minutes__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('units'), '*', models.F('unit_minutes')), '-', models.F('unit_minutes')), '+', models.F('least_minutes'))), _connector='OR'), name='no_more_units_than_its_minutes')],
            },
        ),
        migrations.CreateModel(
            name='ServiceRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('setting', models.CharField(choices=[('one', 'With one person'), ('group', 'In a group')], max_length=6)),
                ('way', models.CharField(choices=[('in-person', 'In person'), ('telephone', 'By telephone'), ('electronic', 'By video or message')], max_length=12)),
                ('entry', models.CharField(blank=True, max_length=40)),
                ('code', models.CharField(blank=True, max_length=10)),
                ('modifiers', models.CharField(blank=True, max_length=20)),
                ('rounding', models.CharField(max_length=40)),
                ('unit_minutes', models.PositiveSmallIntegerField()),
                ('least_minutes', models.PositiveSmallIntegerField()),
                ('from_day', models.DateField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'from_day'], name='service_rules_of_agency')],
                'constraints': [models.CheckConstraint(condition=models.Q(('least_minutes__gte', 1), ('least_minutes__lte', models.F('unit_minutes')), ('unit_minutes__gte', 1)), name='a_unit_begins_within_itself')],
            },
        ),
        guard("billing", "ServiceRule"),
        guard("billing", "Export"),
        guard("billing", "ExportPart"),
        guard("billing", "Line"),
        guard_as_declared("billing", "Line"),
    ]
