"""The log as plain lines, for somebody who wants to check it with a program of their own."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alongside.journal import notes
from alongside.journal.models import Checkpoint, Entry, Leaf
from alongside.journal.verifying import CHUNK


def lines_of_log() -> Iterator[dict[str, object]]:
    """The key, then each sealed entry in order, then each checkpoint.

    An entry's leaf hash is SHA-256 over 0x00 and its body in UTF-8; roots are those of RFC 9162.
    """
    key = notes.public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    yield {"log": notes.log_name(key), "public_key": pem}
    newest = Checkpoint.objects.order_by("-size").first()
    size = newest.size if newest else 0
    for first in range(0, size, CHUNK):
        leaves = Leaf.objects.filter(position__gte=first, position__lt=min(first + CHUNK, size)).order_by("position")
        places = dict(leaves.values_list("position", "entry_id"))
        bodies = dict(Entry.objects.filter(pk__in=places.values()).values_list("pk", "body"))
        for position, entry_id in places.items():
            yield {"position": position, "body": bodies.get(entry_id)}
    for checkpoint in Checkpoint.objects.filter(size__lte=size).order_by("size").iterator():
        yield {"size": checkpoint.size, "note": checkpoint.note}
