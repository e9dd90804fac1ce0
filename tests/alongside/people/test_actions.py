"""Opening places, naming supervisors, giving and ending roles: who may, what is refused, what is put on record."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.alongside.people.conftest import LONG_AGO, Places

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people.actions import (
    AlreadyEnded,
    BeforeTheLast,
    NotASupervisor,
    add_person,
    add_worker,
    end_role,
    give_role,
    invite,
    name_supervisor,
    open_agency,
    open_board,
)
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency, Role, RoleKind, SupervisorOfRecord
from alongside.people.queries import supervisor_of, supervisors_at, workers_supervised_by
from alongside.people.viewer import viewer_of


@pytest.fixture
def administrator(places: Places, dana: User) -> User:
    give_role(user=dana, kind=RoleKind.AGENCY_ADMINISTRATOR, place=places.mesa, from_day=LONG_AGO, by=None)
    return dana


def test_a_place_needs_a_real_time_zone(db: None) -> None:
    with pytest.raises(ValidationError, match="America/Denver"):
        open_board(slug="x", name="X", place="X", zone="Mountain", by=None)


def test_places_are_opened_from_the_console_alone(administrator: User) -> None:
    with pytest.raises(NotTheirs):
        open_agency(slug="x", name="X", place="X", zone="America/Denver", by=administrator)


def test_an_administrator_takes_people_in_at_their_own_agency_only(places: Places, administrator: User) -> None:
    worker = add_worker(agency=places.mesa, name="Teo Begay", user=None, by=administrator)
    person = add_person(agency=places.mesa, chosen_name="Sol", user=None, by=administrator)

    assert (worker.agency, person.agency) == (places.mesa, places.mesa)
    for act in (
        lambda: add_worker(agency=places.harbor, name="Teo", user=None, by=administrator),
        lambda: add_person(agency=places.harbor, chosen_name="Sol", user=None, by=administrator),
        lambda: give_role(
            user=administrator, kind=RoleKind.SUPERVISOR, place=places.harbor, from_day=LONG_AGO, by=administrator
        ),
        lambda: give_role(
            user=administrator, kind=RoleKind.BOARD_STAFF, place=places.new_mexico, from_day=LONG_AGO, by=administrator
        ),
    ):
        with pytest.raises(NotTheirs):
            act()


def test_what_was_done_is_on_record_by_id_and_names_nobody(places: Places, administrator: User) -> None:
    add_person(agency=places.mesa, chosen_name="Sol", user=None, by=administrator)

    entry = Entry.objects.order_by("-pk")[0]

    assert (entry.kind, entry.actor_id, entry.agency_id) == ("person.added", administrator.pk, places.mesa.pk)
    assert "Sol" not in entry.body


def test_a_refused_act_leaves_neither_row_nor_entry(places: Places, amira: User) -> None:
    before = Entry.objects.count()

    with pytest.raises(NotTheirs):
        give_role(user=amira, kind=RoleKind.SUPERVISOR, place=places.mesa, from_day=LONG_AGO, by=amira)

    assert not Role.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", [RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.PERSON_SERVED])
def test_roles_of_an_agency_are_not_held_at_a_board(places: Places, dana: User, kind: RoleKind) -> None:
    with pytest.raises(ValidationError):
        give_role(user=dana, kind=kind, place=places.new_mexico, from_day=LONG_AGO, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=dana, kind=kind, board=places.new_mexico, from_day=LONG_AGO)


def test_a_role_has_exactly_one_place(places: Places, dana: User) -> None:
    for where in ({}, {"agency": places.mesa, "board": places.new_mexico}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(user=dana, kind=RoleKind.AUDITOR, from_day=LONG_AGO, **where)


def test_a_role_is_held_once_at_a_time_and_can_come_back(places: Places, dana: User) -> None:
    first = give_role(user=dana, kind=RoleKind.WORKER, place=places.mesa, from_day=LONG_AGO, by=None)
    with pytest.raises(ValidationError):
        give_role(user=dana, kind=RoleKind.WORKER, place=places.mesa, from_day=date(2021, 1, 1), by=None)

    end_role(role=first, to_day=date(2021, 1, 1), by=None)
    give_role(user=dana, kind=RoleKind.WORKER, place=places.mesa, from_day=date(2022, 1, 1), by=None)

    with pytest.raises(AlreadyEnded):
        end_role(role=first, to_day=date(2023, 1, 1), by=None)
    with pytest.raises(ValidationError):
        end_role(role=Role.objects.get(to_day=None), to_day=date(2022, 1, 1), by=None)


def test_a_new_supervisor_takes_over_on_the_day(places: Places, administrator: User, amira: User) -> None:
    worker = add_worker(agency=places.mesa, name="Teo Begay", user=None, by=administrator)
    for user in (amira, administrator):
        give_role(user=user, kind=RoleKind.SUPERVISOR, place=places.mesa, from_day=LONG_AGO, by=None)
    name_supervisor(worker=worker, supervisor=amira, from_day=date(2026, 1, 1), by=administrator)
    name_supervisor(worker=worker, supervisor=administrator, from_day=date(2026, 6, 1), by=administrator)

    assert supervisor_of(worker, date(2025, 12, 31)) is None
    assert supervisor_of(worker, date(2026, 5, 31)) == amira
    assert supervisor_of(worker, date(2026, 6, 1)) == administrator
    assert list(workers_supervised_by(amira, date(2026, 5, 31))) == [worker]
    assert not workers_supervised_by(amira, date(2026, 6, 1)).exists()
    assert set(supervisors_at(places.mesa, date(2026, 6, 1))) == {amira, administrator}
    with pytest.raises(BeforeTheLast):
        name_supervisor(worker=worker, supervisor=amira, from_day=date(2026, 6, 1), by=administrator)


def test_an_invitation_opens_an_account_and_takes_a_worker_on(places: Places, administrator: User) -> None:
    teo = invite(
        email="Teo@example.test",
        name="Teo Begay",
        kind=RoleKind.WORKER,
        place=places.mesa,
        from_day=LONG_AGO,
        by=administrator,
    )

    assert viewer_of(teo).worker.name == "Teo Begay"
    assert [letter.to for letter in mail.outbox] == [["teo@example.test"]]


def test_an_invitation_to_somebody_with_an_account_only_gives_the_role(places: Places, administrator: User) -> None:
    invite(
        email=administrator.email,
        name="Dana",
        kind=RoleKind.SUPERVISOR,
        place=places.mesa,
        from_day=LONG_AGO,
        by=administrator,
    )

    assert viewer_of(administrator).agencies_as(RoleKind.SUPERVISOR) == {places.mesa.pk}
    assert mail.outbox == []


def test_a_refused_invitation_opens_no_account(places: Places, administrator: User) -> None:
    with pytest.raises(NotTheirs):
        invite(
            email="x@example.test",
            name="X",
            kind=RoleKind.WORKER,
            place=places.harbor,
            from_day=LONG_AGO,
            by=administrator,
        )

    assert not User.objects.filter(email="x@example.test").exists()
    assert mail.outbox == []


def test_only_somebody_with_the_role_there_supervises(places: Places, administrator: User, amira: User) -> None:
    worker = add_worker(agency=places.mesa, name="Teo Begay", user=None, by=administrator)
    give_role(user=amira, kind=RoleKind.SUPERVISOR, place=places.harbor, from_day=LONG_AGO, by=None)

    with pytest.raises(NotASupervisor):
        name_supervisor(worker=worker, supervisor=amira, from_day=date(2026, 1, 1), by=administrator)


def test_the_table_holds_one_open_supervisor_a_worker(places: Places, amira: User) -> None:
    worker = add_worker(agency=places.mesa, name="Teo Begay", user=None, by=None)
    row = {"agency": places.mesa, "worker": worker, "supervisor": amira}
    SupervisorOfRecord.objects.create(**row, from_day=LONG_AGO)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorOfRecord.objects.create(**row, from_day=date(2026, 1, 1))


def test_a_persons_row_never_prints_their_name(places: Places) -> None:
    person = add_person(agency=places.mesa, chosen_name="Sol", user=None, by=None)

    assert "Sol" not in str(person) + repr(person)


def test_an_agency_that_somebody_works_at_cannot_be_deleted(places: Places) -> None:
    add_worker(agency=places.mesa, name="Teo Begay", user=None, by=None)

    with pytest.raises(IntegrityError):
        Agency.objects.get(pk=places.mesa.pk).delete()
