import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0002_approaches'),
        ('people', '0005_person_pronouns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('own', 'It is about them'), ('assigned', 'Assigned to support them'), ('team', 'On their care team'), ('supervises', 'Supervises who supports them'), ('glass', 'Opened in an emergency')], max_length=10)),
                ('token', models.UUIDField()),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-id'], name='comments_on_plan')],
                'constraints': [models.UniqueConstraint(fields=('person', 'token'), name='a_comment_sent_twice_is_one')],
            },
        ),
        guard("goals", "Comment"),
    ]
