"""The people of the demo state, as data. All are invented; their addresses end in a domain that belongs to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.text import slugify

from alongside.people.models import RoleKind
from alongside.site.demo import MAIL_AT


def address(name: str) -> str:
    """The e-mail address of somebody, by their first name, which nobody here shares: dana@demo.example."""
    return f"{slugify(name.split(maxsplit=1)[0])}@{MAIL_AT}"


class Holds(Enum):
    """How a worker stands with a credential."""

    IN_FORCE = "in force"
    RENEWAL_SOON = "runs out within weeks"
    LAPSED = "lapsed last week"
    APPLIED = "applied for, not yet granted"
    GIVEN_UP = "given up"
    INACTIVE = "set aside by its holder"
    SUSPENDED = "suspended by the board"
    REVOKED = "revoked by the board"
    RENEWED = "renewed of late"


@dataclass(frozen=True)
class DemoWorker:
    """A worker, their credentials by code, and their supervisor; an empty one has none on record."""

    name: str
    supervisor: str
    holds: tuple[tuple[str, Holds], ...]


@dataclass(frozen=True)
class DemoStaff:
    """Somebody with roles at one place: an agency's slug or a board's code."""

    name: str
    at: str
    roles: tuple[RoleKind, ...]


@dataclass(frozen=True)
class DemoPerson:
    """A person served, by chosen name alone; with an account where they wanted one."""

    name: str
    at: str
    language: str = "en"
    has_account: bool = False


def under(code: str, holds: Holds = Holds.IN_FORCE) -> tuple[str, Holds]:
    return code, holds


def workers() -> Iterator[tuple[str, DemoWorker]]:
    """(agency's slug, worker), in the order they were taken on."""
    for agency, teams in TEAMS.items():
        for supervisor, team in teams.items():
            for name, holds in team.items():
                yield agency, DemoWorker(name, supervisor, holds)


_ADMIN = RoleKind.AGENCY_ADMINISTRATOR
_LEADS = RoleKind.SUPERVISOR

STAFF: Final = (
    DemoStaff("Amira Haddad", "mesa-abierta", (_LEADS,)),
    DemoStaff("Tomás Baca", "mesa-abierta", (_LEADS,)),
    DemoStaff("Lucía Montaño", "mesa-abierta", (_ADMIN,)),
    DemoStaff("Noor Siddiqui", "mesa-abierta", (RoleKind.AUDITOR,)),
    DemoStaff("Sol Whitfield", "mesa-abierta", (RoleKind.OPERATOR,)),
    DemoStaff("Grace Tsosie", "two-rivers", (_LEADS, _ADMIN)),
    DemoStaff("Thandiwe Moyo", "poplar-bend", (_LEADS,)),
    DemoStaff("Curtis Redfern", "poplar-bend", (_LEADS, _ADMIN)),
    DemoStaff("Hyun-woo Seo", "larkspur", (_LEADS,)),
    DemoStaff("Paloma Reyes", "larkspur", (_ADMIN,)),
    DemoStaff("Ines Duarte", "manzanita", (_LEADS, _ADMIN)),
    DemoStaff("Nadia Kvasnikoff", "kestrel-bay", (_LEADS, _ADMIN)),
    DemoStaff("Maren Ashby", "juniper-crossing", (_LEADS,)),
    DemoStaff("Ivo Castellan", "juniper-crossing", (_ADMIN,)),
    DemoStaff("Priya Nand", "nm", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Rowan Iverson", "nm", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Del Archuleta", "nm", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Noor Siddiqui", "nm", (RoleKind.AUDITOR,)),
    DemoStaff("Sol Whitfield", "nm", (RoleKind.OPERATOR,)),
    DemoStaff("Lorraine Tillery", "nc", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Efraín Solorio", "ca", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Bettina Arroyo", "sud", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Katya Moonin", "ak", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Wren Halvorsen", "juniper", (RoleKind.BOARD_STAFF,)),
    DemoStaff("Otis Pemberly", "juniper", (RoleKind.BOARD_STAFF,)),
)

Team = dict[str, tuple[tuple[str, Holds], ...]]

#: Agency -> supervisor of record ("" for none) -> worker -> credentials.
TEAMS: Final[dict[str, dict[str, Team]]] = {
    "mesa-abierta": {
        "Amira Haddad": {
            "Dana Ruiz": (under("nm"), under("nc")),
            "Marisol Trujillo": (under("nm", Holds.RENEWAL_SOON),),
            "Hank Begaye": (under("nm"),),
            "Yusuf Karimi": (under("nm", Holds.APPLIED),),
        },
        "Tomás Baca": {
            "Odette Fontaine": (under("nm"),),
            "Ray Sandoval": (under("nm", Holds.LAPSED),),
            "Kiona Yazzie": (under("nm"),),
        },
        "": {"Bernard Achebe": (under("nm"),)},
    },
    "two-rivers": {
        "Grace Tsosie": {
            "Alma Nakai": (under("nm", Holds.RENEWED),),
            "Desmond Pruitt": (under("nm"), under("nc", Holds.GIVEN_UP)),
            "Fern Castellanos": (under("nm", Holds.RENEWAL_SOON),),
            "Ignacio Lujan": (under("nm", Holds.REVOKED),),
            "Shauna Beckett": (under("nm", Holds.APPLIED),),
        }
    },
    "poplar-bend": {
        "Thandiwe Moyo": {
            "Calvin Oxendine": (under("nc"),),
            "Ruthie Locklear": (under("nc"),),
            "Priscilla Boone": (under("nc", Holds.LAPSED),),
            "Tariq Bashir": (under("nc", Holds.APPLIED),),
        },
        "Curtis Redfern": {
            "Mai Vang": (under("nc", Holds.SUSPENDED),),
            "Jerome Gaddy": (under("nc", Holds.RENEWAL_SOON),),
            "Willa Sprinkle": (under("nc"), under("nm")),
        },
    },
    "larkspur": {
        "Hyun-woo Seo": {
            "Xochitl Amaya": (under("ca"),),
            "Gurpreet Dhaliwal": (under("ca"),),
            "Pa Houa Lor": (under("ca", Holds.RENEWAL_SOON),),
            "Nate Brookfield": (under("ca"), under("sud")),
            "Araceli Fuentes": (under("ca", Holds.APPLIED),),
            "Simone Delacroix": (under("ca", Holds.LAPSED),),
            "Sam Okafor": (under("ca"),),
        }
    },
    "manzanita": {
        "Ines Duarte": {
            "Jo Alvarez": (under("sud"),),
            "Kofi Mensah": (under("sud"),),
            "Sam Okafor": (under("sud"),),
            "Bea Lindqvist": (under("sud", Holds.RENEWAL_SOON),),
            "Luis Ortega": (under("sud", Holds.INACTIVE),),
            "Nell Haines": (under("sud"), under("ca")),
            "Ty Brandt": (under("sud", Holds.APPLIED),),
        }
    },
    "kestrel-bay": {
        "Nadia Kvasnikoff": {
            "Aggie Tunuchuk": (under("ak"),),
            "Lars Nygaard": (under("ak"),),
            "Malia Sefo": (under("ak", Holds.RENEWAL_SOON),),
            "Pete Oskolkoff": (under("ak", Holds.LAPSED),),
            "June Wassillie": (under("ak"),),
        }
    },
    "juniper-crossing": {
        "Maren Ashby": {
            "Tamsin Hale": (under("juniper"),),
            "Rafael Quist": (under("juniper"), under("nm")),
            "Noor-Jahan Aziz": (under("juniper", Holds.RENEWAL_SOON),),
            "Beckett Lowe": (under("juniper", Holds.APPLIED),),
            "Sunniva Roth": (under("juniper"),),
        }
    },
}

PERSONS: Final = (
    DemoPerson("Rosa", "mesa-abierta", has_account=True),
    DemoPerson("Eusebio", "mesa-abierta", "es", has_account=True),
    DemoPerson("Mr. Whitehorse", "mesa-abierta", "nv"),
    DemoPerson("Jules", "mesa-abierta"),
    DemoPerson("Nana Bea", "mesa-abierta"),
    DemoPerson("Little Joe", "two-rivers"),
    DemoPerson("Delphine", "two-rivers", has_account=True),
    DemoPerson("Cruz", "two-rivers", "es"),
    DemoPerson("Miss Opal", "poplar-bend", has_account=True),
    DemoPerson("T. J.", "poplar-bend"),
    DemoPerson("Hollis", "poplar-bend"),
    DemoPerson("Lupita", "larkspur", "es", has_account=True),
    DemoPerson("Mrs. Xiong", "larkspur", "hmn"),
    DemoPerson("Avi", "larkspur"),
    DemoPerson("Teo", "manzanita", "es", has_account=True),
    DemoPerson("Mei Lin", "manzanita"),
    DemoPerson("Renée", "manzanita", has_account=True),
    DemoPerson("Buck", "manzanita"),
    DemoPerson("Nuka", "kestrel-bay", has_account=True),
    DemoPerson("Auntie Vi", "kestrel-bay", "esu"),
    DemoPerson("Ansel", "juniper-crossing", has_account=True),
    DemoPerson("Fig", "juniper-crossing"),
    DemoPerson("Mama Odile", "juniper-crossing"),
)
