"""Several workspaces install the bot themselves: each is answered with its own token, until it takes the bot away.

local-slack has no OAuth, so a small server plays the two calls of it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.demo_slack.server import free_port
from bot.state import open_state
from tests.conftest import DEMO_DAY
from tests.slack.serving import Serving

SECRET = "signing-secret"


@dataclass
class Calls:
    """What was called with which token."""

    made: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def of(self, method: str) -> list[tuple[str, dict[str, str]]]:
        return [(token, sent) for name, token, sent in self.made if name == method]


@pytest.fixture
def slack() -> Iterator[tuple[str, Calls]]:
    """A Slack that knows two codes for two workspaces."""
    calls = Calls()

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            as_json = (self.headers.get("content-type") or "").startswith("application/json")
            sent = json.loads(body or "{}") if as_json else dict(urllib.parse.parse_qsl(body))
            token = (self.headers.get("authorization") or "").removeprefix("Bearer ") or sent.get("token", "")
            method = self.path.rsplit("/", 1)[-1]
            calls.made.append((method, token, sent))
            reply = json.dumps({"ok": True, **_answer(method, sent, token)}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/", calls
    server.shutdown()
    server.server_close()


def _answer(method: str, sent: dict[str, str], token: str) -> dict[str, Any]:
    if method == "oauth.v2.access":
        number = sent["code"][-1]
        return {
            "access_token": f"xoxb-{number}",
            "token_type": "bot",
            "scope": "chat:write",
            "bot_user_id": f"UBOT{number}",
            "app_id": "A1",
            "team": {"id": f"T{number}", "name": f"Team {number}"},
            "authed_user": {"id": "U1"},
        }
    if method == "auth.test":
        return {"bot_id": "B1", "user_id": f"UBOT{token[-1:]}", "team": "Team", "user": "kpibot"}
    if method == "users.info":
        profile = {"real_name": "Ann", "email": "ann@example.com"}
        return {"user": {"id": sent.get("user"), "profile": profile, "tz": "UTC"}}
    return {"ts": f"{time.time():.6f}", "channel": {"id": "D1"}, "file": {"id": "F1"}}


@pytest.fixture
def serving(slack: tuple[str, Calls], demo: Path, tmp_path: Path) -> Iterator[Serving]:
    """The bot over HTTP, for whoever installs it."""
    environment = {
        "SLACK_API_URL": slack[0],
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client-secret",
        "SLACK_SIGNING_SECRET": SECRET,
        "KPIBOT_STATE_URL": f"sqlite:///{tmp_path / 'state.db'}",
        "KPIBOT_HOME": str(tmp_path / "home"),
    }
    with Serving(demo, DEMO_DAY, free_port(), tmp_path, environment) as bot:
        yield bot


def test_each_workspace_is_answered_with_its_own_token_until_it_removes_the_bot(
    serving: Serving, slack: tuple[str, Calls], tmp_path: Path
) -> None:
    calls = slack[1]
    for number in ("1", "2"):
        _install(serving, f"code-{number}")
    assert [sent["code"] for _, sent in calls.of("oauth.v2.access")] == ["code-1", "code-2"]
    for number in ("2", "1"):
        before = len(calls.of("chat.postMessage"))
        assert _event(serving, f"T{number}", _mention(f"UBOT{number}")) == 200
        _until(lambda before=before: len(calls.of("chat.postMessage")) > before)  # type: ignore[misc]
        token, sent = calls.of("chat.postMessage")[-1]
        assert token == f"xoxb-{number}"
        assert "October 2026" in sent["text"]
    assert _event(serving, "T2", {"type": "app_uninstalled"}) == 200
    store = open_state(f"sqlite:///{tmp_path / 'state.db'}").installation_store("1.2")
    _until(lambda: store.find_bot(enterprise_id=None, team_id="T2") is None)
    assert store.find_bot(enterprise_id=None, team_id="T1") is not None
    _event(serving, "T2", _mention("UBOT2"))
    time.sleep(0.5)
    # What is said of the pictures of the answers before may come late; a third answer must not.
    assert len([sent for _, sent in calls.of("chat.postMessage") if "Revenue was" in sent["text"]]) == 2


def test_a_code_without_the_state_that_was_given_is_refused(serving: Serving, slack: tuple[str, Calls]) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{serving.address}/slack/oauth_redirect?code=code-1&state=made-up", timeout=10)
    assert refused.value.code == 400
    assert slack[1].of("oauth.v2.access") == []


def test_an_unsigned_event_is_refused_and_the_pages_of_the_keeper_answer(serving: Serving) -> None:
    assert _event(serving, "T1", _mention("UBOT1"), secret="another") == 401
    with urllib.request.urlopen(f"{serving.address}/healthz", timeout=10) as page:
        assert page.read() == b"ok\n"
    with urllib.request.urlopen(f"{serving.address}/metrics", timeout=10) as page:
        assert b"kpibot_first_message_seconds_bucket" in page.read()


def _install(serving: Serving, code: str) -> None:
    """As a browser does: the page, its cookie, and back with the code."""
    with urllib.request.urlopen(f"{serving.address}/slack/install", timeout=10) as page:
        cookie = (page.headers.get("set-cookie") or "").partition(";")[0]
        found = re.search(r"state=([\w-]+)", page.read().decode())
    assert found is not None
    back = f"{serving.address}/slack/oauth_redirect?code={code}&state={found.group(1)}"
    request = urllib.request.Request(back, headers={"cookie": cookie})
    with urllib.request.urlopen(request, timeout=10) as page:
        assert page.status == 200


def _mention(bot: str) -> dict[str, Any]:
    now = f"{time.time():.6f}"
    return {
        "type": "app_mention", "user": "U1", "channel": "C1", "ts": now, "event_ts": now,
        "text": f"<@{bot}> revenue last month",
    }  # fmt: skip


def _event(serving: Serving, team: str, event: dict[str, Any], *, secret: str = SECRET) -> int:
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": "A1",
            "event": event,
            "event_id": f"Ev{time.time_ns()}",
        }
    )
    stamp = str(int(time.time()))
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed}",
    }
    request = urllib.request.Request(f"{serving.address}/slack/events", body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _until(told: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
