"""A Bolt app that does a little of everything: what the harness itself is tested with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.demo_slack.server import HOST, free_port
from tests.slack.town import SlackTown

BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "hello"}},
    {
        "type": "actions",
        "block_id": "acts",
        "elements": [
            {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "Go"}},
            {
                "type": "static_select",
                "action_id": "period",
                "placeholder": {"type": "plain_text", "text": "Period"},
                "options": [{"text": {"type": "plain_text", "text": "This month"}, "value": "m"}],
            },
            {
                "type": "overflow",
                "action_id": "more",
                "options": [
                    {"text": {"type": "plain_text", "text": "Explain"}, "value": "explain"},
                    {"text": {"type": "plain_text", "text": "CSV"}, "value": "csv"},
                ],
            },
        ],
    },
]
VIEW: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "t"},
        }
    ],
}


def tiny_app(client: WebClient, secret: str, heard: list[Any]) -> App:
    """The app; `heard` gets the body of everything that arrives."""
    app = App(client=client, signing_secret=secret, process_before_response=False)

    @app.event("app_mention")
    def mention(event: dict[str, Any], body: dict[str, Any], say: Any, client: WebClient) -> None:
        heard.append(body)
        thread = event.get("thread_ts") or event["ts"]
        try:
            client.assistant_threads_setStatus(channel_id=event["channel"], thread_ts=thread, status="reading")
        except SlackApiError as error:
            heard.append(error.response["error"])
        say(text="hello", blocks=BLOCKS, thread_ts=thread)
        client.files_upload_v2(
            channel=event["channel"], thread_ts=thread, filename="a.png", content=b"\x89PNG....", title="A"
        )

    @app.event("message")
    def message(body: dict[str, Any]) -> None:
        heard.append(body)

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": BLOCKS})

    @app.command("/kpi")
    def command(ack: Any, body: dict[str, Any], respond: Any) -> None:
        ack()
        heard.append(body)
        respond(text="only you")

    @app.action("go")
    def go(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=VIEW)

    @app.action("period")
    def period(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.append(body)
        if "message" in body:
            client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="changed", blocks=BLOCKS)

    @app.action("more")
    def more(ack: Any, body: dict[str, Any], respond: Any) -> None:
        ack()
        heard.append(body)
        respond(text="replaced", replace_original=True)

    @app.view("form")
    def form(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body)
        value = body["view"]["state"]["values"]["b"]["t"]["value"]
        if not value:
            ack(response_action="errors", errors={"b": "say something"})
        else:
            ack()

    @app.shortcut("ask")
    def ask(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.append(body)
        client.chat_postEphemeral(
            channel=body["channel"]["id"],
            user=body["user"]["id"],
            text="about this",
            blocks=BLOCKS,
            thread_ts=body["message"]["ts"],
        )

    return app


@contextmanager
def running(town: SlackTown) -> Iterator[list[Any]]:
    """The tiny app at work in a town; what it hears."""
    heard: list[Any] = []
    client = WebClient(token=town.app.bot_token, base_url=town.wire.api)
    app = tiny_app(client, town.app.signing_secret, heard)
    if not town.events:
        handler = SocketModeHandler(
            app, town.app.app_token, web_client=WebClient(token=town.app.app_token, base_url=town.wire.api)
        )
        handler.connect()  # type: ignore[no-untyped-call]
        town.wait(town.wire.sockets, "the connection")
        try:
            yield heard
        finally:
            handler.close()  # type: ignore[no-untyped-call]
        return
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(SlackRequestHandler(app), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    town.wait(lambda: server.started, "the server")
    town.wire.bot_url = f"http://{HOST}:{port}/slack/events"
    try:
        yield heard
    finally:
        server.should_exit = True
        thread.join(10)
