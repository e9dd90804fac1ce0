"""What clauses are about, as people say it. A topic that nobody named here is shown by its own id, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

TOPICS: Final[Mapping[str, str | Promise]] = {
    "advocacy": _("Speaking up for people"),
    "assessment": _("Assessments"),
    "attestation": _("Reading and signing the code"),
    "certification": _("Getting and keeping the credential"),
    "coercion": _("Pressure and force"),
    "commitments": _("Keeping promises"),
    "communication": _("How you speak and listen"),
    "complaints": _("Complaints and inquiries"),
    "confidentiality": _("What stays between you"),
    "conflict": _("Conflicts of interest"),
    "consent": _("Releases and informed choice"),
    "continuity": _("Care that does not break off"),
    "culture": _("Culture and background"),
    "disclosure": _("Sharing information"),
    "documentation": _("Writing things down"),
    "exploitation": _("Taking advantage"),
    "family": _("Family and natural supports"),
    "fees": _("Fees and payment"),
    "fraud": _("Billing and fraud"),
    "gifts": _("Gifts, given and received"),
    "goals": _("Goals and plans"),
    "harassment": _("Harassment"),
    "informing": _("What people are told first"),
    "integrity": _("Honesty and integrity"),
    "language": _("Words that respect"),
    "learning": _("Training and continuing education"),
    "legal-action": _("Arrests, charges and lawsuits"),
    "medication": _("Medication"),
    "misrepresentation": _("Saying truly who you are"),
    "money": _("Loans and money"),
    "mutuality": _("Walking as equals"),
    "nondiscrimination": _("Serving everyone alike"),
    "policy": _("Your employer’s policies"),
    "practice": _("How peer support is done"),
    "recovery": _("Recovery, theirs and yours"),
    "relationships": _("Boundaries and dual relationships"),
    "reporting": _("Abuse and threats: what must be reported"),
    "resources": _("Finding help and resources"),
    "romance": _("Romance and sex"),
    "safety": _("Safety"),
    "sanctions": _("What follows a violation"),
    "scope": _("What peer support is, and is not"),
    "self-determination": _("Their choice, their pace"),
    "setting": _("Where and when you meet"),
    "strengths": _("Building on strengths"),
    "supervision": _("Supervision"),
    "transport": _("Giving rides"),
    "values": _("What peer support stands for"),
    "wellness": _("Your own wellness"),
    "worker-rights": _("Your rights as a worker"),
}


def topic_label(topic: str) -> str:
    """A topic as a heading: "Gifts, given and received"."""
    return str(TOPICS.get(topic, capfirst(topic.replace("-", " "))))
