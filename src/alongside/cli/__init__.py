"""The command `alongside`: codes of ethics without a server, and the server's own upkeep.

What only needs the code files starts without Django. Every command takes `--json`, with stable keys. Exit codes: 0 done,
whatever the answer; 1 something was found wrong (a fault in a file, a line unaccounted for, a broken journal);
2 the input cannot be used, with what to do next on standard error.
"""

from __future__ import annotations

import sys

import typer

from alongside.cli import codes, compare, documents
from alongside.cli.output import Refused, fail

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Peer support run the way its code of ethics says.",
)
codes.add_to(app)
compare.add_to(app)
app.add_typer(documents.app, name="document", help="A board's official document beside its code file.")


def main() -> None:
    """Run the command; a bad input ends in one clear message and exit code 2."""
    if _wants_server(sys.argv[1:]):
        from alongside.cli.operate import add_to

        add_to(app)
    try:
        app()
    except Refused as refused:
        fail(refused)


def _wants_server(arguments: list[str]) -> bool:
    """Whether the command may be one of upkeep: those load Django, the others never do."""
    words = [a for a in arguments if not a.startswith("-")]
    return not words or words[0] not in {"acts", "judge", "duties", "clauses", "lint", "compare", "diff", "document"}
