"""The key of a device: made here, its private half given to the worker signed in and to nobody else, ended when they say so."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.practice.offline.models import DeviceKey
from alongside.rulings.sealing import seal

GIVEN_AGAIN: Final = timedelta(hours=1)
"""How long until it is written down anew that a key was given."""

_BYTES: Final = 32  # of a number on P-256


def key_on(*, worker: Worker, device: UUID, looks: DeviceKey.Looks, by: User) -> DeviceKey:
    """The key of a worker on a device, made where there is none in force. Raises NotTheirs."""
    if worker.user_id != by.pk:
        raise NotTheirs
    with transaction.atomic(durable=True):
        Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)  # two tabs make one key
        standing = keys_of(worker).filter(device=device).first()
        now = clock.now()
        if standing is not None:
            if now - standing.given_at > GIVEN_AGAIN:
                standing.given_at = now
                standing.save(update_fields=["given_at"])
            return standing
        public, private = _new_pair()
        made = DeviceKey.objects.create(
            agency=worker.agency,
            worker=worker,
            key=uuid4(),
            device=device,
            looks=looks,
            public=json.dumps(public, sort_keys=True),
            sealed=seal(private),
            at=now,
            given_at=now,
        )
        write_journal("device.added", made, by=by)
    return made


def end_key(*, worker: Worker, key_id: int, by: User) -> DeviceKey | None:
    """Make everything under a key unreadable, for good: the private half is forgotten. None for a key that is not theirs.

    What still waits there is lost, which is what a lost phone asks for. Raises NotTheirs.
    """
    if worker.user_id != by.pk:
        raise NotTheirs
    with transaction.atomic(durable=True):
        key = DeviceKey.objects.select_for_update().filter(worker=worker, pk=key_id).first()
        if key is not None and key.ended_at is None:
            key.ended_at, key.sealed = clock.now(), b""
            key.save(update_fields=["ended_at", "sealed"])
            write_journal("device.ended", key, by=by)
    return key


def keys_of(worker: Worker) -> QuerySet[DeviceKey]:
    """The keys of a worker that are in force, the newest first."""
    return DeviceKey.objects.filter(worker=worker, ended_at__isnull=True).order_by("-given_at", "-pk")


def owner_mark(worker: Worker) -> str:
    """What a device calls a worker by: the same each time, and nothing that leads to them."""
    return salted_hmac("alongside.practice.offline.owner", str(worker.pk)).hexdigest()[:20]


def _new_pair() -> tuple[dict[str, str], dict[str, str]]:
    """A pair on P-256 as JSON Web Keys."""
    private = ec.generate_private_key(ec.SECP256R1()).private_numbers()
    point = private.public_numbers
    public = {"kty": "EC", "crv": "P-256", "x": _number(point.x), "y": _number(point.y)}
    return public, public | {"d": _number(private.private_value)}


def _number(value: int) -> str:
    return urlsafe_b64encode(value.to_bytes(_BYTES, "big")).rstrip(b"=").decode()
