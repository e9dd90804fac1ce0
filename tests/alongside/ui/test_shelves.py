"""The dock shows five at most, to those it is for, and never a dead link."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory
from django.urls import resolve

from alongside.ui import shelves
from alongside.ui.shelves import NavEntry, register_nav, shelf_for

WORKER = frozenset({"worker"})


@pytest.fixture(autouse=True)
def empty_shelves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shelves, "_entries", {})
    shelves.stock_own_shelves()
    yield
    shelves._laid_out.cache_clear()


@pytest.fixture
def on_more() -> HttpRequest:
    request = RequestFactory().get("/more/")
    request.resolver_match = resolve("/more/")
    return request


def entry(key: str, order: int = 50, **more: Any) -> NavEntry:
    return replace(NavEntry(key, key.title(), icon="today", url_name="ui:urgent", order=order), **more)


def test_a_page_that_is_not_there_is_left_out(on_more: HttpRequest) -> None:
    register_nav(entry("log", url_name="practice:log"))

    assert [shown.key for shown in shelf_for("dock", on_more, WORKER)] == ["more"]


def test_entries_stand_in_their_order_with_more_last(on_more: HttpRequest) -> None:
    register_nav(entry("ask", 30))
    register_nav(entry("today", 10))

    assert [shown.key for shown in shelf_for("dock", on_more, WORKER)] == ["today", "ask", "more"]


def test_only_those_it_is_for_see_an_entry(on_more: HttpRequest) -> None:
    register_nav(entry("desk", roles={"board"}))

    assert [shown.key for shown in shelf_for("dock", on_more, WORKER)] == ["more"]
    assert [shown.key for shown in shelf_for("dock", on_more, frozenset({"board", "worker"}))] == ["desk", "more"]


def test_the_current_page_is_marked_by_name_or_by_namespace(on_more: HttpRequest) -> None:
    register_nav(entry("other", pages=("ui:",)))

    assert {shown.key: shown.is_here for shown in shelf_for("dock", on_more, WORKER)} == {"other": True, "more": True}


def test_what_the_thumb_cannot_reach_overflows_but_more_stays(on_more: HttpRequest) -> None:
    for order in range(6):
        register_nav(entry(f"e{order}", order))

    shown = shelf_for("dock", on_more, WORKER)

    assert [s.key for s in shown if s.overflows] == ["e4", "e5"]
    assert sum(not s.overflows for s in shown) == shelves.DOCK_HOLDS


@pytest.mark.parametrize(("others", "raised"), [(4, True), (3, False), (2, True)])
def test_an_entry_is_raised_only_in_the_middle(on_more: HttpRequest, others: int, raised: bool) -> None:
    for n in range(others - 1):
        register_nav(entry(f"e{n}", 20 if n < (others - 1) / 2 else 40))
    register_nav(entry("ask", 30, raised=True))

    shown = {s.key: s for s in shelf_for("dock", on_more, WORKER)}

    assert shown["ask"].is_raised is raised


def test_counts_are_asked_of_the_app_that_knows(on_more: HttpRequest) -> None:
    register_nav(entry("referrals", count=lambda request: 3))

    assert {s.key: s.count for s in shelf_for("dock", on_more, WORKER)} == {"referrals": 3, "more": 0}


def test_an_address_may_carry_a_question(on_more: HttpRequest) -> None:
    register_nav(entry("abuse", shelf="urgent", query="act=report-abuse"))

    assert shelf_for("urgent", on_more, WORKER)[0].url.endswith("?act=report-abuse")


def test_an_entry_may_wait_until_there_is_something_behind_it(on_more: HttpRequest) -> None:
    register_nav(entry("certificate", when=lambda request: "held" in request.GET))

    before = [shown.key for shown in shelf_for("dock", on_more, WORKER)]
    on_more.GET = QueryDict("held")

    assert before == ["more"]
    assert [shown.key for shown in shelf_for("dock", on_more, WORKER)] == ["certificate", "more"]


def test_registering_again_replaces(on_more: HttpRequest) -> None:
    register_nav(entry("today", label="Old"))
    register_nav(entry("today", label="New"))

    assert [s.label for s in shelf_for("dock", on_more, WORKER)][0] == "New"


def test_a_page_registered_later_is_on_a_shelf_already_shown(on_more: HttpRequest) -> None:
    shelf_for("dock", on_more, WORKER)

    register_nav(entry("ask", 30))

    assert [shown.key for shown in shelf_for("dock", on_more, WORKER)] == ["ask", "more"]
