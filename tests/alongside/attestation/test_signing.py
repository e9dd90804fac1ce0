"""Signing: exactly the edition in force, every affirmation of the code, one's own name, once, and proved later."""

import json
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alongside.accounts.models import User
from alongside.attestation.actions import AnotherEdition, AnotherName, NotAffirmed, NotReadYet, read_section, sign
from alongside.attestation.models import SectionRead, Signature
from alongside.attestation.proving import prove
from alongside.attestation.queries import code_standing, has_signed
from alongside.attestation.signing import affirmations_of, version_of, words_digest
from alongside.journal import notes
from alongside.journal.models import Checkpoint, Entry
from alongside.journal.sealing import seal_all
from alongside.people.authority import NotTheirs
from alongside.people.models import Practitioner
from tests.alongside.attestation.conftest import NOW, TODAY, read_all, user_of
from tests.alongside.rulebook.keeping import adopt_juniper, board_keeping, staff_of

ASKED = {
    "nm": {"nm.sign.1"},
    "nc": {"nc.overview.2", "nc.cert.2a", "nc.attest.0", "nc.attest.1", "nc.attest.2", "nc.attest.3"},
    "sud": {"sud.1.3", "sud.attest.1"},
    "ak": {"ak.attest.1"},
    "ca": {""},
}


def signed_by(dana: Practitioner, code: str, *, name: str = "Dana Ruiz") -> Signature:
    version = read_all(dana, code)
    return sign(practitioner=dana, code=code, version=version, affirmed=ASKED[code], name=name, by=user_of(dana))


@pytest.mark.clause(
    "nm.sign.1",
    "nc.overview.2",
    "nc.cert.2a",
    "nc.attest.0",
    "nc.attest.1",
    "nc.attest.2",
    "nc.attest.3",
    "sud.1.3",
    "sud.attest.1",
    "ak.attest.1",
)
@pytest.mark.parametrize("code", sorted(ASKED))
def test_each_code_asks_its_own_affirmations_and_the_signature_keeps_them(dana: Practitioner, code: str) -> None:
    board = board_keeping(code)

    row = signed_by(dana, code)

    assert {one["clause"] for one in row.affirmations} == ASKED[code]
    assert all(one["says"] for one in row.affirmations)
    assert (row.board, row.name_typed, row.at) == (board, "Dana Ruiz", NOW)
    assert row.edition_digest == code_standing(code, TODAY).edition.digest
    assert has_signed(dana, code, TODAY)


@pytest.mark.clause("nc.attest.0", "nc.attest.1", "nc.attest.2", "nc.attest.3", "nc.overview.2", "nc.cert.2a")
@pytest.mark.parametrize("left_out", sorted(ASKED["nc"]))
def test_an_affirmation_left_out_is_no_signature(dana: Practitioner, left_out: str) -> None:
    board_keeping("nc")
    version = read_all(dana, "nc")

    with pytest.raises(NotAffirmed):
        sign(
            practitioner=dana,
            code="nc",
            version=version,
            affirmed=ASKED["nc"] - {left_out},
            name="Dana Ruiz",
            by=user_of(dana),
        )
    assert not Signature.objects.exists()


@pytest.mark.clause("nc.attest.0", "sud.attest.1", "ak.attest.1")
def test_what_was_not_read_cannot_be_signed(dana: Practitioner) -> None:
    board_keeping("nc")
    version = read_all(dana, "nc")
    unread = Practitioner.objects.create(user=User.objects.create_user("jo@example.test", name="Jo"), name="Jo")

    with pytest.raises(NotReadYet):
        sign(practitioner=unread, code="nc", version=version, affirmed=ASKED["nc"], name="Jo", by=user_of(unread))


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("dana  RUIZ", True), ("Dána Ruiz", True), ("Dana R.", False), ("", False)]
)
def test_the_name_is_the_signers_own_however_it_is_typed(dana: Practitioner, typed: str, is_taken: bool) -> None:
    board_keeping("nm")

    if is_taken:
        assert signed_by(dana, "nm", name=typed).name_typed == typed.strip()
    else:
        with pytest.raises(AnotherName):
            signed_by(dana, "nm", name=typed)


@pytest.mark.clause("nm.sign.1")
def test_an_edition_adopted_between_page_and_click_is_not_signed_unread(dana: Practitioner) -> None:
    board = board_keeping("juniper")
    before = read_all(dana, "juniper")
    adopt_juniper(board)

    with pytest.raises(AnotherEdition):
        sign(practitioner=dana, code="juniper", version=before, affirmed={""}, name="Dana Ruiz", by=user_of(dana))
    assert not Signature.objects.exists()


def test_a_second_click_finds_the_first_signature(dana: Practitioner) -> None:
    board_keeping("nm")

    first, second = signed_by(dana, "nm"), signed_by(dana, "nm")

    assert first == second
    assert Entry.objects.filter(kind="attestation.signed").count() == 1


def test_the_database_takes_no_second_signature_and_changes_none(dana: Practitioner) -> None:
    board_keeping("nm")
    row = signed_by(dana, "nm")

    twin = {f.attname: getattr(row, f.attname) for f in Signature._meta.concrete_fields if f.attname != "id"}
    with pytest.raises(Exception, match=r"unique|UNIQUE|grows"), transaction.atomic():
        Signature.objects.create(**twin)
    with pytest.raises(Exception, match="grows"), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(name_typed="Somebody Else")


def test_nobody_reads_or_signs_for_another(dana: Practitioner) -> None:
    board_keeping("nm")
    version = read_all(dana, "nm")
    other = User.objects.create_user("jo@example.test", name="Jo")

    with pytest.raises(NotTheirs):
        sign(practitioner=dana, code="nm", version=version, affirmed=ASKED["nm"], name="Dana Ruiz", by=other)
    with pytest.raises(NotTheirs):
        read_section(practitioner=dana, code="nm", section="Preface", edition_digest=version.edition_digest, by=other)


@pytest.mark.clause("nm.sign.1", "nc.attest.0")
def test_a_signature_is_proved_from_the_journal(dana: Practitioner) -> None:
    board = board_keeping("juniper")
    adoption = adopt_juniper(board)
    row = sign(
        practitioner=dana,
        code="juniper",
        version=read_all(dana, "juniper"),
        affirmed={one.clause for one in affirmations_of(code_standing("juniper", TODAY).edition)},
        name="Dana Ruiz",
        by=user_of(dana),
    )

    before, _sealed, after = prove(row), seal_all(), prove(row)

    told = json.loads(Entry.objects.get(kind="attestation.signed").body)["data"]
    assert told["document"] == adoption.document.sha256 == row.document_sha256
    assert told["edition"] == row.edition_digest
    assert (before.is_same, before.holds, after.holds) == (True, False, True)


@pytest.mark.clause("nm.sign.1", "nc.attest.0")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document_sha256", "0" * 64),
        ("name_typed", "Dana  Ruiz"),
        ("affirmations", []),
        ("affirmations", [{"clause": "nm.sign.1", "says": "I promise nothing."}]),
    ],
)
def test_a_row_that_was_altered_is_not_proved(dana: Practitioner, field: str, value: object) -> None:
    board_keeping("nm")
    row = signed_by(dana, "nm")
    seal_all()
    assert prove(row).holds

    setattr(row, field, value)

    assert (prove(row).is_same, prove(row).holds) == (False, False)


def test_the_journal_holds_a_digest_of_the_words_and_neither_words_nor_name(dana: Practitioner) -> None:
    board_keeping("nm")
    row = signed_by(dana, "nm")

    body = Entry.objects.get(kind="attestation.signed").body

    assert json.loads(body)["data"]["words"] == words_digest(row.affirmations, "Dana Ruiz")
    assert "Dana" not in body
    assert row.affirmations[0]["says"] not in body


def test_a_checkpoint_that_another_key_signed_or_that_has_another_root_proves_nothing(
    dana: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    board_keeping("nm")
    row = signed_by(dana, "nm")
    seal_all()
    checkpoint = Checkpoint.objects.order_by("-size")[0]
    size = checkpoint.size
    other_root = notes.Statement(checkpoint.size, b"\0" * 32, checkpoint.signed_at)
    own_root = notes.Statement(checkpoint.size, bytes(checkpoint.root), checkpoint.signed_at)
    forged = {
        "another root": notes.sign(other_root, notes.signing_key()),
        "another key": notes.sign(own_root, Ed25519PrivateKey.generate()),
        "no note": "",
    }

    for what, note in forged.items():
        with monkeypatch.context() as patched:
            patched.setattr(Checkpoint, "from_db", lambda *_loaded, note=note: Checkpoint(size=size, note=note))
            found = prove(row)
        assert (found.is_same, found.waits, found.holds) == (True, False, False), what
    assert prove(row).holds


def test_the_pages_lead_from_the_first_section_to_the_signed_copy(dana: Practitioner, client: Client) -> None:
    board_keeping("ak")
    client.force_login(user_of(dana))
    page = client.get(reverse("attestation:code", args=["ak"]))
    reading = page.context["reading"]

    for chapter in reading.chapters:
        client.post(
            reverse("attestation:chapter", args=["ak", chapter.number]), {"edition": reading.standing.edition.digest}
        )
    empty = client.post(reverse("attestation:confirm", args=["ak"]), {"name": "Dana"})
    version = version_of(reading.standing)
    form = {"name": "Dana Ruiz", "affirm-0": "on", "edition": version.edition_digest, "document": ""}
    done = client.post(reverse("attestation:confirm", args=["ak"]) + "?next=/somewhere/", form)
    evil = client.get(reverse("attestation:code", args=["ak"]) + "?next=https://evil.example/")

    assert SectionRead.objects.count() == len(reading.chapters)
    assert empty.status_code == 422
    assert "Dana" in empty.content.decode()
    assert (done.status_code, done["Location"]) == (302, "/somewhere/")
    assert "?next=" not in evil.content.decode().partition("<main")[2]
    row = Signature.objects.get()
    assert client.get(reverse("attestation:signed", args=[row.pk])).status_code == 200
    copy = client.get(reverse("attestation:copy", args=[row.pk]))
    words = PdfReader(BytesIO(copy.content)).pages[0].extract_text()
    assert "Dana Ruiz" in words
    assert row.edition_digest in words.replace("\n", "")


def test_a_signed_copy_is_for_its_signer_and_the_boards_staff(dana: Practitioner, client: Client) -> None:
    board = board_keeping("nm")
    row = signed_by(dana, "nm")
    answers = {}
    for user in (user_of(dana), staff_of(board), User.objects.create_user("x@example.test", name="X")):
        client.force_login(user)
        answers[user.name] = client.get(reverse("attestation:signed", args=[row.pk])).status_code

    assert answers == {"Dana Ruiz": 200, "Wren": 200, "X": 404}
