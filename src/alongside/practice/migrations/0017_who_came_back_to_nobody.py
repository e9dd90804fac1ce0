from django.db import migrations

CAME_BACK = """
UPDATE people_person SET has_nobody = TRUE WHERE EXISTS (
  SELECT 1 FROM practice_closing c WHERE c.person_id = people_person.id AND c.returned_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM practice_closing later WHERE later.person_id = c.person_id AND later.id > c.id AND later.closed_on IS NOT NULL
  )
) AND NOT EXISTS (
  SELECT 1 FROM caseload_assignment a WHERE a.person_id = people_person.id AND a.status = 'open'
)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0016_endings_heard'),
        ('caseload', '0005_who_has_somebody'),
    ]

    operations = [migrations.RunSQL(CAME_BACK, migrations.RunSQL.noop)]
