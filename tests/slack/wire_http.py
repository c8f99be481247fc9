"""The HTTP side of the proxy: which request goes where, and how a fault shows."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from bot.demo_slack.server import HOST

if TYPE_CHECKING:
    from tests.slack.wire import Call, Wire

Json = dict[str, Any]
_NESTED = ("blocks", "attachments", "view", "metadata", "files", "loading_messages", "prompts")
_NOT_FORWARDED = ("host", "content-length", "transfer-encoding", "connection", "accept-encoding")
TO_BOT, TO_HELPER = "/to-bot", "/to-helper"


def server_for(wire: Wire) -> ThreadingHTTPServer:
    """A server on a free port of the loopback, not yet serving."""
    return _Server((HOST, 0), _handler(wire))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that hangs up is no news."""


def _handler(wire: Wire) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            if self.headers.get("Upgrade", "").lower() == "websocket":
                self._socket()
            else:
                self._any()

        def do_POST(self) -> None:
            self._any()

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path).path
            kind = self.headers.get("Content-Type", "")
            if path == TO_BOT:
                self._give(*wire.to_bot(body, kind))
            elif path == TO_HELPER:
                wire.helper.append(dict(parse_qsl(body.decode())))
                self._give(200, b"")
            elif path.startswith("/api/"):
                self._web_api(path.removeprefix("/api/"), _args(urlsplit(self.path).query, body, kind))
            elif path.startswith(("/_hooks/", "/upload/")):
                self._other(path, body, kind)
            else:
                self._forwarded(body)

        def _web_api(self, method: str, args: Json) -> None:
            call = wire.record(method, args)
            token = self.headers.get("Authorization") or f"Bearer {args.get('token', '')}"
            args.pop("token", None)
            self._answered(call, lambda: (200, wire.web_api(method, args, token)))

        def _other(self, path: str, body: bytes, kind: str) -> None:
            if path.startswith("/upload/"):
                call = wire.record("upload", {"path": path, "size": len(body)})
                self._answered(call, lambda: self._raw(body))
                return
            args = json.loads(body or b"{}")
            call = wire.record("response_url", args)
            call.user = wire.whose(path)
            if path.startswith("/_hooks/own/"):
                self._answered(call, lambda: (200, wire.own_response(path.removeprefix("/_hooks/own/"), args)))
                return
            if "response_type" not in args and not args.get("replace_original") and not args.get("delete_original"):
                args["response_type"] = "ephemeral"  # Slack's default; local-slack's is the channel
            self._answered(call, lambda: self._raw(json.dumps(args).encode()))

        def _raw(self, body: bytes) -> tuple[int, Json]:
            status, _, answer = wire.forward("POST", self.path, body, self._kept())
            return status, {"text": answer.decode(errors="replace")}

        def _answered(self, call: Call, work: Callable[[], tuple[int, Json]]) -> None:
            fault = wire.faults.take(call.method, call.args)
            if fault is not None:
                time.sleep(fault.seconds)
                if fault.cut == "before":
                    self._hang_up()
                    return
                if fault.body is not None:
                    call.status, call.answer = fault.status, dict(fault.body)
                    self._give(fault.status, json.dumps(call.answer).encode(), fault.headers)
                    return
            call.status, call.answer = work()
            if fault is not None and fault.cut == "after":
                self._hang_up()
                return
            raw = call.answer.get("text") if call.method in ("upload", "response_url") else None
            self._give(call.status, str(raw).encode() if raw is not None else json.dumps(call.answer).encode())

        def _forwarded(self, body: bytes) -> None:
            status, headers, answer = wire.forward(self.command, self.path, body, self._kept())
            kept = {name: value for name, value in headers.items() if name.lower() in ("content-type", "location")}
            self._give(status, answer, kept)

        def _kept(self) -> dict[str, str]:
            return {name: value for name, value in self.headers.items() if name.lower() not in _NOT_FORWARDED}

        def _give(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
            told = {"Content-Type": "application/json", **(headers or {})}
            self.send_response(status)
            for name, value in told.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _hang_up(self) -> None:
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()

        def _socket(self) -> None:
            slack, head, _ = wire.socket_to_slack(self.path)
            slack.sendall(head.replace(b"{key}", self.headers["Sec-WebSocket-Key"].encode()))
            answer = b""
            while b"\r\n\r\n" not in answer:
                more = slack.recv(4096)
                if not more:
                    self._give(502, b"")
                    return
                answer += more
            told, _, rest = answer.partition(b"\r\n\r\n")
            self.connection.sendall(told + b"\r\n\r\n")
            self.close_connection = True
            wire.relay(self.connection, slack, rest)

    return Handler


def _args(query: str, body: bytes, kind: str) -> Json:
    args: Json = dict(parse_qsl(query, keep_blank_values=True))
    if "json" in kind:
        args |= json.loads(body or b"{}")
    elif body:
        args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in _NESTED:
        if isinstance(args.get(name), str):
            with contextlib.suppress(ValueError):
                args[name] = json.loads(args[name])
    return args
