"""What in the product serves each clause: what answers it today, and the app whose button is still to come.

One table for the clause page, `alongside clauses` and `make clauses`. No Django here.
"""

from __future__ import annotations

from typing import Final

from canon.code import Clause, Control

_ACCESS: Final = {
    "assigned-only": ("people: every fetch is scoped to who is asking", "journal: every look is written down"),
    "verified-only": ("credentials: only certificates on record are shown",),
    "holder-bound": ("credentials: a certificate is presented by its holder's own sign-in",),
    "edition-bound": ("rulebook: everyone certified is judged under the edition in force",),
}

# Which app gets the button, form or case for a topic; the order of parts is docs/developers.md's plan.
_LATER: Final = {
    "attestation": "credentials",
    "certification": "credentials",
    "legal-action": "credentials",
    "misrepresentation": "credentials",
    "learning": "learning",
    "gifts": "declarations",
    "money": "declarations",
    "fees": "declarations",
    "relationships": "declarations",
    "romance": "declarations",
    "conflict": "declarations",
    "supervision": "supervision",
    "worker-rights": "caseload",
    "recovery": "supervision",
    "continuity": "practice",
    "nondiscrimination": "caseload",
    "consent": "consent",
    "confidentiality": "consent",
    "disclosure": "consent",
    "informing": "practice",
    "reporting": "safety",
    "safety": "safety",
    "sanctions": "complaints",
    "complaints": "complaints",
    "exploitation": "complaints",
    "harassment": "complaints",
    "fraud": "practice",
    "policy": "agency",
}
_CASE: Final = "complaints"
_DEFAULT: Final = "practice"

_LATER_BY_CONTROL: Final = {
    Control.CASE: _CASE,
    Control.ATTEST: "credentials",
}


def served_by(clause: Clause) -> tuple[str, ...]:
    """What serves a clause, what works today first; never empty. What is still to come reads `later: <app>`."""
    now: list[str] = []
    acts = dict.fromkeys(act for rule in clause.rules for act in rule.acts)
    now += [f"today: May I...? ({act})" for act in acts]
    now += [f"canon: duty {duty.id}" for duty in clause.duties]
    now += _ACCESS.get(clause.access, ())
    if clause.readings:
        now.append("board: readings to confirm")
    if clause.control is Control.GUIDE:
        return ("rulebook: reader", *now)
    return (*now, f"later: {later_app(clause)}")


def later_app(clause: Clause) -> str:
    """The app that will hold the clause's own button, form or case."""
    return _LATER_BY_CONTROL.get(clause.control) or _LATER.get(clause.topic, _DEFAULT)
