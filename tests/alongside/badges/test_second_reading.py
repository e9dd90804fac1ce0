"""A second reading of what we sign: written from the specifications, on libraries that share nothing with ours."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from typing import Any

import base58
import jcs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings, strategies as st
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from alongside.badges.bitstrings import FEWEST, decode, encode, is_set
from alongside.badges.proofs import canonical
from alongside.badges.verifying import Fault
from tests.alongside.badges.desk import BOARD, KEY, NOW, Desk, as_file, badge, signed, status_list

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
PLAIN = st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXT
THINGS = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


def accepts(document: dict[str, Any], controller: dict[str, Any]) -> bool:
    """The verify algorithm of eddsa-jcs-2022, in another hand."""
    proof = dict(document["proof"])
    signature = base58.b58decode(proof.pop("proofValue").removeprefix("z"))
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    assert unsecured["@context"][: len(proof["@context"])] == proof["@context"]
    assert proof["verificationMethod"] in controller["assertionMethod"]
    method = next(one for one in controller["verificationMethod"] if one["id"] == proof["verificationMethod"])
    key = base58.b58decode(method["publicKeyMultibase"].removeprefix("z"))
    assert key[:2] == b"\xed\x01"
    data = hashlib.sha256(jcs.canonicalize(proof)).digest() + hashlib.sha256(jcs.canonicalize(unsecured)).digest()
    try:
        VerifyKey(key[2:]).verify(data, signature)
    except BadSignatureError:
        return False
    return True


@pytest.mark.clause("sud.1.2", "ak.conduct.2")
def test_a_second_reading_accepts_our_certificate_and_our_lists() -> None:
    desk = Desk()
    lists = [json.loads(data) for data in desk.lists.values() if data]

    assert accepts(signed(badge()), desk.document)
    assert all(accepts(listed, desk.document) for listed in lists)


def test_a_second_reading_refuses_another_name() -> None:
    document: Any = signed(badge())
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Someone Else"

    assert not accepts(document, Desk().document)


@given(THINGS)
def test_two_libraries_write_the_same_canonical_form(thing: Any) -> None:
    assert canonical({"thing": thing}) == jcs.canonicalize({"thing": thing})


@given(st.sets(st.integers(0, FEWEST - 1), max_size=40))
@settings(max_examples=30)
def test_a_second_reading_finds_the_bits_where_we_set_them(places: set[int]) -> None:
    encoded = encode(places)

    bits = gzip.decompress(base64.urlsafe_b64decode(encoded.removeprefix("u") + "==="))
    row = "".join(f"{byte:08b}" for byte in bits)

    assert {place for place, bit in enumerate(row) if bit == "1"} == places
    assert all(is_set(decode(encoded), place) for place in places)


@pytest.mark.clause("ca.integrity.13c")
def test_no_single_bit_of_a_signed_certificate_can_be_turned() -> None:
    desk, data = Desk(), canonical(signed(badge()))
    assert desk.check(data).is_good

    accepted = [place for place in range(len(data) * 8) if desk.check(turned(data, place)).is_good]

    assert accepted == []


@pytest.mark.clause("ca.integrity.13c")
def test_no_single_bit_of_a_status_list_can_be_turned() -> None:
    document = signed(status_list("revocation"))
    desk, data, url, file = Desk(), canonical(document), str(document["id"]), signed(badge())

    for place in range(len(data) * 8):
        desk.lists[url] = turned(data, place)
        assert desk.check(file).faults == (Fault.BAD_LIST,)


def test_other_spacing_and_order_are_the_same_certificate() -> None:
    document = signed(badge())
    backwards = dict(reversed(list(document.items())))

    assert Desk().check(json.dumps(backwards, indent=4, ensure_ascii=True).encode()).is_good


@given(st.data())
@settings(max_examples=60)
def test_whoever_signs_is_told_from_whoever_does_not(data: st.DataObject) -> None:
    """A signature of a stranger's own, whatever else they put in the file, is not the board's."""
    stranger = Ed25519PrivateKey.from_private_bytes(data.draw(st.binary(min_size=32, max_size=32)))
    document: Any = signed(badge(), stranger)
    document["proof"]["verificationMethod"] = Desk().document["assertionMethod"][0]  # type: ignore[index]

    assert stranger.public_key() == KEY.public_key() or Fault.TAMPERED in Desk().check(as_file(document), at=NOW).faults
    assert document["issuer"]["id"] == BOARD.id


def test_a_signature_has_one_form_alone() -> None:
    """Adding the group's order to its second half gives the other form that careless libraries accept (RFC 8032, 5.1.7)."""
    document: Any = signed(badge())
    signature = base58.b58decode(document["proof"]["proofValue"][1:])
    order = 2**252 + 27742317777372353535851937790883648493
    twisted = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    document["proof"]["proofValue"] = "z" + base58.b58encode(twisted).decode()

    assert Desk().check(document).faults == (Fault.TAMPERED,)


def turned(data: bytes, place: int) -> bytes:
    return data[: place // 8] + bytes([data[place // 8] ^ 0x80 >> place % 8]) + data[place // 8 + 1 :]
