"""What in the product serves each clause, now or later. No Django here: commands and pages read the same table.

A clause is served before the act (the question answered), at the moment (a gate, a form, a page), or after it (a record,
a duty's clock, a complaint). What is not built yet is named with the app that will hold it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from alongside.rulebook.prompts import prompts_of
from canon.code import Clause, Control
from canon.prompt import At


class When(Enum):
    """When a clause is served, seen from the act it speaks of."""

    READING = "reading"
    BEFORE = "before"
    MOMENT = "moment"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Service:
    """One thing that serves a clause.

    app: who holds it, e.g. "today"
    what: a short name, e.g. "May I…?"; empty for what is still to come
    subject: the act or duty it is about, if any
    at: where its prompts stand, for what serves it with a prompt
    """

    when: When
    app: str
    what: str = ""
    subject: str = ""
    at: At | None = None

    @property
    def is_now(self) -> bool:
        return bool(self.what)

    @property
    def name(self) -> str:
        """`today: May I…? (accept-gift)`, or `later: declarations`."""
        if not self.is_now:
            return f"later: {self.app}"
        return f"{self.app}: {self.what}" + (f" ({self.subject})" if self.subject else "")


#: Access rule -> what keeps it today.
_ACCESS: Final = {
    "assigned-only": (
        Service(When.MOMENT, "people", "a record is fetched only within who may see it"),
        Service(When.MOMENT, "caseload", "a record opens on a ground, and every look is on record"),
    ),
    "verified-only": (
        Service(When.MOMENT, "credentials", "a certificate is entered by its board alone"),
        Service(When.MOMENT, "badges", "a certificate's file is signed only while it is in force"),
    ),
    "holder-bound": (
        Service(When.MOMENT, "credentials", "a certificate is bound to its holder's account"),
        Service(When.MOMENT, "badges", "a certificate's file is handed to its holder alone"),
    ),
    "edition-bound": (
        Service(When.MOMENT, "rulebook", "the edition in force on the day decides"),
        Service(When.MOMENT, "attestation", "what is signed is bound to the edition and its document"),
    ),
}

#: Topic -> the app where its button, form or clock stands.
_APP_OF_TOPIC: Final = {
    "advocacy": "practice",
    "assessment": "instruments",
    "attestation": "attestation",
    "certification": "credentials",
    "coercion": "practice",
    "commitments": "practice",
    "communication": "practice",
    "complaints": "complaints",
    "confidentiality": "consent",
    "conflict": "declarations",
    "consent": "consent",
    "continuity": "practice",
    "culture": "caseload",
    "disclosure": "consent",
    "documentation": "practice",
    "exploitation": "declarations",
    "family": "goals",
    "fees": "practice",
    "fraud": "billing",
    "gifts": "declarations",
    "goals": "goals",
    "harassment": "complaints",
    "informing": "practice",
    "integrity": "declarations",
    "language": "wording",
    "learning": "learning",
    "legal-action": "renewals",
    "medication": "practice",
    "misrepresentation": "applications",
    "money": "declarations",
    "mutuality": "practice",
    "nondiscrimination": "caseload",
    "policy": "practice",
    "practice": "practice",
    "recovery": "caseload",
    "relationships": "declarations",
    "reporting": "safety",
    "resources": "resources",
    "romance": "declarations",
    "safety": "safety",
    "sanctions": "complaints",
    "scope": "practice",
    "self-determination": "goals",
    "setting": "practice",
    "strengths": "goals",
    "supervision": "supervision",
    "transport": "practice",
    "values": "portal",
    "wellness": "goals",
    "worker-rights": "caseload",
}

#: Where a control has one home whatever the topic.
_APP_OF_CONTROL: Final = {Control.ATTEST: "attestation", Control.CASE: "complaints"}

#: Control and topic that stand elsewhere than the topic's other clauses.
_EXCEPTIONS: Final = {
    (Control.RIGHT, "confidentiality"): "consent",
    (Control.RIGHT, "recovery"): "caseload",
    (Control.RECORD, "recovery"): "wellness",
    (Control.DUTY, "sanctions"): "complaints",
    (Control.DUTY, "recovery"): "supervision",
    (Control.GATE, "fees"): "declarations",
}

#: App -> what it does today for the clauses that have their home there; an app that is missing here is still to come.
_BUILT: Final = {
    "applications": "each claim is verified at its source, and a second person decides",
    "attestation": "the edition in force is read, affirmed and signed",
    "billing": "billed once, as it was, with its signed note; what overlaps or no day can hold is held and explained",
    "caseload": "an offer asks the codes, a no costs nothing, stepping back holds at once and cover is found",
    "consent": "a release says what may be told to whom, ends at one tap, and every telling stands in a ledger",
    "credentials": "how a certificate stands is worked out from its record",
    "declarations": "declared before or after the fact, ruled on at once, decided by the supervisor",
    "goals": "kept in the person's own words, theirs to change",
    "instruments": "the code is asked before a survey or assessment is given, and it is answered unseen",
    "learning": "hours are logged and counted by topic",
    "practice": "planned as the codes let, always written once it took place, and held where a clause objects",
    "renewals": "it is told to the board, and its clock runs",
    "resources": "each entry has its source and who checked it when",
    "supervision": "sessions are counted as each code asks, and a shortfall shows before the month ends",
    "wellness": "a plan that nobody else can open",
    "wording": "demeaning words are stopped before signing",
}

#: A topic that nobody foresaw is written down where the day's work is.
ELSEWHERE: Final = "practice"


def services_of(clause: Clause) -> tuple[Service, ...]:
    """Everything that serves a clause, in the order it comes up: read, asked, at the moment, afterwards. Never empty."""
    return tuple(dict.fromkeys(_services(clause)))


def served_by(clause: Clause) -> tuple[str, ...]:
    """The names of what serves a clause, e.g. `("rulebook: reader",)`. Never empty."""
    return tuple(dict.fromkeys(service.name for service in services_of(clause)))


def home_of(clause: Clause) -> str:
    """The app where a clause's own button, form or clock stands or will stand; empty for what is only read."""
    if clause.control is Control.GUIDE:
        return ""
    return (
        _EXCEPTIONS.get((clause.control, clause.topic))
        or _APP_OF_CONTROL.get(clause.control)
        or _APP_OF_TOPIC.get(clause.topic, ELSEWHERE)
    )


APPLYING: Final = "apply-for-certification"

_ON_APPLYING: Final = (
    Service(When.MOMENT, "applications", "an application is sent only as true and one's own", APPLYING),
    Service(When.MOMENT, "applications", "a certificate is granted on verified claims alone, by two"),
)

#: Clauses that an application for a certificate asks for or affirms, beyond those that rule on sending one.
_IN_AN_APPLICATION: Final = {
    "ak.intro.1": Service(When.MOMENT, "applications", "eligibility is a statement on the application"),
    "nc.attest.3": Service(
        When.MOMENT, "applications", "affirmed when an application is sent, and a ground to deny it"
    ),
    "nm.integrity.6": Service(When.MOMENT, "applications", "a certificate is granted on verified claims alone, by two"),
}


def _prompted(when: When, app: str, what: str, *places: At) -> dict[At, Service]:
    return {at: Service(when, app, what, at=at) for at in places}


#: Where a prompt of a clause stands -> what that is.
_WITH_PROMPTS: Final = {
    **_prompted(When.READING, "reflection", "a question to think about", At.REFLECTION),
    **_prompted(When.MOMENT, "practice", "a quiet prompt beside a note", At.NOTE, At.STORY, At.OPTIONS, At.ALSO_THERE),
    **_prompted(When.MOMENT, "practice", "a quiet prompt beside a meeting place", At.PLACE),
    **_prompted(When.MOMENT, "practice", "a quiet prompt beside words for coworkers", At.TEAM),
    **_prompted(When.MOMENT, "goals", "a quiet prompt beside a goal", At.GOAL),
    **_prompted(When.MOMENT, "goals", "a kind of goal", At.GOAL_AREA),
    **_prompted(When.MOMENT, "goals", "what a person decides is marked by them, or as they said it", At.DECIDING),
    **_prompted(When.AFTER, "instruments", "a sentence of a survey answered unseen", At.SURVEY),
    **_prompted(When.AFTER, "instruments", "a sentence on work, answered unseen by those who work there", At.WORKPLACE),
    **_prompted(When.AFTER, "advocacy", "written down where somebody spoke up", At.ADVOCACY),
    **_prompted(When.MOMENT, "concerns", "a concern reaches who can put it right, with a clock", At.CONCERN),
    **_prompted(When.AFTER, "renewals", "a conviction is told to the board, which looks into it", At.CONVICTION),
    **_prompted(When.MOMENT, "wording", "plain words stand beside what is written", At.PLAIN_WORDS),
    **_prompted(When.READING, "today", "what one is trained for, and where it ends", At.LIMITS),
}

_WITHOUT_SIGNAL: Final = Service(
    When.MOMENT, "practice", "without signal what is written waits locked on the device, and is sent once"
)
#: Clauses to be read that a form also asks about.
_ASKED: Final = {
    "ca.mutuality.4": Service(When.AFTER, "groups", "a group's note asks who could speak, lead and decide"),
}

_TEAM: Final = Service(When.MOMENT, "consent", "who stands with a person, each with their yes")
_PLAN_SAID: Final = Service(
    When.MOMENT, "goals", "everybody on the team says something to the plan, and the person reads it"
)
_OTHERS: Final = Service(
    When.MOMENT, "practice", "a contact with somebody else needs a release, and says who was there"
)
_HEARD: Final = Service(When.MOMENT, "practice", "whoever hears that somebody wishes to end puts it down, and it holds")
_STAFFED: Final = Service(
    When.AFTER, "practice", "a file closes with what comes next, and with whether the person was part of the talk"
)
_TRIED: Final = Service(When.AFTER, "practice", "each day on which somebody was tried in vain is put on file")
_PLACES: Final = Service(When.AFTER, "practice", "a place given in a note is asked about by a promise")

#: Clauses that a part of the day's work serves besides the home of their topic.
_BESIDES_HOME: Final = {
    "nm.role.0": (_TEAM,),
    "nc.values.5": (_TEAM,),
    "ca.family.7": (_TEAM,),
    "sud.preamble.5": (_TEAM,),
    "ak.intro.5b": (_TEAM,),
    "nm.rights.5": (_TEAM, _PLAN_SAID),
    "nm.role.1": (_OTHERS,),
    "nm.role.2": (_OTHERS,),
    "nm.confidentiality.3": (_OTHERS,),
    "ca.advocacy.4": (_OTHERS, _STAFFED),
    "nm.continuation.3": (_STAFFED,),
    "nm.continuation.4": (_HEARD,),
    "sud.3.18a": (_HEARD,),
    "ak.rel.8a": (_HEARD,),
    "nm.role.8": (_TRIED,),
    "ca.person.6": (_PLACES,),
    "nm.safety.3": (Service(When.MOMENT, "practice", "asked for on the person's page until it is settled"),),
}

_BESIDE: Final = Service(When.MOMENT, "wording", "better words stand beside what is written")

#: Clauses of other topics that words can break as well.
_ALSO_WORDS: Final = frozenset({"ca.wellness.4"})


_TO_THINK_OVER: Final = Service(When.READING, "declarations", "to think over, where such a thing is declared")

#: Topics that something can be declared about: a clause of theirs that only guides stands beside the form.
_DECLARED: Final = frozenset(
    {"conflict", "exploitation", "fees", "gifts", "integrity", "money", "nondiscrimination", "relationships", "romance"}
)


def _applying(clause: Clause) -> Iterator[Service]:
    if any(APPLYING in rule.acts for rule in clause.rules):
        yield from _ON_APPLYING
    if clause.id in _IN_AN_APPLICATION:
        yield _IN_AN_APPLICATION[clause.id]


def _beside(clause: Clause) -> Iterator[Service]:
    """What stands beside a form or a note for clauses of its topic."""
    if clause.control is Control.GUIDE and (clause.topic == "language" or clause.id in _ALSO_WORDS):
        yield _BESIDE
    if clause.topic == "documentation" and clause.control is Control.DUTY:
        yield _WITHOUT_SIGNAL
    if clause.id in _ASKED:
        yield _ASKED[clause.id]
    if clause.control is Control.GUIDE and clause.topic in _DECLARED:
        yield _TO_THINK_OVER


def _services(clause: Clause) -> Iterator[Service]:
    if clause.control is Control.GUIDE:
        yield Service(When.READING, "rulebook", "reader")
        yield _WITH_PROMPTS[At.REFLECTION]
    for act in dict.fromkeys(act for rule in clause.rules for act in rule.acts):
        yield Service(When.BEFORE, "today", "May I…?", act)
    for prompt in prompts_of(clause.id):
        if prompt.at in _WITH_PROMPTS:
            yield _WITH_PROMPTS[prompt.at]
    yield from _ACCESS.get(clause.access, ())
    yield from _applying(clause)
    for duty in clause.duties:
        yield Service(When.AFTER, "canon", "duty", duty.id)
    yield from _beside(clause)
    yield from _BESIDES_HOME.get(clause.id, ())
    home = home_of(clause)
    if home and not (home == "applications" and any(_applying(clause))):  # there already, in the application itself
        yield Service(_WHEN_AT_HOME[clause.control], home, _BUILT.get(home, ""))


_WHEN_AT_HOME: Final = {
    Control.GUIDE: When.READING,
    Control.GATE: When.MOMENT,
    Control.RIGHT: When.MOMENT,
    Control.ATTEST: When.MOMENT,
    Control.RECORD: When.AFTER,
    Control.DUTY: When.AFTER,
    Control.CASE: When.AFTER,
}
