"""Who may be tried in the demo state: the sign-ins that `alongside demo` prints."""

from dataclasses import dataclass
from typing import Final

from alongside.site.demo import PASSWORD
from alongside.site.demo.people import address


@dataclass(frozen=True)
class SignIn:
    """Somebody to sign in as, what they are, and where."""

    name: str
    is_a: str
    where: str

    @property
    def email(self) -> str:
        return address(self.name)


SIGN_INS: Final = (
    SignIn("Dana Ruiz", "peer worker", "Mesa Abierta Peer Center"),
    SignIn("Amira Haddad", "supervisor", "Mesa Abierta Peer Center"),
    SignIn("Lucía Montaño", "agency administrator", "Mesa Abierta Peer Center"),
    SignIn("Rosa", "person served", "Mesa Abierta Peer Center"),
    SignIn("Ines Duarte", "supervisor and administrator", "Manzanita Recovery Center"),
    SignIn("Noa Fields", "applicant, half-way", "Juniper State, invented"),
    SignIn("Priya Nand", "board staff", "New Mexico, demo"),
    SignIn("Wren Halvorsen", "board staff", "Juniper State, invented"),
    SignIn("Noor Siddiqui", "auditor", "Mesa Abierta, New Mexico"),
    SignIn("Sol Whitfield", "operator", "Mesa Abierta, New Mexico"),
)


def as_table() -> str:
    """The sign-ins as lines of text, with the one password for all of them."""
    rows = [(sign_in.is_a, sign_in.email, sign_in.where) for sign_in in SIGN_INS]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"  {is_a:<{widths[0]}}  {email:<{widths[1]}}  {where}" for is_a, email, where in rows]
    return "\n".join(["Sign in as", *lines, f"The password is the same for everyone: {PASSWORD}"])
