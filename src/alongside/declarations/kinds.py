"""What there is to declare, as data: an act of the vocabulary, a few plain words, and which of its facts are asked at once.

A fact that is left out is asked only where the codes that bind the worker wait for it. A kind names no code and no clause:
what a code says of it, and what it wants put on record with it, is read from the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.caseload.ties import Said
from canon.values import Stated

Words = str | Promise
NOTHING: Final = Said()


@dataclass(frozen=True)
class Kind:
    """One kind of thing to declare.

    act: of acts.toml; asks: the facts asked at once; says: what choosing this kind states by itself
    names_someone: whether it concerns a person; takes_amount: whether a sum is asked that no fact holds
    tie: how the worker and the person know each other through it; stands: the tie is there already, whatever comes
    is_conflict: it is told to the supervisor in any case, and the codes' clocks for that run
    is_weighed: what it means to the person is put on record, where a code asks for that
    topics: of the clauses to think over beside it
    """

    id: str
    act: str
    icon: str
    title: Words
    example: Words
    asks: tuple[str, ...] = ()
    says: Mapping[str, Stated] = field(default_factory=dict)
    names_someone: bool = True
    takes_amount: bool = False
    tie: Said = NOTHING
    stands: bool = False
    is_conflict: bool = False
    is_weighed: bool = False
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Kinds that people look for together."""

    id: str
    title: Words
    kinds: tuple[Kind, ...]


NO_TIE: Final[Mapping[str, Stated]] = {"tie.is_other": False}
NO_BELIEFS: Final[Mapping[str, Stated]] = {**NO_TIE, "conflict.is_of_beliefs": False}
OTHER_TIE: Final = Said(is_other=True)
TIES: Final = ("tie.was_romantic", "tie.was_sexual", "tie.was_friendship", "tie.is_sponsor", "tie.is_other")
"""The facts of how two know each other."""

GROUPS: Final = (
    Group(
        "gifts",
        _("Gifts"),
        (
            Kind(
                "gift-to-me",
                "accept-gift",
                "heart",
                _("A gift to me"),
                _("A gift card, flowers, a meal somebody paid for"),
                asks=("gift.value", "gift.kind"),
                is_weighed=True,
                topics=("gifts",),
            ),
            Kind(
                "gift-from-me",
                "give-gift",
                "heart",
                _("A gift from me"),
                _("Clothes, a book for the group, something for a birthday"),
                asks=("gift.value", "gift.kind"),
                is_weighed=True,
                topics=("gifts",),
            ),
        ),
    ),
    Group(
        "money",
        _("Money and work"),
        (
            Kind(
                "lend",
                "lend",
                "share",
                _("I lend something"),
                _("Bus fare, a phone, a few dollars until Friday"),
                asks=("loan.value", "loan.is_money"),
                topics=("money",),
            ),
            Kind(
                "borrow",
                "borrow",
                "share",
                _("I borrow something"),
                _("Money, tools, a car"),
                asks=("loan.value", "loan.is_money"),
                topics=("money",),
            ),
            Kind(
                "payment",
                "charge-fee",
                "card",
                _("Somebody pays me"),
                _("Cash for a visit, a tip, a fee"),
                asks=("fee.is_to_worker", "fee.is_above_schedule"),
                takes_amount=True,
                topics=("fees",),
            ),
            Kind(
                "hire",
                "hire-person",
                "walk",
                _("I hire somebody"),
                _("Yard work, babysitting, a small repair"),
                asks=("person.is_served_by_agency",),
                tie=Said(is_business=True),
                topics=("relationships",),
            ),
            Kind(
                "own-practice",
                "start-private-practice",
                "flag",
                _("Peer support on my own account"),
                _("Seeing people outside an agency, for pay or not"),
                asks=("practice.is_private",),
                names_someone=False,
                topics=("fees",),
            ),
            Kind(
                "outside-role",
                "declare-conflict",
                "board",
                _("Work or a role outside"),
                _("A second job, a seat on a board, a family business"),
                asks=("conflict.exists",),
                says=NO_BELIEFS,
                names_someone=False,
                is_conflict=True,
                topics=("conflict",),
            ),
        ),
    ),
    Group(
        "ties",
        _("How I know somebody"),
        (
            Kind(
                "earlier-tie",
                "accept-assignment",
                "people",
                _("I know somebody from before"),
                _("An ex, an old friend, a former colleague"),
                asks=TIES,
                stands=True,
                is_conflict=True,
                topics=("relationships",),
            ),
            Kind(
                "second-tie",
                "keep-dual-relationship",
                "compare",
                _("A second tie to somebody I support"),
                _("We share a church, a landlord or a meeting"),
                asks=("tie.is_unavoidable", "tie.conflicts"),
                says={"tie.is_other": True},
                tie=OTHER_TIE,
                stands=True,
                is_conflict=True,
                topics=("relationships", "conflict"),
            ),
            Kind(
                "friendship",
                "start-personal-relationship",
                "people",
                _("A friendship"),
                _("Going out together, following each other online"),
                tie=Said(was_friendship=True),
                topics=("relationships",),
            ),
            Kind(
                "romance",
                "start-romantic-relationship",
                "heart",
                _("Romance or sex"),
                _("Also online and in writing. You are asked only what the codes need."),
                tie=Said(was_romantic=True),
                topics=("romance", "relationships"),
            ),
            Kind(
                "sponsorship",
                "sponsor-person",
                "walk",
                _("Sponsoring somebody"),
                _("In twelve-step or other recovery programs"),
                tie=Said(is_sponsor=True),
                topics=("relationships",),
            ),
        ),
    ),
    Group(
        "conflicts",
        _("What pulls at me"),
        (
            Kind(
                "conflict",
                "declare-conflict",
                "warning",
                _("A conflict of interest"),
                _("Or what might look like one"),
                says={**NO_BELIEFS, "conflict.exists": True},
                is_conflict=True,
                topics=("conflict",),
            ),
            Kind(
                "beliefs",
                "declare-conflict",
                "compare",
                _("What I want or believe pulls the other way"),
                _("My faith, my own way to recovery, my plans"),
                asks=("conflict.exists",),
                says={**NO_TIE, "conflict.is_of_beliefs": True},
                is_conflict=True,
                topics=("conflict",),
            ),
            Kind(
                "pressure",
                "declare-conflict",
                "stop",
                _("Somebody presses me"),
                _("To bill more, to look away, to push a person"),
                asks=("conflict.exists",),
                says=NO_BELIEFS,
                is_conflict=True,
                topics=("conflict",),
            ),
            Kind(
                "boundary",
                "declare-conflict",
                "talk",
                _("A boundary gets blurry"),
                _("Favorites, power struggles, calls at night"),
                asks=("conflict.exists",),
                says=NO_BELIEFS,
                is_conflict=True,
                topics=("relationships", "conflict"),
            ),
            Kind(
                "treated-differently",
                "treat-differently",
                "people",
                _("Treating somebody differently"),
                _("Turning somebody away, or giving less or more than to others"),
                asks=("reason.is_protected_ground",),
                topics=("nondiscrimination", "relationships"),
            ),
        ),
    ),
    Group(
        "public",
        _("What I say and promise"),
        (
            Kind(
                "public-statement",
                "make-public-statement",
                "talk",
                _("A public statement"),
                _("A post, an interview, a talk, a flyer"),
                asks=("statement.is_true", "claim.is_current"),
                names_someone=False,
                topics=("integrity",),
            ),
            Kind(
                "credit",
                "claim-credit",
                "pen",
                _("Credit for work"),
                _("A report, a study, an idea that others had a part in"),
                asks=("work.is_own",),
                names_someone=False,
                topics=("integrity",),
            ),
            Kind(
                "promise",
                "promise-benefit",
                "flag",
                _("A promise of something"),
                _("Housing, a benefit, a job"),
                asks=("promise.is_warranted",),
                topics=("exploitation",),
            ),
            Kind(
                "own-ends",
                "exploit-person",
                "warning",
                _("Using the relationship for myself"),
                _("Selling, recruiting, asking for a favor"),
                topics=("exploitation",),
            ),
        ),
    ),
)

_BY_ID: Final = {kind.id: kind for group in GROUPS for kind in group.kinds}
ACTS: Final = tuple(dict.fromkeys(kind.act for kind in _BY_ID.values()))
"""The acts that can be declared, each once."""

CONFLICTS: Final = tuple(kind.id for kind in _BY_ID.values() if kind.is_conflict)
GIFTS_TAKEN: Final = "gift-to-me"


def kinds() -> Iterator[Kind]:
    """Every kind, in the order people find them."""
    return iter(_BY_ID.values())


def kind_of(kind_id: str) -> Kind:
    """The kind of that id. Raises KeyError."""
    return _BY_ID[kind_id]


def title_of(kind_id: str) -> str:
    """What a kind is called; one that is no longer listed keeps its own name."""
    found = _BY_ID.get(kind_id)
    return str(found.title) if found is not None else kind_id.replace("-", " ")
