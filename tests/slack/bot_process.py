"""`kpibot serve` as its own process in a town: started, stopped, killed, and what it logs."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.demo_slack.server import HOST, ROOT, free_port
from tests.slack.town import SlackTown

Json = dict[str, Any]
# As `python -m bot.cli`, and a signal has it write down where each thread stands.
_WATCHED = (
    "import faulthandler, runpy, signal; faulthandler.register(signal.SIGUSR2);"
    " runpy.run_module('bot.cli', run_name='__main__', alter_sys=True)"
)


class BotProcess:
    """One bot; use it as a context. `folder` is its own: state, output. Its port in HTTP mode is chosen once.

    `direct`: it talks to local-slack without the proxy between them.
    """

    def __init__(
        self,
        town: SlackTown,
        workspace: Path,
        folder: Path,
        today: date,
        *,
        direct: bool = False,
        **environment: str,
    ) -> None:
        self._town, self._workspace, self._today, self._direct = town, workspace, today, direct
        self._folder = folder
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> BotProcess:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self.stop()

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None, "the bot does not run"
        return self._process.pid

    @property
    def state(self) -> Path:
        """The file of its state store."""
        return self._folder / "state.db"

    @property
    def address(self) -> str:
        """Where it listens in HTTP mode."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        before = self._town.wire.sockets()
        if "KPIBOT_STATE_URL" not in self._environment:  # a second one at the same store leaves that to the first
            self._town.busy, self._town.at_what = self.busy, self.at_what
        command = [sys.executable, "-P", "-c", _WATCHED, "serve", "--workspace", str(self._workspace)]
        command += ["--today", self._today.isoformat()]
        command += ["--http", "--port", str(self.port)] if self._town.events else []
        with (self._folder / "out").open("wb") as out, (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, env=self._env(), stdout=out, stderr=log)
        if self._town.events:
            self._town.wire.bot_url = f"{self.address}/slack/events"
        try:
            self._town.wait(lambda: self._said_ready() or self._ended(), "the bot to be ready", 180)
        except AssertionError:
            self.kill()
            raise
        assert not self._ended(), f"the bot ended at once:\n{self.said()}"
        if not self._town.events and not self._direct:
            self._town.wait(lambda: self._town.wire.sockets() > before, "the bot's connection")

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._wait()

    def kill(self) -> None:
        """End it without a word."""
        assert self._process is not None
        self._process.kill()
        self._wait()

    def children(self) -> list[int]:
        """The processes that it started, and theirs."""
        found, here = [], [self.pid]
        while here:
            pid = here.pop()
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                more = [int(child) for child in task.read_text().split()]
                found += more
                here += more
        return found

    def log(self, *events: str) -> list[Json]:
        """What it logged, or of that some events."""
        lines = [_line(line) for line in (self._folder / "log").read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if not events or line.get("event") in events]

    def busy(self) -> bool:
        """Whether it holds a question or a press that is not done: its chart may still be on its way."""
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        try:
            with closing(sqlite3.connect(f"file:{self.state}?mode=ro", uri=True, timeout=0.1)) as state:
                held = state.execute("SELECT count(*) FROM claims WHERE NOT done AND until > ?", (now,)).fetchone()
        except sqlite3.OperationalError:  # not there yet, or locked by the test
            return False
        return bool(held[0])

    def at_what(self) -> str:
        """The end of its log, with where each of its threads stands now."""
        if self._ended():
            return f"the bot has ended:\n{self.said()[-3000:]}"
        os.kill(self.pid, signal.SIGUSR2)
        time.sleep(1)
        return f"the bot runs:\n{self.said()[-12_000:]}"

    def said(self) -> str:
        """All it printed."""
        return "\n".join((self._folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "log"))

    def _said_ready(self) -> bool:
        return "kpibot" in (self._folder / "out").read_text(encoding="utf-8")

    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _wait(self) -> int:
        assert self._process is not None
        try:
            return self._process.wait(40)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"the bot did not stop:\n{self.said()[-3000:]}") from None
        finally:
            self._process = None

    def _env(self) -> dict[str, str]:
        app = self._town.app
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "KPIBOT_"))}
        return kept | {
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "KPIBOT_HOME": str(self._folder / "home"),
            "KPIBOT_STATE_URL": f"sqlite:///{self.state}",
            "SLACK_API_URL": f"{self._town.slack.base}/api/" if self._direct else self._town.wire.api,
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_APP_TOKEN": app.app_token,
            "SLACK_SIGNING_SECRET": app.signing_secret,
            **self._environment,
        }


def _line(text: str) -> Json:
    try:
        told: Json = json.loads(text)
    except ValueError:
        return {"event": text}
    return told if isinstance(told, dict) else {"event": text}
