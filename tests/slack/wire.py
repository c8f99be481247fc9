"""A loopback proxy between the bot and local-slack: records every call, adds faults, repeats what Slack repeats."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.demo_slack.server import HOST, LocalSlack, SlackWorkspace
from tests.slack.faults import FaultBook
from tests.slack.likeness import Likeness
from tests.slack.relay import Relay
from tests.slack.wire_http import server_for

Json = dict[str, Any]


@dataclass
class Call:
    """One request of the bot: a Web API method, "upload" or "response_url"; `at` is time.monotonic() of its arrival."""

    method: str
    args: Json
    at: float
    status: int = 0
    answer: Json = field(default_factory=dict)
    user: str = ""  # of a response_url: whose press or command it came with

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.status == 200 and self.answer.get("ok", True) is not False


class Wire:
    """The proxy; use it as a context. The bot's Web API is at `api`."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self.workspace, self.faults, self.like = workspace, FaultBook(), Likeness(workspace)
        self.calls: list[Call] = []
        self.acks: list[Json] = []
        self.delivered: list[Json] = []  # every event, press and command that went to the bot
        self.answers: dict[str, Callable[[Json], Json]] = {}  # methods that local-slack does not have
        self.copies = 1  # how often Slack delivers each event
        self.bot_url = ""
        self.helper: list[Json] = []
        self._relays: list[Relay] = []
        self._triggers: dict[str, str] = {}
        self._responses: dict[str, Json] = {}
        self._lock = threading.Lock()
        self._slack: LocalSlack | None = None
        self._server = server_for(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        """The proxy's own address."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    @property
    def api(self) -> str:
        """What the bot takes for https://slack.com/api/."""
        return f"{self.base}/api/"

    def lead_to(self, slack: LocalSlack) -> None:
        """The server behind the proxy."""
        self._slack = slack

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop_sockets()
        self._server.shutdown()
        self._server.server_close()

    # What tests do with it.

    def made(self, *methods: str) -> list[Call]:
        """The calls of some methods so far, in order of arrival."""
        with self._lock:
            return [call for call in self.calls if not methods or call.method in methods]

    def forget(self) -> None:
        """Forget what was recorded, and all faults and repeats."""
        self.faults.clear()
        self.copies = 1
        self.like.revoked = False
        with self._lock:
            for kept in (self.calls, self.acks, self.delivered, self.helper):
                kept.clear()

    def sockets(self) -> int:
        """How many Socket Mode connections the bot has."""
        with self._lock:
            return sum(relay.open for relay in self._relays)

    def drop_sockets(self) -> None:
        """Cut all Socket Mode connections."""
        with self._lock:
            relays, self._relays = self._relays, []
        for relay in relays:
            relay.cut()

    def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> None:
        """Send the bot something that local-slack cannot send: `kind` is events_api, interactive or slash_commands."""
        if self.workspace.apps[0].mode == "events":
            self._post(kind, payload, retry)
            return
        envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        envelope["accepts_response_payload"] = kind != "events_api"
        with self._lock:
            relays = [relay for relay in self._relays if relay.open]
            self.delivered.append(payload)
        if not relays:
            raise AssertionError("the bot has no connection to deliver to")
        relays[-1].say(envelope)

    def trigger(self) -> str:
        """A trigger_id for a payload of our own; behind it stands one that local-slack knows."""
        with self._lock:
            real = self.helper[-1]["trigger_id"] if self.helper else ""
            mine = f"{time.time_ns()}.harness.{uuid.uuid4().hex}"
            self._triggers[mine] = real
        return mine

    def response_url(self, channel: str, user: str, ts: str | None) -> str:
        """A response_url for a payload of our own."""
        key = uuid.uuid4().hex
        with self._lock:
            self._responses[key] = {"channel": channel, "user": user, "ts": ts}
        return f"{self.base}/_hooks/own/{key}"

    # What the handler does with it.

    def record(self, method: str, args: Json) -> Call:
        """A call that has just arrived."""
        call = Call(method, args, time.monotonic())
        with self._lock:
            self.calls.append(call)
        return call

    def whose(self, path: str) -> str:
        """Whose press or command a response_url came with."""
        with self._lock:
            for payload in reversed(self.delivered):
                if str(payload.get("response_url", "")).endswith(path):
                    return str(payload.get("user_id") or payload["user"]["id"])
        return ""

    def web_api(self, method: str, args: Json, token: str) -> Json:
        """What Slack answers to a method."""
        refusal = self.like.refusal(method, args)
        if refusal:
            return {"ok": False, "error": refusal}
        if method in self.answers:
            return self.answers[method](args)
        sent = dict(args)
        if sent.get("trigger_id") in self._triggers:
            sent["trigger_id"] = self._triggers[sent["trigger_id"]]
        headers = {"Content-Type": "application/json", "Authorization": token}
        _, _, body = self.forward("POST", f"/api/{method}", json.dumps(sent).encode(), headers)
        answer: Json = json.loads(body)
        return self.like.answer(method, args, answer)

    def own_response(self, key: str, args: Json) -> Json:
        """What a response_url of ours does."""
        with self._lock:
            about = self._responses.get(key)
        if about is None:
            return {"ok": False, "error": "expired_url"}
        token = f"Bearer {self.workspace.apps[0].bot_token}"
        told: Json = {name: args[name] for name in ("text", "blocks", "thread_ts") if name in args}
        if args.get("delete_original"):
            method, told = "chat.delete", {"channel": about["channel"], "ts": about["ts"]}
        elif args.get("replace_original"):
            method, told = "chat.update", told | {"channel": about["channel"], "ts": about["ts"]}
        elif args.get("response_type") == "in_channel":
            method, told = "chat.postMessage", told | {"channel": about["channel"]}
        else:
            method, told = "chat.postEphemeral", told | {"channel": about["channel"], "user": about["user"]}
        headers = {"Content-Type": "application/json", "Authorization": token}
        _, _, body = self.forward("POST", f"/api/{method}", json.dumps(told).encode(), headers)
        answer: Json = json.loads(body)
        return answer

    def forward(
        self, verb: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Ask local-slack; its own address in the answer becomes ours."""
        assert self._slack is not None
        status, told, answer = _ask(self._slack.base, verb, path, body, headers)
        if "json" in told.get("Content-Type", "") or "json" in told.get("content-type", ""):
            answer = answer.replace(_place(self._slack.base).encode(), _place(self.base).encode())
        return status, told, answer

    def to_bot(self, body: bytes, kind: str) -> tuple[int, bytes]:
        """Carry a request of local-slack to the bot's HTTP endpoint, signed anew, as often as Slack repeats it."""
        payload, told = self._unpacked(body, kind)
        with self._lock:
            self.delivered.append(payload)
        first = self._sign_and_post(told, kind, 0)
        for retry in range(1, self.copies if payload.get("type") == "event_callback" else 1):
            self._sign_and_post(told, kind, retry)
        return first

    def socket_to_slack(self, path: str) -> tuple[socket.socket, bytes, bytes]:
        """Open a Socket Mode connection at local-slack: the socket, its answer's head, and what came after it."""
        assert self._slack is not None
        slack = socket.create_connection((HOST, self._slack.port), timeout=10)
        slack.settimeout(None)
        head = (
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self._slack.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        )
        return slack, head.encode(), b""

    def relay(self, bot: socket.socket, slack: socket.socket, rest: bytes) -> None:
        """Carry one Socket Mode connection until it ends."""
        relay = Relay(bot, slack, rest, self._from_slack, self.acks.append)
        with self._lock:
            self._relays.append(relay)
        relay.run()
        with self._lock, contextlib.suppress(ValueError):
            self._relays.remove(relay)

    def _from_slack(self, envelope: Json) -> list[Json]:
        if "envelope_id" not in envelope:
            return [envelope]
        envelope = self._ours(envelope)
        envelope["payload"] = self.like.payload(envelope["payload"])
        with self._lock:
            self.delivered.append(envelope["payload"])
        again = range(1, self.copies if envelope["type"] == "events_api" else 1)
        copies = [
            envelope | {"envelope_id": str(uuid.uuid4()), "retry_attempt": n, "retry_reason": "timeout"} for n in again
        ]
        return [envelope, *copies]

    def _ours(self, told: Json) -> Json:
        assert self._slack is not None
        ours: Json = json.loads(json.dumps(told).replace(_place(self._slack.base), _place(self.base)))
        return ours

    def _unpacked(self, body: bytes, kind: str) -> tuple[Json, bytes]:
        if "json" in kind:
            payload = self.like.payload(self._ours(json.loads(body)))
            return payload, json.dumps(payload).encode()
        assert self._slack is not None
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        if "payload" in form:
            payload = self.like.payload(self._ours(json.loads(form["payload"])))
            return payload, urlencode({"payload": json.dumps(payload)}).encode()
        payload = self._ours(form)
        return payload, urlencode(payload).encode()

    def _post(self, kind: str, payload: Json, retry: int) -> tuple[int, bytes]:
        with self._lock:
            self.delivered.append(payload)
        if kind == "events_api":
            return self._sign_and_post(json.dumps(payload).encode(), "application/json", retry)
        form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
        return self._sign_and_post(urlencode(form).encode(), "application/x-www-form-urlencoded", retry)

    def _sign_and_post(self, body: bytes, kind: str, retry: int) -> tuple[int, bytes]:
        now = str(int(time.time()))
        secret = self.workspace.apps[0].signing_secret.encode()
        signature = hmac.new(secret, b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Signature": f"v0={signature}", "X-Slack-Request-Timestamp": now}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        parts = urlsplit(self.bot_url)
        try:
            status, _, answer = _ask(f"http://{parts.netloc}", "POST", parts.path, body, headers)
        except OSError:
            return 502, b""
        return status, answer


def _place(base: str) -> str:
    return urlsplit(base).netloc


def _ask(
    base: str, verb: str, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    try:
        connection.request(verb, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()
