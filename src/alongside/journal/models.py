"""The tables of the journal: entries, and the Merkle log they are sealed into. All of them only ever grow.

Ids stand here as plain numbers: the journal is the lowest app and knows of no other.
"""

from typing import Any, ClassVar, NoReturn

from django.db import models


class NeverChanged(Exception):
    """An append-only row was to be changed or deleted. Write a new entry that puts it right instead."""


class AppendOnly(models.Model):
    """A table whose rows are written once. Python refuses here, and a trigger in the database refuses everyone else.

    An app that makes a table append-only derives its model from this and adds `guards.guard(app, model)` to the migration
    that creates it; `guards.missing_triggers()` then looks for them at every start.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(self._meta.label)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged(self._meta.label)


class Entry(AppendOnly):
    """Who did what to what, and when.

    `body` is the canonical JSON (RFC 8785) that `leaf_hash` is taken over, and holds everything; the other columns
    repeat parts of it for searching, and `verify` compares them.
    """

    kind = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    board_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    body = models.TextField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="entries_about")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Leaf(AppendOnly):
    """The place of an entry in the log: given by the sealer, since ids are dealt out before transactions commit."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)  # no foreign key: `verify` must be able to name a removed row
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "leaves"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(position__gte=0), name="leaf_position_not_negative")
        ]

    def __str__(self) -> str:
        return f"leaf {self.position}"


class Node(AppendOnly):
    """The hash over 256 full neighbours one storey down, so that a proof reads hundreds of rows and not millions.

    Storey 1 stands over leaves 256 * place .. 256 * place + 255, storey 2 over 256 nodes of storey 1, and so on.
    """

    storey = models.PositiveSmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["storey", "place"], name="one_node_a_place")]

    def __str__(self) -> str:
        return f"node {self.storey}/{self.place}"


class Checkpoint(AppendOnly):
    """The signed statement that the log had this size and this root (the text form is C2SP tlog-checkpoint).

    `peaks` holds the hashes of the full subtrees that make up the log at this size, largest first, 32 bytes each:
    all that is needed to add more leaves. `through_id` is the greatest entry id sealed by then.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    through_id = models.BigIntegerField()
    signed_at = models.DateTimeField(db_index=True)
    note = models.TextField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(size__gt=0), name="checkpoint_is_not_empty")]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
