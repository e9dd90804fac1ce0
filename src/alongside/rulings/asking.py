"""Asking for a ruling: facts gathered and typed, the codes that bind, the employer's policy. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.rulebook.queries import Standing, confirmed_readings, standings, vocabulary
from alongside.rulings.employer import UNKNOWN_EMPLOYER, Employer, employer_on
from alongside.rulings.register import Asking, KnownFacts, Saying, Subject, codes_binding, known_facts
from alongside.rulings.stating import BY_WORKER, StatedBy
from canon.act import Act
from canon.explaining import Explanation, explain
from canon.judging import judge
from canon.ruling import Ruling
from canon.values import DONT_KNOW, Stated


@dataclass(frozen=True, eq=False)
class Asked:
    """A ruling with all it rests on.

    stated_by: for every fact of the ruling that holds under all its codes, who stated it
    own_stated_by: by code, the same for the facts that hold under that code alone
    codes_by: who says that these codes bind
    standings: each code that binds, with its edition and who put that in force
    """

    ruling: Ruling
    stated_by: Mapping[str, StatedBy]
    codes_by: StatedBy
    standings: Mapping[str, Standing]
    employer: Employer
    own_stated_by: Mapping[str, Mapping[str, StatedBy]] = field(default_factory=dict)

    @cached_property
    def confirmed(self) -> frozenset[tuple[str, str]]:
        """(clause, reading) of the readings that a board has signed off. Looked up where a clause that decided rests on one."""
        return confirmed_readings([own.edition for own in self.standings.values()])

    def explanation(self) -> Explanation:
        """Why not, which steps, what to ask next: worked out when asked for, since it costs more than the ruling."""
        return explain(self.ruling)


def ask_ruling(
    act: str,
    stated: Mapping[str, Stated],
    *,
    worker: Worker | None,
    by: User | None,
    on: date,
    codes: Iterable[str] = (),
    person_id: int | None = None,
) -> Asked:
    """The ruling on an act for a worker on a day, keeping nothing. Raises UnknownAct, UnknownCode.

    person_id: the person served whom it is about, so that what is on record of the two is known

    What a record or the employer's policy knows stands, whatever was stated. A stranger has no worker: they say which
    `codes` to ask, every fact is theirs to state, and their employer's policy is unknown. For a worker whom no code
    binds on record, `codes` are asked in the same way.
    """
    found = vocabulary().acts[act]
    if worker is None or by is None:
        return _asked(found, stated, KnownFacts(), (frozenset(codes), BY_WORKER), UNKNOWN_EMPLOYER, on)
    known = known_facts([f.name for f in found.facts], Subject(worker, person_id), Asking(by, on))
    binding = codes_binding(worker, on)
    if not binding[0]:
        binding = frozenset(codes), BY_WORKER
    return _asked(found, stated, known, binding, employer_on(worker.agency, on), on)


def ask_locked(
    act: str,
    stated: Mapping[str, Stated],
    *,
    worker: Worker,
    person_id: int | None,
    by: User,
    on: date,
    recorded: Mapping[str, tuple[Stated, StatedBy]],
) -> Asked:
    """The same for an act about to be done: the rows it rests on are locked. Only inside a transaction."""
    found = vocabulary().acts[act]
    asking = Asking(by, on, lock=True)
    own = {fact.name: recorded[fact.name] for fact in found.facts if fact.name in recorded}
    known = known_facts([f.name for f in found.facts], Subject(worker, person_id), asking)
    known = KnownFacts(own | known.shared, known.own)
    return _asked(found, stated, known, codes_binding(worker, on, asking), employer_on(worker.agency, on), on)


def _as_stated(act: Act, stated: Mapping[str, Stated]) -> dict[str, Saying]:
    """What was typed, without what only a policy may state."""
    return {f.name: (stated[f.name], BY_WORKER) for f in act.facts if f.name in stated and not f.absent}


def _asked(
    act: Act,
    stated: Mapping[str, Stated],
    known: KnownFacts,
    binding: tuple[frozenset[str], StatedBy],
    employer: Employer,
    on: date,
) -> Asked:
    codes, codes_by = binding
    known = known.under(codes)
    facts = _as_stated(act, stated) | known.shared
    if codes and len(known.own) == len(codes):
        for name in set.intersection(*map(set, known.own.values())):
            facts.pop(name, None)  # every code has its own from a record: what was typed is nobody's
    standing = standings(sorted(codes), on)
    editions = [own.edition for own in standing.values()]
    values = {name: value for name, (value, _) in facts.items()}
    if employer is UNKNOWN_EMPLOYER:
        values |= {fact.name: DONT_KNOW for fact in act.facts if fact.absent}
    own = {code: {name: value for name, (value, _) in facts.items()} for code, facts in known.own.items()}
    ruling = judge(act, values, editions, employer.policy, on=on, own=own)
    stated_by = {name: facts[name][1] if name in facts else employer.stated_by(name) for name in ruling.facts}
    own_stated_by = {code: {name: known.own[code][name][1] for name in own} for code, own in ruling.own.items()}
    return Asked(ruling, stated_by, codes_by, standing, employer, own_stated_by)
