"""The letters of a demo board, and one that was sent."""

import uuid
from typing import Final

from alongside.accounts.models import User
from alongside.credentials.letters.actions import Outgoing, Wording, send_letter, write_template
from alongside.credentials.letters.filling import draft_of
from alongside.credentials.letters.queries import letters_in_use
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.models import Board

REMINDER: Final = Wording(
    name="Reminder to renew",
    language="en",
    subject="Your certificate runs through {ends}",
    body=(
        "Dear {name},\n\n"
        "Your certificate {number} as a {credential} runs through {ends}. Nothing is wrong: this is a reminder, so that "
        "you can renew it without hurry.\n\n"
        "You find what is still to do when you sign in. Anyone can see how your certificate stands at {check}.\n\n"
        "If something keeps you from renewing in time, write to us. We would rather hear early."
    ),
)
RECORDATORIO: Final = Wording(
    name="Reminder to renew",
    language="es",
    subject="Su certificado está vigente hasta el {ends}",
    body=(
        "Hola, {name}:\n\n"
        "Su certificado {number} ({credential}) está vigente hasta el {ends}. No pasa nada malo: es un recordatorio para "
        "que pueda renovarlo sin prisa.\n\n"
        "Al iniciar sesión verá lo que falta. Cualquiera puede ver cómo está su certificado en {check}.\n\n"
        "Si algo le impide renovar a tiempo, escríbanos. Preferimos saberlo pronto."
    ),
)


def write_letters(board: Board, *, staff: User) -> None:
    """A board's templates."""
    for wording in (REMINDER, RECORDATORIO):
        write_template(board=board, wording=wording, seen=0, by=staff)


def remind(certificate: Certificate, *, staff: User) -> None:
    """Send one holder the reminder."""
    template = letters_in_use(certificate.board).get(name=REMINDER.name, language="en")
    draft = draft_of(template, certificate, at=clock.now())
    outgoing = Outgoing(draft.subject, draft.body, staff.name, "Certification staff", uuid.uuid4())
    send_letter(certificate=certificate, template=template, outgoing=outgoing, by=staff)
