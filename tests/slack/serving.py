"""`kpibot serve --http` as its own process, with nothing but an environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType

from bot.demo_slack.server import HOST, ROOT


class Serving:
    """One server; use it as a context."""

    def __init__(self, workspace: Path, today: date, port: int, folder: Path, environment: Mapping[str, str]) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "KPIBOT_"))}
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self._environment = {**kept, "PYTHONPATH": path, **environment}
        self._command = [sys.executable, "-P", "-m", "bot.cli", "serve", "--http", "--port", str(port)]
        self._command += ["--workspace", str(workspace), "--today", today.isoformat()]
        self._folder = folder
        self.address = f"http://{HOST}:{port}"

    def __enter__(self) -> Serving:
        with (self._folder / "out").open("wb") as out:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=out, stderr=out
            )
        end = time.monotonic() + 60
        while not self._well():
            assert self._process.poll() is None and time.monotonic() < end, (self._folder / "out").read_text()
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(60) == 0

    def _well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as page:
                return bool(page.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
