"""`alongside generate`: a whole state, invented, for measuring and for trying out."""

from __future__ import annotations

from typing import Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import Refused


def generate(
    scale: Annotated[str, typer.Option(help="small, or as in workers=10000,people=500000,contacts=5000000.")] = "small",
) -> None:
    """Fill an empty installation with an invented state. Interrupted, run it again: it goes on where it stopped."""
    start_django(ALONGSIDE_LOG_LEVEL="WARNING")
    from django.core.management import CommandError, call_command

    with in_plain_words():
        call_command("migrate", verbosity=0)
        try:
            call_command("generate_state", scale=scale)
        except CommandError as refused:
            raise Refused("not-generated", str(refused)) from None
