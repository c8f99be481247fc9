"""The Slack server on the loopback (local-slack, from npm): found, started, waited for and stopped."""

from __future__ import annotations

import json
import platform
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_WAIT = 20.0


class NoLocalSlack(Exception):
    """The Slack server is not installed, or did not start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SlackApp:
    """The bot as Slack knows it. `request_url` is where events go in HTTP mode."""

    app_id: str = "A01KPI"
    bot_user: str = "U0BOT"
    name: str = "kpibot"
    bot_token: str = "xoxb-kpi-token"
    app_token: str = "xapp-kpi-token"
    signing_secret: str = "kpi-signing-secret"
    request_url: str | None = None

    @property
    def mode(self) -> Literal["socket", "events"]:
        """How the bot hears of events."""
        return "events" if self.request_url else "socket"


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """Somebody in the workspace. `tz` is an IANA name."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel and the ids of its members."""

    id: str
    name: str
    members: tuple[str, ...]
    private: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class SlackWorkspace:
    """Who and what is there. The first app is the one that people talk to."""

    apps: tuple[SlackApp, ...]
    people: tuple[SlackPerson, ...]
    channels: tuple[SlackChannel, ...]
    name: str = "KPI Workspace"
    team_id: str = "T01KPI"

    def config(self) -> dict[str, Any]:
        """What the server reads; YAML is a superset of JSON."""
        return {
            "workspace": {"name": self.name, "domain": "kpi-workspace", "teamId": self.team_id},
            "apps": [_app(app) for app in self.apps],
            "users": [
                {"id": p.id, "name": p.name, "real_name": p.real_name, "email": p.email, "tz": p.tz}
                for p in self.people
            ],
            "channels": [
                {"id": c.id, "name": c.name, "members": list(c.members), "is_private": c.private, "topic": c.topic}
                for c in self.channels
            ],
        }


@dataclass(slots=True)
class LocalSlack:
    """A running server; use it as a context. `base` is its address without a slash at the end.

    `outlives_ctrl_c`: Ctrl+C in the terminal is left to who started it, which still says good-bye to the server.
    """

    workspace: SlackWorkspace
    port: int = 0
    outlives_ctrl_c: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _folder: tempfile.TemporaryDirectory[str] | None = field(default=None)

    @property
    def base(self) -> str:
        """The address of the page, of `/api` and of `/_control`."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> LocalSlack:
        """Start the server and wait until it answers; raises NoLocalSlack."""
        program = find_program()
        self.port = self.port or free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="kpibot-slack-")
        folder = Path(self._folder.name)
        config = folder / "config.json"
        config.write_text(json.dumps(self.workspace.config()), encoding="utf-8")
        command = [str(program), "--config", str(config), "--port", str(self.port), "--base-host", HOST]
        with (folder / "output.txt").open("wb") as output:
            self._process = subprocess.Popen(
                [*command, "--files-dir", str(folder / "files")],
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=self.outlives_ctrl_c,
            )
        try:
            self._wait()
        except NoLocalSlack:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the server and remove what it kept."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _wait(self) -> None:
        assert self._process is not None and self._folder is not None
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            if self._process.poll() is not None:
                said = (Path(self._folder.name) / "output.txt").read_text(encoding="utf-8", errors="replace")
                raise NoLocalSlack(f"The local Slack server ended at once: {said.strip() or 'it said nothing'}")
            try:
                with urllib.request.urlopen(f"{self.base}/_control/state", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise NoLocalSlack(f"The local Slack server did not answer at {self.base} within {_WAIT:.0f} seconds.")


def find_program(roots: Sequence[Path] = (ROOT,)) -> Path:
    """Where npm put the server; raises NoLocalSlack."""
    package = f"local-slack-{_platform()}"
    for root in roots:
        program = root / "node_modules" / package / "bin" / "local-slack"
        if program.is_file():
            return program
    raise NoLocalSlack(f"The local Slack server is not installed; in {roots[0]}: npm install {package}")


def free_port(wanted: int = 0) -> int:
    """A port of the loopback that nobody uses: the one wanted, if it is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _platform() -> str:
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
    return f"{platform.system().lower()}-{machine.get(platform.machine().lower(), platform.machine())}"


def _app(app: SlackApp) -> dict[str, str]:
    told = {
        "appId": app.app_id,
        "botUserId": app.bot_user,
        "botName": app.name,
        "botToken": app.bot_token,
        "appToken": app.app_token,
        "signingSecret": app.signing_secret,
        "mode": app.mode,
    }
    return told | ({"requestUrl": app.request_url} if app.request_url else {})
