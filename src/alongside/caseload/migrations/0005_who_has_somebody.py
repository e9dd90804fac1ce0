from django.db import migrations, models

HAS_SOMEBODY = """
UPDATE people_person SET has_nobody = FALSE WHERE EXISTS (
  SELECT 1 FROM caseload_assignment a WHERE a.person_id = people_person.id AND a.status IN ('open', 'ended')
)
"""
"""Until now the last assignment of anybody ended with their case alone."""


class Migration(migrations.Migration):

    dependencies = [
        ('caseload', '0004_at_an_offer'),
        ('people', '0008_person_has_nobody'),
    ]

    operations = [
        migrations.RunSQL(HAS_SOMEBODY, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='tie',
            index=models.Index(condition=models.Q(('is_shared', True)), fields=['worker'], name='ties_shared'),
        ),
    ]
