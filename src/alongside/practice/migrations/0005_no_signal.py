import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from alongside.journal.guards import guard, guard_as_declared

WHY = [
    ("", "—"),
    ("incomplete", "Something in it is still missing."),
    ("times", "Look at its times: they cannot be of one contact."),
    ("to-come", "By our clock it lies in the future. Look at its times."),
    ("clock", "The clock of your device changed meanwhile. Look at its times."),
    ("words", "Say some of its words otherwise before you sign it."),
    ("behind", "It waits for the one before it. Sign that first."),
    ("two-hands", "It was written in two places. Look at both."),
    ("signed", "A note was signed meanwhile, with other words. Look at both."),
]


def _of(model: str, **how: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, **how)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_person_pronouns"), ("practice", "0004_what_a_persons_page_reads")]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="one_draft_of_a_contact"),
        migrations.AddField("draft", "hand", models.UUIDField(default=uuid.uuid4), preserve_default=False),
        migrations.AddField("draft", "mark", models.UUIDField(default=uuid.uuid4)),
        migrations.AddField("draft", "why", models.CharField(blank=True, choices=WHY, max_length=10)),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(fields=["worker", "token", "hand"], name="one_draft_of_a_contact_in_one_hand"),
        ),
        migrations.CreateModel(
            name="DeviceKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("device", models.UUIDField()),
                ("looks", models.CharField(choices=[("phone", "Phone"), ("computer", "Computer")], max_length=8)),
                ("public", models.TextField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("agency", _of("people.agency")),
                ("worker", _of("people.worker")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(ended_at__isnull=True),
                        fields=("worker", "device"),
                        name="one_key_of_a_worker_on_a_device",
                    ),
                    models.CheckConstraint(
                        condition=Q(Q(ended_at__isnull=True) & ~Q(sealed=b""), Q(ended_at__isnull=False, sealed=b""), _connector="OR"),
                        name="an_ended_device_key_opens_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.UUIDField()),
                ("token", models.UUIDField()),
                ("hand", models.UUIDField()),
                ("became", models.CharField(choices=[("note", "Signed"), ("draft", "Kept as a draft")], max_length=5)),
                ("why", models.CharField(blank=True, choices=WHY, max_length=10)),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("ahead", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("agency", _of("people.agency")),
                ("worker", _of("people.worker")),
                ("person", _of("people.person")),
                ("key", _of("practice.devicekey")),
                ("contact", _of("practice.contact", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["contact"], name="arrivals_of_contact")],
                "constraints": [
                    models.UniqueConstraint(fields=("worker", "item"), name="what_is_sent_twice_arrives_once"),
                    models.CheckConstraint(
                        condition=Q(Q(became="draft", contact__isnull=True), Q(became="note", contact__isnull=False, why=""), _connector="OR"),
                        name="an_arrival_is_a_note_or_waits",
                    ),
                ],
            },
        ),
        guard_as_declared("practice", "DeviceKey"),
        guard("practice", "Arrival"),
    ]
