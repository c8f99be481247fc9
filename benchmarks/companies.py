"""The demo company at several scales, built once and kept."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import duckdb

from benchmarks.questions import TODAY
from data.demo.build import build_demo
from data.store import Limits, Store
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset, open_dataset


def company(scale: int, folder: Path) -> Dataset:
    """The company at that scale; the first time it is built into `folder`."""
    path = folder / f"scale-{scale}.duckdb"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Building the demo company at scale {scale} ...", flush=True)
        unfinished = path.with_suffix(".building")
        unfinished.unlink(missing_ok=True)
        with duckdb.connect(str(unfinished)) as connection:
            build_demo(connection, today=TODAY, scale=scale)
        unfinished.rename(path)
    return open_dataset(demo_catalogue(), Store(path, Limits(seconds=120.0)), TODAY)


def demo_catalogue() -> Catalogue:
    """The demo company's catalogue."""
    return load_catalogue(Path(str(files("data.demo") / "workspace")))
