"""What every test may use: the `--clause` option, Django where it is wanted, Hypothesis at one pace everywhere.

What costs the processor on every run is told in docs/decisions/0410.
"""

import gc
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import passwords

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

HERE = Path(__file__).parent
WITHOUT_DJANGO = (HERE / "canon", HERE / "codes")

# A fifth of a run went into looking for garbage among what is loaded once and stays: looked for seldom, and not there.
gc.set_threshold(50_000, 20, 50)

settings.register_profile("house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def is_about_the_engine(words: Sequence[str]) -> bool:
    """Whether every path on the command line lies where Django need not be installed."""
    paths = [path for word in words if (path := Path(word.partition("::")[0]).resolve()).is_relative_to(HERE)]
    return bool(paths) and all(any(path.is_relative_to(folder) for folder in WITHOUT_DJANGO) for path in paths)


# Not in pyproject.toml, where it would load the product for tests of the engine too. Set before the conftest files
# below this one are read, since they import models. A worker of pytest-xdist inherits what was decided.
is_worker = "PYTEST_XDIST_WORKER" in os.environ
if "DJANGO_SETTINGS_MODULE" not in os.environ and not is_worker and not is_about_the_engine(sys.argv[1:]):
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.site.settings"
    import django

    django.setup()

if not is_worker:
    os.environ["ALONGSIDE_TEST_RUN"] = f"{os.getpid()}_{secrets.token_hex(3)}"  # workers inherit it


@pytest.fixture(autouse=True)
def language_of_its_own() -> Iterator[None]:
    """A page asked for in Spanish leaves its thread speaking Spanish: the next test starts in the site's language."""
    yield
    if "django.utils.translation" in sys.modules:
        sys.modules["django.utils.translation"].deactivate()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clause", action="append", default=[], help="only tests that name this clause, section or code")
    parser.addoption("--on-this-database", action="store_true", help="only tests that any database could fail")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that name a wanted clause: "nm" keeps nm.integrity.3, "nm.int" keeps none."""
    kept = items
    if wanted := config.getoption("--clause"):
        kept = [item for item in kept if any(speaks_of(name, wanted) for name in named_clauses(item))]
    if config.getoption("--on-this-database"):
        kept = [item for item in kept if may_ask_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish() -> None:
    gc.freeze()


def may_ask_the_database(item: pytest.Item) -> bool:
    """Whether a test has a database, or stands in a file that speaks of one: what it starts may have its own.

    Without the fixture, pytest-django lets a test ask no database at all: it says the same whichever is behind it.
    """
    if item.get_closest_marker("brings_its_own_database") is not None:
        return False
    has_one = item.get_closest_marker("django_db") is not None or "django_db_setup" in getattr(item, "fixturenames", ())
    return has_one or any(words in words_of(item.path) for words in ("connection", "DATABASE_URL"))


@cache
def words_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def named_clauses(item: pytest.Item) -> list[str]:
    return [str(name) for marker in item.iter_markers("clause") for name in marker.args]


def speaks_of(clause_id: str, wanted: list[str]) -> bool:
    return any(clause_id == name or clause_id.startswith(f"{name}.") for name in wanted)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: "DjangoDbBlocker"
) -> None:
    """Also where a database is set up for tests: every table from one that was migrated once."""
    from tests import schema, template

    with django_db_blocker.unblock():
        if template.is_wanted():
            template.copy_it_for_the_tests()
        else:
            schema.keep_the_schema()


@pytest.fixture(scope="session", autouse=True)
def code_files_looked_at_each_time() -> None:
    """A test that writes a code file wants it read at once."""
    if "alongside.rulebook.files" in sys.modules:
        sys.modules["alongside.rulebook.files"].SECONDS_BETWEEN_LOOKS = 0.0  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def passwords_that_cost_little() -> None:
    """The product's own way of hashing, at the least it can be told to: a quarter of a second for each is for attackers."""
    if "django.contrib.auth" in sys.modules:
        passwords.hash_quickly()


def pytest_unconfigure() -> None:
    """The template of this run, gone with it: workers are through by now."""
    is_on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    if not is_worker and is_on_postgres and "alongside.site.settings" in sys.modules:
        from tests import template

        template.drop()
