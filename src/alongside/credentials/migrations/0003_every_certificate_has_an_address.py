"""Gives certificates entered before an address of their own, and their name as it is looked up."""

import secrets

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.credentials.names import name_key


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("credentials", "Certificate").objects
    for row in rows.filter(token=None).iterator():
        rows.filter(pk=row.pk).update(token=secrets.token_urlsafe(16), name_key=name_key(row.name_on_certificate))


class Migration(migrations.Migration):

    dependencies = [
        ("credentials", "0002_certificate_events_and_numbers"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
