"""A worker's week as data: what a clause of each code speaks against in every group of pages, or that none of it does.

`WEEK` is walked in a real browser (tests/browser/test_week.py), by the actions and the command
(tests/alongside/cli/test_same_rulings.py), and held against the code files (tests/codes/test_the_week.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "nm": "nm-cpsw",
    "nc": "nc-cpss",
    "ca": "ca-mcpss",
    "sud": "sud-cprss",
    "ak": "ak-psp",
}
"""Code -> its file in codes/."""


class Group(StrEnum):
    """What a worker does in a week, in the order in which it comes."""

    ASSIGNMENT = "people and assignments"
    BEFORE_SERVICE = "before first service"
    CONTACT = "contacts"
    RELEASE = "releases"
    INSTRUMENT = "goals and instruments"
    DECLARATION = "declarations"
    SUPERVISION = "supervision"
    ENDING = "endings"


ANYTHING: Final = ""
ASKED: Final[Mapping[Group, Mapping[str, str]]] = {
    Group.ASSIGNMENT: {"accept-assignment": "tie.", "refuse-assignment": ANYTHING, "step-back": ANYTHING},
    Group.BEFORE_SERVICE: {"charge-fee": ANYTHING, "share-in-team": "person.knows_team_sharing"},
    Group.CONTACT: {
        "provide-service": ANYTHING,
        "transport-person": ANYTHING,
        "help-with-medication": ANYTHING,
        "give-clinical-opinion": ANYTHING,
        "use-contact-information": ANYTHING,
    },
    Group.RELEASE: {"disclose-information": "release.", "make-appointment": "release."},
    Group.INSTRUMENT: {"assess": ANYTHING, "write-text": ANYTHING},
    Group.DECLARATION: {"accept-gift": ANYTHING, "give-gift": ANYTHING, "lend": ANYTHING, "sponsor-person": ANYTHING},
    Group.SUPERVISION: {
        "accept-assignment": "supervisor.",
        "provide-service": "supervisor.",
        "close-case": "supervisor.",
    },
    Group.ENDING: {"close-case": "ending.", "end-service": ANYTHING},
}
"""Group -> the acts its pages ask about -> what such a rule rests on there: a fact that begins so."""


@dataclass(frozen=True)
class Spoken:
    """A clause that speaks against an act of the week.

    answer: of the code's rule; door: the page where it is met, as the walks name it; how: what is done there
    """

    code: str
    group: Group
    act: str
    clause: str
    answer: str
    door: str
    how: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.code, self.door, self.how.replace(" ", "_"))))


def _of(code: str, *rows: tuple[Group, str, str, str, str, str]) -> tuple[Spoken, ...]:
    return tuple(Spoken(code, group, act, clause, answer, door, how) for group, act, clause, answer, door, how in rows)


WEEK: Final = (
    *_of(
        "nm",
        (Group.ASSIGNMENT, "accept-assignment", "nm.integrity.2", "prohibited", "answer", "friends"),
        (Group.CONTACT, "provide-service", "nm.competence.2", "prohibited", "note", "beyond my role"),
        (Group.CONTACT, "transport-person", "nm.safety.1", "prohibited", "plan", "In my own car"),
        (Group.CONTACT, "help-with-medication", "nm.role.6", "prohibited", "plan", "Picking up a prescription"),
        (Group.CONTACT, "give-clinical-opinion", "nm.role.6b", "prohibited", "plan", "On a prescription"),
        (Group.RELEASE, "disclose-information", "nm.confidentiality.3", "prohibited", "plan with", ""),
        (Group.INSTRUMENT, "assess", "nm.role.5a", "prohibited", "give", ""),
        (Group.DECLARATION, "accept-gift", "nm.integrity.3", "prohibited", "declare", "gift-to-me"),
        (Group.SUPERVISION, "close-case", "nm.role.8b", "refer", "close", "met"),
        (Group.ENDING, "close-case", "nm.role.8", "prohibited", "close", "silence"),
        (Group.ENDING, "end-service", "nm.nondiscrimination.1", "prohibited", "close", "who they are"),
    ),
    *_of(
        "nc",
        (Group.ASSIGNMENT, "accept-assignment", "nc.6.3", "prohibited", "answer", "sexual"),
        (Group.BEFORE_SERVICE, "charge-fee", "nc.4.4", "prohibited", "declare", "payment"),
        (Group.CONTACT, "provide-service", "nc.2.6", "prohibited", "plan", "at night"),
        (Group.CONTACT, "provide-service", "nc.2.4", "prohibited", "plan", "my own home"),
        (Group.CONTACT, "give-clinical-opinion", "nc.2.7a", "prohibited", "plan", "On a diagnosis"),
        (Group.RELEASE, "disclose-information", "nc.3.2", "prohibited", "plan with", ""),
        (Group.INSTRUMENT, "assess", "nc.2.7", "prohibited", "give", ""),
        (Group.DECLARATION, "lend", "nc.4.3", "prohibited", "declare", "lend"),
        (Group.SUPERVISION, "accept-assignment", "nc.4.6", "refer", "answer", "other tie"),
        (Group.SUPERVISION, "accept-assignment", "nc.4.6", "prohibited", "answer again", "other tie"),
        (Group.ENDING, "end-service", "nc.2.3", "prohibited", "close", "who they are"),
    ),
    *_of(
        "ca",
        (Group.ASSIGNMENT, "accept-assignment", "ca.safety.2", "prohibited", "answer", "romance"),
        (Group.BEFORE_SERVICE, "charge-fee", "ca.integrity.7", "prohibited", "declare", "payment"),
        (Group.CONTACT, "provide-service", "ca.integrity.12", "prohibited", "note", "alcohol"),
        (Group.CONTACT, "give-clinical-opinion", "ca.authenticity.5", "prohibited", "plan", "On a prescription"),
        (Group.RELEASE, "disclose-information", "ca.confidentiality.4", "prohibited", "plan with", ""),
        (Group.INSTRUMENT, "assess", "ca.authenticity.5", "prohibited", "give", ""),
        (Group.INSTRUMENT, "write-text", "ca.respect.12", "prohibited", "goal", "To be no junkie."),
        (Group.DECLARATION, "lend", "ca.integrity.7", "prohibited", "declare", "lend"),
        (Group.SUPERVISION, "accept-assignment", "ca.integrity.2", "refer", "answer", "other tie"),
        (Group.SUPERVISION, "accept-assignment", "ca.integrity.2", "prohibited", "answer again", "other tie"),
        (Group.ENDING, "end-service", "ca.cultural.4", "prohibited", "close", "who they are"),
    ),
    *_of(
        "sud",
        (Group.ASSIGNMENT, "accept-assignment", "sud.2.16", "prohibited", "answer", "sponsor"),
        (Group.BEFORE_SERVICE, "charge-fee", "sud.2.15", "prohibited", "declare", "payment"),
        (Group.CONTACT, "provide-service", "sud.3.22", "prohibited", "note", "not able"),
        (Group.CONTACT, "give-clinical-opinion", "sud.preamble.4", "prohibited", "plan", "On a prescription"),
        (Group.RELEASE, "disclose-information", "sud.1.10", "prohibited", "plan with", ""),
        (Group.INSTRUMENT, "assess", "sud.preamble.4", "prohibited", "give", ""),
        (Group.DECLARATION, "sponsor-person", "sud.2.16", "prohibited", "declare", "sponsorship"),
        (Group.SUPERVISION, "accept-assignment", "sud.2.14a", "refer", "answer", "other tie"),
        (Group.SUPERVISION, "accept-assignment", "sud.2.14a", "prohibited", "answer again", "other tie"),
        (Group.SUPERVISION, "provide-service", "sud.preamble.7", "prohibited", "plan alone", "no supervisor"),
    ),
    *_of(
        "ak",
        (Group.ASSIGNMENT, "accept-assignment", "ak.conflict.4", "prohibited", "answer", "sponsor"),
        (Group.CONTACT, "provide-service", "ak.conduct.4", "prohibited", "note", "impaired"),
        (Group.CONTACT, "use-contact-information", "ak.conduct.7", "refer", "plan", "by phone"),
        (Group.CONTACT, "give-clinical-opinion", "ak.intro.5", "prohibited", "plan", "On a diagnosis"),
        (Group.RELEASE, "disclose-information", "ak.rel.5", "prohibited", "plan with", ""),
        (Group.INSTRUMENT, "assess", "ak.intro.5", "prohibited", "give", ""),
        (Group.DECLARATION, "give-gift", "ak.conflict.3a", "prohibited", "declare", "gift-from-me"),
        (Group.SUPERVISION, "accept-assignment", "ak.conflict.1a", "refer", "answer", "other tie"),
        (Group.SUPERVISION, "accept-assignment", "ak.conflict.1a", "prohibited", "answer again", "other tie"),
        (Group.SUPERVISION, "provide-service", "ak.intro.6", "prohibited", "plan alone", "no supervisor"),
        (Group.ENDING, "end-service", "ak.rel.4", "prohibited", "close", "who they are"),
    ),
)

SILENT: Final = (
    ("nm", Group.BEFORE_SERVICE),
    ("ak", Group.BEFORE_SERVICE),
    ("sud", Group.ENDING),
)
"""Code and group where no clause can speak against anything: what it asks there is told, recorded or required."""


def week_of(code: str) -> tuple[Spoken, ...]:
    """What that code speaks against, in the order of the table."""
    return tuple(own for own in WEEK if own.code == code)
