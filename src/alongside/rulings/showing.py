"""A ruling told, laid out for a page: the answer in one sentence, what to do next, the clauses, what it rests on.

The same for a ruling just asked, one kept years ago, and one in a supervisor's hands; only who reads it differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _, ngettext

from alongside.rulings import words
from alongside.rulings.links import Cite, cite, code_url
from alongside.rulings.stating import stated_by_data
from alongside.rulings.telling import Told, ToldClause, ToldCode, ToldFact, ToldWhyNot
from alongside.ui.answers import look_of
from canon.ruling import Answer

MOST_STEPS: Final = 4
_PASSES: Final = {Answer.PERMITTED.value, Answer.REQUIRED.value, Answer.SILENT.value}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the ruling. `worker` names whose question it is where somebody else reads it.

    supervisor: whom the asker can turn to, by name; empty where nobody is on record, or a stranger asks
    has_sent: the supervisor has the question already
    has_declared: it is on record already, and where it belongs: there is nobody left to tell
    """

    supervisor: str = ""
    worker: str = ""
    is_stranger: bool = False
    has_sent: bool = False
    has_declared: bool = False

    @property
    def turn_to(self) -> str:
        return self.supervisor or _("your supervisor")


@dataclass(frozen=True, slots=True)
class Row:
    """A code's own answer in a line: of a clash, or beside the codes that decided."""

    code: str
    heading: str
    answer: str
    say: words.Said
    cite: Cite | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A deciding clause as its card shows it."""

    heading: str
    answer: str
    says: words.Said
    because: words.Said
    reading: words.Said
    cite: Cite
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: a verb first; words offered to say; a sentence more."""

    title: words.Said
    voice: str = ""
    more: str = ""

    @property
    def spoken(self) -> words.Said:
        """The words offered to say, in the quotation marks of their language."""
        offered = words.said(self.voice, "voice", self.voice)
        marks = "“%s”" if offered.lang else _("“%s”")
        return words.Said(marks % offered.text, offered.lang) if self.voice else offered


@dataclass(frozen=True, slots=True)
class Reason:
    """Why another clause did not decide."""

    cite: Cite
    says: words.Said
    why: str
    because: words.Said


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A fact, a code or a policy that the ruling rests on. `fact` is empty for what cannot be changed here."""

    term: words.Said
    value: words.Said
    source: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A ruling on a page."""

    told: Told
    title: words.Said
    gist: str
    kind: str
    say: words.Said
    cites: list[Cite]
    also: str
    also_lang: str
    unconfirmed: bool
    clash_rows: list[Row]
    steps: list[Step]
    clauses: list[Clause]
    others: list[Row]
    permits: list[words.Said] | None
    why_not: list[Reason]
    rests_on: list[RestsOn]
    on: date
    codes: list[Cite] = field(default_factory=list)


def show(told: Told, reader: Reader) -> Shown:
    """Lay a ruling out for whoever reads it."""
    headings = code_headings(told)
    deciding = [clause for name in told.decided_by if (clause := told.clause(name))]
    first = next((clause for clause in deciding if clause.next), None)
    return Shown(
        told=told,
        title=words.may_of(told.act, told.may),
        gist=gist(told),
        kind=_kind(told, headings),
        say=_say(told, first, reader),
        cites=[cite(clause.id) for clause in deciding],
        also=_also(told, headings),
        also_lang="",
        unconfirmed=any(clause.unconfirmed for clause in deciding),
        clash_rows=_clash_rows(told, headings) if told.clash else [],
        steps=_steps(told, deciding, first, reader),
        clauses=[_clause(clause, headings) for clause in deciding],
        others=_others(told, headings),
        permits=None if told.steps is None else [words.step(step.fact, step.step) for step in told.steps],
        why_not=[_reason(reason) for reason in told.why_not],
        rests_on=_rests_on(told, headings, reader),
        on=date.fromisoformat(told.on),
        codes=[Cite(headings[code.id], code_url(code.id)) for code in told.codes],
    )


def code_headings(told: Told) -> dict[str, str]:
    """How each code is called: by its place, and by its credential too where two share a place."""
    return headings_of([(code.id, code.place, code.credential) for code in told.codes])


def headings_of(codes: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """The same from each code's id, place and credential."""
    shared = Counter(place for _id, place, _credential in codes)
    return {id_: f"{_(place)}, {name}" if shared[place] > 1 else _(place) for id_, place, name in codes}


def fact_row(fact: ToldFact, headings: dict[str, str], *, worker: str = "") -> RestsOn:
    """A fact as a page lists it; where codes differ, under the names of those that it holds for."""
    term = words.label(fact.name, fact.label)
    if fact.codes:
        names = words.all_of([headings.get(code, code) for code in fact.codes])
        term = words.Said(f"{term} · {names}", term.lang)
    by_worker = fact.source.get("who") == "worker"
    return RestsOn(term, words.value_of(fact), fact.stated_by.words(worker=worker), fact.name if by_worker else "")


def gist(told: Told) -> str:
    """What the worker said, in a few words: "$30.00 · Something else"."""
    own = [fact for fact in told.facts if fact.source.get("who") == "worker" and fact.value != "dont-know"]
    return " · ".join(str(words.value_of(fact)) for fact in own if not isinstance(fact.value, bool))


def _kind(told: Told, headings: dict[str, str]) -> str:
    """The term of art, and under how many of one's codes it holds."""
    if told.clash:
        return _("Your codes disagree")
    if not told.codes:
        return _("No code binds you on record")
    term = str(look_of(told.answer).term)
    same = [code for code in told.codes if code.answer == told.answer]
    if len(told.codes) == 1 or not same:
        return term
    if len(same) < len(told.codes):
        return _("%(term)s under %(codes)s") % {"term": term, "codes": words.all_of([headings[c.id] for c in same])}
    if len(same) == 2:
        return _("%(term)s under both of your codes") % {"term": term}
    return _("%(term)s under all of your codes") % {"term": term}


def _say(told: Told, first: ToldClause | None, reader: Reader) -> words.Said:
    """The one sentence: what the strictest clause says to do, else what the answer comes to."""
    if told.clash:
        text = _("Take it to %(name)s before you act.")
        if told.allows:
            text = _("What the law asks you to report goes out. How, you decide with %(name)s today.")
        return words.Said(text % {"name": reader.turn_to})
    if first is not None:
        return words.said(first.next, "clause", first.id, "next")
    wanting = words.because([text for own in told.withheld for text in own.because])
    if wanting.text and not wanting.lang:
        text = _("Hold off: %(because)s A yes under another code does not stand in for it.")
        return words.Said(text % {"because": wanting})
    return words.Said(_plain_sentence(told, reader))


def _plain_sentence(told: Told, reader: Reader) -> str:
    name = {"name": reader.turn_to}
    match told.answer:
        case "prohibited":
            return _("Leave it, and talk it over with %(name)s.") % name
        case "refer":
            return _("You and %(name)s decide this together. Hold off until you have.") % name
        case "conditional":
            return _("Yes, once what is still open is clear. Until then, hold off.")
        case "permitted":
            return _("On these facts, nothing in your code stands in the way.")
        case "required":
            return _("Your code asks this of you.")
        case "silent" if not told.codes:
            return _("Say which code you work under, or ask your board to put your certificate on record.")
        case "silent" if told.allows:
            return _("Your code says nothing on this. Talk it over with %(name)s.") % name
        case "silent":
            return _("No clause gives you ground for this. Hold off, and talk it over with %(name)s.") % name
        case _:
            return _("One more question settles it.")


def _also(told: Told, headings: dict[str, str]) -> str:
    """Beside a stricter answer: which code obliges the act all the same."""
    if told.clash or told.answer == Answer.REQUIRED.value or not told.required_by:
        return ""
    obliging = [headings[code.id] for code in told.codes if code.required_by]
    clauses = ", ".join(told.required_by)
    return _("%(codes)s obliges you to do this as well: %(clauses)s.") % {
        "codes": words.all_of(obliging),
        "clauses": clauses,
    }


def _clash_rows(told: Told, headings: dict[str, str]) -> list[Row]:
    return [_row(told, code, headings) for code in told.codes if code.decided_by or code.required_by]


def _row(told: Told, code: ToldCode, headings: dict[str, str]) -> Row:
    cited = [clause for name in (*code.decided_by, *code.required_by) if (clause := told.clause(name))]
    is_open = code.answer == Answer.UNDECIDED.value
    if cited:
        say = words.said(cited[0].next or cited[0].says, "clause", cited[0].id, "next" if cited[0].next else "says")
    elif is_open:
        could = " · ".join(str(look_of(answer).word) for answer in code.possible)
        say = words.Said(_("Still open. It could be: %(answers)s") % {"answers": could})
    elif code.id in {own.code for own in told.withheld}:
        say = words.Said(_("This code would let it pass, were it not for that."))
    else:
        say = words.Said(_("This code says nothing on it."))
    return Row(code.id, headings[code.id], code.answer, say, cite(cited[0].id) if cited else None, is_open)


def _others(told: Told, headings: dict[str, str]) -> list[Row]:
    """The codes whose own answer is another one than the ruling's."""
    if told.clash:
        return []
    withheld = {own.code for own in told.withheld}
    return [_row(told, c, headings) for c in told.codes if c.answer != told.answer or c.id in withheld]


def _steps(told: Told, deciding: list[ToldClause], first: ToldClause | None, reader: Reader) -> list[Step]:
    """What to do, in order, at most four: words to say, what else the clauses ask, whom to tell, what to put on record."""
    steps: list[Step] = []
    if first is not None and (first.words or told.clash):
        title = words.said(first.next, "clause", first.id, "next") if told.clash else words.Said(_("You could say"))
        steps.append(Step(title, voice=first.words))
    asked = {first.next} if first else set()
    for clause in [*deciding, *(c for c in told.clauses if c.id in told.required_by)]:
        if clause.next and clause.next not in asked:
            asked.add(clause.next)
            steps.append(Step(words.said(clause.next, "clause", clause.id, "next"), voice=clause.words))
    if told.answer == Answer.CONDITIONAL.value and told.steps:
        steps += [Step(words.step(s.fact, s.step)) for s in told.steps if s.step not in asked]
    if reader.worker or reader.has_declared or told.answer in _PASSES:
        return steps[:MOST_STEPS]
    return [*steps[: MOST_STEPS - 2], *_closing(told, reader)]


def _closing(told: Told, reader: Reader) -> list[Step]:
    """Every answer that is no yes ends the same way: tell somebody, and put on record what already happened."""
    tell = Step(
        words.Said(_("Talk to %(name)s") % {"name": reader.turn_to}),
        more=_("One tap sends this answer. Asking is never a fault.")
        if reader.supervisor
        else _("Asking is not a fault, whatever the answer."),
    )
    past = Step(
        words.Said(_("Did it already happen?")),
        more=_("Write it down; that is always right. Tell %(name)s the same day.") % {"name": reader.turn_to},
    )
    return [past] if reader.has_sent else [tell, past]


def _clause(clause: ToldClause, headings: dict[str, str]) -> Clause:
    return Clause(
        heading=headings.get(clause.code, clause.code),
        answer=clause.answer,
        says=words.said(clause.says, "clause", clause.id, "says"),
        because=words.because(clause.because),
        reading=words.said(clause.reading, "clause", clause.id, "reading"),
        cite=cite(clause.id),
        unconfirmed=clause.unconfirmed,
    )


def _reason(reason: ToldWhyNot) -> Reason:
    by = words.all_of(reason.by)
    waits = words.all_of(reason.waits_for)
    why = {
        "speaks-of-others": _("It speaks of someone or something else."),
        "not-met": _("What it asks about is not so here."),
        "line-not-crossed": _("It lets this pass."),
        "overridden": _("It gives way to %(clauses)s.") % {"clauses": by}
        if by
        else _("It gives way to another clause."),
        "outranked": _("A stricter one decides: %(clauses)s.") % {"clauses": by}
        if by
        else _("A stricter clause decides."),
        "waiting": _("It was not asked about: %(facts)s.") % {"facts": waits},
        "unknown": _("Nobody knows yet: %(facts)s.") % {"facts": waits},
    }.get(reason.why, "")
    return Reason(
        cite(reason.clause),
        words.said(reason.says, "clause", reason.clause, "says"),
        why,
        words.because(reason.because),
    )


def _rests_on(told: Told, headings: dict[str, str], reader: Reader) -> list[RestsOn]:
    facts = [fact_row(fact, headings, worker=reader.worker) for fact in told.facts]
    return [*facts, _codes_row(told, headings, reader)] if told.codes else facts


def _codes_row(told: Told, headings: dict[str, str], reader: Reader) -> RestsOn:
    term = (
        ngettext("Code", "Codes", len(told.codes))
        if reader.worker
        else ngettext("Your code", "Your codes", len(told.codes))
    )
    names = [f"{headings[code.id]} ({code.edition})" for code in told.codes]
    return RestsOn(
        words.Said(term),
        words.Said(", ".join(names)),
        stated_by_data(told.codes_source).words(worker=reader.worker),
        "under" if told.codes_source.get("who") == "worker" else "",
    )
