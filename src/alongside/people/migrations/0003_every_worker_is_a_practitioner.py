"""Makes one practitioner of all the work that one account does; of a worker without an account, one each."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    practitioners = apps.get_model("people", "Practitioner").objects
    workers = apps.get_model("people", "Worker").objects
    for worker in workers.filter(practitioner=None).order_by("pk").iterator():
        known = practitioners.filter(user_id=worker.user_id).first() if worker.user_id else None
        own = known or practitioners.create(user_id=worker.user_id, name=worker.name)
        workers.filter(pk=worker.pk).update(practitioner=own)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_practitioners"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
