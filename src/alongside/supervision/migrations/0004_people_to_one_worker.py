from django.db import migrations, models

from alongside.journal.guards import guard, mark_changes


class Migration(migrations.Migration):

    dependencies = [
        ('database', '0001_mark'),
        ('supervision', '0003_days_without_contact'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agencyfigure',
            name='figure_name_is_known',
        ),
        migrations.AddConstraint(
            model_name='agencyfigure',
            constraint=models.CheckConstraint(condition=models.Q(('name__in', ['caseload', 'team', 'rhythm', 'attempts', 'unseen'])), name='figure_name_is_known'),
        ),
        guard('supervision', 'AgencyFigure'),
        mark_changes('supervision', 'AgencyFigure'),
    ]
