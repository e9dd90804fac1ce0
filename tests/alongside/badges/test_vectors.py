"""The vectors that the specifications publish, and what they say of other input."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.badges import bitstrings
from alongside.badges.multikey import NotAKey, NotBase58, from_base58, from_multikey, to_base58, to_multikey
from alongside.badges.proofs import BadProof, Flaw, add_proof, canonical, check_proof, hash_data

VECTORS = Path(__file__).parent / "vectors"
EDDSA: dict[str, Any] = json.loads((VECTORS / "eddsa-jcs-2022.json").read_text())
LISTS: dict[str, Any] = json.loads((VECTORS / "bitstring-status-list.json").read_text())
SIGNED: dict[str, Any] = EDDSA["signed"]
UNSIGNED = {name: value for name, value in SIGNED.items() if name != "proof"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def key_of(method: str, _created: datetime | None) -> Ed25519PublicKey | None:
    """As did:key has it: the key is the address."""
    return from_multikey(method.partition("#")[2])


def test_the_key_pair_of_the_vectors_is_read_and_written() -> None:
    public, private = EDDSA["keyPair"]["publicKeyMultibase"], EDDSA["keyPair"]["privateKeyMultibase"]

    key = Ed25519PrivateKey.from_private_bytes(from_base58(private)[2:])

    assert from_base58(private)[:2] == b"\x80\x26"
    assert to_multikey(key.public_key()) == public
    assert from_multikey(public) == key.public_key()


def test_every_step_of_the_vectors_signature_comes_out_the_same() -> None:
    options = EDDSA["proofConfig"]

    assert canonical(UNSIGNED).decode() == EDDSA["canonicalDocument"]
    assert canonical(options).decode() == EDDSA["canonicalProof"]
    assert hash_data(UNSIGNED, options).hex() == EDDSA["combinedHash"] == EDDSA["proofHash"] + EDDSA["documentHash"]


def test_signing_gives_the_vectors_document_byte_for_byte() -> None:
    key = Ed25519PrivateKey.from_private_bytes(from_base58(EDDSA["keyPair"]["privateKeyMultibase"])[2:])
    created = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)

    made = add_proof(UNSIGNED, key, method=EDDSA["proofConfig"]["verificationMethod"], created=created)

    assert made == SIGNED
    assert from_base58(SIGNED["proof"]["proofValue"]).hex() == EDDSA["signature"]


def test_the_vectors_document_is_accepted() -> None:
    proven = check_proof(SIGNED, key_of, at=NOW)

    assert proven.document == UNSIGNED


def test_a_context_added_behind_those_of_the_proof_changes_nothing_that_was_signed() -> None:
    more = {**SIGNED, "@context": [*SIGNED["@context"], "https://example.test/more"]}

    assert check_proof(more, key_of, at=NOW).document == UNSIGNED


def test_a_context_put_before_those_of_the_proof_is_refused() -> None:
    before = {**SIGNED, "@context": ["https://example.test/more", *SIGNED["@context"]]}

    with pytest.raises(BadProof) as bad:
        check_proof(before, key_of, at=NOW)

    assert bad.value.flaw is Flaw.WRONG_CONTEXT


@pytest.mark.parametrize("proof", [None, [SIGNED["proof"], SIGNED["proof"]], "z", 7])
def test_one_proof_and_no_other_number_is_checked(proof: object) -> None:
    with pytest.raises(BadProof) as bad:
        check_proof({**UNSIGNED, "proof": proof}, key_of, at=NOW)  # type: ignore[dict-item]

    assert bad.value.flaw is Flaw.MISSING


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"type": "Ed25519Signature2020"}, Flaw.WRONG_SUITE),
        ({"cryptosuite": "eddsa-rdfc-2022"}, Flaw.WRONG_SUITE),
        ({"proofPurpose": "authentication"}, Flaw.WRONG_PURPOSE),
        ({"created": "2023-02-24T23:36:38"}, Flaw.MALFORMED),
        ({"created": "24 February 2023"}, Flaw.MALFORMED),
        ({"created": None}, Flaw.MALFORMED),
        ({"created": "2023-02-30T23:36:38Z"}, Flaw.MALFORMED),
        ({"expires": "2023-02-25T00:00:00Z"}, Flaw.OVER),
        ({"expires": "soon"}, Flaw.MALFORMED),
        ({"verificationMethod": ["did:key:z6Mk"]}, Flaw.MALFORMED),
        ({"proofValue": SIGNED["proof"]["proofValue"][1:]}, Flaw.MALFORMED),
        ({"proofValue": "z"}, Flaw.MALFORMED),
        ({"proofValue": SIGNED["proof"]["proofValue"] + "0"}, Flaw.MALFORMED),
        ({"proofValue": "z1" + SIGNED["proof"]["proofValue"][1:]}, Flaw.MALFORMED),
        ({"expires": "2030-02-25T00:00:00Z"}, Flaw.BROKEN),
        ({"created": "2023-02-24T23:36:39Z"}, Flaw.BROKEN),
        ({"nonce": "1"}, Flaw.BROKEN),
    ],
)
def test_every_check_of_the_verify_algorithm_is_made(change: dict[str, object], flaw: Flaw) -> None:
    with pytest.raises(BadProof) as bad:
        check_proof({**UNSIGNED, "proof": {**SIGNED["proof"], **change}}, key_of, at=NOW)

    assert bad.value.flaw is flaw


def test_a_document_is_signed_once() -> None:
    with pytest.raises(ValueError, match="has a proof already"):
        add_proof(SIGNED, Ed25519PrivateKey.generate(), method="urn:x", created=NOW)


@pytest.mark.parametrize("listed", LISTS["lists"], ids=lambda one: one["name"])
def test_the_published_lists_are_read_bit_by_bit(listed: dict[str, Any]) -> None:
    bits = bitstrings.decode(listed["encodedList"])

    assert len(bits) * 8 == listed["bits"]
    assert [place for place in range(listed["bits"]) if bitstrings.is_set(bits, place)] == listed["set"]


@pytest.mark.parametrize("listed", LISTS["lists"], ids=lambda one: one["name"])
def test_what_we_write_is_read_as_the_published_list(listed: dict[str, Any]) -> None:
    ours = bitstrings.encode(listed["set"], length=listed["bits"])

    assert bitstrings.decode(ours) == bitstrings.decode(listed["encodedList"])


@pytest.mark.parametrize("listed", LISTS["refused"], ids=lambda one: one["name"])
def test_the_published_list_that_is_too_short_is_refused(listed: dict[str, Any]) -> None:
    with pytest.raises(bitstrings.BadList):
        bitstrings.decode(listed["encodedList"])


@pytest.mark.parametrize(
    ("text", "data"),
    [("z", b""), ("z1", b"\0"), ("z112", b"\0\0\x01"), ("zStV1DL6CwTryKyV", b"hello world")],
)
def test_base58_keeps_every_zero(text: str, data: bytes) -> None:
    assert to_base58(data) == text
    assert from_base58(text) == data


@pytest.mark.parametrize("text", ["", "StV1DL6CwTryKyV", "zO", "zl", "z 1", "z1é", "z" + "2" * 500])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(NotBase58):
        from_base58(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xed\x01" + b"\x09" * 31,
        b"\xec\x01" + b"\x09" * 32,
        b"\xed\x01" + b"\0" * 32,
        b"\xed\x01\x01" + b"\0" * 31,
    ],
)
def test_a_key_of_another_kind_or_of_small_order_is_refused(data: bytes) -> None:
    with pytest.raises(NotAKey):
        from_multikey(to_base58(data))
