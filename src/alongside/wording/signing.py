"""Before words are signed: what is found in them, and what the codes that bind the writer say of demeaning ones.

The list only says which words demean. Whether that stops anybody, and whether a quote may hold such words, the codes answer
(act `write-text`): where one prohibits it, the text is not signed; elsewhere better words are offered and no more, unless
the agency has them stopped for everyone.

    with transaction.atomic(durable=True):
        words = words_ruling(text, agency=agency, worker=worker, by=by, on=on, language=language)
        if not words.stops:
            ...                      # sign, and `words.ruling` beside it
            return note
    raise words.refusal              # after the commit: a refusal is part of the record too. The draft stays where it is.

An action that keeps what somebody writes about others, and asks the codes nothing else, calls `require_words` before its
transaction: docs/decisions/0430.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import get_language, gettext as _

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Agency, Worker
from alongside.people.viewer import Viewer
from alongside.rulings.asking import ask_ruling
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from alongside.wording.checking import check_words
from alongside.wording.lists import plain_words
from alongside.wording.queries import agency_words, stops_for_all
from alongside.wording.shapes import Finding, Kind
from canon.ruling import Answer
from canon.values import Stated

ACT = "write-text"


class WordsStopped(ValueError):
    """Demeaning words, stopped by a code or by the agency for everyone. Nothing was kept but the ruling, where a code was asked."""

    code = "words-stopped"

    def __init__(self, ruling: KeptRuling | None = None) -> None:
        self.ruling = ruling
        super().__init__(
            _(
                "Your agency asks everyone to say this in other words. If they are somebody’s own, put quotation marks round them."
            )
            if ruling is None
            else _(
                "Your code asks you to say this in other words. If they are somebody’s own, put quotation marks round them."
            )
        )


@dataclass(frozen=True, slots=True)
class WordsRuling:
    """What stands against signing a text. ruling: kept, where there was something to ask."""

    findings: Sequence[Finding]
    ruling: KeptRuling | None
    by_code: bool
    by_agency: bool

    @property
    def stops(self) -> bool:
        return self.by_code or self.by_agency

    @property
    def refusal(self) -> ActRefused | WordsStopped:
        """What to raise after the commit, where it stops."""
        return ActRefused(self.ruling) if self.by_code and self.ruling is not None else WordsStopped()


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one row of the list together: how each was written, and how often."""

    words: tuple[str, ...]
    times: int
    kind: Kind
    instead: str
    why: str
    source: str
    language: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a text while it is written. clauses: those that would stop it from being signed."""

    has_text: bool = False
    groups: tuple[Group, ...] = ()
    clauses: tuple[str, ...] = ()
    by_agency: bool = False

    @property
    def stops(self) -> bool:
        return bool(self.clauses) or self.by_agency

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(group.source for group in self.groups))


@asks(ACT)
def words_ruling(text: str, *, agency: Agency, worker: Worker | None, by: User, on: date, language: str) -> WordsRuling:
    """Ask the codes before a text is signed; only inside the transaction that signs it.

    Nothing demeaning in it leaves nothing to ask, and no ruling is kept. A writer who is no peer worker is bound by no
    code; their agency's own rule holds for them. ca.respect.12.
    """
    findings = check_words(text, language=language, on=on, extra=agency_words(agency, language, on))
    facts = facts_of(findings)
    ruling = None
    if worker is not None and facts["text.is_demeaning"]:
        ruling = seek_ruling(ACT, facts, worker=worker, by=by, on=on)
    by_code = ruling is not None and is_stopped_by(ruling.answer)
    return WordsRuling(findings, ruling, by_code, _agency_stops(agency, facts))


@asks(ACT)
def require_words(*texts: str, agency: Agency, by: User) -> None:
    """Ask the codes before what somebody writes about others is kept, in a transaction of its own; call it outside of any.

    Where nothing in it demeans, nothing is asked of anybody. A person's own words are nobody's to check: what they write of
    themselves is not sent here. Raises WordsStopped. ca.respect.11, ca.respect.12.
    """
    text, language, on = "\n\n".join(texts), get_language() or "en", clock.today_in(agency.time_zone)
    findings = check_words(text, language=language, on=on, extra=agency_words(agency, language, on))
    if not facts_of(findings)["text.is_demeaning"]:
        return
    worker = Worker.objects.select_related("agency").filter(user=by, agency=agency).first()
    with transaction.atomic(durable=True):
        words = words_ruling(text, agency=agency, worker=worker, by=by, on=on, language=language)
    if words.stops:
        raise WordsStopped(words.ruling if words.by_code else None)


def look_at(text: str, *, viewer: Viewer, language: str, plain: bool = False) -> Beside:
    """The same while somebody is still writing: nothing is kept, nobody is told. plain: offer plainer words too."""
    extra = agency_words(viewer.agency, language, viewer.today)
    if plain:
        extra = (*extra, *plain_words(language))
    findings = check_words(text, language=language, on=viewer.today, extra=extra)
    facts = facts_of(findings)
    clauses: tuple[str, ...] = ()
    if viewer.worker is not None and facts["text.is_demeaning"]:
        ruling = ask_ruling(ACT, facts, worker=viewer.worker, by=viewer.user, on=viewer.today).ruling
        if is_stopped_by(ruling.answer.value):
            clauses = tuple(dict.fromkeys(cited.clause for cited in ruling.decided_by))
    return Beside(bool(text.strip()), grouped(findings), clauses, _agency_stops(viewer.agency, facts))


def facts_of(findings: Sequence[Finding]) -> Mapping[str, Stated]:
    """The facts of `write-text`: whether there are demeaning words, and whether all of them are quotes."""
    demeaning = [finding.kind for finding in findings if finding.kind is not Kind.SUGGEST]
    return {
        "text.is_demeaning": bool(demeaning),
        "text.is_quote": bool(demeaning) and all(kind is Kind.QUOTED for kind in demeaning),
    }


def is_stopped_by(answer: str) -> bool:
    """Whether a code stands against it. Silence does not, since nobody needs a ground to write."""
    return answer in _STOPPING


_STOPPING = {answer.value for answer in Answer if answer.strictness > Answer.PERMITTED.strictness}


def grouped(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """Findings by what to say instead, demeaning ones first, each word once as it was first written."""
    rows: dict[tuple[Kind, str, str], list[Finding]] = {}
    for finding in findings:
        rows.setdefault((finding.kind, finding.instead, finding.why), []).append(finding)
    groups = [
        Group(
            tuple(
                {" ".join(own.word.split()).casefold(): " ".join(own.word.split()) for own in reversed(found)}.values()
            )[::-1],
            len(found),
            found[0].kind,
            found[0].instead,
            found[0].why,
            found[0].source,
            found[0].language,
        )
        for found in rows.values()
    ]
    return tuple(sorted(groups, key=lambda group: _FIRST[group.kind]))


_FIRST = {Kind.STOP: 0, Kind.SUGGEST: 1, Kind.QUOTED: 2}


def _agency_stops(agency: Agency | None, facts: Mapping[str, Stated]) -> bool:
    return bool(facts["text.is_demeaning"]) and not facts["text.is_quote"] and stops_for_all(agency)
