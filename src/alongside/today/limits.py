"""What a worker is trained for, and where that ends: their certificates, what they learned, and what their codes leave to others.

Serves the clauses that ask a worker to know their own limits (nm.preface.7, sud.preamble.4a, ak.intro.5a, ca.authenticity.5a).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.credentials.models import Certificate
from alongside.credentials.queries import certificates_of
from alongside.credentials.standing import standings
from alongside.credentials.words import WORDS
from alongside.learning.knowing import Learned, learned, verified_hours
from alongside.people import clock
from alongside.people.models import Worker
from alongside.qualifications.reading import OnFile, on_file
from alongside.qualifications.showing import ShownLaw, driving_for
from alongside.rulebook.addresses import ask_address, clause_address
from alongside.rulings.prompting import ShownPrompt, editions_of, prompts_among
from canon.code import Clause, Control, Modality
from canon.prompt import At

ENDS_AT: Final = frozenset({"scope", "medication", "assessment"})
"""Topics whose gates say where the role ends."""

EVERY: Final = 10
"""More prompts than one worker has codes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate and how it stands now, in a word."""

    certificate: Certificate
    status: str


@dataclass(frozen=True, slots=True)
class Line:
    """A clause that says where the role ends, and where to ask before one comes near."""

    clause: str
    says: str
    url: str
    ask: str


@dataclass(frozen=True)
class Limits:
    """Everything the page shows. verified: of what was learned, what a provider or board vouches for; on_file: papers that count today."""

    held: Sequence[Held]
    learned: Sequence[Learned]
    verified: Sequence[Learned]
    on_file: Sequence[OnFile]
    driving: Sequence[ShownLaw]
    lines: Sequence[Line]
    prompts: Sequence[ShownPrompt]


def limits_of(worker: Worker, on: date) -> Limits:
    """For the worker's own page."""
    clauses = [clause for edition in editions_of(worker, on) for clause in edition.clauses]
    return Limits(
        held=_held(worker),
        learned=learned(worker.practitioner),
        verified=verified_hours(worker.practitioner),
        on_file=on_file(worker, on),
        driving=driving_for(worker, on),
        lines=[_line(clause) for clause in clauses if _is_an_end(clause)],
        prompts=prompts_among(clauses, At.LIMITS, most=EVERY),
    )


def _is_an_end(clause: Clause) -> bool:
    return clause.control is Control.GATE and clause.topic in ENDS_AT and clause.modality is not Modality.MAY


def _line(clause: Clause) -> Line:
    act = next((act for rule in clause.rules for act in rule.acts), "")
    return Line(clause.id, clause.says, clause_address(clause.id), ask_address(act) if act else "")


def _held(worker: Worker) -> list[Held]:
    rows = list(certificates_of(worker.practitioner))
    stand = standings(rows, clock.now())
    return [Held(row, str(WORDS[stand[row.pk].status].word)) for row in rows if row.pk in stand]
