"""The number that changes with whatever changes seldom: `seldom`."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """One row. `number` is another, never one it was before, whenever a row of a table that changes seldom was written."""

    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="one_mark_stands")]

    def __str__(self) -> str:
        return f"mark {self.number}"
