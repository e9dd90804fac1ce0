"""What the public pages show: ways in, the codes that can be read, one answer as an example."""

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Door:
    """A way in by who you are. Without an address it is closed, and its note says what to do today."""

    icon: str
    title: str | Promise
    note: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class CodeToRead:
    """A code of ethics as the start page lists it."""

    slug: str
    place: str | Promise
    credential: str
    clauses: int
    url: str


@dataclass(frozen=True, slots=True)
class ExampleAnswer:
    """One question and its ruling, as a worker under one code would get it.

    answer: name of an answer, e.g. "prohibited"
    whose: the code that answers, e.g. "New Mexico"
    clause, clause_url: the clause that decided
    """

    question: str | Promise
    answer: str
    whose: str | Promise
    say: str | Promise
    because: str | Promise
    clause: str
    clause_url: str


def open_address(name: str, **kwargs: str) -> str:
    """The address of a page by name, or "" where this installation does not have it."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def doors() -> list[Door]:
    """The ways in, those that lead somewhere first."""
    codes = open_address("rulebook:codes")
    sign_in = open_address("account_login")
    help_url = open_address("registry:help")
    ways = [
        Door(
            "walk",
            _("I am a peer worker"),
            _("Ask before you act, and get the clause with the answer."),
            open_address("today:ask"),
        ),
        Door(
            "heart",
            _("I receive peer support"),
            _("What the people who support me have promised to do, and not to do."),
            codes,
        ),
        Door(
            "board",
            _("I work for a board or agency"),
            _("Your code, its official text, your policies, and what is referred to you."),
            sign_in,
        ),
        Door(
            "ear",
            _("Something went wrong"),
            _("Who to call today. Telling a board here opens later."),
            f"{help_url}#wrong",
        ),
        Door(
            "verified",
            _("Check a certificate"),
            _("Not open yet. Until it is, the board that issued it can tell you."),
            "",
        ),
        Door(
            "card",
            _("Apply for a certificate"),
            _("Not open yet. Apply with your board; its code can be read here first."),
            "",
        ),
    ]
    return sorted(ways, key=lambda door: not door.url)


#: Code id -> (place, credential, clauses): what each board's document calls its credential.
_CODES: Final = {
    "nm": (_("New Mexico"), "Certified Peer Support Worker", 89),
    "nc": (_("North Carolina"), "Certified Peer Support Specialist", 69),
    "ca": (_("California"), "Medi-Cal Peer Support Specialist", 126),
    "sud": (_("California"), "CCAPP Recovery Support Specialist and Mentor", 44),
    "ak": (_("Alaska"), "Peer Support Professional", 57),
}


def codes_to_read() -> list[CodeToRead]:
    """The codes that can be read here, each with the number of its clauses."""
    return [
        CodeToRead(slug, place, credential, clauses, open_address("rulebook:code", code=slug))
        for slug, (place, credential, clauses) in _CODES.items()
    ]


def example_answer() -> ExampleAnswer:
    """One question answered under one code."""
    clause = "nm.integrity.3"
    return ExampleAnswer(
        question=_("“Rosa wants to give me a $30 gift card. May I accept it?”"),
        answer="prohibited",
        whose=_("New Mexico"),
        say=_("Hand it back with thanks, and let your supervisor know."),
        because=_("Because $30 is over the $25 that New Mexico allows."),
        clause=clause,
        clause_url=open_address("rulebook:clause", clause=clause),
    )
