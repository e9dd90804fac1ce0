"""What a kept ruling said never changes; what others may rely on is never deleted."""

from django.db import migrations

from alongside.rulings.guards import guard_rulings


class Migration(migrations.Migration):
    dependencies = [("rulings", "0001_rulings_and_referrals")]

    operations = [guard_rulings()]
