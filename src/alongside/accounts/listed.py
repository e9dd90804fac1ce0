"""Texts of many rows as one value of another row, alike on both databases."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField


class Listed(Aggregate):
    """The texts of a column with a comma between them, in whichever order."""

    output_field = TextField()
    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT")
