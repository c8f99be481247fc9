"""Hand-written SQL, run on the data that the answers come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from figure_cases import Case
from figure_rows import Row

from queries.dataset import Dataset


@pytest.fixture(scope="session")
def by_hand(demo_dataset: Dataset) -> Callable[[Case], list[Row]]:
    """The rows of a case's SQL."""

    def run(case: Case) -> list[Row]:
        assert demo_dataset.through is not None
        found = demo_dataset.engine.run(case.sql_on(demo_dataset.through), {}, max_rows=1_000_000)
        return [dict(zip(found.names, row, strict=True)) for row in found.rows]

    return run
