from django.db import migrations

from alongside.journal.guards import guard_as_declared


class Migration(migrations.Migration):
    dependencies = [("caseload", "0001_caseload")]

    operations = [
        guard_as_declared("caseload", "Assignment"),
        guard_as_declared("caseload", "StepBack"),
        guard_as_declared("caseload", "TeamPlace"),
        guard_as_declared("caseload", "BrokenGlass"),
        guard_as_declared("caseload", "ChangeAsked"),
    ]
