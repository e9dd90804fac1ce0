"""In which period an event lies: looked up in a table of days as it would be searched for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from alongside.rulings.bulk import periods as module
from alongside.rulings.bulk.columns import NEVER, column
from alongside.rulings.bulk.periods import periods_of
from canon.duties.reckon import Setup
from canon.policy import NO_POLICY
from tests.canon.duties.made import monthly

TODAY = date(2026, 11, 30).toordinal()
WORKERS = 6


@settings(max_examples=60)
@given(data=st.data())
def test_the_table_and_the_search_find_the_same(data: st.DataObject) -> None:
    day = st.integers(TODAY - 500, TODAY + 40)
    began = np.array(data.draw(st.lists(st.one_of(day, st.just(NEVER)), min_size=WORKERS, max_size=WORKERS)), np.int64)
    last = np.minimum(np.array(data.draw(st.lists(day, min_size=WORKERS, max_size=WORKERS)), np.int64), TODAY)
    happened = data.draw(st.lists(st.tuples(st.integers(0, WORKERS - 1), day), max_size=40))
    own = column(np.array([w for w, _ in happened], np.int64), np.array([d for _, d in happened], np.int64))
    found = periods_of(began, last, np.zeros(WORKERS, np.int64), [Setup(monthly(), NO_POLICY)])

    placed = found.placed(own)

    if found.size and happened:
        assert placed.tolist() == found._searched(own).tolist()
    for (worker, on), place in zip(happened, placed.tolist(), strict=True):
        holding = [n for n in range(found.size) if found.worker[n] == worker and found.start[n] <= on <= found.end[n]]
        assert holding == ([place] if place < found.size else [])


def test_too_many_days_for_a_table_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    began = np.array([TODAY - 400, TODAY - 30, NEVER])
    found = periods_of(began, np.full(3, TODAY), np.zeros(3, np.int64), [Setup(monthly(), NO_POLICY)])
    own = column(np.array([0, 1, 2, 1, 0]), np.array([TODAY - 390, TODAY, TODAY, TODAY - 31, TODAY - 401]))
    looked_up = found.placed(own).tolist()
    monkeypatch.setattr(module, "MOST_DAYS", 1)

    assert found.placed(own).tolist() == looked_up
    assert looked_up[2] == found.size
