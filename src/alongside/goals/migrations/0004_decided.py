import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard, guard_as_declared


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0003_comments'),
        ('people', '0005_person_pronouns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decided',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('reached', 'Reached'), ('set-aside', 'Set aside'), ('open', 'Open again'), ('done', 'They did it'), ('not-done', 'Not yet after all'), ('said-anew', 'Said in other words'), ('let-go', 'No longer leans on it')], max_length=9)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.part')),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.step')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.worker')),
            ],
            options={
                'verbose_name_plural': 'decided',
                'indexes': [models.Index(fields=['part', '-id'], name='decided_of_part')],
            },
        ),
        guard("goals", "Decided"),
        migrations.AddField('step', 'set_aside_on', models.DateField(null=True)),
        migrations.AddField('step', 'instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.step')),
        migrations.AddConstraint('step', models.UniqueConstraint(fields=('instead_of',), name='a_step_is_said_anew_once')),
        migrations.AddConstraint('step', models.CheckConstraint(condition=models.Q(('done_on__isnull', True), ('set_aside_on__isnull', True), _connector='OR'), name='what_is_done_is_not_set_aside')),
        guard_as_declared("goals", "Step"),
        migrations.AddField('beside', 'whose', models.CharField(blank=True, default='', max_length=20)),
        migrations.AddConstraint('beside', models.CheckConstraint(condition=models.Q(models.Q(('kind', 'encouraged'), _negated=True), ('whose', ''), _connector='OR'), name='encouragement_is_nobody_elses_view')),
        guard("goals", "Beside"),
        migrations.RemoveConstraint('leans', 'a_goal_leans_once'),
        migrations.RenameField('leans', 'goal', 'part'),
        migrations.AlterField('leans', 'part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.part')),
        migrations.AddField('leans', 'is_on', models.BooleanField(default=True)),
        migrations.AddIndex('leans', models.Index(fields=['part', 'on_part', '-id'], name='leans_of_part')),
        guard("goals", "Leans"),
    ]
