"""Where somebody spoke up: written down in a line, read by their supervisor, on the agenda, never about a person served."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.advocacy.models import SpokeUp
from alongside.advocacy.reading import told
from alongside.advocacy.writing import NotPossible, take_back, write_down
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from alongside.supervision.agenda import agenda_of
from canon.prompt import At
from tests.alongside.caseload.makers import hire, user_of
from tests.alongside.rulings.makers import TODAY
from tests.alongside.supervision.makers import Team, signed_in
from tests.clauses import clause

Kind = SpokeUp.Kind
DID = "Spoke for ten minutes at the county hearing on peer rates."


def wrote(worker: Worker, kind: SpokeUp.Kind = Kind.POLICY, words: str = DID, days_ago: int = 2) -> SpokeUp:
    day = TODAY - timedelta(days=days_ago)
    return write_down(worker=worker, kind=kind, words=words, day=day, form_token=uuid4(), by=user_of(worker))


def page(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


@clause("ca.advocacy.1", "ca.advocacy.2")
@pytest.mark.parametrize(("name", "kind"), [("ca.advocacy.1", Kind.POLICY), ("ca.advocacy.2", Kind.DIVERSITY)])
def test_what_a_worker_did_stands_in_their_log_and_leads_back_to_the_clause(
    team: Team, client: Client, name: str, kind: SpokeUp.Kind
) -> None:
    uma = hire(team.place, "Uma Reyes", "ca")
    mine = signed_in(user_of(uma))
    (prompt,) = prompts_at([name], At.ADVOCACY)
    assert prompt.of == (kind.value,)

    blank = page(mine, "/advocacy/")
    sent = {"kind": kind.value, "day": TODAY.isoformat(), "words": DID, "token": str(uuid4())}
    for _twice in range(2):
        assert mine.post("/advocacy/", sent).status_code == 302

    assert prompt.say("en") in blank
    assert f'href="{clause_address(name)}"' in blank
    assert prompt.say("es") in page(mine, "/advocacy/", spanish=True)
    (row,) = SpokeUp.objects.all()
    assert (row.kind, told([row])[0].words) == (kind.value, DID)
    assert DID.encode() not in bytes(row.sealed)
    assert DID in page(mine, "/advocacy/")
    assert prompt.say("en") in page(client, clause_address(name))
    assert 'href="/advocacy/"' in page(client, clause_address(name))


@clause("ca.advocacy.5")
def test_showing_a_community_what_people_bring_is_a_kind_of_it(team: Team) -> None:
    uma = hire(team.place, "Uma Reyes", "ca")
    wrote(uma, Kind.COMMUNITY, "Opened the garden committee to people from our group.")
    (prompt,) = prompts_at(["ca.advocacy.5"], At.ADVOCACY)

    shown = page(signed_in(user_of(uma)), "/advocacy/")

    assert "Opened the garden committee" in shown
    assert prompt.say("en") in shown


def test_every_kind_that_a_prompt_names_can_be_chosen() -> None:
    from alongside.rulebook.files import shelf

    clauses = [own.id for edition in shelf().library.editions for own in edition.clauses]

    assert {of for prompt in prompts_at(clauses, At.ADVOCACY) for of in prompt.of} <= set(Kind.values)


@clause("ca.advocacy.1")
def test_it_is_on_the_agenda_and_before_those_who_lead(team: Team) -> None:
    wrote(team.dana)

    for reader in (team.dana_user, team.amira):
        titles = [item.title for item in agenda_of(team.dana, TODAY, reader=reader)]
        assert "Spoke up: A policy or law on peer support" in titles
    assert DID in page(signed_in(team.amira), "/advocacy/team/")
    assert DID in page(signed_in(team.ada), "/advocacy/team/")
    assert DID not in page(signed_in(team.sam), "/advocacy/team/")
    assert signed_in(team.dana_user).get("/advocacy/team/").status_code == 403


def test_a_month_later_it_is_on_no_agenda_and_still_in_the_log(team: Team) -> None:
    wrote(team.dana, days_ago=40)

    assert not [item for item in agenda_of(team.dana, TODAY, reader=team.amira) if item.url == "/advocacy/"]
    assert DID in page(signed_in(team.dana_user), "/advocacy/")


def test_a_mistake_is_taken_back_and_counts_no_more(team: Team) -> None:
    row = wrote(team.dana)

    with pytest.raises(NotTheirs):
        take_back(entry=row, by=user_of(team.jo))
    assert take_back(entry=row, by=team.dana_user) == take_back(entry=row, by=team.dana_user)

    assert DID not in page(signed_in(team.dana_user), "/advocacy/")
    assert DID not in page(signed_in(team.amira), "/advocacy/team/")


@pytest.mark.parametrize(
    ("words", "days_ago", "code"), [(" ", 0, "no-words"), ("x" * 1001, 0, "too-long"), (DID, -1, "to-come")]
)
def test_what_cannot_be_kept_says_why_and_loses_nothing(team: Team, words: str, days_ago: int, code: str) -> None:
    with pytest.raises(NotPossible) as refused:
        wrote(team.dana, words=words, days_ago=days_ago)
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    answer = signed_in(team.dana_user).post("/advocacy/", {"kind": "policy", "day": day, "words": words})

    assert refused.value.code == code
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not SpokeUp.objects.exists()


def test_it_is_only_ever_added_to_and_by_nobody_else(team: Team) -> None:
    row = wrote(team.dana)

    with pytest.raises(DatabaseError), transaction.atomic():
        SpokeUp.objects.filter(pk=row.pk).update(kind="other")
    with pytest.raises(NotTheirs):
        write_down(worker=team.dana, kind=Kind.OTHER, words="x", day=TODAY, form_token=None, by=team.amira)
    assert signed_in(user_of(team.jo)).post(f"/advocacy/{row.pk}/take-back/").status_code == 404
