"""What two agree: with the person's own yes, whole for both to read, each change dated and kept, and on paper with the plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from alongside.goals.printing import plan_pdf
from alongside.goals.queries import plan_of
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.agreeing import Terms, agree
from alongside.practice.models import Agreement
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.paper.reading import text_of
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.practice.test_telling import own, page
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

WHOLE = Terms("We both try things.", "Teo chooses the topic; I may say no.", "No calls after nine.")
TYPED = {"together": WHOLE.together, "deciding": WHOLE.deciding, "boundaries": WHOLE.boundaries}


def agreed(worker: Worker, person: Person, terms: Terms, took: Agreement.Took = Agreement.Took.SAID_YES) -> Agreement:
    return agree(record=open_for(worker, person), terms=terms, took=took, by=user_of(worker), on=TODAY)


@clause("ca.mutuality.1", "nc.2.11", "sud.3.21")
@pytest.mark.parametrize("code", ["ca", "nc", "sud"])
def test_the_whole_agreement_stands_on_the_workers_page_and_on_the_persons_own(here: Practice, code: str) -> None:
    worker, teo = here.with_(code), here.caseload.teo
    agreed(worker, teo, Terms(deciding=WHOLE.deciding))
    alone = page(as_(worker), f"/people/{teo.pk}/")
    agreed(worker, teo, WHOLE)

    shown, theirs = page(as_(worker), f"/people/{teo.pk}/"), page(own(here, teo), f"/contacts/mine/{teo.pk}/")

    assert WHOLE.deciding in alone
    assert "Agreed on November 19" in shown
    for words in (*TYPED.values(), "How we decide together"):
        assert words in shown
        assert words in theirs
    assert f"What {worker.name} and I agreed" in theirs
    assert "They said yes to it" in theirs


@clause("ca.mutuality.1", "nc.2.11")
@pytest.mark.parametrize("code", ["ca", "nc"])
def test_nobody_agrees_in_the_persons_name_unasked(here: Practice, code: str) -> None:
    worker, teo = here.with_(code), here.caseload.teo
    client, address = as_(worker), f"/contacts/agree/{teo.pk}/"

    opened = page(client, address)
    unasked = client.post(address, TYPED)
    before = Agreement.objects.count()
    client.post(address, TYPED | {"took": "signed"})
    again = page(client, address)

    assert (unasked.status_code, before) == (422, 0)
    assert b"Ask them first, then say how they agreed." in unasked.content
    assert WHOLE.together in unasked.content.decode()
    assert Agreement.objects.get().took == Agreement.Took.SIGNED
    for shown in (opened, again):
        assert " checked" not in shown.split("<main")[1]
    assert WHOLE.boundaries in again


@clause("ca.mutuality.1", "nc.2.11")
def test_each_change_is_dated_and_what_stood_before_is_read_by_both(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    agreed(worker, teo, Terms(boundaries="No calls at all."))
    later = TODAY + timedelta(days=3)
    with clock.standing_at(MORNING + timedelta(days=3)):
        record = open_for(worker, teo)
        for _ in range(2):
            agree(record=record, terms=WHOLE, took=Agreement.Took.SIGNED, by=user_of(worker), on=later)

        shown = page(as_(worker), f"/contacts/agree/{teo.pk}/")
        theirs = page(own(here, teo), f"/contacts/mine/{teo.pk}/")

    assert [row.on for row in Agreement.objects.order_by("pk")] == [TODAY, later]
    assert "Last agreed on November 22" in shown
    for words in (shown, theirs):
        before = words.split("What stood before: 1")[1].split("</details>")[0]
        assert WHOLE.boundaries in words
        assert words.count("No calls at all.") == 1
        assert "November 19, 2026 · They said yes to it" in before
        assert "No calls at all." in before


@clause("ca.mutuality.1", "nc.2.11")
def test_it_is_on_the_paper_they_take_along_and_nobody_elses_is(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    agreed(worker, teo, WHOLE)
    assign(teo, here.dana, here.amira)
    agreed(here.dana, teo, Terms(together="Walks by the river."))

    def paper(client: Client) -> str:
        return text_of(client.get(f"/goals/{teo.pk}/paper/").content)

    workers, theirs, supervisors = paper(as_(worker)), paper(own(here, teo)), paper(as_(here.amira))

    for words in (*TYPED.values(), f"What {worker.name} and I agreed", "November 19, 2026"):
        assert words in workers
        assert words in theirs
    assert "Walks by the river." not in workers
    assert "Walks by the river." in theirs
    assert "agreed" not in supervisors


def test_the_paper_says_it_in_the_persons_language(here: Practice) -> None:
    worker, teo = here.with_("nc"), here.caseload.teo
    teo.language = "es"
    teo.save()
    agreed(worker, teo, Terms(together="Caminar juntos."))
    record = open_for(worker, teo)

    with translation.override("en"):
        text = text_of(plan_pdf(record, plan_of(record), TODAY))

    assert "Caminar juntos." in text
    assert "Lo que queremos de esto" in text
    assert "La persona dijo que sí" in text
