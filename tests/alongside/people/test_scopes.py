"""Who may see whom: the query and the plain statement agree over every combination of roles, and so do fetches by id."""

from datetime import date
from itertools import combinations

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.alongside.people.conftest import LONG_AGO, Places

from alongside.accounts.models import User
from alongside.people.models import AT_A_BOARD, AT_AN_AGENCY, Agency, Board, Person, Role, RoleKind, Worker
from alongside.people.practitioners import practitioner_for
from alongside.people.queries import (
    agencies_seen_by,
    boards_seen_by,
    person_seen_by,
    persons_seen_by,
    roles_seen_by,
    sees_person,
    sees_role,
    sees_worker,
    worker_seen_by,
    workers_seen_by,
)
from alongside.people.viewer import Viewer, viewer_of

AT_EITHER = tuple(set(RoleKind) - set(AT_AN_AGENCY) - set(AT_A_BOARD))


@pytest.fixture
def crowd(places: Places, dana: User, amira: User) -> Places:
    """Workers, persons and roles of Dana's and of others at both agencies."""
    for agency in (places.mesa, places.harbor):
        for user in (dana, amira, None):
            practitioner = practitioner_for(user=user, name="somebody")
            Worker.objects.create(agency=agency, user=user, practitioner=practitioner, name="somebody")
            Person.objects.create(agency=agency, user=user, chosen_name="somebody")
    for board in (places.new_mexico, places.alaska):
        Role.objects.create(user=amira, kind=RoleKind.BOARD_STAFF, board=board, from_day=LONG_AGO)
    for agency in (places.mesa, places.harbor):
        Role.objects.create(user=amira, kind=RoleKind.SUPERVISOR, agency=agency, from_day=LONG_AGO)
    return places


def possible_roles(places: Places) -> list[tuple[RoleKind, Agency | Board]]:
    agencies, boards = [places.mesa, places.harbor], [places.new_mexico, places.alaska]
    return [(kind, place) for kind in (*AT_AN_AGENCY, *AT_EITHER) for place in agencies] + [
        (kind, place) for kind in (*AT_A_BOARD, *AT_EITHER) for place in boards
    ]


def seen_with(user: User, held: list[tuple[RoleKind, Agency | Board]]) -> Viewer:
    Role.objects.filter(user=user).delete()
    for kind, place in held:
        where = {"agency": place} if isinstance(place, Agency) else {"board": place}
        Role.objects.create(user=user, kind=kind, from_day=LONG_AGO, **where)
    return viewer_of(user)


def assert_scopes_agree(viewer: Viewer) -> None:
    for statement, query, every in (
        (sees_worker, workers_seen_by, Worker.objects.all()),
        (sees_person, persons_seen_by, Person.objects.all()),
        (sees_role, roles_seen_by, Role.objects.all()),
    ):
        assert {row.pk for row in every if statement(viewer, row)} == {row.pk for row in query(viewer)}


def test_query_and_statement_agree_for_every_pair_of_roles(crowd: Places, dana: User) -> None:
    choices = possible_roles(crowd)

    for held in [(), *((role,) for role in choices), *combinations(choices, 2)]:
        assert_scopes_agree(seen_with(dana, list(held)))


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_query_and_statement_agree_for_any_set_of_roles(crowd: Places, dana: User, data: st.DataObject) -> None:
    held = data.draw(st.lists(st.sampled_from(possible_roles(crowd)), unique=True))

    assert_scopes_agree(seen_with(dana, held))


def test_somebody_without_a_role_sees_only_themselves(crowd: Places, dana: User) -> None:
    viewer = seen_with(dana, [])

    assert {worker.user for worker in workers_seen_by(viewer)} == {dana}
    assert not persons_seen_by(viewer).exists()
    assert not agencies_seen_by(viewer).exists()
    assert not boards_seen_by(viewer).exists()


def test_nobody_who_works_at_an_agency_sees_its_persons_without_an_assignment(crowd: Places, amira: User) -> None:
    held = [(kind, crowd.mesa) for kind in RoleKind if kind not in (*AT_A_BOARD, RoleKind.PERSON_SERVED)]

    assert not persons_seen_by(seen_with(amira, held)).exists()


def test_a_person_served_sees_their_own_row_and_no_other(crowd: Places, dana: User) -> None:
    viewer = seen_with(dana, [(RoleKind.PERSON_SERVED, crowd.mesa)])

    assert [(row.user, row.agency) for row in persons_seen_by(viewer)] == [(dana, crowd.mesa)]


def test_a_foreign_row_and_a_missing_one_look_the_same(crowd: Places, dana: User) -> None:
    viewer = seen_with(dana, [(RoleKind.AGENCY_ADMINISTRATOR, crowd.mesa)])
    foreign = Worker.objects.filter(agency=crowd.harbor).exclude(user=dana)[0]
    other = Person.objects.filter(agency=crowd.harbor, user=None)[0]

    said = []
    for fetch, pk in ((worker_seen_by, foreign.pk), (worker_seen_by, 10**9), (person_seen_by, other.pk)):
        with pytest.raises(Http404) as refused:
            fetch(viewer, pk)
        said.append(str(refused.value))

    assert said[0] == said[1]
    assert worker_seen_by(viewer, Worker.objects.filter(agency=crowd.mesa)[0].pk)


@pytest.mark.parametrize(
    ("from_day", "to_day", "holds"),
    [
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (date(2026, 1, 1), date(2026, 11, 22), False),
        (date(2026, 1, 1), date(2026, 11, 23), True),
    ],
)
def test_a_role_opens_nothing_before_its_first_day_or_from_its_last(
    crowd: Places, dana: User, from_day: date, to_day: date | None, holds: bool
) -> None:
    from datetime import UTC, datetime

    from alongside.people import clock

    Role.objects.create(user=dana, kind=RoleKind.SUPERVISOR, agency=crowd.mesa, from_day=from_day, to_day=to_day)

    with clock.standing_at(datetime(2026, 11, 22, 20, tzinfo=UTC)):
        viewer = viewer_of(dana)

    assert bool(viewer.agencies_as(RoleKind.SUPERVISOR)) is holds
