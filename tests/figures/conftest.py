"""The demo company as the figures are checked on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from figure_cases import Case
from figure_rows import Row

from data.demo.build import build_demo
from data.store import Store
from queries.catalogue.load import load_catalogue
from queries.dataset import Dataset, open_dataset

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The demo company as it stands on the pinned day."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with duckdb.connect(str(path)) as connection:
        build_demo(connection, today=TODAY)
    catalogue = load_catalogue(Path(str(files("data.demo") / "workspace")))
    with Store(path) as store:
        yield open_dataset(catalogue, store, TODAY)


@pytest.fixture(scope="session")
def by_hand(demo: Dataset) -> Callable[[Case], list[Row]]:
    """Runs the hand-written SQL of a case on the data that the answers come from."""

    def run(case: Case) -> list[Row]:
        assert demo.through is not None
        found = demo.engine.run(case.sql_on(demo.through), {}, max_rows=1_000_000)
        return [dict(zip(found.names, row, strict=True)) for row in found.rows]

    return run
