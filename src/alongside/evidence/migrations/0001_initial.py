import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0004_worker_practitioner_required'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.SlugField(max_length=60)),
                ('file_name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('media_type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField(null=True)),
                ('handed_in_sha256', models.CharField(db_index=True, max_length=64)),
                ('stored_sha256', models.CharField(db_index=True, max_length=64)),
                ('words_sha256', models.CharField(blank=True, max_length=64)),
                ('look', models.CharField(blank=True, max_length=64)),
                ('key_id', models.CharField(max_length=16)),
                ('taken_in_at', models.DateTimeField()),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practitioner')),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'kind'], name='evidence_of_owner'), models.Index(condition=models.Q(('words_sha256', ''), _negated=True), fields=['words_sha256'], name='evidence_by_words'), models.Index(condition=models.Q(('look', ''), _negated=True), fields=['kind'], name='evidence_pictures')],
                'constraints': [models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'image/jpeg', 'image/png'])), name='evidence_is_of_a_known_type'), models.CheckConstraint(condition=models.Q(models.Q(('media_type', 'application/pdf'), ('pages__gte', 1)), models.Q(models.Q(('media_type', 'application/pdf'), _negated=True), ('pages__isnull', True)), _connector='OR'), name='evidence_pages_are_a_pdfs'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='evidence_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Removed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removed', to='evidence.evidencefile')),
            ],
            options={
                'verbose_name': 'removed evidence file',
            },
        ),
        guard("evidence", "EvidenceFile"),
        guard("evidence", "Removed"),
    ]
