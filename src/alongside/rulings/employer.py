"""What an agency's policy states on a day, and since when: the facts it gives a ruling are never asked of a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.database.prepared import Prepared
from alongside.database.seldom import ByDay, remembered
from alongside.people.models import Agency
from alongside.rulebook.models import AgencyPolicy
from alongside.rulebook.policies import policy_from_rows, rows_in_force
from alongside.rulebook.queries import vocabulary
from alongside.rulings.stating import BY_NOBODY, Speaker, StatedBy
from canon.act import Vocabulary
from canon.policy import NO_POLICY, Policy


@dataclass(frozen=True, eq=False)
class Employer:
    """A worker's employer as a ruling sees it. `rows` are the ids of the policy rows it stands on.

    name: empty for a stranger, of whose employer nothing is known
    """

    name: str
    policy: Policy
    since: dict[str, date]
    rows: tuple[int, ...]

    def stated_by(self, fact: str) -> StatedBy:
        """Who says what a policy fact is."""
        if not self.name:
            return BY_NOBODY
        return StatedBy(Speaker.POLICY, place=self.name, since=self.since.get(fact))


UNKNOWN_EMPLOYER: Final = Employer("", NO_POLICY, {}, ())


_ROWS: Final = Prepared(lambda agency: AgencyPolicy.objects.filter(agency=agency).order_by("pk"), int)


def employer_on(agency: Agency, on: date) -> Employer:
    """The agency's policy as in force on a day. Its rows are only ever added to, so there is nothing to lock in them."""
    return _employers(agency.pk, agency.name, vocabulary()).on(on)


@remembered
def _employers(agency: int, name: str, words: Vocabulary) -> ByDay[Employer]:
    """An employer as each day saw it."""
    every = _ROWS.all(agency)

    def employer(begun: date | None) -> Employer:
        rows = rows_in_force(row for row in every if begun is not None and row.from_day <= begun)
        return Employer(
            name=name,
            policy=policy_from_rows(name, rows, words),
            since={row.fact: row.from_day for row in rows if row.fact},
            rows=tuple(row.pk for row in rows),
        )

    return ByDay((row.from_day for row in every), employer)
