"""What signing an edition asks: the sections to read, and the affirmations, all taken from the code file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import rfc8785
from django.utils.translation import gettext as _

from alongside.rulebook.queries import Standing
from canon.code import Clause, Control, Edition


@dataclass(frozen=True, slots=True)
class Affirmation:
    """Something affirmed by a tick of its own. `clause`, `cite`: where the code asks it; empty where only we do."""

    clause: str
    cite: str
    says: str

    def kept(self) -> dict[str, str]:
        """As a signature keeps it."""
        return {"clause": self.clause, "says": self.says}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the code to be read in one go. `number` counts from 1 among those that hold clauses."""

    number: int
    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Exactly what is signed: our file of the edition, and the official document adopted with it, by their SHA-256."""

    edition_digest: str
    document_sha256: str


def version_of(standing: Standing) -> Version:
    """The version that stands on a day."""
    document = standing.adoption.document.sha256 if standing.adoption else ""
    return Version(standing.edition.digest, document)


def chapters_of(edition: Edition) -> tuple[Chapter, ...]:
    """Every section that holds clauses, in the order of the document."""
    with_clauses = [(s.name, tuple(c for c in edition.clauses if c.section == s.name)) for s in edition.sections]
    filled = [(name, clauses) for name, clauses in with_clauses if clauses]
    return tuple(Chapter(number, name, clauses) for number, (name, clauses) in enumerate(filled, 1))


def affirmations_of(edition: Edition) -> Sequence[Affirmation]:
    """What the code asks its signer to affirm, clause by clause; one plain sentence of ours where it asks nothing.

    nm.sign.1, nc.overview.2, nc.cert.2a, nc.attest.0 to 3, sud.1.3, sud.attest.1, ak.attest.1.
    """
    asked = [Affirmation(c.id, c.cite, c.says) for c in edition.clauses if c.control is Control.ATTEST]
    return asked or [Affirmation("", "", _("I have read this code, I understand it, and I will keep to it."))]


def words_digest(affirmations: Sequence[Mapping[str, str]], name_typed: str) -> str:
    """SHA-256 over what was affirmed and the name under it, as canonical JSON: for the journal, which holds no names.

    affirmations: as a signature keeps them. nm.sign.1, nc.attest.0
    """
    affirmed = [dict(one) for one in affirmations]
    return sha256(rfc8785.dumps([affirmed, name_typed])).hexdigest()
