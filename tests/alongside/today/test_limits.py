"""What a worker is trained for, and where it ends: their own page, from their own record and their own codes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from alongside.learning.actions import log_learning
from alongside.learning.entering import Learned
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from canon.prompt import At
from tests.alongside.caseload.makers import hire, user_of
from tests.alongside.rulings.makers import TODAY, Place
from tests.alongside.today.conftest import SignIn
from tests.clauses import clause


def page(client: Client, address: str = "/today/limits/", *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


@clause("nm.preface.7", "sud.preamble.4a", "ak.intro.5a", "ca.authenticity.5a")
@pytest.mark.parametrize(
    ("code", "name", "ends_at"),
    [
        ("nm", "nm.preface.7", "nm.role.6b"),
        ("sud", "sud.preamble.4a", "sud.preamble.4"),
        ("ak", "ak.intro.5a", "ak.intro.5"),
        ("ca", "ca.authenticity.5a", "ca.authenticity.5"),
    ],
)
def test_a_worker_sees_their_training_and_where_their_code_ends_it(
    place: Place, sign_in: SignIn, client: Client, code: str, name: str, ends_at: str
) -> None:
    uma = hire(place, "Uma Reyes", code)
    mine = sign_in(user_of(uma))
    (prompt,) = prompts_at([name], At.LIMITS)

    shown = page(mine)

    assert "Where it ends" in shown
    assert f'href="{clause_address(ends_at)}"' in shown
    assert prompt.say("en") in shown
    assert prompt.say("es") in page(mine, spanish=True)
    assert "Active" in shown
    assert "Nothing is logged yet." in shown
    assert 'href="/today/limits/"' in page(client, clause_address(name))


@clause("sud.preamble.4a", "ak.intro.5a", "ca.authenticity.5a")
@pytest.mark.parametrize("code", ["sud", "ak", "ca"])
def test_what_was_learned_stands_there_by_topic(place: Place, sign_in: SignIn, code: str) -> None:
    uma = hire(place, "Uma Reyes", code)
    told = Learned(
        "Two days on trauma", "County college", TODAY - timedelta(days=9), Decimal(6), {"cultural": Decimal(2)}
    )
    log_learning(practitioner=uma.practitioner, boards=[place.board], learned=told, by=user_of(uma))

    shown = page(sign_in(user_of(uma)))

    assert "Cultural sensitivity" in shown
    assert "2 h" in shown


def test_it_is_nobody_elses_page(place: Place, sign_in: SignIn) -> None:
    assert sign_in(place.amira).get("/today/limits/").status_code == 403
    assert "No code binds you on record" in page(sign_in(place.others["colleague"]))
