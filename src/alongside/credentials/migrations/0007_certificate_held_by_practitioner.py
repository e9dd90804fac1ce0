import django.db.models.deletion
from django.db import migrations, models

from alongside.journal.guards import guard


class Migration(migrations.Migration):

    dependencies = [
        ("credentials", "0006_certificates_belong_to_practitioners"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="certificate", name="certificate_of_holder"),
        migrations.RemoveField(model_name="certificate", name="holder"),
        migrations.RemoveField(model_name="certificate", name="agency"),
        migrations.RenameField(model_name="certificate", old_name="practitioner", new_name="holder"),
        migrations.AlterField(
            model_name="certificate",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.practitioner"
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["holder", "code"], name="certificate_of_holder"),
        ),
        migrations.RemoveField(model_name="certificateevent", name="agency"),
        guard("credentials", "CertificateEvent"),
    ]
