"""`alongside certificate check`: is this person certified, today or on a day? The same answer as on the public page."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, Refused, console, print_json

if TYPE_CHECKING:
    from alongside.credentials.public import Shown

app = typer.Typer(no_args_is_help=True)


@app.callback()
def certificate() -> None:
    """One certificate at a time."""


@app.command()
def check(
    board: Annotated[str, typer.Option(help="Short name of the board.")],
    number: Annotated[str, typer.Argument(help="Certificate number.")] = "",
    name: Annotated[str, typer.Option(help="Whole name, as on the certificate.")] = "",
    on: Annotated[str, typer.Option(help="A day, such as 2026-11-01; left out, today at the board.")] = "",
    as_json: AsJson = False,
) -> None:
    """Look one person up by number, or by whole name. Exit code 1 where no certificate is found."""
    start_django()
    day = _day(on)
    with in_plain_words():
        shown, several = _found(board, number, name, day)
    if as_json:
        print_json({"found": [_plain(one) for one in shown], "several": several})
    else:
        _say(shown, several)
    if not shown:
        raise typer.Exit(1)


def _found(board: str, number: str, name: str, day: date | None) -> tuple[list[Shown], bool]:
    from alongside.credentials.public import by_name, by_number, by_token
    from alongside.people.models import Board

    place = Board.objects.filter(slug=board).first()
    if place is None:
        known = ", ".join(Board.objects.order_by("slug").values_list("slug", flat=True))
        raise Refused("no-such-board", f"{board} names no board. Known: {known or 'none yet'}.")
    if not (number or name):
        raise Refused("nothing-to-look-for", "Give a certificate number, or --name with the whole name.")
    found = by_name(place, name, number) if name else by_number(place, number)
    then = (by_token(one.certificate.token, day) for one in found.shown)
    return [one for one in then if one is not None], found.several


def _plain(shown: Shown) -> dict[str, object]:
    held, standing = shown.certificate, shown.standing
    return {
        "number": held.number,
        "name": held.name_on_certificate,
        "code": held.code,
        "status": standing.status.value,
        "since": standing.since.isoformat(),
        "from": standing.begins.isoformat() if standing.begins else None,
        "through": standing.through.isoformat() if standing.through else None,
        "is_in_force": standing.is_in_force,
        "on": shown.asked.isoformat() if shown.asked else None,
        "status_then": shown.then.status.value if shown.then else None,
        "was_certified": shown.was_certified if shown.asked else None,
    }


def _say(shown: list[Shown], several: bool) -> None:
    from alongside.credentials.words import WORDS

    out = console()
    if several:
        out.print("More than one person has that name there. Give the number as well.")
    elif not shown:
        out.print("No certificate found.")
    for one in shown:
        held, standing = one.certificate, one.standing
        out.print(
            f"{held.number}  {held.name_on_certificate}: {WORDS[standing.status].says}"
            f" From {standing.begins} to {standing.through}.",
            markup=False,
        )
        if one.asked:
            out.print(f"{one.asked}: {'certified' if one.was_certified else 'not certified'}.")


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Refused("bad-day", f"{text} is not a day. Write it like 2026-11-01.") from None
