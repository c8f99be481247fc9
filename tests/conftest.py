"""The demo company as it stands on a pinned day, made once for all the processes of a test run; the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data import versions
from data.first_use import write_demo
from data.store import Store
from data.workspace import read_workspace
from queries.catalogue.load import load_catalogue
from queries.dataset import Dataset, open_dataset
from tests.bot.running import Kpibot, Run

DEMO_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo workspace, its data published."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "demo-workspace"
    with versions.alone(shared, "demo.lock"):
        if not (folder / "data" / versions.POINTER).exists():
            write_demo(folder, seed=7, today=DEMO_DAY, scale=1)
    return folder


@pytest.fixture(scope="session")
def demo_dataset(demo: Path) -> Iterator[Dataset]:
    """The demo company, open for queries."""
    with Store(read_workspace(demo).database) as store:
        yield open_dataset(load_catalogue(demo), store, DEMO_DAY)


@pytest.fixture
def kpibot(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Kpibot:
    """Runs `kpibot ...` in an empty folder with its home there; what is kept between runs is this test run's own."""
    cache = tmp_path_factory.getbasetemp() / "cache"

    def run(*arguments: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None, timeout: int = 120) -> Run:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KPIBOT")}
        environment |= {"KPIBOT_HOME": str(tmp_path / ".kpibot"), "XDG_CACHE_HOME": str(cache), "COLUMNS": "100"}
        environment |= env or {}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "bot.cli", *arguments],
            input=stdin, capture_output=True, cwd=tmp_path, env=environment, timeout=timeout, check=False,
        )  # fmt: skip
        run = Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert "Traceback" not in run.err + run.out
        return run

    return run
