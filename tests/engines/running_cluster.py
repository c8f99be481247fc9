"""Apache Spark as tests use it: where it is, which jobs it runs, and parts of it that fail."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

SCHEMA = "shop"


class RunningCluster:
    """The processes of `spark_cluster.py`. It ends with this process: a client waits for a server that is gone."""

    def __init__(self) -> None:
        words = [sys.executable, str(Path(__file__).with_name("spark_cluster.py"))]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._read()

    @property
    def url(self) -> str:
        address: str = self._told["connect"]
        return address

    def jobs(self) -> list[int]:
        """The jobs that Spark runs now, as its own status pages have them."""
        (application,) = self._status("applications")
        return [job["jobId"] for job in self._status(f"applications/{application['id']}/jobs?status=running")]

    def executors(self) -> list[str]:
        """The processes on workers that tasks run in, those that are lost left out."""
        (application,) = self._status("applications")
        found = self._status(f"applications/{application['id']}/executors")
        return [one["id"] for one in found if one["id"] != "driver"]

    def until(self, true: Callable[[], bool], seconds: float = 30.0) -> float:
        """Waits until something holds; how long it took."""
        begun = time.monotonic()
        while not true():
            assert time.monotonic() - begun < seconds, f"not within {seconds:g} seconds"
            time.sleep(0.05)
        return time.monotonic() - begun

    def kill_worker(self) -> None:
        """The first of the workers is gone at once, with what runs on it, as a machine without power."""
        os.killpg(self._told["workers"].pop(0), signal.SIGKILL)

    @contextmanager
    def silent_server(self) -> Iterator[None]:
        """While this lasts the Spark Connect server takes what it is sent and does nothing."""
        os.killpg(self._told["server"], signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self._told["server"], signal.SIGCONT)

    def new_worker(self) -> None:
        self._ask("worker")

    def kill_server(self) -> None:
        """The Spark Connect server is gone at once."""
        os.killpg(self._told["server"], signal.SIGKILL)

    def new_server(self) -> None:
        """One at the same address, that knows nothing of the one before."""
        self._ask("server")

    def _status(self, path: str) -> list[dict[str, Any]]:
        with urlopen(f"{self._told['status']}/api/v1/{path}", timeout=30) as page:
            found: list[dict[str, Any]] = json.load(page)
            return found

    def _ask(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        self._read()

    def _read(self) -> None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "Apache Spark did not start"
        self._told: dict[str, Any] = json.loads(line)
