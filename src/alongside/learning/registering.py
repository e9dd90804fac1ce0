"""What a board keeps for learning: providers, who posts for them, courses, and exemptions. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import Plain, write_journal
from alongside.learning.entering import NotInQuarters, TopicBeyondWhole, is_in_quarters
from alongside.learning.models import Course, CourseTopic, Exemption, Provider, ProviderContact
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Board, Practitioner, RoleKind


def register_provider(*, board: Board, name: str, kind: Provider.Kind, from_day: date, by: User | None) -> Provider:
    """Let somebody teach under a board from a day. Raises NotTheirs, or ValidationError for a name that is there.

    nm.competence.4: the state's recovery office, universities, the State, care plans, and open to others.
    """
    with transaction.atomic(durable=True):
        _require_staff(by, board)
        provider = Provider(board=board, name=name, kind=kind, from_day=from_day)
        provider.full_clean()
        provider.save()
        write_journal("provider.registered", provider, by=by, data={"kind": kind.value, "from": from_day.isoformat()})
    return provider


def name_contact(*, provider: Provider, email: str, from_day: date, by: User | None) -> ProviderContact:
    """Let somebody post attendance for a provider. Raises NotTheirs, NoSuchAccount, ValidationError if they do already."""
    with transaction.atomic(durable=True):
        _require_staff(by, provider.board)
        user = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if user is None:
            raise NoSuchAccount
        contact = ProviderContact(provider=provider, user=user, from_day=from_day)
        contact.full_clean()
        contact.save()
        notify(kind="learning.may-post", to=user, key=f"may-post:{contact.pk}", url=reverse("learning:attendance"))
        write_journal("provider-contact.named", contact, by=by, data={"account": user.pk}, board_id=provider.board_id)
    return contact


def end_contact(*, contact: ProviderContact, to_day: date, by: User | None) -> ProviderContact:
    """From `to_day` they post no more. Ended twice is ended once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        rows = ProviderContact.objects.select_for_update(of=("self",)).select_related("provider__board")
        held = rows.get(pk=contact.pk)
        _require_staff(by, held.provider.board)
        if held.to_day is None:
            held.to_day = max(to_day, held.from_day + (date.resolution))
            held.save(update_fields=["to_day"])
            write_journal("provider-contact.ended", held, by=by, board_id=held.provider.board_id)
    return held


def register_course(
    *,
    provider: Provider,
    title: str,
    hours: Decimal,
    topics: Mapping[str, Decimal],
    from_day: date,
    by: User | None,
    where: str = "",
) -> Course:
    """Put a course in the catalogue with what the board counts for it: hours in all, and on each topic among them.

    Raises NotTheirs, NotInQuarters, TopicBeyondWhole, or ValidationError for a title that is open there already.
    """
    counted = {topic: part for topic, part in topics.items() if part}
    if not all(map(is_in_quarters, (hours, *counted.values()))):
        raise NotInQuarters
    if any(part > hours for part in counted.values()):
        raise TopicBeyondWhole
    with transaction.atomic(durable=True):
        _require_staff(by, provider.board)
        course = Course(
            board=provider.board, provider=provider, title=title, hours=hours, where=where, from_day=from_day
        )
        course.full_clean()
        course.save()
        CourseTopic.objects.bulk_create(CourseTopic(course=course, topic=t, hours=h) for t, h in counted.items())
        write_journal("course.registered", course, by=by, data={"provider": provider.pk, "quarters": int(hours * 4)})
    return course


def close_course(*, course: Course, to_day: date, by: User | None) -> Course:
    """From `to_day` it is no longer offered; what was learned in it stays. Closed twice is closed once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = Course.objects.select_for_update(of=("self",)).select_related("board").get(pk=course.pk)
        _require_staff(by, held.board)
        if held.to_day is None:
            held.to_day = max(to_day, held.from_day + date.resolution)
            held.save(update_fields=["to_day"])
            write_journal("course.closed", held, by=by, data={"to": held.to_day.isoformat()})
    return held


def exempt(
    *,
    practitioner: Practitioner,
    board: Board,
    topic: str,
    hours: Decimal | None,
    from_day: date,
    to_day: date | None,
    reason: str,
    by: User | None,
) -> Exemption:
    """Ask less of somebody: `hours` fewer, or nothing (None), of a topic or of all (an empty one), with a reason.

    For every period whose last day lies within the days. Raises NotTheirs, NotInQuarters, ValidationError.
    """
    if hours is not None and not is_in_quarters(hours):
        raise NotInQuarters
    with transaction.atomic(durable=True):
        _require_staff(by, board)
        row = Exemption(
            practitioner=practitioner,
            board=board,
            topic=topic,
            hours=hours,
            from_day=from_day,
            to_day=to_day,
            reason=reason,
            by=by,
            at=clock.now(),
        )
        row.full_clean(exclude=["by"])
        row.save()
        quarters = None if hours is None else int(hours * 4)
        data: dict[str, Plain] = {"practitioner": practitioner.pk, "topic": topic or "all", "quarters": quarters}
        write_journal("exemption.given", row, by=by, data=data)
    return row


def end_exemption(*, exemption: Exemption, to_day: date, by: User | None) -> Exemption:
    """A period that ends on `to_day` or later is asked in full again. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = Exemption.objects.select_for_update(of=("self",)).select_related("board").get(pk=exemption.pk)
        _require_staff(by, held.board)
        if held.to_day is None or held.to_day > to_day:
            held.to_day = max(to_day, held.from_day + date.resolution)
            held.save(update_fields=["to_day"])
            write_journal("exemption.ended", held, by=by, data={"to": held.to_day.isoformat()})
    return held


class NoSuchAccount(ValueError):
    """Nobody signs in with this address."""

    code = "no-such-account"

    def __init__(self) -> None:
        super().__init__(_("Nobody has an account with this address. Ask them to open one, then name them here."))


def _require_staff(by: User | None, board: Board) -> None:
    require_authority(by, Authority(board=board, kinds=(RoleKind.BOARD_STAFF,)))
