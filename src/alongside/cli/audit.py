"""`alongside audit-pack`: the same pack as the agency's page makes, into a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, Refused, console, print_json


def audit_pack(
    agency: Annotated[str, typer.Argument(help="Short name of the agency.")],
    file: Annotated[Path, typer.Argument(help="Where to write the zip file.")],
    first: Annotated[str, typer.Option("--from", help="First month, such as 2026-10.")],
    last: Annotated[str, typer.Option("--to", help="Last month, included; the first one where left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write an agency's audit pack: tables, the journal's proof, and the program that recounts them."""
    start_django()
    from alongside.audit.packing import make_pack
    from alongside.audit.period import OddPeriod, period_from
    from alongside.people import clock
    from alongside.people.models import Agency

    with in_plain_words():
        found = Agency.objects.filter(slug=agency).first()
        if found is None:
            raise Refused(
                "unknown-agency", f"There is no agency {agency!r} here. Its short name stands in its address."
            )
        try:
            period = period_from(_month(first), _month(last or first), today=clock.today_in(found.time_zone))
        except OddPeriod as odd:
            raise Refused(odd.code, str(odd)) from odd
        if file.exists():
            raise Refused("file-exists", f"{file} is there already. Name another file; a pack overwrites nothing.")
        with file.open("x+b") as out:
            packed = make_pack(agency=found, period=period, by=None, out=out)
    if as_json:
        print_json({"file": str(file), "seal": packed.seal, "figures": packed.figures})
    else:
        console().print(f"Wrote {file}. The journal holds its seal: {packed.seal}")
        console().print("Check it with: python3 recount.py (it lies inside)")


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refused("odd-month", f"{text!r} is no month. Write a year and a month, such as 2026-11.") from None
