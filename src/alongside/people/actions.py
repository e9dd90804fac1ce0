"""Opening places, taking people in, naming supervisors, giving and ending roles. Each is one transaction, on record.

`by=None` is the installation itself: the command line that opens the first place and gives the first role.
"""

from datetime import date

from django.db import transaction

from alongside.accounts.actions import open_account_within, send_invitation
from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Agency, Board, Person, Role, RoleKind, SupervisorOfRecord, Worker
from alongside.people.practitioners import practitioner_for

KEEPS_AN_AGENCY = (RoleKind.AGENCY_ADMINISTRATOR, RoleKind.OPERATOR)
KEEPS_A_BOARD = (RoleKind.BOARD_STAFF, RoleKind.OPERATOR)
TAKES_IN = (RoleKind.AGENCY_ADMINISTRATOR, RoleKind.SUPERVISOR)


def open_board(*, slug: str, name: str, place: str, zone: str, by: User | None) -> Board:
    """Add a board. Raises ValidationError for a zone or slug that is none, NotTheirs unless from the command line."""
    with transaction.atomic(durable=True):
        _require_console(by)
        board = Board(slug=slug, name=name, place=place, zone=zone)
        board.full_clean()
        board.save()
        write_journal("board.opened", board, by=by)
    return board


def open_agency(*, slug: str, name: str, place: str, zone: str, by: User | None) -> Agency:
    """Add an agency. Raises ValidationError for a zone or slug that is none, NotTheirs unless from the command line."""
    with transaction.atomic(durable=True):
        _require_console(by)
        agency = Agency(slug=slug, name=name, place=place, zone=zone)
        agency.full_clean()
        agency.save()
        write_journal("agency.opened", agency, by=by)
    return agency


def add_worker(*, agency: Agency, name: str, user: User | None, by: User | None) -> Worker:
    """Take a peer worker on. Their role, which lets them sign in as one, is given by `give_role`."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority(KEEPS_AN_AGENCY, agency=agency))
        return _take_on(agency, name=name, user=user, by=by)


def add_person(
    *,
    agency: Agency,
    chosen_name: str,
    user: User | None,
    by: User | None,
    language: str = "en",
    pronouns: str = "",
) -> Person:
    """Take a person in to be served, by the name they chose."""
    with transaction.atomic(durable=True):
        return add_person_within(
            agency=agency, chosen_name=chosen_name, user=user, by=by, language=language, pronouns=pronouns
        )


def add_person_within(
    *, agency: Agency, chosen_name: str, user: User | None, by: User | None, language: str, pronouns: str
) -> Person:
    """The same inside the caller's transaction."""
    require_authority(by, Authority(TAKES_IN, agency=agency))
    person = Person(agency=agency, chosen_name=chosen_name, user=user, language=language, pronouns=pronouns)
    person.full_clean()
    person.save()
    write_journal("person.added", person, by=by)
    return person


def name_supervisor(*, worker: Worker, supervisor: User, from_day: date, by: User | None) -> SupervisorOfRecord:
    """Make somebody supervisor of record from a day; whoever was before ends on that day.

    Raises NotTheirs unless an administrator of the agency, NotASupervisor unless `supervisor` holds that role there on
    the day, and BeforeTheLast for a day not after the one from which the present supervisor was named.
    """
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update().select_related("agency").get(pk=worker.pk)
        require_authority(by, Authority(KEEPS_AN_AGENCY, agency=held.agency))
        if not _holds_on(supervisor, RoleKind.SUPERVISOR, held.agency, from_day):
            raise NotASupervisor
        before = SupervisorOfRecord.objects.filter(worker=held, to_day__isnull=True).first()
        if before is not None:
            if before.from_day >= from_day:
                raise BeforeTheLast
            before.to_day = from_day
            before.save(update_fields=["to_day"])
        row = SupervisorOfRecord.objects.create(
            agency=held.agency, worker=held, supervisor=supervisor, from_day=from_day
        )
        write_journal(
            "supervisor.named",
            row,
            by=by,
            data={"worker": held.pk, "supervisor": supervisor.pk, "from": from_day.isoformat()},
        )
    return row


def give_role(*, user: User, kind: RoleKind, place: Agency | Board, from_day: date, by: User | None) -> Role:
    """Give somebody a role at a place from a day. Raises NotTheirs, or ValidationError where the place cannot have it."""
    with transaction.atomic(durable=True):
        return _give_role(user=user, kind=kind, place=place, from_day=from_day, by=by)


def invite(
    *,
    email: str,
    name: str,
    kind: RoleKind,
    place: Agency | Board,
    from_day: date,
    by: User | None,
    language: str = "en",
) -> User:
    """Give somebody a role by e-mail address: with it an account, and a letter to choose its password, if they have none.

    A peer worker is taken on as well. Raises NotTheirs, or ValidationError where the place cannot have the role.
    """
    with transaction.atomic(durable=True):
        user = User.objects.filter(email=User.objects.normalize_email(email)).first()
        is_new = user is None
        if user is None:
            user = open_account_within(email=email, name=name, language=language, password=None, by=by)
        _give_role(user=user, kind=kind, place=place, from_day=from_day, by=by)
        if kind is RoleKind.WORKER and isinstance(place, Agency):
            _take_on(place, name=name, user=user, by=by)
    if is_new:
        send_invitation(user)  # after the commit: mail takes its time, and may fail without undoing the role
    return user


def end_role(*, role: Role, to_day: date, by: User | None) -> Role:
    """End a role: `to_day` is the first day it is no longer held. A role once ended is not ended again."""
    with transaction.atomic(durable=True):
        held = Role.objects.select_for_update(of=("self",)).select_related("agency", "board").get(pk=role.pk)
        _require_keeper(by, agency=held.agency, board=held.board)
        if held.to_day is not None:
            raise AlreadyEnded
        held.to_day = to_day
        held.full_clean()
        held.save(update_fields=["to_day"])
        write_journal("role.ended", held, by=by, data={"role": held.kind, "to": to_day.isoformat()})
    return held


class NotASupervisor(ValueError):
    """Somebody was to be supervisor of record who holds no such role at that agency on that day."""

    code = "not-a-supervisor"


class BeforeTheLast(ValueError):
    """A supervisor was to be named from a day on or before the one the present supervisor was named from."""

    code = "before-the-last"


class AlreadyEnded(ValueError):
    """A role was to be ended that has its last day already."""

    code = "already-ended"


def _take_on(agency: Agency, *, name: str, user: User | None, by: User | None) -> Worker:
    practitioner = practitioner_for(user=user, name=name)
    worker = Worker(agency=agency, name=name, user=user, practitioner=practitioner)
    worker.full_clean()
    worker.save()
    write_journal("worker.added", worker, by=by, data={"user": user.pk if user else None})
    return worker


def _give_role(*, user: User, kind: RoleKind, place: Agency | Board, from_day: date, by: User | None) -> Role:
    agency, board = _agency_and_board(place)
    _require_keeper(by, agency=agency, board=board)
    role = Role(user=user, kind=kind, agency=agency, board=board, from_day=from_day)
    role.full_clean()
    role.save()
    write_journal("role.given", role, by=by, data={"user": user.pk, "role": kind.value, "from": from_day.isoformat()})
    return role


def _require_console(by: User | None) -> None:
    if by is not None:
        raise NotTheirs


def _require_keeper(by: User | None, *, agency: Agency | None, board: Board | None) -> None:
    require_authority(by, Authority(KEEPS_AN_AGENCY, agency=agency), Authority(KEEPS_A_BOARD, board=board))


def _agency_and_board(place: Agency | Board) -> tuple[Agency | None, Board | None]:
    return (place, None) if isinstance(place, Agency) else (None, place)


def _holds_on(user: User, kind: RoleKind, agency: Agency, day: date) -> bool:
    rows = Role.objects.filter(user=user, kind=kind, agency=agency, from_day__lte=day)
    return any(row.to_day is None or row.to_day > day for row in rows)
