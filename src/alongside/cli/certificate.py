"""`alongside certificate`: is this person certified, is this file good, and a board's new signing key.

The same answers as on the public pages, and the same action.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import AsJson, Refused, console, print_json

if TYPE_CHECKING:
    from alongside.badges.issuers import TrustedIssuer
    from alongside.badges.verifying import Verdict
    from alongside.credentials.public import Shown
    from alongside.credentials.records import PublicOrder
    from alongside.people.models import Board

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


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The certificate file.")],
    issuer_key: Annotated[
        Path | None, typer.Option(help="The board's own document with its keys, where its records are not here.")
    ] = None,
    status_list: Annotated[
        list[Path] | None, typer.Option(help="A status list of the board's that was saved before; may be repeated.")
    ] = None,
    offline: Annotated[bool, typer.Option(help="Ask nobody over the network.")] = False,
    as_json: AsJson = False,
) -> None:
    """Is this file a certificate that its board signed, and good now? Exit code 1 where it is not, or nobody can tell."""
    start_django()
    data = _read(file, "no-such-file")
    from alongside.badges.verifying import verify as check_file
    from alongside.cli.asking import Checker
    from alongside.people import clock

    with in_plain_words():
        trusted = _issuer_in(issuer_key) if issuer_key else None
        checker = Checker(trusted, kept=dict(map(_list_in, status_list or ())), offline=offline)
        verdict = check_file(data, checker, at=clock.now())
    if as_json:
        print_json(_verdict_plain(verdict))
    else:
        _say_verdict(verdict)
    if not verdict.is_good:
        raise typer.Exit(1)


@app.command()
def new_key(
    board: Annotated[str, typer.Option(help="Short name of the board.")],
    call_back: Annotated[
        bool, typer.Option(help="The key before fell into other hands: nothing it signed is to be believed.")
    ] = False,
) -> None:
    """Give a board a new signing key. What the one before signed still holds, unless it is called back."""
    start_django()
    from alongside.badges.actions import renew_key

    with in_plain_words():
        key = renew_key(board=_board(board), by=None, call_back=call_back)
    console().print(f"Key {key.generation} of {board} signs from now on: {key.multibase}", markup=False)
    if call_back:
        console().print("Every file signed before no longer counts. Holders download a new one.")


def _read(file: Path, code: str, *, at_most: int = 0) -> bytes:
    """A file, or one byte more of it than is ever looked at: by default, as much as a certificate may have."""
    from alongside.badges.plain_json import LARGEST_FILE

    try:
        with file.open("rb") as opened:
            return opened.read((at_most or LARGEST_FILE) + 1)
    except OSError as error:
        raise Refused(code, f"{file} cannot be read: {error.strerror}.") from None


def _issuer_in(file: Path) -> TrustedIssuer:
    from alongside.badges.issuers import read_issuer
    from alongside.badges.plain_json import NotReadable, read_json

    try:
        issuer = read_issuer(read_json(_read(file, "no-such-key-file")))
    except NotReadable:
        issuer = None
    if issuer is None or not issuer.keys:
        raise Refused(
            "no-issuer-key",
            f"{file} names no board with a key. Save what stands at the board's address, such as https://.../badges/nm/.",
        )
    return issuer


def _list_in(file: Path) -> tuple[str, bytes]:
    """A saved status list by the address it gives itself, which its signature covers."""
    from alongside.badges.plain_json import NotReadable, as_text, read_json
    from alongside.badges.verifying import LARGEST_LIST

    data = _read(file, "no-such-list", at_most=LARGEST_LIST)
    try:
        return as_text(read_json(data, largest=LARGEST_LIST).get("id")), data
    except NotReadable:
        raise Refused("no-status-list", f"{file} is no status list. Save what stands at the list's address.") from None


def _verdict_plain(verdict: Verdict) -> dict[str, object]:
    told = verdict.told
    return {
        "is_good": verdict.is_good,
        "faults": [fault.value for fault in verdict.faults],
        "cautions": [caution.value for caution in verdict.cautions],
        "name": told.name if told else None,
        "number": told.number if told else None,
        "credential": told.credential if told else None,
        "issuer": told.issuer_id if told else None,
        "from": told.valid_from.isoformat() if told else None,
        "until": told.valid_until.isoformat() if told and told.valid_until else None,
    }


def _say_verdict(verdict: Verdict) -> None:
    from alongside.badges.words import findings, headline

    out, told = console(), verdict.told
    out.print(f"{headline(verdict)}.", markup=False)
    if told:
        until = f" to {told.valid_until.date()}" if told.valid_until else ""
        out.print(f"{told.number}  {told.name}: {told.credential}, {told.issuer}", markup=False)
        out.print(f"From {told.valid_from.date()}{until}. Good for the person of this name alone.", markup=False)
    for finding in findings(verdict):
        out.print(f"- {finding.what}. {finding.do}", markup=False)


def _board(slug: str) -> Board:
    from alongside.people.models import Board

    place = Board.objects.filter(slug=slug).first()
    if place is None:
        known = ", ".join(Board.objects.order_by("slug").values_list("slug", flat=True))
        raise Refused("no-such-board", f"{slug} names no board. Known: {known or 'none yet'}.")
    return place


def _found(board: str, number: str, name: str, day: date | None) -> tuple[list[Shown], bool]:
    from alongside.credentials.public import by_name, by_number, by_token

    place = _board(board)
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
        "orders": [{"title": order.title, "on": order.effective_on.isoformat()} for order in _orders(shown)],
    }


def _orders(shown: Shown) -> Sequence[PublicOrder]:
    """The orders that anyone may read today."""
    from alongside.credentials.orders import public_orders
    from alongside.people import clock

    held = shown.certificate
    return public_orders([held], clock.today_in(held.board.time_zone)).get(held.pk, ())


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
        for order in _orders(one):
            out.print(f"Order of {order.effective_on}: {order.title}", markup=False)
        if one.asked:
            out.print(f"{one.asked}: {'certified' if one.was_certified else 'not certified'}.")


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Refused("bad-day", f"{text} is not a day. Write it like 2026-11-01.") from None
