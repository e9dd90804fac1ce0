import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
from decimal import Decimal
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
            name='AttendanceSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('cells', models.TextField()),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AttendancePosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken', models.PositiveIntegerField()),
                ('left', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='posting', to='learning.attendancesheet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='hours')),
                ('where', models.CharField(blank=True, max_length=120, verbose_name='where, and in which language')),
                ('from_day', models.DateField(verbose_name='open from')),
                ('to_day', models.DateField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
        ),
        migrations.CreateModel(
            name='LearningEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('provider_name', models.CharField(blank=True, max_length=160, verbose_name='who taught it')),
                ('completed_on', models.DateField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                ('source', models.CharField(choices=[('self-logged', 'Logged by the learner'), ('attendance', 'Posted by the provider'), ('practice', 'Ethics practice here'), ('entered', 'Entered by the board')], max_length=12)),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.course')),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practitioner')),
                ('sheet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.attendancesheet')),
            ],
            options={
                'verbose_name_plural': 'learning entries',
                'indexes': [models.Index(fields=['board', 'practitioner', 'completed_on', 'hours'], name='learning_of_practitioner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 200), ('hours', django.db.models.expressions.CombinedExpression(django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.Value(4))), '/', models.Value(4)))), name='learning_hours_in_quarters'), models.CheckConstraint(condition=models.Q(('source__in', ['self-logged', 'attendance', 'practice', 'entered'])), name='learning_source_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300, verbose_name='why')),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='learning.learningentry')),
                ('instead', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrects', to='learning.learningentry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('instead__isnull', True), models.Q(('instead', models.F('entry')), _negated=True), _connector='OR'), name='an_entry_does_not_correct_itself')],
            },
        ),
        migrations.CreateModel(
            name='LearningGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.SlugField(blank=True, max_length=40)),
                ('words', models.CharField(max_length=200, verbose_name='what you want to learn')),
                ('origin', models.CharField(choices=[('own', 'My own wish'), ('work', 'Came up in my work')], default='own', max_length=8)),
                ('by_day', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practitioner')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['own', 'work'])), name='goal_origin_is_known')],
            },
        ),
        migrations.CreateModel(
            name='LearningTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.SlugField(db_index=False, max_length=40)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='learning.learningentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'topic'), name='topic_once_per_entry'), models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 200), ('hours', django.db.models.expressions.CombinedExpression(django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.Value(4))), '/', models.Value(4)))), name='topic_hours_in_quarters')],
            },
        ),
        migrations.CreateModel(
            name='PracticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20)),
                ('story', models.SlugField(max_length=60)),
                ('chosen', models.CharField(max_length=12)),
                ('ruled', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('practitioner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practitioner')),
            ],
            options={
                'indexes': [models.Index(fields=['practitioner', 'code', 'at'], name='practice_of_practitioner')],
            },
        ),
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('kind', models.CharField(choices=[('recovery-office', 'State recovery office'), ('university', 'University or college'), ('state', 'Another state office'), ('care-plan', 'Managed care plan'), ('community', 'Peer or community organization'), ('other', 'Someone else')], max_length=20, verbose_name='what they are')),
                ('from_day', models.DateField(verbose_name='registered from')),
                ('to_day', models.DateField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['recovery-office', 'university', 'state', 'care-plan', 'community', 'other'])), name='provider_kind_is_known'), models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('board', 'name'), name='provider_once_per_board', violation_error_message='A provider of this name is registered already.'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='provider_ends_after_it_begins', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='learning.provider'),
        ),
        migrations.AddField(
            model_name='attendancesheet',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.provider'),
        ),
        migrations.CreateModel(
            name='ProviderContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='learning.provider')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('provider', 'user'), name='one_open_contact_per_provider', violation_error_message='They may post for this provider already.'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='contact_ends_after_it_begins', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.CreateModel(
            name='CourseTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.SlugField(max_length=40)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='learning.course')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'topic'), name='topic_once_per_course'), models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 200), ('hours', django.db.models.expressions.CombinedExpression(django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.Value(4))), '/', models.Value(4)))), name='course_topic_in_quarters')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.SlugField(blank=True, max_length=40)),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.board')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.practitioner')),
            ],
            options={
                'indexes': [models.Index(fields=['board', 'practitioner'], name='exemption_of_practitioner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__isnull', True), models.Q(('hours__gt', 0), ('hours__lte', 200), ('hours', django.db.models.expressions.CombinedExpression(django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.Value(4))), '/', models.Value(4)))), _connector='OR'), name='exempt_hours_in_quarters'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exemption_has_a_reason'), models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='exemption_ends_after_it_begins', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 200), ('hours', django.db.models.expressions.CombinedExpression(django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.Value(4))), '/', models.Value(4)))), name='course_hours_in_quarters'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('provider', 'title'), name='course_once_per_provider', violation_error_message='This provider has an open course of this title already.'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='course_ends_after_it_begins', violation_error_message='The last day comes after the first.'),
        ),
        guard('learning', 'attendancesheet'),
        guard('learning', 'attendanceposting'),
        guard('learning', 'learningentry'),
        guard('learning', 'learningtopic'),
        guard('learning', 'correction'),
        guard('learning', 'practiceanswer'),
    ]
