"""How many requests a server answers at once."""

import pytest

from alongside.cli.operate import threads_of


@pytest.mark.parametrize(("workers", "threads"), [(1, 4), (2, 2), (3, 2), (16, 2)])
def test_a_process_answers_a_few_requests_at_once_and_never_one_alone(workers: int, threads: int) -> None:
    assert threads_of(workers) == threads
