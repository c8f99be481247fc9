"""The demo company as the figures are checked on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from figure_cases import Case
from figure_rows import Row
from queries.dataset import Dataset


@pytest.fixture(scope="session")
def by_hand(demo: Dataset) -> Callable[[Case], list[Row]]:
    """Runs the hand-written SQL of a case on the data that the answers come from."""

    def run(case: Case) -> list[Row]:
        assert demo.through is not None
        found = demo.engine.run(case.sql_on(demo.through), {}, max_rows=1_000_000)
        return [dict(zip(found.names, row, strict=True)) for row in found.rows]

    return run
