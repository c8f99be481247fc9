"""The page of the local Slack server, with what Slack draws and it does not; all else passes through unchanged."""

from __future__ import annotations

import contextlib
import socket
import threading
import urllib.request
from importlib.resources import files
from types import TracebackType

from bot.demo_slack.server import HOST, LocalSlack, free_port

_HEAD_END = b"\r\n\r\n"
_MOST = 65536


class DemoPage:
    """A loopback server in front of a LocalSlack; use it as a context. Its address is `base`."""

    def __init__(self, slack: LocalSlack, port: int = 0) -> None:
        self._slack = slack
        self.port = free_port(port)
        self._listener = socket.create_server((HOST, self.port), backlog=64)

    @property
    def base(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> DemoPage:
        threading.Thread(target=self._accept, name="page", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, contextlib.suppress(OSError):
            head, rest = _read_head(browser)
            if head.startswith(b"GET / "):
                browser.sendall(self._page())
            elif head:
                with socket.create_connection((HOST, self._slack.port)) as slack:
                    slack.sendall(_one_request(head) + rest)
                    back = threading.Thread(target=_pour, args=(slack, browser), daemon=True)
                    back.start()
                    _pour(browser, slack)
                    back.join()

    def _page(self) -> bytes:
        with urllib.request.urlopen(f"{self._slack.base}/", timeout=10) as response:
            page = str(response.read(), "utf-8")
        here = files("bot.demo_slack")
        style, script = (here.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
        added = f"<style>{style}</style><script>{script}</script></head>"
        body = page.replace("</head>", added, 1).encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
            "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body


def _read_head(browser: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request and what came after it; empty where there is none."""
    told = b""
    while _HEAD_END not in told:
        more = browser.recv(_MOST)
        if not more or len(told) > _MOST:
            return b"", b""
        told += more
    head, _, rest = told.partition(_HEAD_END)
    return head, rest


def _one_request(head: bytes) -> bytes:
    """The head with the connection closed after its answer, so that each request passes by here; sockets stay open."""
    if b"upgrade: websocket" in head.lower():
        return head + _HEAD_END
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + _HEAD_END


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while more := source.recv(_MOST):
            target.sendall(more)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
