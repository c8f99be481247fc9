"""Serving: Socket Mode behind a firewall, or HTTP; both end gracefully, with what is being answered finished."""

from __future__ import annotations

import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from types import FrameType
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackClientError

from bot.slack.app import web_client
from bot.slack.desk import Desk
from bot.slack.poster import Pace, Poster, PostFailed, repeat
from bot.slack.settings import SettingsError, SlackSettings

_log = structlog.get_logger(__name__)
_REST = 30.0

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def who_am_i(settings: SlackSettings) -> tuple[str, str]:
    """The workspace that the token belongs to: its id, and its name with the bot's.

    Raises SettingsError where Slack does not take the token.
    """
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    try:
        response = repeat(client.auth_test)
    except PostFailed as error:
        raise SettingsError(f"SLACK_BOT_TOKEN: Slack at {settings.slack_api_url} says {error.reason}") from error
    return str(response.get("team_id") or ""), f"{response.get('team')} as {response.get('user')}"


def serve_socket(app: App, settings: SlackSettings, desk: Desk, started: Callable[[], None]) -> None:
    """Until a signal to stop, over a WebSocket that we open."""
    token = settings.slack_app_token.get_secret_value()
    handler = SocketModeHandler(
        app, token, web_client=web_client(settings, token), concurrency=settings.kpibot_workers, ping_interval=10
    )
    stop = stopping()
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except (SlackClientError, OSError) as error:
        raise SettingsError(f"SLACK_APP_TOKEN: no connection to Slack: {error}") from error
    started()
    stop.wait()
    _log.info("stopping")
    connection = handler.client
    connection.auto_reconnect_enabled = False  # else it connects again, and hears questions that nobody will answer
    handler.disconnect()  # type: ignore[no-untyped-call]
    finish(desk)
    handler.close()  # type: ignore[no-untyped-call]


def serve_http(app: App, desk: Desk, host: str, port: int, started: Callable[[], None]) -> None:
    """Until a signal to stop, as an HTTP server that Slack calls."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                started()

    config = uvicorn.Config(
        HttpApp(app, desk), host=host, port=port, log_level="warning", timeout_graceful_shutdown=int(_REST)
    )
    stopping()  # uvicorn raises the signal again when it has stopped: without a handler that would end us unfinished
    Server(config).run()
    finish(desk)


class HttpApp:
    """The ASGI application: Slack's calls to Bolt, and two pages for whoever runs it."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._bolt, self._desk = SlackRequestHandler(app), desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path")
        if scope["type"] == "http" and path == "/healthz":
            problem = self._desk.current.problem
            await _text(send, 503 if problem else 200, problem.encode() or b"ok\n")
        elif scope["type"] == "http" and path == "/metrics":
            await _text(send, 200, self._desk.measures.text())
        else:
            await self._bolt(scope, receive, send)  # type: ignore[arg-type]


class Keeper:
    """Looks after the questions on their way: holds on to ours, takes over those that a dead process left."""

    def __init__(self, desk: Desk, poster: Callable[[str], Poster | None], every_seconds: float = 15.0) -> None:
        self._desk, self._poster, self._every = desk, poster, every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin; first of all with what was left behind."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._stop.set()
        self._thread.join(10)

    def _keep(self) -> None:
        while True:
            try:
                self._desk.kept.hold_on()
                self._desk.take_over(self._poster)
            except Exception as error:
                _log.error("questions not looked after", reason=str(error))
            if self._stop.wait(self._every):
                return


def posters(settings: SlackSettings, desk: Desk) -> Callable[[str], Poster | None]:
    """A way to Slack for each workspace, for what no event of Slack's began."""
    pace = Pace()

    def poster(team: str) -> Poster | None:
        token: str | None = settings.slack_bot_token.get_secret_value() or None
        if settings.installable:
            store = desk.kept.state.installation_store(settings.slack_client_id)
            found = store.find_bot(enterprise_id=None, team_id=team)
            token = found.bot_token if found else None
        if token is None:
            return None
        return Poster(web_client(settings, token), pace, tables=settings.slack_table_blocks)

    return poster


def finish(desk: Desk) -> None:
    """Let what is being answered be answered."""
    if not desk.rest(_REST):
        _log.error("stopped before everything was answered")


def stopping() -> threading.Event:
    """Set by SIGTERM or SIGINT."""
    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    return stop


async def _text(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
