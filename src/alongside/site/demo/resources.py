"""The directories of two agencies of the demo state. Every place is invented; telephone numbers are those set aside for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Agency
from alongside.resources.flagging import say_it_is_wrong
from alongside.resources.keeping import add_resource, change_resource, check_resource, end_resource
from alongside.resources.models import Kind, Resource
from alongside.resources.telling import Told


@dataclass(frozen=True)
class Entered:
    """A resource, how many days ago it was entered and by whom, and what came after."""

    told: Told
    ago: int
    by: str
    checks: Mapping[int, str] = field(default_factory=dict)
    """Days ago -> who looked."""
    phone_then: str = ""
    """The number it had at first; a keeper changed it ten days before the last check."""
    said_wrong: str = ""
    ended: bool = False


_LUCIA, _AMIRA, _DANA, _HANK = "Lucía Montaño", "Amira Haddad", "Dana Ruiz", "Hank Begaye"
_PALOMA, _XOCHITL = "Paloma Reyes", "Xochitl Amaya"

DIRECTORIES: Final[Mapping[str, Sequence[Entered]]] = {
    "mesa-abierta": (
        Entered(
            Told(
                "Piñon House", "A bed for the night, dinner and a locker. Couples and dogs are welcome.",
                (Kind.HOUSING, Kind.FOOD), "A call with the night desk",
                "Cama para la noche, cena y un casillero. Aceptan parejas y perros.", "English, Spanish", "Mesa County",
                "505-555-0114", "", "214 Piñon Street", "Every day from 5 pm", "Free", "Step-free; bus 4 stops outside",
            ),
            210, _LUCIA, {92: _DANA, 12: _DANA}, "505-555-0199",
        ),
        Entered(
            Told(
                "Mesa County Health Office", "Naloxone kits and five minutes of showing how. No name is asked.",
                (Kind.NALOXONE, Kind.HEALTH), "Their web page, and a visit",
                "Kits de naloxona y cinco minutos para mostrar cómo se usa. No piden el nombre.", "English, Spanish",
                "Mesa County", "505-555-0120", "https://example.org/mesa-health", "12 Plaza Way", "Weekdays 8 to 5", "Free",
                "Step-free; interpreter by phone",
            ),
            160, _AMIRA, {33: _HANK},
        ),
        Entered(
            Told(
                "Mesa Food Shelf", "Groceries for a week. Nobody asks for papers.", (Kind.FOOD, Kind.FAMILIES),
                "A call with the shelf", "Comida para una semana. Nadie pide papeles.", "English, Spanish, Diné",
                "Mesa County", "505-555-0131", "", "88 Acequia Road", "Tuesdays and Fridays 10 to 2", "Free", "",
            ),
            400, _LUCIA, {214: _HANK},
        ),
        Entered(
            Told(
                "Open Door Recovery Meeting", "People in recovery meet, whatever their way. Coffee is there.",
                (Kind.PEERS,), "Marisol, who goes there", "", "English", "Mesa Abierta", "", "", "Library, small room",
                "Mondays and Thursdays 7 pm", "Free", "Step-free",
            ),
            75, _AMIRA, {3: "Marisol Trujillo"},
        ),
        Entered(
            Told(
                "Family Circle", "For parents, partners and caregivers of somebody in recovery. Children can come.",
                (Kind.FAMILIES, Kind.PEERS), "A call with whoever leads it",
                "Para madres, padres, parejas y cuidadores de alguien en recuperación. Pueden venir niños.", "Spanish, English",
                "Mesa Abierta", "505-555-0142", "", "", "First Saturday 10 am", "Free", "",
            ),
            120, _LUCIA, {120: _LUCIA},
        ),
        Entered(
            Told(
                "Benefits desk of the county", "Help with SNAP, Medicaid and disability forms, one to one.",
                (Kind.BENEFITS, Kind.HEALTH), "Their web page", "", "English, Spanish", "Mesa County", "505-555-0150",
                "https://example.org/benefits", "12 Plaza Way, second floor", "Weekdays 9 to 12", "Free",
                "Elevator; quiet room if you ask",
            ),
            260, _LUCIA, {190: "Odette Fontaine"}, said_wrong="They only see people with an appointment since the summer.",
        ),
        Entered(
            Told(
                "Second Start Works", "Help with résumés, and employers who hire people with a record.",
                (Kind.EMPLOYMENT, Kind.LEGAL), "A visit", "", "English", "Two Rivers and Mesa", "505-555-0163", "", "",
                "Wednesdays 1 to 5", "Free", "",
            ),
            58, _AMIRA, {58: _AMIRA},
        ),
        Entered(
            Told("Dial-a-Lift", "Rides to appointments, asked for a day before.", (Kind.TRANSPORT,), "A call", phone="505-555-0171"),
            500, _LUCIA, {300: _LUCIA}, ended=True,
        ),
    ),
    "larkspur": (
        Entered(
            Told(
                "Larkspur Family Resource Center", "Help for parents and caregivers: groups, forms, child care while you meet.",
                (Kind.FAMILIES, Kind.BENEFITS), "A visit", "Ayuda para familias y cuidadores: grupos, trámites, cuidado de niños.",
                "English, Spanish, Hmong", "Larkspur", "530-555-0110", "", "5 Mill Street", "Weekdays 9 to 6", "Free", "",
            ),
            140, _PALOMA, {21: _XOCHITL},
        ),
        Entered(
            Told(
                "North Valley Jobs", "A job coach, work clothes and help with the first week.", (Kind.EMPLOYMENT,),
                "Their web page", "", "English, Spanish", "North Valley", "530-555-0122", "https://example.org/jobs", "", "", "Free", "",
            ),
            200, _PALOMA, {200: _PALOMA},
        ),
    ),
    "two-rivers": (
        Entered(
            Told("Two Rivers Shelter", "Beds for families and for people on their own.", (Kind.HOUSING, Kind.FAMILIES), "A call",
                 "Camas para familias y para quien viene sin compañía.", "English, Spanish", "Two Rivers", "505-555-0181"),
            80, "Grace Tsosie", {14: "Alma Nakai"},
        ),
    ),
    "poplar-bend": (
        Entered(
            Told("Bend Harm Reduction", "Naloxone, test strips and somebody to talk to.", (Kind.NALOXONE, Kind.PEERS), "A visit",
                 area="Poplar Bend", phone="828-555-0112", hours="Afternoons", cost="Free"),
            95, "Curtis Redfern", {20: "Calvin Oxendine"},
        ),
    ),
    "manzanita": (
        Entered(
            Told("Manzanita Alano Club", "Meetings from six in the morning. Newcomers get a phone list.", (Kind.PEERS,), "Jo, who goes there",
                 area="Manzanita", phone="916-555-0133", cost="Free"),
            110, "Ines Duarte", {35: "Jo Alvarez"},
        ),
    ),
    "kestrel-bay": (
        Entered(
            Told("Kestrel Bay Food Bank", "Groceries, and salmon when there is some.", (Kind.FOOD,), "A call", area="Kestrel Bay",
                 phone="907-555-0144", hours="Wednesdays", cost="Free"),
            70, "Nadia Kvasnikoff", {10: "Aggie Tunuchuk"},
        ),
    ),
    "juniper-crossing": (
        Entered(
            Told("Crossing Legal Aid", "Help with record sealing and housing letters.", (Kind.LEGAL, Kind.HOUSING), "Their web page",
                 area="Juniper Crossing", web="https://example.org/legal-aid", cost="Free"),
            66, "Ivo Castellan", {30: "Tamsin Hale"},
        ),
    ),
}  # fmt: skip


def fill_directories(agencies: Mapping[str, Agency], users: Mapping[str, User], today: date) -> None:
    """Enter what the agencies know, on the days they came to know it."""
    for slug, rows in DIRECTORIES.items():
        for row in rows:
            _enter(agencies[slug], row, users, today)


def _enter(agency: Agency, row: Entered, users: Mapping[str, User], today: date) -> None:
    def at(ago: int, hour: int = 10) -> datetime:
        return datetime.combine(today - timedelta(days=ago), time(hour), tzinfo=agency.time_zone)

    keeper = users[row.by]
    first = Told(
        **{**{name: getattr(row.told, name) for name in Told.__slots__}, "phone": row.phone_then or row.told.phone}
    )
    with clock.standing_at(at(row.ago)):
        resource = add_resource(agency=agency, told=first, checked_on=today - timedelta(days=row.ago), by=keeper)
    if row.phone_then:
        ago = min(row.checks) + 10
        with clock.standing_at(at(ago)):
            change_resource(resource=resource, told=row.told, checked_on=today - timedelta(days=ago), seen=1, by=keeper)
    for ago, name in sorted(row.checks.items(), reverse=True):
        if ago < row.ago:
            with clock.standing_at(at(ago, 15)):
                check_resource(resource=resource, by=users[name])
    _after(resource, row, users, at(9), at(40))


def _after(resource: Resource, row: Entered, users: Mapping[str, User], said: datetime, ended: datetime) -> None:
    if row.said_wrong:
        with clock.standing_at(said):
            say_it_is_wrong(resource=resource, words=row.said_wrong, by=users[_DANA])
    if row.ended:
        with clock.standing_at(ended):
            end_resource(resource=resource, by=users[row.by])
