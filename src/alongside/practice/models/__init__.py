"""Contacts, notes, promises, what was told and agreed, service hours, closings. Words that people write are sealed.

Moments are aware; the day of a contact is the day on which it began in the agency's zone.
"""

from alongside.practice.models.agency import AgencyScope, Disposal
from alongside.practice.models.between import (
    Agreement,
    Closing,
    ClosingWords,
    Fee,
    HeardToo,
    Promise,
    ServiceHours,
    Told,
)
from alongside.practice.models.contacts import (
    A_LITTLE,
    Amendment,
    Contact,
    Draft,
    HelpGiven,
    Hold,
    How,
    NaloxoneTold,
    Note,
    OtherParty,
    Reached,
    ResourceGiven,
    WithWhom,
)

__all__ = [
    "A_LITTLE",
    "AgencyScope",
    "Agreement",
    "Amendment",
    "Closing",
    "ClosingWords",
    "Contact",
    "Disposal",
    "Draft",
    "Fee",
    "HeardToo",
    "HelpGiven",
    "Hold",
    "How",
    "NaloxoneTold",
    "Note",
    "OtherParty",
    "Promise",
    "Reached",
    "ResourceGiven",
    "ServiceHours",
    "Told",
    "WithWhom",
]
