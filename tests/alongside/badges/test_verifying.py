"""A file is good, or every reason why it is not is told; what could not be asked is told too."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from alongside.badges.bitstrings import MOST
from alongside.badges.documents import REVOCATION, SUSPENSION, PublishedKey, controller_document
from alongside.badges.multikey import to_multikey
from alongside.badges.proofs import canonical
from alongside.badges.verifying import Caution, Fault, verify
from tests.alongside.badges.desk import (
    BOARD,
    HELD,
    KEY,
    LISTS,
    NOW,
    OTHER_KEY,
    PLACE,
    PUBLISHED,
    Desk,
    as_file,
    badge,
    signed,
    status_list,
)


def changed(**parts: Any) -> dict[str, Any]:
    return {**badge(), **parts}


@pytest.mark.clause("sud.1.2", "ak.conduct.2", "ca.integrity.13c")
def test_a_good_file_tells_whose_it_is_and_until_when() -> None:
    verdict = Desk().check(signed(badge()))

    assert verdict.is_good
    assert verdict.told is not None
    assert (verdict.told.name, verdict.told.number) == ("Ana María Tóth-Nguyễn", "NM-2026-00042")
    assert verdict.told.issuer == "Demo board of New Mexico"
    assert verdict.told.valid_until == datetime(2026, 12, 1, 6, 59, 59, tzinfo=UTC)


def test_it_is_good_from_the_boards_own_midnight_to_its_own_midnight() -> None:
    file, last_second = signed(badge()), datetime(2026, 12, 1, 6, 59, 59, 999_999, tzinfo=UTC)
    desk = Desk(lists={LISTS[one]: canonical(signed(status_list(one, at=last_second))) for one in LISTS})

    after = desk.check(file, at=datetime(2026, 12, 1, 7, tzinfo=UTC))
    before = desk.check(file, at=datetime(2025, 12, 1, 6, 59, 59, tzinfo=UTC))

    assert desk.check(file, at=last_second).is_good
    assert after.faults == (Fault.EXPIRED,)
    assert before.faults == (Fault.NOT_YET_VALID,)


@pytest.mark.clause("nm.integrity.6", "ca.integrity.13c")
def test_a_name_put_in_place_of_another_is_found_and_never_shown() -> None:
    document: Any = signed(badge())
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Someone Else"

    verdict = Desk().check(document)

    assert verdict.faults == (Fault.TAMPERED,)
    assert verdict.told is None


@pytest.mark.clause("nm.integrity.6", "sud.1.2")
@pytest.mark.parametrize(("purpose", "fault"), [(REVOCATION, Fault.REVOKED), (SUSPENSION, Fault.SUSPENDED)])
def test_a_bit_in_the_list_takes_the_file_back(purpose: Any, fault: Fault) -> None:
    desk = Desk()
    desk.lists[LISTS[purpose]] = canonical(signed(status_list(purpose, {PLACE})))

    verdict = desk.check(signed(badge()))

    assert verdict.faults == (fault,)
    assert verdict.told is not None  # the board did sign it, and whose it was may be said


def test_a_neighbours_bit_is_not_ones_own() -> None:
    desk = Desk()
    desk.lists[LISTS[REVOCATION]] = canonical(signed(status_list(REVOCATION, {PLACE - 1, PLACE + 1})))

    assert desk.check(signed(badge())).is_good


def test_every_fault_is_told_not_only_the_first() -> None:
    desk = Desk()
    desk.lists[LISTS[SUSPENSION]] = canonical(signed(status_list(SUSPENSION, {PLACE})))
    desk.lists[LISTS[REVOCATION]] = canonical(signed(status_list(REVOCATION, {PLACE})))

    verdict = desk.check(signed(badge()), at=NOW + timedelta(days=30))

    assert set(verdict.faults) == {Fault.EXPIRED, Fault.SUSPENDED, Fault.REVOKED}


def test_offline_it_may_have_been_revoked_since() -> None:
    desk = Desk(lists={})

    verdict = desk.check(signed(badge()))

    assert verdict.faults == ()
    assert verdict.cautions == (Caution.LIST_NOT_ASKED,)
    assert not verdict.is_good


def test_a_list_of_last_week_tells_nothing_of_this_one() -> None:
    old = NOW - timedelta(days=7)
    desk = Desk(lists={LISTS[one]: canonical(signed(status_list(one, at=old))) for one in LISTS})

    verdict = desk.check(signed(badge()))

    assert verdict.cautions == (Caution.LIST_TOO_OLD,)
    assert verdict.faults == ()


def test_what_a_list_of_last_week_took_back_stays_taken_back() -> None:
    old = NOW - timedelta(days=7)
    desk = Desk(lists={LISTS[one]: canonical(signed(status_list(one, {PLACE}, at=old))) for one in LISTS})

    assert Fault.REVOKED in desk.check(signed(badge())).faults


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"issuer": "https://elsewhere.example/"}, Fault.UNKNOWN_ISSUER),
        ({"issuer": {"name": "No address"}}, Fault.UNKNOWN_ISSUER),
        ({"type": ["VerifiableCredential"]}, Fault.NOT_A_CERTIFICATE),
        ({"type": "OpenBadgeCredential"}, Fault.NOT_A_CERTIFICATE),
        ({"validFrom": "2025-12-01"}, Fault.NOT_A_CERTIFICATE),
        ({"validUntil": "never"}, Fault.NOT_A_CERTIFICATE),
        ({"credentialStatus": []}, Fault.NOT_A_CERTIFICATE),
        ({"credentialSubject": {}}, Fault.NOT_A_CERTIFICATE),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", "https://example.test/words"]}, Fault.FOREIGN_WORDS),
        ({"@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]}, Fault.FOREIGN_WORDS),
    ],
)
def test_what_is_no_certificate_of_a_board_is_said_even_if_it_is_signed(parts: dict[str, Any], fault: Fault) -> None:
    assert fault in Desk().check(signed(changed(**parts))).faults


@pytest.mark.parametrize(
    "identities",
    [
        [],
        [{"type": "IdentityObject", "hashed": True, "identityType": "name", "identityHash": "sha256$00"}],
        [{"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": name} for name in "AB"],
    ],
)
@pytest.mark.clause("ca.integrity.13c")
def test_a_file_bound_to_nobody_or_to_two_people_is_no_certificate(identities: list[dict[str, Any]]) -> None:
    document: Any = badge()
    document["credentialSubject"]["identifier"] = identities

    assert Desk().check(signed(document)).faults == (Fault.NOT_A_CERTIFICATE,)


@pytest.mark.parametrize(
    ("proof", "fault"),
    [
        (None, Fault.NO_PROOF),
        ({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-jcs-2019"}, Fault.OTHER_SUITE),
        ({**signed(badge())["proof"], "proofPurpose": "authentication"}, Fault.BAD_PROOF),  # type: ignore[dict-item]
        ({**signed(badge())["proof"], "expires": "2026-01-01T00:00:00Z"}, Fault.PROOF_OVER),  # type: ignore[dict-item]
    ],
)
def test_a_proof_that_is_missing_or_of_another_kind_is_told(proof: Any, fault: Fault) -> None:
    assert Desk().check({**badge(), "proof": proof}).faults == (fault,)


def test_a_stranger_without_a_proof_is_told_both() -> None:
    verdict = Desk().check(changed(issuer="https://elsewhere.example/"))

    assert verdict.faults == (Fault.UNKNOWN_ISSUER, Fault.NO_PROOF)


def test_a_key_that_the_board_does_not_name_signs_nothing() -> None:
    assert Desk().check(signed(badge(), OTHER_KEY)).faults == (Fault.UNKNOWN_KEY,)


@pytest.mark.parametrize(
    "method",
    [
        {"type": "JsonWebKey"},
        {"controller": "https://elsewhere.example/"},
        {"publicKeyMultibase": "z6Mk"},
        {"expires": "one day"},
    ],
)
def test_a_method_that_is_not_in_order_is_no_key(method: dict[str, str]) -> None:
    desk = Desk()
    desk.document["verificationMethod"][0].update(method)  # type: ignore[index,union-attr,call-overload]

    assert desk.check(signed(badge())).faults == (Fault.UNKNOWN_KEY,)


def test_a_key_not_named_for_assertions_is_no_key() -> None:
    desk = Desk()
    desk.document["assertionMethod"] = []

    assert desk.check(signed(badge())).faults == (Fault.UNKNOWN_KEY,)


def test_a_key_set_aside_keeps_what_it_signed_and_signs_no_more() -> None:
    retired = replace(PUBLISHED, expires=NOW)
    new = PublishedKey(to_multikey(OTHER_KEY.public_key()))
    desk = Desk(
        document=controller_document(BOARD, [retired, new]),
        lists={LISTS[one]: canonical(signed(status_list(one), OTHER_KEY)) for one in LISTS},
    )

    assert desk.check(signed(badge(), KEY, created=NOW - timedelta(days=1))).is_good
    assert desk.check(signed(badge(), OTHER_KEY)).is_good
    assert desk.check(signed(badge(), KEY, created=NOW + timedelta(seconds=1))).faults == (Fault.UNKNOWN_KEY,)


def test_a_key_that_was_called_back_takes_everything_with_it() -> None:
    desk = Desk(document=controller_document(BOARD, [replace(PUBLISHED, revoked=NOW)]))

    verdict = desk.check(signed(badge(), created=NOW - timedelta(days=300)))

    assert verdict.faults == (Fault.KEY_CALLED_BACK,)
    assert verdict.told is None


@pytest.mark.parametrize(
    "entry",
    [
        {"type": "StatusList2021Entry"},
        {"statusListIndex": 4711},
        {"statusListIndex": "-1"},
        {"statusListIndex": "131072"},
        {"statusListIndex": "9" * 5000},
        {"statusListIndex": "٤٧١١"},
        {"statusSize": 2},
        {"statusListCredential": "https://elsewhere.example/list"},
        {"statusListCredential": "https://[not-an-address"},
        {"statusListCredential": LISTS[SUSPENSION]},
    ],
)
def test_an_entry_out_of_order_is_no_clean_record(entry: dict[str, Any]) -> None:
    document: Any = badge()
    document["credentialStatus"][0].update(entry)

    assert Desk().check(signed(document)).faults == (Fault.BAD_LIST,)


@pytest.mark.parametrize(
    "parts",
    [
        {"type": ["VerifiableCredential"]},
        {"issuer": "https://elsewhere.example/"},
        {"id": LISTS[SUSPENSION]},
        {"@context": ["https://example.test/words"]},
        {"credentialSubject": {"type": "StatusList2021", "statusPurpose": "revocation"}},
        {"credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "suspension"}},
        {"credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": "uH4sI"}},
    ],
)
def test_a_list_that_is_not_the_boards_own_for_this_is_refused(parts: dict[str, Any]) -> None:
    desk = Desk()
    desk.lists[LISTS[REVOCATION]] = canonical(signed({**status_list(REVOCATION), **parts}))

    assert desk.check(signed(badge())).faults == (Fault.BAD_LIST,)


@pytest.mark.parametrize("data", [b"", b"not JSON", b"{}", canonical(status_list(REVOCATION))])
def test_a_list_that_nobody_signed_is_refused(data: bytes) -> None:
    desk = Desk()
    desk.lists[LISTS[REVOCATION]] = data

    assert desk.check(signed(badge())).faults == (Fault.BAD_LIST,)


def test_a_list_packed_to_hurt_is_left_packed() -> None:
    bomb = "u" + urlsafe_b64encode(gzip.compress(bytes(MOST), mtime=0)).rstrip(b"=").decode()
    document: Any = status_list(REVOCATION)
    document["credentialSubject"]["encodedList"] = bomb
    desk = Desk()
    desk.lists[LISTS[REVOCATION]] = canonical(signed(document))

    assert len(bomb) < MOST // 100
    assert desk.check(signed(badge())).faults == (Fault.BAD_LIST,)


def test_no_address_is_asked_before_the_signature_holds() -> None:
    desk = Desk()
    document: Any = signed(badge())
    document["credentialStatus"][0]["statusListCredential"] = f"{BOARD.id}other/"

    desk.check(document)

    assert desk.asked == []


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.NOT_READABLE),
        (b"%PDF-1.7", Fault.NOT_READABLE),
        (b"[]", Fault.NOT_READABLE),
        (b'"text"', Fault.NOT_READABLE),
        (b'{"a": NaN}', Fault.NOT_READABLE),
        (b'{"a": 1e999}', Fault.NOT_READABLE),
        (b'{"a": 9007199254740993}', Fault.NOT_READABLE),
        (b'{"a": ' + b"9" * 100_000 + b"}", Fault.NOT_READABLE),
        (b'{"a": 1, "a": 2}', Fault.NOT_READABLE),
        (b'{"a": {"b": [{"c": 1, "c": 1}]}}', Fault.NOT_READABLE),
        (b'{"a": "\\ud800"}', Fault.NOT_READABLE),
        (b'{"a": [["\\udfff"]]}', Fault.NOT_READABLE),
        (b'{"\\udc00": 1}', Fault.NOT_READABLE),
        (b'{"a": "\xff"}', Fault.NOT_READABLE),
        ('{"a": 1}'.encode("utf-16"), Fault.NOT_READABLE),
        (b"[" * 100_000, Fault.TOO_LARGE),
        (b'{"a":' * 40 + b"1" + b"}" * 40, Fault.TOO_LARGE),
        (b'{"a": "' + b"x" * 300_000 + b'"}', Fault.TOO_LARGE),
        (b"{" + b'"\\"' * 80_000, Fault.NOT_READABLE),
    ],
    ids=range(19),
)
def test_a_file_made_to_hurt_is_a_file_that_cannot_be_read(data: bytes, fault: Fault) -> None:
    assert Desk().check(data).faults == (fault,)


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_no_bytes_whatever_raise_or_pass(data: bytes) -> None:
    assert not verify(data, Desk(), at=NOW).is_good


@given(st.data())
@settings(max_examples=150)
def test_no_part_put_in_place_of_another_raises_or_passes(data: st.DataObject) -> None:
    document = json.loads(as_file(signed(badge())))
    before = json.dumps(document, sort_keys=True)
    other = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.just([]) | st.just({})
    place = document
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(other)

    is_good = Desk().check(document).is_good

    assert is_good == (json.dumps(document, sort_keys=True) == before)


def test_each_board_day_is_written_with_its_own_zone() -> None:
    document = badge(replace(HELD, zone=UTC))

    assert badge()["validFrom"] == "2025-12-01T00:00:00-07:00"
    assert document["validUntil"] == "2026-11-30T23:59:59+00:00"
