from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('peaks', models.BinaryField()),
                ('through_id', models.BigIntegerField()),
                ('signed_at', models.DateTimeField(db_index=True)),
                ('note', models.TextField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='checkpoint_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('agency_id', models.BigIntegerField(null=True)),
                ('board_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('body', models.TextField()),
                ('leaf_hash', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='entries_about')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField(unique=True)),
                ('leaf_hash', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name_plural': 'leaves',
                'constraints': [models.CheckConstraint(condition=models.Q(('position__gte', 0)), name='leaf_position_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('storey', models.PositiveSmallIntegerField()),
                ('place', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('storey', 'place'), name='one_node_a_place')],
            },
        ),
        guard("journal", "Entry"),
        guard("journal", "Leaf"),
        guard("journal", "Node"),
        guard("journal", "Checkpoint"),
    ]
