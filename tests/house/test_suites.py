"""Which tests are run a second time on PostgreSQL: each that has a database, or stands in a file that speaks of one."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.conftest import may_ask_the_database

TESTS = Path(__file__).resolve().parents[1]


def item(file: str, *fixtures: str, marker: str = "") -> pytest.Item:
    return SimpleNamespace(path=TESTS / file, fixturenames=fixtures, get_closest_marker={marker: True}.get)  # type: ignore[return-value]


def test_a_test_without_a_database_is_not_run_on_another() -> None:
    assert not may_ask_the_database(item("alongside/paper/test_setting.py", "tmp_path"))


@pytest.mark.parametrize("file", ["alongside/site/test_many_at_once.py", "alongside/credentials/test_numbers.py"])
def test_what_starts_processes_on_a_database_of_their_own_is_run_on_each(file: str) -> None:
    assert may_ask_the_database(item(file, "scratch"))


def test_a_fixture_or_a_marker_asks_for_a_database() -> None:
    assert may_ask_the_database(item("alongside/paper/test_setting.py", "filled_once", "django_db_setup"))
    assert may_ask_the_database(item("alongside/paper/test_setting.py", marker="django_db"))


def test_what_brings_its_own_database_says_the_same_beside_any_other() -> None:
    assert not may_ask_the_database(item("alongside/site/test_operate.py", marker="brings_its_own_database"))
