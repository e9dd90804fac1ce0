"""Gives each certificate to the practitioner that the worker it was entered for is."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("credentials", "Certificate").objects
    for row in rows.filter(practitioner=None).select_related("holder").iterator():
        rows.filter(pk=row.pk).update(practitioner_id=row.holder.practitioner_id)


class Migration(migrations.Migration):

    dependencies = [
        ("credentials", "0005_certificate_practitioner"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
