from django.db import migrations

from alongside.instruments.guards import guard_givings
from alongside.journal.guards import guard


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_instruments_and_answers")]

    operations = [
        guard("instruments", "Instrument"),
        guard("instruments", "Retirement"),
        guard("instruments", "Response"),
        guard_givings(),
    ]
