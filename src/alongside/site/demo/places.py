"""The boards and agencies of the demo state. Every one is invented, and says so by its name or its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class DemoBoard:
    """A board that keeps one code. `code` is also its slug."""

    code: str
    place: str
    zone: str
    called: str = ""

    @property
    def name(self) -> str:
        return f"Demo board for {self.called or self.place}"


@dataclass(frozen=True)
class DemoAgency:
    """An agency, with what its policy says: months ago that it began -> what it speaks of -> the value.

    A matter is a policy fact, or a clause and its parameter with a space between.
    """

    slug: str
    name: str
    place: str
    zone: str
    policies: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


BOARDS: Final = (
    DemoBoard("nm", "New Mexico", "America/Denver"),
    DemoBoard("nc", "North Carolina", "America/New_York"),
    DemoBoard("ca", "California", "America/Los_Angeles", "California, Medi-Cal"),
    DemoBoard("sud", "California SUD", "America/Los_Angeles", "California, recovery"),
    DemoBoard("ak", "Alaska", "America/Anchorage"),
    DemoBoard("juniper", "Juniper State", "America/Denver"),
)

AGENCIES: Final = (
    DemoAgency(
        "mesa-abierta",
        "Mesa Abierta Peer Center",
        "Mesa Abierta",
        "America/Denver",
        {
            20: {"policy.service": "on-file", "policy.contact_use": "allowed"},
            8: {"policy.gifts": "allowed", "nm.role.9a within": "3 days"},
        },
    ),
    DemoAgency(
        "two-rivers",
        "Two Rivers Wellness House",
        "Two Rivers",
        "America/Denver",
        {
            14: {"policy.service": "on-file", "policy.gifts": "refused", "policy.transport": "refused"},
            5: {"nm.integrity.3 ceiling": "10.00 USD"},
        },
    ),
    DemoAgency(
        "poplar-bend",
        "Poplar Bend Peer Network",
        "Poplar Bend",
        "America/New_York",
        {
            18: {"policy.service": "on-file", "policy.transport": "allowed", "policy.loans": "refused"},
            10: {"policy.gifts": "refused"},
            2: {"policy.gifts": "allowed"},
        },
    ),
    DemoAgency(
        "larkspur",
        "Larkspur Community Health",
        "Larkspur",
        "America/Los_Angeles",
        {
            16: {"policy.service": "on-file", "policy.contact_use": "refused", "policy.disposal": "refused"},
            6: {"policy.gifts": "refused"},
        },
    ),
    DemoAgency(
        "manzanita",
        "Manzanita Recovery Center",
        "Manzanita",
        "America/Los_Angeles",
        {
            22: {"policy.service": "on-file", "policy.transport": "allowed"},
            9: {"policy.contact_use": "allowed"},
        },
    ),
    DemoAgency("kestrel-bay", "Kestrel Bay Peer Services", "Kestrel Bay", "America/Anchorage"),
    DemoAgency(
        "juniper-crossing",
        "Juniper Crossing Peer House",
        "Juniper Crossing",
        "America/Denver",
        {
            12: {"policy.service": "on-file", "policy.transport": "allowed", "policy.loans": "allowed"},
            3: {"juniper.ties.1 ceiling": "35.00 USD", "policy.gifts": "allowed"},
        },
    ),
)
