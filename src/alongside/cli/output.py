"""How commands print: JSON with stable keys, tables for people, and one clear message where the input is bad."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys.")]


class Refused(Exception):
    """Bad input: what is wrong and what to do next. `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def fail(refused: Refused) -> NoReturn:
    """Say what is wrong on standard error and leave with exit code 2."""
    if "--json" in sys.argv:
        sys.stderr.write(json.dumps({"error": refused.code, "message": str(refused)}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{refused}\n")
    raise SystemExit(2)


def print_json(data: object) -> None:
    """Print data as JSON."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def console() -> Console:
    """Where people read; plain when the output is no terminal."""
    return Console(highlight=False, soft_wrap=True)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a small table."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)
