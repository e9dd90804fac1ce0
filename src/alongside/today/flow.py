"""From the answers so far to the next page: which codes, which question, or the ruling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.people.queries import supervisor_of
from alongside.people.viewer import SignedInRequest
from alongside.rulings import words
from alongside.rulings.answers import SKIP, as_typed
from alongside.rulings.asking import Asked, ask_ruling
from alongside.rulings.links import Cite, cite
from alongside.rulings.register import codes_binding
from alongside.rulings.showing import Reader, RestsOn, fact_row, headings_of
from alongside.rulings.telling import told_facts
from alongside.today.sheet import Sheet
from canon.act import Act, Fact, FactType
from canon.explaining import Question, next_question
from canon.judging import judge_live
from canon.values import Stated


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. A stranger has neither account nor worker; someone signed in may be no worker where they are now."""

    user: User | None
    worker: Worker | None
    today: date

    def binding(self) -> frozenset[str]:
        """The codes that bind them on record."""
        return codes_binding(self.worker, self.today)[0] if self.worker else frozenset()

    def supervisor(self) -> str:
        """Whom they can send a question to, by name; empty where nobody is on record, or only they themself."""
        found = supervisor_of(self.worker, self.today) if self.worker else None
        return found.first_name_or_name if found is not None and found != self.user else ""

    def reader(self, *, has_sent: bool = False) -> Reader:
        """Them, reading their own answer."""
        return Reader(supervisor=self.supervisor(), is_stranger=self.worker is None, has_sent=has_sent)

    def ask(self, act: Act, sheet: Sheet) -> Asked:
        """The ruling on what they answered so far."""
        return ask_ruling(act.name, sheet.said, worker=self.worker, by=self.user, on=self.today, codes=sheet.under)


def asker_of(request: HttpRequest) -> Asker:
    """Who asks, stranger or not."""
    if not request.user.is_authenticated:
        return Asker(None, None, cast("SignedInRequest", request).today)
    signed_in = cast("SignedInRequest", request)
    return Asker(signed_in.user, signed_in.worker, signed_in.today)


@dataclass(frozen=True, slots=True)
class Tile:
    """An answer to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A clause that waits for this answer."""

    cite: Cite
    says: words.Said


@dataclass(frozen=True, slots=True)
class AskedNow:
    """A question as its page shows it.

    kind: "tiles" or the kind of an entry field ("money", "number")
    chosen, typed: what was answered before, for "change an answer" and after a mistake
    going_on: the id of the code it is asked for, where the ruling itself is settled
    under: the names of the codes it is asked for, where the others have it on record
    """

    fact: str
    ask: words.Said
    hint: words.Said
    kind: str
    tiles: list[Tile]
    number: int
    is_last: bool
    code_count: int
    why: list[Why]
    so_far: list[RestsOn]
    chosen: str = ""
    typed: str = ""
    error: str = ""
    going_on: str = ""
    under: str = ""
    lang: str = ""
    field_lang: str = ""
    skip: str = field(default=SKIP)


def settled_under(asked: Asked, code: str) -> Question | None:
    """The question that one code, taken alone, still has; None where it has none."""
    live = tuple(own for own in asked.ruling.live if own.id == code)
    ruling = asked.ruling
    return (
        next_question(judge_live(ruling.act, ruling.facts, live, ruling.policy, ruling.on, ruling.own))
        if live
        else None
    )


def next_page(asked: Asked, sheet: Sheet, going_on: str) -> AskedNow | None:
    """The next question, or None where the ruling can be shown. `going_on` asks on for one code that is still open."""
    question = next_question(asked.ruling)
    if question is None and going_on:
        question = settled_under(asked, going_on)
    else:
        going_on = ""
    return ask_now(asked, question.fact, sheet, is_last=question.is_last, going_on=going_on) if question else None


def ask_now(
    asked: Asked,
    fact: Fact,
    sheet: Sheet,
    *,
    before: Stated | None = None,
    typed: str = "",
    error: str = "",
    is_last: bool | None = None,
    going_on: str = "",
) -> AskedNow:
    """The page that asks for one fact. `before` is how it was answered; `sheet` no longer holds it."""
    act = asked.ruling.act
    if is_last is None:
        question = next_question(asked.ruling)
        is_last = question is not None and question.fact.name == fact.name and question.is_last
    ask, hint = words.question(act, fact), words.hint(fact)
    chosen = as_typed(before) if before is not None else ""
    is_typed = fact.type in (FactType.MONEY, FactType.COUNT)
    return AskedNow(
        fact=fact.name,
        ask=ask,
        hint=hint,
        kind={FactType.MONEY: "money", FactType.COUNT: "number"}.get(fact.type, "tiles"),
        tiles=[] if is_typed else _tiles(fact),
        number=len(sheet.said) + 1,
        is_last=is_last,
        code_count=1 if going_on else len(asked.ruling.codes),
        why=_why_asked(asked, fact),
        so_far=so_far(asked),
        chosen=chosen,
        typed=typed or (chosen if is_typed and chosen != SKIP else ""),
        error=error,
        going_on=going_on,
        under=_under(asked, fact),
        lang=ask.lang,
        field_lang=hint.lang,
    )


def so_far(asked: Asked) -> list[RestsOn]:
    """What is known by now, and from whom; never asked again, and what was typed can be changed."""
    return [fact_row(fact, _headings(asked)) for fact in told_facts(asked)]


def _headings(asked: Asked) -> dict[str, str]:
    codes = {code: own.edition.code for code, own in asked.standings.items()}
    return headings_of([(code, own.place, own.credential) for code, own in codes.items()])


def _under(asked: Asked, fact: Fact) -> str:
    """The codes that do not have a fact on record, by name, where others do."""
    own = {code for code, facts in asked.ruling.own.items() if fact.name in facts}
    return words.all_of([name for code, name in _headings(asked).items() if code not in own]) if own else ""


def _tiles(fact: Fact) -> list[Tile]:
    if fact.type is FactType.YES_NO:
        return [Tile("yes", _("Yes")), Tile("no", _("No"))]
    return [Tile(c.value, words.choice_label(fact, c).text, words.choice_hint(fact, c).text) for c in fact.choices]


def _why_asked(asked: Asked, fact: Fact) -> list[Why]:
    """The clauses that read this fact and still wait, at most four."""
    found: list[Why] = []
    for code in asked.ruling.live:
        if fact.name in asked.ruling.own.get(code.id, ()):
            continue
        waiting = asked.ruling.codes[code.id].waiting
        for clause in dict.fromkeys(
            r.clause for r in code.by_act.get(asked.ruling.act.name, ()) if fact.name in r.facts
        ):
            if clause in waiting:
                says = code.edition.clause(clause).says
                found.append(Why(cite(clause), words.said(says, "clause", clause, "says")))
    return found[:4]
