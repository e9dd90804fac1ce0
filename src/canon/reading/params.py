"""The dated parameters of a rule or duty."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from canon.code import DatedSetting, EmployerMay, Parameter
from canon.reading.fields import Fields
from canon.values import Clockless, Setting, Span, ValueFault, read_setting


def read_params(fields: Fields) -> Mapping[str, Parameter]:
    """`param.name = [{ from, value, employer, source }]`, in order of day and of one unit each."""
    params: dict[str, Parameter] = {}
    table = fields.table_of("param")
    for name in table.table:
        rows: list[DatedSetting] = []
        for row in table.tables(name):
            row.only(("from", "value", "employer", "source"))
            start, value = row.day("from"), _value(row)
            employer = (
                row.one_of("employer", EmployerMay, EmployerMay.NOTHING)
                if "employer" in row.table
                else EmployerMay.NOTHING
            )
            if start is None:
                row.fault("missing-field", f"a row of param.{name} has no first day", "Add from = 2020-01-01.", "from")
            elif value is not None:
                rows.append(DatedSetting(start, value, employer, row.text("source")))
        if not rows:
            table.fault(
                "empty-param", f"param.{name} has no row", 'Write [{ from = 2020-01-01, value = "25.00 USD" }].', name
            )
            continue
        _check_rows(table, name, rows)
        params[name] = Parameter(name, tuple(rows))
    return params


def first_values(params: Mapping[str, Parameter]) -> dict[str, Setting]:
    """One value of each parameter, for its type."""
    return {name: p.rows[0].value for name, p in params.items()}


def _value(row: Fields) -> Setting | None:
    try:
        return read_setting(row.table.get("value"))
    except ValueFault as problem:
        row.fault("bad-value", str(problem), "Mend the value.", "value")
        return None


def _check_rows(table: Fields, name: str, rows: list[DatedSetting]) -> None:
    if any(a.start >= b.start for a, b in pairwise(rows)):
        table.fault(
            "dates-out-of-order",
            f"the rows of param.{name} are not in order of day",
            "Sort them by `from`, each day once.",
            name,
        )
    kinds = {type(row.value) for row in rows}
    if not (len(kinds) == 1 or kinds <= {Span, Clockless}):
        table.fault("mixed-units", f"the rows of param.{name} mix units", "Give every row the same unit.", name)
