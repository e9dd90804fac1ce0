"""A Tuesday circle in one line: who came, what was written."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from alongside.groups.models import GroupSession, Turn
from alongside.groups.planning import GroupPlan, plan_group
from alongside.groups.taking import Came, TakenGroup, Together, take_group
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.serving import Fitness, Slot
from tests.alongside.caseload.makers import user_of
from tests.alongside.practice.makers import slot
from tests.alongside.rulings.makers import TODAY

TOPIC = "Sleep and hard nights"
NOTE = "We went round twice and shared what helps before bed."


def came(person: Person, line: str = "", *, left_at: datetime | None = None) -> Came:
    return Came(person.pk, line, left_at)


def circle(
    worker: Worker,
    *who: Came,
    note: str = NOTE,
    token: UUID | None = None,
    when: Slot | None = None,
    names_meant: bool = False,
    fitness: Fitness | None = None,
) -> TakenGroup:
    return TakenGroup(
        token=token or uuid4(),
        slot=when or slot(worker, 8, minutes=60),
        topic=TOPIC,
        place="Community room",
        note=note,
        came=who,
        together=Together(Turn.ALL, Turn.SOME, Turn.ALL),
        others=2,
        fitness=fitness or Fitness(),
        names_meant=names_meant,
    )


def taken(worker: Worker, group: TakenGroup) -> GroupSession:
    return take_group(viewer=viewer_of(user_of(worker)), taken=group, by=user_of(worker))


def planned(worker: Worker, hour: int = 14, *, second: Worker | None = None, day: date = TODAY) -> GroupSession:
    plan = GroupPlan(slot(worker, hour, minutes=60, day=day), TOPIC, "Community room", uuid4(), second)
    return plan_group(worker=worker, plan=plan, by=user_of(worker))
