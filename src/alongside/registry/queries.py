"""What the public pages show: ways in, the codes that can be read, one answer as an example."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from alongside.people.clock import today_in
from alongside.rulebook.queries import all_editions, vocabulary
from alongside.ui.amounts import money_words
from canon.code import Edition
from canon.judging import judge
from canon.ruling import Citation, Ruling
from canon.values import Stated


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
            _("Is this person certified today, or were they on that day?"),
            open_address("registry:check"),
        ),
        Door(
            "card",
            _("Apply for a certificate"),
            _("See what your board asks, and apply in as many sittings as you need."),
            open_address("applications:listed"),
        ),
    ]
    return sorted(ways, key=lambda door: not door.url)


#: The question that the start page puts to a code, as a worker would: a $30 gift card from somebody they serve.
_EXAMPLE_ACT: Final = "accept-gift"
_EXAMPLE_FACTS: Final[Mapping[str, Stated]] = {
    "person.served": "now",
    "gift.value": Decimal("30.00"),
    "gift.kind": "other",
}
_EXAMPLE_CODE: Final = "nm"


def codes_to_read() -> list[CodeToRead]:
    """The codes that can be read here, each with the number of its clauses, as in force today."""
    return [
        CodeToRead(
            slug=edition.id,
            place=gettext(edition.code.place),
            credential=edition.code.credential,
            clauses=len(edition.clauses),
            url=open_address("rulebook:code", code=edition.id),
        )
        for edition in all_editions(today_in(UTC))
    ]


def example_answer() -> ExampleAnswer | None:
    """One question, judged today under one code: New Mexico's, or the first that answers it. None where none does."""
    today = today_in(UTC)
    for edition in sorted(all_editions(today), key=lambda edition: edition.id != _EXAMPLE_CODE):
        ruling = judge(vocabulary().acts[_EXAMPLE_ACT], _EXAMPLE_FACTS, [edition], on=today)
        if ruling.decided_by:
            return _example(ruling, edition)
    return None


def _example(ruling: Ruling, edition: Edition) -> ExampleAnswer:
    cited = ruling.decided_by[0]
    return ExampleAnswer(
        question=_("“Rosa wants to give me a $30 gift card. May I accept it?”"),
        answer=ruling.answer.value,
        whose=gettext(edition.code.place),
        say=gettext(ruling.next[0]) if ruling.next else "",
        because=_because(ruling, cited, edition),
        clause=cited.clause,
        clause_url=open_address("rulebook:clause", clause=cited.clause),
    )


def _because(ruling: Ruling, cited: Citation, edition: Edition) -> str:
    """The reason in one sentence: the limit crossed, where the clause has one, else our words for the clause."""
    ceiling = cited.rule.params.get("ceiling")
    limit = ceiling.on(ruling.on).value if ceiling else None
    if not (cited.holds and isinstance(limit, Decimal)):
        return edition.clause(cited.clause).says
    amounts = {"worth": _round_money(_EXAMPLE_FACTS["gift.value"]), "ceiling": _round_money(limit)}
    return gettext("Because %(worth)s is over the %(ceiling)s that %(place)s allows.") % {
        **amounts,
        "place": gettext(edition.code.place),
    }


def _round_money(amount: Stated) -> str:
    """Dollars without idle cents: "$30"."""
    return money_words(str(amount)).removesuffix(".00")
