"""What every test may use: the `--clause` option, and Hypothesis with the same pace everywhere."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clause", action="append", default=[], help="only tests that name this clause, section or code")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that name a wanted clause: "nm" keeps nm.integrity.3, "nm.int" keeps none."""
    wanted: list[str] = config.getoption("--clause")
    if not wanted:
        return
    kept = [item for item in items if any(speaks_of(name, wanted) for name in named_clauses(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def named_clauses(item: pytest.Item) -> list[str]:
    return [str(name) for marker in item.iter_markers("clause") for name in marker.args]


def speaks_of(clause_id: str, wanted: list[str]) -> bool:
    return any(clause_id == name or clause_id.startswith(f"{name}.") for name in wanted)
