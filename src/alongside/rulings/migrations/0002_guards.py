"""What a kept ruling said never changes; what others may rely on is never deleted."""

from django.db import migrations

from alongside.journal.guards import guard_as_declared


class Migration(migrations.Migration):
    dependencies = [("rulings", "0001_rulings_and_referrals")]

    operations = [guard_as_declared("rulings", "KeptRuling"), guard_as_declared("rulings", "Referral")]
