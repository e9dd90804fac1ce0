import django.db.models.deletion
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
            name='GroupSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
                ('topic', models.CharField(max_length=120)),
                ('how', models.CharField(choices=[('persons-home', 'At their home'), ('agreed-place', 'At a place we agreed on'), ('workers-home', 'At my own home'), ('telephone', 'By telephone'), ('electronic', 'By video or message')], max_length=12)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('called-off', 'Called off')], max_length=10)),
                ('planned_from', models.DateTimeField(null=True)),
                ('planned_to', models.DateTimeField(null=True)),
                ('began_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ruling', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulings.keptruling')),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'began_at'], name='groups_of_agency')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'token'), name='a_group_sent_twice_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('began_at__isnull', False), ('ended_at__gt', models.F('began_at')), ('status', 'held')), models.Q(('began_at__isnull', True), ('ended_at__isnull', True), ('status__in', ['planned', 'called-off'])), _connector='OR'), name='a_held_group_has_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('planned_from__isnull', True), ('planned_to__isnull', True), ('status', 'held')), ('planned_to__gt', models.F('planned_from')), _connector='OR'), name='a_planned_group_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='GroupNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
                ('spoke', models.CharField(blank=True, choices=[('all', 'Yes, everyone'), ('some', 'Some did'), ('not', 'Not this time')], max_length=4)),
                ('led', models.CharField(blank=True, choices=[('all', 'Yes, everyone'), ('some', 'Some did'), ('not', 'Not this time')], max_length=4)),
                ('decided', models.CharField(blank=True, choices=[('all', 'Yes, everyone'), ('some', 'Some did'), ('not', 'Not this time')], max_length=4)),
                ('others', models.PositiveSmallIntegerField(default=0)),
                ('signed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('amends', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='groups.groupnote')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='groups.groupsession')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('amends__isnull', True)), fields=('session', 'worker'), name='one_group_note_a_leader'), models.CheckConstraint(condition=models.Q(('others__lte', 200)), name='a_group_has_a_size')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left_early', models.BooleanField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.contact')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='groups.groupsession')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'person'), name='came_to_a_group_once')],
            },
        ),
        migrations.CreateModel(
            name='Leader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.PositiveSmallIntegerField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaders', to='groups.groupsession')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['worker', '-session'], name='groups_of_worker')],
                'constraints': [models.UniqueConstraint(fields=('session', 'worker'), name='a_worker_leads_a_group_once'), models.UniqueConstraint(fields=('session', 'seat'), name='one_leader_a_seat'), models.CheckConstraint(condition=models.Q(('seat__in', [1, 2])), name='a_group_has_at_most_two_leaders')],
            },
        ),
        guard_as_declared("groups", "GroupSession"),
        guard("groups", "Leader"),
        guard("groups", "GroupNote"),
        guard("groups", "Attendance"),
    ]
