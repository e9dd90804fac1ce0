"""`alongside journal`: verify it, seal what waits, take a copy for somebody who does not trust us."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, Refused, console, print_json

app = typer.Typer(no_args_is_help=True)


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Recount the whole journal: each entry, root, signature and trigger. Exit code 1 where anything does not hold."""
    start_django()
    from alongside.journal.verifying import verify as recount

    with in_plain_words():
        report = recount()
    if as_json:
        findings = [{"trouble": f.trouble.value, "where": f.where, "says": f.says} for f in report.findings]
        print_json(
            {
                "whole": report.is_whole,
                "entries": report.entries,
                "checkpoints": report.checkpoints,
                "waiting": report.waiting,
                "root": report.root.hex(),
                "findings": findings,
            }
        )
    else:
        out = console()
        for finding in report.findings:
            out.print(f"{finding.trouble}: {finding.says} ({finding.where})", markup=False)
        verdict = "The journal is whole" if report.is_whole else "The journal does not hold"
        out.print(
            f"{verdict}: {_count(report.entries, 'entry', 'entries')}"
            f" under {_count(report.checkpoints, 'checkpoint', 'checkpoints')}, {report.waiting} not sealed yet."
        )
    if not report.is_whole:
        raise typer.Exit(1)


@app.command()
def seal(
    watch: Annotated[bool, typer.Option(help="Go on sealing every two seconds until stopped.")] = False,
) -> None:
    """Seal the entries that wait. `alongside serve` does this by itself."""
    start_django()
    from alongside.journal.sealing import seal_all

    with in_plain_words():
        if watch:
            seal_until(threading.Event())
        else:
            console().print(f"Sealed {seal_all()} entries.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write; one JSON object a line.")],
) -> None:
    """Write key, entries and checkpoints to a file that can be verified without this product."""
    start_django()
    from alongside.journal.exporting import lines_of_log

    with in_plain_words():
        if file.exists():
            raise Refused("file-exists", f"{file} is there already. Name another file; an export overwrites nothing.")
        with file.open("x", encoding="utf-8") as out:
            count = sum(1 for line in lines_of_log() if out.write(json.dumps(line, ensure_ascii=False) + "\n"))
    console().print(f"Wrote {count} lines to {file}.")


@app.command()
def guard() -> None:
    """Put back the triggers that refuse changes to rows that must stay, where any is missing."""
    start_django()
    from django.db import connection, transaction

    from alongside.journal.guards import guarded_models, missing_triggers, place_triggers

    with in_plain_words(), transaction.atomic():
        missing = missing_triggers(connection)
        if missing:
            for model in guarded_models():
                place_triggers(connection, model)
    console().print(
        f"Put back: {', '.join(missing)}. Now run: alongside journal verify" if missing else "All in place."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def seal_until(stopped: threading.Event) -> None:
    """Seal every two seconds until `stopped` is set. A round that fails says so and is tried again in the next."""
    from django.db import close_old_connections

    from alongside.journal.sealing import keep_sealing

    def wait(seconds: float) -> bool:
        close_old_connections()
        return stopped.wait(seconds)

    while True:
        try:
            with in_plain_words():
                keep_sealing(until=wait)
            return
        except Refused as refused:
            console().print(f"Sealing the journal failed and is tried again: {refused}", markup=False)
            close_old_connections()
            if stopped.wait(10):
                return
