"""Proving a signature later: from the row to its journal entry, and from the entry to the signed checkpoint."""

from __future__ import annotations

import json
from dataclasses import dataclass

from alongside.attestation.models import Signature
from alongside.attestation.papers import SignedCopy
from alongside.attestation.signing import Affirmation, words_digest
from alongside.journal import notes
from alongside.journal.merkle import hash_leaf, is_included
from alongside.journal.models import Checkpoint, Entry
from alongside.journal.proofs import InclusionProof, NotSealedYet, prove_inclusion
from alongside.rulebook.editions import editions_by_digest
from canon.code import Edition


@dataclass(frozen=True)
class Proof:
    """What stands behind a signature.

    entry: where the journal tells of it; None where it does not
    is_same: the entry names the same signer, edition, document and words as the row, and its body still has its hash
    checkpoint, inclusion: the newest signed state of the log that holds the entry; None for the first seconds
    is_sealed: the way from the entry leads to the root of that state, and the installation's key signed that root
    """

    entry: Entry | None
    is_same: bool
    checkpoint: Checkpoint | None
    inclusion: InclusionProof | None
    is_sealed: bool

    @property
    def holds(self) -> bool:
        return self.is_same and self.is_sealed

    @property
    def waits(self) -> bool:
        """For the first seconds: no checkpoint reaches the entry yet."""
        return self.is_same and self.inclusion is None


def prove(signature: Signature) -> Proof:
    """Find what the journal says of a signature and compare. Never raises: what is missing is left None."""
    entry = Entry.objects.filter(
        kind="attestation.signed", subject_type=signature._meta.label_lower, subject_id=signature.pk
    ).first()
    if entry is None:
        return Proof(None, False, None, None, False)
    checkpoint = Checkpoint.objects.order_by("-size").first()
    inclusion = _inclusion(entry, checkpoint)
    return Proof(entry, _is_same(entry, signature), checkpoint, inclusion, _is_sealed(entry, checkpoint, inclusion))


def copy_of(signature: Signature) -> SignedCopy:
    """What the signer's paper says: all from the signature itself, and from the edition that was signed."""
    edition = _edition(signature)
    entry = prove(signature).entry
    asked = [(one["clause"], one["says"]) for one in signature.affirmations]
    return SignedCopy(
        name=signature.practitioner.name,
        credential=edition.code.credential if edition else signature.code.upper(),
        board=signature.board.name,
        code=edition.code.name if edition else signature.code.upper(),
        edition=signature.edition_name,
        edition_digest=signature.edition_digest,
        document_sha256=signature.document_sha256,
        affirmations=[Affirmation(clause, _cite(edition, clause), says) for clause, says in asked],
        typed=signature.name_typed,
        at=signature.at.astimezone(signature.board.time_zone),
        entry=entry.pk if entry else 0,
        language=signature.language,
    )


def _edition(signature: Signature) -> Edition | None:
    """The edition that was signed; None where it was never adopted and its file has changed since."""
    try:
        return editions_by_digest([signature.edition_digest])[signature.edition_digest]
    except KeyError:
        return None


def _cite(edition: Edition | None, clause: str) -> str:
    return edition.clause(clause).cite if edition and clause and edition.has(clause) else ""


def _is_same(entry: Entry, signature: Signature) -> bool:
    body = entry.body.encode()
    told = json.loads(body)["data"]
    return hash_leaf(body) == bytes(entry.leaf_hash) and told == {
        "code": signature.code,
        "edition": signature.edition_digest,
        "document": signature.document_sha256,
        "practitioner": signature.practitioner_id,
        "words": words_digest(signature.affirmations, signature.name_typed),
    }


def _is_sealed(entry: Entry, checkpoint: Checkpoint | None, inclusion: InclusionProof | None) -> bool:
    """Checked as an outsider would: from the entry's own hash, by the path, to the root that the key signed."""
    if checkpoint is None or inclusion is None:
        return False
    try:
        said = notes.read(checkpoint.note, notes.public_key())
    except (notes.BadNote, FileNotFoundError):
        return False
    leaf = hash_leaf(entry.body.encode())
    is_there = is_included(leaf, inclusion.position, inclusion.size, inclusion.path, said.root)
    return is_there and said.size == inclusion.size


def _inclusion(entry: Entry, checkpoint: Checkpoint | None) -> InclusionProof | None:
    if checkpoint is None:
        return None
    try:
        return prove_inclusion(entry, size=checkpoint.size)
    except NotSealedYet:
        return None
