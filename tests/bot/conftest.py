"""The command line run as people run it, and the answering path in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Kpibot, Run

from bot.answering import Answering
from intents.read import Reader
from queries.dataset import Dataset


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


@pytest.fixture(scope="session")
def answering(demo_dataset: Dataset) -> Answering:
    """The answering path over the demo company."""
    return Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, ("en",)))
