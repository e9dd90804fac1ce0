from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_sessions_support_and_deputies")]

    operations = [
        migrations.RemoveConstraint("agencyfigure", "figure_name_is_known"),
        migrations.AddConstraint(
            "agencyfigure",
            models.CheckConstraint(
                condition=models.Q(name__in=["team", "rhythm", "attempts"]), name="figure_name_is_known"
            ),
        ),
        guard("supervision", "AgencyFigure"),
    ]
