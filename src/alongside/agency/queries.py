"""What an agency's policy decides: each matter, what it says today, and the clauses that read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.credentials.models import Certificate
from alongside.people.models import Agency, Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.models import AgencyPolicy
from alongside.rulebook.plain import EMPLOYER, name_words, setting_words
from alongside.rulebook.policies import policy_facts, rows_in_force, setting_of
from alongside.rulebook.queries import editions_in_force, library, vocabulary
from canon.act import Fact, UnknownFact
from canon.code import Clause, Duty, Edition, EmployerMay, Parameter, Rule
from canon.condition import facts_of
from canon.values import Setting


@dataclass(frozen=True)
class Cited:
    """A clause and its page."""

    id: str
    says: str
    url: str


@dataclass(frozen=True)
class Matter:
    """One thing a policy may speak of. `says` is empty where nothing is on file; `since` is the day it began."""

    fact: Fact
    value: str
    says: str
    since: date | None
    coming: AgencyPolicy | None
    clauses: tuple[Cited, ...]

    @property
    def is_on_file(self) -> bool:
        return bool(self.says)


@dataclass(frozen=True)
class Limit:
    """A limit that a clause sets and lets an employer change; `own` is the agency's, empty where it has none."""

    clause: Cited
    param: str
    label: str
    code_says: str
    allowed: str
    own: str
    value: Setting
    employer: EmployerMay


def codes_at(agency: Agency, on: date) -> tuple[Edition, ...]:
    """The editions of the codes that bind somebody who works here; all there are where nobody holds a certificate."""
    known = {edition.id for edition in library().editions}
    workers = Worker.objects.filter(agency=agency).values("practitioner")
    held = Certificate.objects.filter(holder__in=workers, applied_on__lte=on).values_list("code", flat=True).distinct()
    return editions_in_force(sorted(known.intersection(held)) or sorted(known), on)


def matters(agency: Agency, on: date, editions: Sequence[Edition] | None = None) -> tuple[Matter, ...]:
    """Every matter that the codes binding here ask an employer about, in the order of the vocabulary. editions: `codes_at`, where
    that is at hand."""
    editions = codes_at(agency, on) if editions is None else editions
    rows = list(AgencyPolicy.objects.filter(agency=agency).exclude(fact="").order_by("from_day", "pk"))
    now = {row.fact: row for row in rows_in_force(row for row in rows if row.from_day <= on)}
    coming = {row.fact: row for row in reversed(rows) if row.from_day > on}
    found = (_matter(fact, editions, now.get(fact.name), coming.get(fact.name)) for fact in policy_facts(vocabulary()))
    return tuple(matter for matter in found if matter.clauses)


def matter_named(agency: Agency, on: date, name: str) -> Matter:
    """One matter. Raises UnknownFact for a name that no code binding here asks about."""
    listed = matters(agency, on)
    for matter in listed:
        if matter.fact.name == name:
            return matter
    raise UnknownFact(name, [m.fact.name for m in listed])


def _matter(fact: Fact, editions: Sequence[Edition], row: AgencyPolicy | None, coming: AgencyPolicy | None) -> Matter:
    value = row.value if row and row.value and row.value != fact.absent else ""
    clauses = tuple(cited(c) for e in editions for c in e.clauses if any(fact.name in _reads(r) for r in c.rules))
    return Matter(
        fact=fact,
        value=value,
        says=fact.choice(value).label if value and fact.admits(value) else "",
        since=row.from_day if row and value else None,
        coming=coming,
        clauses=clauses,
    )


def _reads(rule: Rule) -> tuple[str, ...]:
    return (*facts_of(rule.of), *facts_of(rule.when))


def facts_read(clause: Clause) -> frozenset[str]:
    """The facts that a clause's rules read."""
    return frozenset(name for rule in clause.rules for name in _reads(rule))


def cited(clause: Clause) -> Cited:
    """A clause as pages name it."""
    return Cited(clause.id, clause.says, clause_address(clause.id))


def limits(agency: Agency, on: date, editions: Sequence[Edition] | None = None) -> tuple[Limit, ...]:
    """Every limit of the codes binding here that an employer may change, in document order. editions: as in `matters`"""
    editions = codes_at(agency, on) if editions is None else editions
    rows = AgencyPolicy.objects.filter(agency=agency, fact="", from_day__lte=on)
    own = {(row.clause, row.param): row for row in rows_in_force(rows)}
    found = {(limit.clause.id, limit.param): limit for limit in _limits(editions, own, on)}
    return tuple(found.values())  # a parameter that two rules of a clause share is one limit


def limit_named(agency: Agency, on: date, clause: str, param: str) -> Limit | None:
    """One limit, if a code binding here lets an employer change it."""
    return next((limit for limit in limits(agency, on) if (limit.clause.id, limit.param) == (clause, param)), None)


def _limits(editions: Sequence[Edition], own: dict[tuple[str, str], AgencyPolicy], on: date) -> Iterator[Limit]:
    for clause in (clause for edition in editions for clause in edition.clauses):
        holders: tuple[Rule | Duty, ...] = (*clause.rules, *clause.duties)
        for holder in holders:
            for param in holder.params.values():
                if param.on(on).employer is not EmployerMay.NOTHING:
                    is_duty = isinstance(holder, Duty)
                    yield _limit(clause, param, own.get((clause.id, param.name)), on, is_duty=is_duty)


def _limit(clause: Clause, param: Parameter, row: AgencyPolicy | None, on: date, *, is_duty: bool) -> Limit:
    dated = param.on(on)
    return Limit(
        clause=cited(clause),
        param=param.name,
        label=name_words(param.name),
        code_says=setting_words(dated.value, in_hours=is_duty),
        allowed=str(EMPLOYER[dated.employer]),
        own=setting_words(setting_of(row), in_hours=is_duty) if row else "",
        value=dated.value,
        employer=dated.employer,
    )
