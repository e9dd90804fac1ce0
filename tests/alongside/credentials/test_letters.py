"""A board's letters: named places that are checked, versions that stay, and one letter to one holder, once."""

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.alongside.credentials.conftest import LONG_AGO, Certify, user_of
from tests.alongside.paper.reading import codes_on, stands_in_order, text_of

from alongside.accounts.models import User
from alongside.credentials.letters.actions import (
    ChangedMeanwhile,
    Outgoing,
    Wording,
    retire_template,
    send_letter,
    write_template,
)
from alongside.credentials.letters.filling import draft_of, letter_pdf
from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.letters.placeholders import PLACES, EmptyPlace, UnknownPlace, fill, places_in
from alongside.credentials.letters.queries import letters_in_use
from alongside.credentials.models import Certificate
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.paper import LettersMissing
from alongside.people import clock
from alongside.people.actions import give_role, open_board
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind

NOON = datetime(2026, 9, 14, 12, tzinfo=ZoneInfo("America/Denver"))
REMINDER = Wording(
    "Reminder", "en", "{name}, your certificate ends on {ends}", "Dear {name},\n\n{number} ends on {ends}. See {check}"
)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def held(certify: Certify) -> Certificate:
    return certify("nm", "America/Denver", through=date(2026, 11, 30), number="NM-2024-00007")


@pytest.fixture
def staff(held: Certificate) -> User:
    user = User.objects.create_user("kim@example.test", name="Kim Lee")
    give_role(user=user, kind=RoleKind.BOARD_STAFF, place=held.board, from_day=LONG_AGO, by=None)
    return user


@pytest.fixture
def reminder(held: Certificate, staff: User) -> LetterTemplate:
    return write_template(board=held.board, wording=REMINDER, seen=0, by=staff)


def outgoing(*, once: uuid.UUID | None = None, body: str = "Dear Teo,\n\nAll is well.") -> Outgoing:
    return Outgoing("Your renewal", body, "Kim Lee", "Certification staff", once or uuid.uuid4())


def test_every_place_is_filled_for_one_holder(held: Certificate, staff: User) -> None:
    every = Wording("All", "en", "{name}", " | ".join(f"{{{place}}}" for place in PLACES))
    template = write_template(board=held.board, wording=every, seen=0, by=staff)

    draft = draft_of(template, held, at=NOON)

    assert draft.subject == "Teo Begay"
    assert draft.body.split(" | ")[:5] == [
        "Teo Begay",
        "CPSW",
        "NM-2024-00007",
        "December 1, 2024",
        "November 30, 2026",
    ]
    assert "Demo board | September 14, 2026 | http" in draft.body
    assert f"/check/{held.token}/" in draft.body


def test_a_spanish_letter_is_filled_in_spanish(held: Certificate, staff: User) -> None:
    spanish = Wording("Reminder", "es", "Su certificado", "Vence el {ends}. {standing}")
    template = write_template(board=held.board, wording=spanish, seen=0, by=staff)

    draft = draft_of(template, held, at=NOON)

    assert draft.body.startswith("Vence el 30 de noviembre de 2026. ")
    assert "Certified" not in draft.body


@pytest.mark.parametrize(
    "text", ["Dear {nmae}", "Dear {Name}", "Dear { name }", "Dear {name", "Dear name}", "{}", "{{name}}"]
)
def test_a_place_that_is_none_is_named_in_the_refusal(held: Certificate, staff: User, text: str) -> None:
    with pytest.raises(UnknownPlace, match="name"):
        write_template(board=held.board, wording=Wording("X", "en", "About", text), seen=0, by=staff)

    assert not LetterTemplate.objects.exists()


def test_what_a_value_holds_is_never_filled_again() -> None:
    values = {"name": "{number} {oops}", "number": "7"}

    assert fill("Dear {name}, {number}", values) == "Dear {number} {oops}, 7"
    assert places_in("{name} and {name} and {ends}") == ("name", "ends")


def test_what_the_certificate_does_not_have_is_not_left_blank(certify: Certify) -> None:
    applied = certify("nm", "America/Denver", through=None, number="")
    template = write_template(board=applied.board, wording=REMINDER, seen=0, by=None)

    with pytest.raises(EmptyPlace, match="ends"):
        draft_of(template, applied, at=NOON)


def test_a_change_is_a_new_version_and_the_old_one_stays(
    held: Certificate, staff: User, reminder: LetterTemplate
) -> None:
    changed = write_template(
        board=held.board, wording=Wording("Reminder", "en", "Again", "Dear {name}"), seen=1, by=staff
    )

    assert (reminder.version, changed.version) == (1, 2)
    assert LetterTemplate.objects.get(pk=reminder.pk).subject == REMINDER.subject
    assert list(letters_in_use(held.board)) == [changed]
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterTemplate.objects.filter(pk=reminder.pk).update(subject="Otherwise")


def test_two_who_write_at_once_do_not_overwrite_each_other(
    held: Certificate, staff: User, reminder: LetterTemplate
) -> None:
    theirs = write_template(board=held.board, wording=Wording("Reminder", "en", "Theirs", "b"), seen=1, by=staff)

    with pytest.raises(ChangedMeanwhile) as refused:
        write_template(board=held.board, wording=Wording("Reminder", "en", "Mine", "b"), seen=1, by=staff)

    assert refused.value.newest == theirs
    assert list(letters_in_use(held.board)) == [theirs]


def test_the_same_words_twice_are_one_version(held: Certificate, staff: User, reminder: LetterTemplate) -> None:
    again = write_template(board=held.board, wording=REMINDER, seen=0, by=staff)

    assert again == reminder
    assert LetterTemplate.objects.count() == 1


def test_a_letter_taken_out_of_use_is_not_offered_and_may_come_back(
    held: Certificate, staff: User, reminder: LetterTemplate
) -> None:
    retire_template(template=reminder, by=staff)
    gone = list(letters_in_use(held.board))
    back = write_template(board=held.board, wording=REMINDER, seen=0, by=staff)

    assert gone == []
    assert list(letters_in_use(held.board)) == [back]


@pytest.mark.clause("nm.preface.4")
def test_a_letter_is_kept_as_sent_on_record_and_its_holder_told(
    held: Certificate, staff: User, reminder: LetterTemplate
) -> None:
    sent = send_letter(certificate=held, template=reminder, outgoing=outgoing(), by=staff)

    text = text_of(letter_pdf(sent))
    assert stands_in_order(
        text, "Demo board", "September 14, 2026", "Teo Begay", "Your renewal", "Dear Teo,", "All is well.", "Kim Lee",
        "Certification staff", sent.number,
    )  # fmt: skip
    assert codes_on(letter_pdf(sent))[0].endswith(f"/check/{held.token}/")
    assert letter_pdf(sent) == letter_pdf(SentLetter.objects.get())
    entry = Entry.objects.get(kind="letter.sent")
    assert json.loads(entry.body)["data"] == {"certificate": held.pk, "template": reminder.pk}
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (user_of(held.holder), reverse("credentials:letter", args=[sent.pk]))
    assert "Teo" not in json.dumps(notice.data)


def test_sent_twice_from_one_page_it_is_one_letter(held: Certificate, staff: User, reminder: LetterTemplate) -> None:
    once = uuid.uuid4()

    first, second = (
        send_letter(certificate=held, template=reminder, outgoing=outgoing(once=once), by=staff) for _ in range(2)
    )

    assert first == second
    assert SentLetter.objects.count() == Notice.objects.count() == 1


def test_a_letter_that_cannot_be_printed_is_not_sent(held: Certificate, staff: User, reminder: LetterTemplate) -> None:
    with pytest.raises(LettersMissing):
        send_letter(certificate=held, template=reminder, outgoing=outgoing(body="李"), by=staff)

    assert not SentLetter.objects.exists()
    assert not Notice.objects.exists()


def test_only_the_boards_staff_write(held: Certificate, staff: User, reminder: LetterTemplate) -> None:
    holder = user_of(held.holder)

    with pytest.raises(NotTheirs):
        send_letter(certificate=held, template=reminder, outgoing=outgoing(), by=holder)
    with pytest.raises(NotTheirs):
        write_template(board=held.board, wording=REMINDER, seen=1, by=holder)
    with pytest.raises(NotTheirs):
        retire_template(template=reminder, by=holder)


def test_the_whole_errand_on_the_pages(client: Client, held: Certificate, staff: User) -> None:
    client.force_login(staff)
    new = reverse("credentials:new_letter")
    said = {"name": "Reminder", "language": "en", "subject": "Ends on {ends}", "body": "Dear {name}", "seen": "0"}

    preview = client.post(new, {**said, "preview": "yes"}).content.decode()
    wrong = client.post(new, {**said, "body": "Dear {nmae}"})
    client.post(new, said)
    template = LetterTemplate.objects.get()
    chosen = f"{reverse('credentials:write_to', args=[held.token])}?letter={template.pk}"
    page = client.get(chosen)
    filled = page.context["form"].initial
    done = client.post(chosen, {**filled, "signed_as": ""}, follow=True)

    assert "Dear Rosa Ejemplo" in preview
    assert wrong.status_code == 422
    assert "{nmae}" in wrong.content.decode()
    assert filled["subject"] == "Ends on November 30, 2026"
    assert "Dear Teo Begay" in done.content.decode()
    assert client.get(reverse("credentials:letter_pdf", args=[SentLetter.objects.get().pk])).content.startswith(b"%PDF")


def test_a_stale_page_keeps_its_words(client: Client, held: Certificate, staff: User, reminder: LetterTemplate) -> None:
    client.force_login(staff)
    page = client.get(reverse("credentials:write_letter", args=[reminder.pk])).context["form"].initial
    write_template(board=held.board, wording=Wording("Reminder", "en", "Theirs", "b"), seen=1, by=staff)

    answer = client.post(reverse("credentials:write_letter", args=[reminder.pk]), {**page, "subject": "Mine <b>"})

    assert answer.status_code == 409
    assert "Mine &lt;b&gt;" in answer.content.decode()


def test_the_holder_reads_it_and_nobody_else(
    client: Client, held: Certificate, staff: User, reminder: LetterTemplate
) -> None:
    sent = send_letter(certificate=held, template=reminder, outgoing=outgoing(), by=staff)
    other = User.objects.create_user("other@example.test", name="Other")
    urls = [reverse(f"credentials:{name}", args=[sent.pk]) for name in ("letter", "letter_pdf")]

    client.force_login(user_of(held.holder))
    own = [client.get(url).status_code for url in urls]
    client.force_login(other)
    others = [client.get(url).status_code for url in urls]

    assert own == [200, 200]
    assert others == [404, 404]


def test_another_boards_certificate_and_letter_are_not_there(
    client: Client, held: Certificate, reminder: LetterTemplate
) -> None:
    board = open_board(slug="other", name="Other board", place="There", zone="America/Denver", by=None)
    stranger = User.objects.create_user("sam@example.test", name="Sam")
    give_role(user=stranger, kind=RoleKind.BOARD_STAFF, place=board, from_day=LONG_AGO, by=None)
    client.force_login(stranger)

    assert client.get(reverse("credentials:write_to", args=[held.token])).status_code == 404
    assert client.get(reverse("credentials:write_letter", args=[reminder.pk])).status_code == 404
    assert client.post(reverse("credentials:retire_letter", args=[reminder.pk])).status_code == 404
    assert not list(client.get(reverse("credentials:letters")).context["letters"])
