"""Starting out on an empty installation: open a board or an agency, and invite the first people there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from alongside.cli.django_setup import in_plain_words, start_django
from alongside.cli.output import Refused, console

if TYPE_CHECKING:
    from alongside.people.models import Agency, Board, RoleKind

Slug = Annotated[str, typer.Argument(help="Short name for addresses, such as mesa-abierta.")]
Name = Annotated[str, typer.Argument(help="Full name.")]
ShortPlace = Annotated[str, typer.Option("--place", help="Short place name, such as New Mexico.")]
Zone = Annotated[str, typer.Option(help="Time zone that decides its days, such as America/Denver.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to `alongside`."""
    app.command("open-board")(open_board)
    app.command("open-agency")(open_agency)
    app.command("invite")(invite)


def open_board(slug: Slug, name: Name, place: ShortPlace, zone: Zone) -> None:
    """Add a board."""
    start_django()
    from alongside.people import actions

    with in_plain_words(), _said_plainly():
        actions.open_board(slug=slug, name=name, place=place, zone=zone, by=None)
    console().print(f"Opened the board {slug}. Next: alongside invite EMAIL NAME --role board-staff --at {slug}")


def open_agency(slug: Slug, name: Name, place: ShortPlace, zone: Zone) -> None:
    """Add an agency."""
    start_django()
    from alongside.people import actions

    with in_plain_words(), _said_plainly():
        actions.open_agency(slug=slug, name=name, place=place, zone=zone, by=None)
    console().print(
        f"Opened the agency {slug}. Next: alongside invite EMAIL NAME --role agency-administrator --at {slug}"
    )


def invite(
    email: Annotated[str, typer.Argument(help="E-mail address to sign in with.")],
    name: Annotated[str, typer.Argument(help="Their name.")],
    role: Annotated[str, typer.Option(help="worker, supervisor, agency-administrator, board-staff, ...")],
    at: Annotated[str, typer.Option(help="Short name of the agency or board.")],
    language: Annotated[str, typer.Option(help="en or es.")] = "en",
) -> None:
    """Give somebody a role from today, with an account and a letter to choose a password if they have none."""
    start_django()
    from alongside.people import actions, clock

    with in_plain_words(), _said_plainly():
        place, kind = _place(at), _kind(role)
        today = clock.today_in(place.time_zone)
        actions.invite(email=email, name=name, kind=kind, place=place, from_day=today, language=language, by=None)
    console().print(f"{email} is {kind.value} at {place.slug} from {today.isoformat()}.")


def _place(slug: str) -> Agency | Board:
    from alongside.people.models import Agency, Board

    found: list[Agency | Board] = [*Agency.objects.filter(slug=slug), *Board.objects.filter(slug=slug)]
    if len(found) != 1:
        known = [*Agency.objects.values_list("slug", flat=True), *Board.objects.values_list("slug", flat=True)]
        raise Refused(
            "no-such-place", f"{slug} names no single agency or board. Known: {', '.join(known) or 'none yet'}."
        )
    return found[0]


def _kind(role: str) -> RoleKind:
    from alongside.people.models import RoleKind

    try:
        return RoleKind(role)
    except ValueError:
        raise Refused(
            "no-such-role", f"{role} is no role. Roles: {', '.join(kind.value for kind in RoleKind)}."
        ) from None


class _said_plainly:
    """Turns what a model refuses into one line a field."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        from django.core.exceptions import ValidationError

        if isinstance(error, ValidationError):
            raise Refused("refused", "\n".join(error.messages)) from error
