"""What the codes say of sending an application: true, and one's own work."""

from __future__ import annotations

from datetime import date
from typing import Final

from alongside.accounts.models import User
from alongside.applications.models import Application
from alongside.applications.sections.questions import affirmed_under
from alongside.credentials.queries import codes_held
from alongside.people.models import Worker
from alongside.rulebook.queries import standing_of, vocabulary
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import seek_ruling
from canon.code import Clause, Edition
from canon.judging import judge
from canon.ruling import Ruling

ACT: Final = "apply-for-certification"
ABOUT: Final = ("misrepresentation", "certification", "attestation", "legal-action")
"""Topics of the clauses that a decision on an application may rest on, the likeliest first."""


def ruling_on_sending(application: Application, *, is_true: bool, is_own: bool, on: date) -> Ruling:
    """What the code applied for says, judged on what the applicant affirms."""
    facts = {"statement.is_true": is_true, "work.is_own": is_own}
    return judge(vocabulary().acts[ACT], facts, [standing_of(application.code, on).edition], on=on)


def seek_if_bound(application: Application, *, by: User, on: date) -> KeptRuling | None:
    """The ruling of the codes that bind an applicant, kept; None for one who is employed nowhere, or bound by none yet."""
    worker = Worker.objects.filter(practitioner=application.practitioner, user=by).select_related("agency").first()
    if worker is None or not codes_held(worker, on):
        return None
    return seek_ruling(ACT, {"statement.is_true": True, "work.is_own": True}, worker=worker, by=by, on=on)


def clauses_on_sending(edition: Edition) -> list[Clause]:
    """The clauses that speak of sending an application, and those affirmed with it."""
    affirmed = affirmed_under(edition.id)
    return [
        clause for clause in edition.clauses if clause.id in affirmed or any(ACT in rule.acts for rule in clause.rules)
    ]


def clauses_to_decide_by(edition: Edition) -> list[Clause]:
    """The clauses that a denial may name; every clause of a code that has none on these topics."""
    about = [clause for clause in edition.clauses if clause.topic in ABOUT]
    about.sort(key=lambda clause: ABOUT.index(clause.topic))
    return about or list(edition.clauses)
