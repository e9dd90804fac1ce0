"""Asking for a ruling: facts gathered and typed, the codes that bind, the employer's policy. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.accounts.models import User
from alongside.people.models import Worker
from alongside.rulebook.queries import Standing, confirmed_readings, standings, vocabulary
from alongside.rulings.employer import UNKNOWN_EMPLOYER, Employer, employer_on
from alongside.rulings.register import Asking, Subject, codes_binding, known_facts
from alongside.rulings.stating import BY_WORKER, StatedBy
from canon.act import Act
from canon.explaining import Explanation, explain
from canon.judging import judge
from canon.ruling import Ruling
from canon.values import DONT_KNOW, Stated


@dataclass(frozen=True, eq=False)
class Asked:
    """A ruling with all it rests on.

    stated_by: for every fact of the ruling, who stated it
    codes_by: who says that these codes bind
    standings: each code that binds, with its edition and who put that in force
    confirmed: (clause, reading) of the readings that a board has signed off
    """

    ruling: Ruling
    stated_by: Mapping[str, StatedBy]
    codes_by: StatedBy
    standings: Mapping[str, Standing]
    employer: Employer
    confirmed: frozenset[tuple[str, str]]

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
        return _asked(found, _as_stated(found, stated), (codes, BY_WORKER), UNKNOWN_EMPLOYER, on)
    facts = _as_stated(found, stated) | known_facts(
        [f.name for f in found.facts], Subject(worker, person_id), Asking(by, on)
    )
    binding = codes_binding(worker, on)
    if not binding[0]:
        binding = frozenset(codes), BY_WORKER
    return _asked(found, facts, binding, employer_on(worker.agency, on), on)


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
    facts = _as_stated(found, stated) | own | known
    return _asked(found, facts, codes_binding(worker, on), employer_on(worker.agency, on, lock=True), on)


def _as_stated(act: Act, stated: Mapping[str, Stated]) -> dict[str, tuple[Stated, StatedBy]]:
    """What was typed, without what only a policy may state."""
    return {f.name: (stated[f.name], BY_WORKER) for f in act.facts if f.name in stated and not f.absent}


def _asked(
    act: Act,
    facts: Mapping[str, tuple[Stated, StatedBy]],
    binding: tuple[Iterable[str], StatedBy],
    employer: Employer,
    on: date,
) -> Asked:
    codes, codes_by = binding
    standing = standings(sorted(codes), on)
    editions = [own.edition for own in standing.values()]
    values = {name: value for name, (value, _) in facts.items()}
    if employer is UNKNOWN_EMPLOYER:
        values |= {fact.name: DONT_KNOW for fact in act.facts if fact.absent}
    ruling = judge(act, values, editions, employer.policy, on=on)
    stated_by = {name: facts[name][1] if name in facts else employer.stated_by(name) for name in ruling.facts}
    return Asked(ruling, stated_by, codes_by, standing, employer, confirmed_readings(editions))
