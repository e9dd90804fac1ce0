"""Rows of an agency's policy → the policy that rulings are made under."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from alongside.rulebook.models import AgencyPolicy
from canon.act import Fact, Vocabulary
from canon.policy import NO_POLICY, Policy, PolicySetting
from canon.reading import read_fact
from canon.values import Setting, Stated, ValueFault, read_setting


def policy_facts(vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """What an employer's policy can speak of: facts that it states and nobody is asked."""
    return tuple(fact for fact in vocabulary.facts.values() if fact.absent)


def rows_in_force(rows: Iterable[AgencyPolicy]) -> tuple[AgencyPolicy, ...]:
    """Of rows that have begun, those that decide: for each thing the latest day, and of that the last written."""
    latest = {row.key: row for row in sorted(rows, key=lambda row: (row.from_day, row.pk))}
    return tuple(sorted((row for row in latest.values() if row.value), key=lambda row: row.pk))


def policy_from_rows(agency: str, rows: Sequence[AgencyPolicy], vocabulary: Vocabulary) -> Policy:
    """The policy these rows make, of an agency by its name. The same rows give the same object, so that what was worked out under it is kept."""
    if not rows:
        return NO_POLICY
    return _policy(agency, tuple((*row.key, row.value, row.from_day.isoformat()) for row in rows), vocabulary)


@lru_cache(maxsize=1024)
def _policy(name: str, rows: tuple[tuple[str, str, str, str, str], ...], vocabulary: Vocabulary) -> Policy:
    facts: dict[str, Stated] = {}
    settings: list[PolicySetting] = []
    for fact, clause, param, value, _from_day in rows:
        try:
            if fact:
                if (known := vocabulary.facts.get(fact)) is not None:
                    facts[fact] = read_fact(known, value)
            else:
                settings.append(PolicySetting(clause, param, read_setting(value_as_written(value))))
        except ValueFault:
            continue  # a value that today's vocabulary does not know states nothing, which is no
    return Policy(name, facts, tuple(settings))


def value_as_written(value: str) -> bool | int | str:
    """A value out of its text column, as a TOML file would hold it: true, 3, or "25.00 USD"."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isascii() and value.isdigit() else value


def setting_of(row: AgencyPolicy) -> Setting:
    """The value of a row that sets a clause's parameter. Raises ValueFault."""
    return read_setting(value_as_written(row.value))
