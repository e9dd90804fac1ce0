"""What the product does about a clause, as its page tells it: before, at the moment, after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy

from alongside.rulebook.addresses import ask_address, page_of, with_query
from alongside.rulebook.prompts import prompts_at
from alongside.rulebook.reflecting import language_now, question_of
from alongside.rulebook.serving import Service, When, services_of
from canon.act import Source, Vocabulary
from canon.code import Clause, Control
from canon.prompt import At

_AT_HOME: Final = {
    "practice": gettext_lazy("Contacts, goals, agreements and closures"),
    "supervision": gettext_lazy("Supervision sessions, staffing and support"),
    "caseload": gettext_lazy("Assignments, cover and stepping back"),
    "safety": gettext_lazy("Reports of abuse, threats and incidents"),
    "consent": gettext_lazy("Releases, and the one gate for what is shared"),
    "portal": gettext_lazy("What the person served sees and decides"),
    "credentials": gettext_lazy("Applications, signing, certificates and renewal"),
    "instruments": gettext_lazy("Surveys"),
    "learning": gettext_lazy("Courses and continuing education"),
    "complaints": gettext_lazy("Complaints, inquiries, findings and appeals"),
    "registry": gettext_lazy("The public register"),
}

_NOW: Final = {
    "applications": gettext_lazy(
        "An application is sent only as true and one’s own, and granted on verified claims by two people"
    ),
    "billing": gettext_lazy("Billed once, as it was, with its signed note; what is held says why and what to do"),
    "groups": gettext_lazy("Each who came has a record of their own, where nobody else is named"),
    "people": gettext_lazy("A record is fetched only for who may see it"),
    "caseload": gettext_lazy(
        "A record opens only to who supports them, and each look is on record; a no costs nothing, and stepping back holds at once"
    ),
    "consent": gettext_lazy(
        "A release says what may be told to whom and ends at one tap; every telling is asked first and stands in a ledger"
    ),
    "declarations": gettext_lazy(
        "Declared before it happens, which asks this clause first, or after, which is always written; decided by the supervisor"
    ),
    "goals": gettext_lazy("Kept in the person’s own words, and theirs to change"),
    "practice": gettext_lazy(
        "Planned as the code lets, always written once it took place, and held from billing where a clause objects"
    ),
    "supervision": gettext_lazy("Sessions are counted as each code asks, and a shortfall shows before the month ends"),
    "wellness": gettext_lazy("A plan that nobody else can open"),
    "credentials": gettext_lazy("A certificate is entered by its board alone, and bound to its holder’s account"),
    "badges": gettext_lazy("A certificate’s file is signed only while it is in force, and handed to its holder alone"),
    "rulebook": gettext_lazy("The edition in force on the day of the act decides"),
    "attestation": gettext_lazy("Read section by section, affirmed, and signed with the exact edition and document"),
    "instruments": gettext_lazy("The code is asked before a survey or assessment is given, and it is answered unseen"),
    "learning": gettext_lazy("Hours are logged with evidence and counted by topic, and what is missing stands first"),
    "renewals": gettext_lazy("Told to the board in time or late, with its clock; nobody else sees it"),
    "resources": gettext_lazy("What is passed on stands in a directory, with its source and who checked it when"),
    "wording": gettext_lazy(
        "Better words stand beside what is written; demeaning ones are stopped where a code bars them"
    ),
}


_PROMPTED: Final = {
    At.NOTE: ("pen", gettext_lazy("At the moment: asked quietly beside a note")),
    At.STORY: ("pen", gettext_lazy("At the moment: asked quietly where a story was shared")),
    At.OPTIONS: ("pen", gettext_lazy("At the moment: asked quietly beside options and choices")),
    At.ALSO_THERE: ("pen", gettext_lazy("At the moment: asked quietly where somebody else was there")),
    At.PLACE: ("home", gettext_lazy("At the moment: asked quietly beside the place to meet")),
    At.TEAM: ("team", gettext_lazy("At the moment: asked quietly where you write for coworkers")),
    At.GOAL: ("flag", gettext_lazy("At the moment: said quietly where a goal is written")),
    At.SURVEY: ("figures", gettext_lazy("After: asked in a survey that people answer unseen")),
    At.WORKPLACE: ("figures", gettext_lazy("After: asked of everybody who works there, and answered unseen")),
    At.ADVOCACY: ("share", gettext_lazy("After: written down where somebody spoke up")),
    At.CONCERN: ("talk", gettext_lazy("At the moment: said where a concern is raised")),
    At.CONVICTION: ("pen", gettext_lazy("After: told to the board, which looks into it")),
    At.PLAIN_WORDS: ("pen", gettext_lazy("At the moment: plainer words stand beside a note")),
    At.LIMITS: ("board", gettext_lazy("Before: a page of your own training, and where it ends")),
    At.DECIDING: ("me", gettext_lazy("At the moment: said where a choice of the person is marked")),
    At.GOAL_AREA: ("flag", gettext_lazy("At the moment: a kind of goal that people may choose")),
}
"""Icon and title of a prompt, by where it stands."""


@dataclass(frozen=True)
class Doing:
    """One row: an icon, what is done, how, and where to go. `is_later`: it is planned and not there yet."""

    icon: str
    title: str
    note: str
    url: str = ""
    is_later: bool = False
    lang: str = ""


def doings_of(clause: Clause, vocabulary: Vocabulary) -> list[Doing]:
    """The rows of a clause's page, in the order things happen."""
    return [row for service in services_of(clause) for row in _rows(service, clause, vocabulary)]


def _rows(service: Service, clause: Clause, vocabulary: Vocabulary) -> Iterator[Doing]:
    if service.at is not None:
        yield from _prompts(service, service.at, clause)
    elif service.app == "today":
        yield _question(service.subject, vocabulary)
    elif service.when is When.READING and service.app == "declarations":
        note = _("It stands beside the form, with a way to talk it over with your supervisor.")
        yield Doing("talk", _("To think over, where such a thing is declared"), note, page_of(service.app, clause.code))
    elif service.when is When.READING:
        yield Doing("heart", _("Always here to read"), _("It is shown, and never decides what you may do."))
    elif service.app == "canon":
        yield Doing(
            "clock", _("Its clock is worked out from dated events"), _("Status, last day, and what is missing.")
        )
    elif service.is_now:
        yield Doing(
            "lock",
            str(_NOW[service.app]),
            _("This holds today, whatever page or program asks."),
            page_of(service.app, clause.code),
        )
    else:
        yield _later(service, clause)


def _prompts(service: Service, at: At, clause: Clause) -> Iterator[Doing]:
    """The words that stand somewhere beside the clause, as they are said there."""
    page = page_of(service.app, clause.code)
    if at is At.REFLECTION:
        url = with_query(page, clause=clause.id) if page else ""
        yield Doing("heart", _("A question to think about, yours alone"), question_of(clause), url)
        return
    icon, title = _PROMPTED[at]
    for prompt in prompts_at([clause.id], at):
        yield Doing(icon, str(title), prompt.say(language_now()), page)


def _question(act_name: str, vocabulary: Vocabulary) -> Doing:
    act = vocabulary.acts[act_name]
    asked = [fact.label for fact in act.facts if fact.source is Source.WORKER]
    note = _("Asks about: %(facts)s.") % {"facts": ", ".join(label[:1].lower() + label[1:] for label in asked[:6])}
    return Doing("ask", _("Before: answers “%(may)s”") % {"may": act.may}, note if asked else "", ask_address(act_name))


def _later(service: Service, clause: Clause) -> Doing:
    where = str(_AT_HOME.get(service.app, service.app))
    match clause.control:
        case Control.GATE | Control.RIGHT | Control.ATTEST | Control.GUIDE:
            title = _("At the moment: the button that asks this clause first")
        case Control.RECORD | Control.DUTY:
            title = _("After: kept on record, and counted")
        case Control.CASE:
            title = _("After: a matter for a complaint, decided by people")
    icon = "stop" if service.when is When.MOMENT else "pen"
    return Doing(icon, title, _("Not built yet. It belongs to: %(where)s.") % {"where": where}, is_later=True)
