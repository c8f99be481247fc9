"""The demo company that both layers are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

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
