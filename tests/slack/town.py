"""A Slack workspace with people in it: what they say and press, and what is delivered to them."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeVar

import websocket

from bot.demo_slack.server import LocalSlack, SlackApp, SlackWorkspace
from tests.slack.message import Element, Message, elements_of, find
from tests.slack.people import PROFILES
from tests.slack.wire import Wire
from tests.slack.wire_http import TO_BOT, TO_HELPER

Json = dict[str, Any]
Found = TypeVar("Found")
HELPER = SlackApp("A0HELPER", "U0HELPER", "helper", "xoxb-helper", "xapp-helper", "helper-secret")
PATIENCE = 60.0  # a machine may stand still for a while; nothing waits so long that comes at all


class SlackTown:
    """A running workspace behind a proxy; use it as a context. The bot's settings are `wire.api` and `app`.

    `helper`: a second app, of which only a trigger is borrowed, for what local-slack cannot send by itself.
    """

    def __init__(self, workspace: SlackWorkspace, *, events: bool = False, helper: bool = True) -> None:
        self._stack = ExitStack()
        self.wire = self._stack.enter_context(Wire(workspace))
        request_url = self.wire.base + TO_BOT if events else None
        self.app = replace(workspace.apps[0], request_url=request_url)
        self._helper = replace(HELPER, request_url=self.wire.base + TO_HELPER) if helper else None
        self.workspace = replace(workspace, apps=(self.app, *([self._helper] if self._helper else ())))
        self.wire.workspace = self.workspace
        self.wire.like.people = PROFILES
        self.events = events
        self.busy: Callable[[], bool] = lambda: False  # whether the bot has work that nothing shows yet
        self.at_what: Callable[[], str] = lambda: ""  # what the bot is at, for who waited in vain

    def __enter__(self) -> SlackTown:
        self.slack = self._stack.enter_context(LocalSlack(self.workspace))
        self.wire.lead_to(self.slack)
        self._borrow_trigger()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    # What people do.

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        """A message in a channel; its ts."""
        told = {"channel": channel, "user": user, "text": text} | ({"thread_ts": thread} if thread else {})
        return str(self._control("message", told)["message"]["ts"])

    def mention(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        """A message in a channel that begins with the bot's name; its ts."""
        return self.say(user, channel, f"<@{self.app.bot_user}> {text}", thread)

    def dm(self, user: str, text: str, thread: str | None = None) -> str:
        """A message to the bot alone; its ts."""
        return self.say(user, self.dm_of(user), text, thread)

    def dm_of(self, user: str) -> str:
        """The channel in which somebody and the bot talk alone."""
        told = self._post("/api/conversations.open", {"users": user}, self.app.bot_token)
        return str(told["channel"]["id"])

    def command(self, user: str, channel: str, command: str, text: str = "") -> None:
        """A slash command."""
        self._control("command", {"channel": channel, "user": user, "command": command, "text": text})

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change what one wrote."""
        self._control("edit-message", {"channel": channel, "user": user, "ts": ts, "text": text})

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Take back what one wrote."""
        self._control("delete-message", {"channel": channel, "user": user, "ts": ts})

    def press(self, user: str, message: Message, action_id: str) -> None:
        """Press a button of a message."""
        element = message.element(action_id)
        assert element.raw["type"] == "button", f"{action_id} is no button but {element.raw['type']}"
        action = {k: element.raw[k] for k in ("type", "action_id", "value", "text") if k in element.raw}
        self._interact(user, message, action | {"block_id": element.block_id})

    def choose(self, user: str, message: Message, action_id: str, choice: str) -> None:
        """Choose in a menu or an overflow menu, by what stands there."""
        self._interact(user, message, _chosen(message.element(action_id), choice))

    def shortcut(self, user: str, message: Message, callback_id: str) -> None:
        """Choose one of the bot's shortcuts in a message's menu."""
        payload = self._payload("message_action", user) | {
            "callback_id": callback_id,
            "trigger_id": self.wire.trigger(),
            "response_url": self.wire.response_url(message.channel, user, message.ts),
            "action_ts": f"{time.time():.6f}",
            "message_ts": message.ts,
            "channel": {"id": message.channel, "name": self._name(message.channel)},
            "message": {k: v for k, v in message.raw.items() if k != "channel"},
        }
        self.wire.deliver("interactive", payload)

    def open_home(self, user: str) -> None:
        """Open the bot's own page."""
        self._control("open-home", {"user": user})

    def press_home(self, user: str, action_id: str, choice: str | None = None) -> None:
        """Press a button on the bot's own page, or choose in one of its menus."""
        view = self.home(user)
        assert view is not None, "nothing is published on that page"
        self._press_view(user, view, action_id, choice)

    def press_modal(self, user: str, action_id: str, choice: str | None = None) -> None:
        """Press a button in the open modal, or choose in one of its menus."""
        view = self.modal()
        assert view is not None, "no modal is open"
        self._press_view(user, view, action_id, choice)

    def submit(self, user: str, values: Mapping[str, Mapping[str, Json]]) -> Json:
        """Send off the open modal: {block_id: {action_id: value as Slack says it}}; the errors shown, by block."""
        return self._over_ui({"t": "view_submit", "user": user, "values": values})

    def event(self, event: Json, *, times: int = 1) -> None:
        """An event that local-slack cannot make, delivered once or, with Slack's mark of a retry, several times."""
        payload = {
            "token": "verification-token",
            "team_id": self.workspace.team_id,
            "api_app_id": self.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{time.time_ns()}",
            "event_time": int(time.time()),
            "authorizations": [
                {"team_id": self.workspace.team_id, "user_id": self.app.bot_user, "is_bot": True, "enterprise_id": None}
            ],
        }
        for retry in range(times):
            self.wire.deliver("events_api", payload, retry=retry)

    # What is delivered.

    def all(self, channel: str) -> list[Message]:
        """Everything in a channel, in order, what only one person sees included."""
        told = self._get(f"/_control/messages/{channel}")["messages"]
        return [Message(channel, raw) for raw in told]

    def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """What the bot said to everybody in a channel, or in one of its threads."""
        return [m for m in self._of_bot(channel, thread) if m.only_for is None]

    def ephemerals(self, channel: str, user: str, thread: str | None = None) -> list[Message]:
        """What the bot said in a channel to one person alone."""
        return [m for m in self._of_bot(channel, thread) if m.only_for == user]

    def seen_by(self, channel: str, user: str) -> list[Message]:
        """What one person sees of the bot in a channel."""
        return [m for m in self._of_bot(channel, None) if m.only_for in (None, user)]

    def files(self, channel: str, thread: str | None = None) -> list[Json]:
        """The files that the bot shared, in order."""
        return [file for message in self._of_bot(channel, thread) for file in message.files]

    def content(self, file: Json) -> bytes:
        """The bytes of a file."""
        address = str(file["url_private"]).replace(self.wire.base, self.slack.base)
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {self.app.bot_token}"})
        with urllib.request.urlopen(request, timeout=10) as response:
            return bytes(response.read())

    def home(self, user: str) -> Json | None:
        """What stands on the bot's own page for somebody."""
        view: Json | None = self._state()["homeViews"].get(user, {}).get(self.app.app_id)
        return view

    def modal(self) -> Json | None:
        """The modal on top."""
        stack = self._state()["modalStack"]
        return stack[-1] if stack else None

    def log(self) -> list[Json]:
        """All traffic in order, as local-slack saw it."""
        told: list[Json] = self._get("/_control/log")["log"]
        return told

    def wait(self, look: Callable[[], Found | None], what: str, patience: float = PATIENCE) -> Found:
        """Look until there is something; what it is. Raises AssertionError with what was waited for."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if found := look():
                return found
            time.sleep(0.03)
        raise AssertionError(
            f"waited {patience:.0f} s in vain for {what}; Slack's log ends with\n{self._end_of_log()}\n{self.at_what()}"
        )

    def calm(self, seconds: float = 0.4, patience: float = PATIENCE) -> None:
        """Wait until the bot has nothing to do and has asked nothing of Slack for a while."""
        until = time.monotonic() + patience
        seen, since = -1, time.monotonic()
        while time.monotonic() < until:
            made = [call for call in self.wire.made() if call.method not in ("apps.connections.open", "auth.test")]
            now = len(made) + sum(call.status for call in made)
            if now != seen or self.busy():
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > seconds:
                return
            time.sleep(0.05)
        raise AssertionError("the bot does not come to rest")

    def reset(self) -> None:
        """An empty workspace again, with the same people and channels."""
        self._control("reset", {})
        self.wire.forget()
        self._borrow_trigger()

    # How it is done.

    def _of_bot(self, channel: str, thread: str | None) -> list[Message]:
        told = [m for m in self.all(channel) if m.user == self.app.bot_user]
        return told if thread is None else [m for m in told if m.thread == thread]

    def _interact(self, user: str, message: Message, action: Json) -> None:
        self._control("interact", {"channel": message.channel, "messageTs": message.ts, "user": user, "action": action})

    def _press_view(self, user: str, view: Json, action_id: str, choice: str | None) -> None:
        element = find(elements_of(view["blocks"]), action_id)
        action = _chosen(element, choice) if choice is not None else dict(element.raw) | {"block_id": element.block_id}
        payload = self._payload("block_actions", user) | {
            "trigger_id": self.wire.trigger(),
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "actions": [action | {"action_ts": f"{time.time():.6f}"}],
        }
        self.wire.deliver("interactive", payload)

    def _payload(self, kind: str, user: str) -> Json:
        name = next((p.name for p in self.workspace.people if p.id == user), user)
        return {
            "type": kind,
            "token": "verification-token",
            "api_app_id": self.app.app_id,
            "team": {"id": self.workspace.team_id, "domain": "kpi-workspace"},
            "user": {"id": user, "username": name, "name": name, "team_id": self.workspace.team_id},
            "is_enterprise_install": False,
        }

    def _name(self, channel: str) -> str:
        return next((c.name for c in self.workspace.channels if c.id == channel), "directmessage")

    def _state(self) -> Json:
        ui = websocket.create_connection(self.slack.base.replace("http", "ws") + "/ui", timeout=10)
        try:
            state: Json = json.loads(ui.recv())["state"]
            return state
        finally:
            ui.close()

    def _over_ui(self, told: Json) -> Json:
        """Do something over the page's own connection; the errors it shows, or {} once the modals changed."""
        ui = websocket.create_connection(self.slack.base.replace("http", "ws") + "/ui", timeout=10)
        try:
            ui.recv()
            ui.send(json.dumps(told))
            while True:
                heard = json.loads(ui.recv())
                if heard["t"] == "view_errors":
                    return dict(heard["errors"])
                if heard["t"] == "view":
                    return {}
        finally:
            ui.close()

    def _borrow_trigger(self) -> None:
        if self._helper is None:
            return
        channel = self.workspace.channels[0].id
        person = self.workspace.people[0].id
        told = {"appId": HELPER.app_id, "channel": channel, "user": person, "command": "/helper", "text": ""}
        self._control("command", told)

    def _end_of_log(self) -> str:
        return "\n".join(f"  {e['direction']} {e['kind']} {e['summary'][:120]}" for e in self.log()[-15:])

    def _control(self, what: str, told: Json) -> Json:
        return self._post(f"/_control/{what}", told)

    def _post(self, path: str, told: Json, token: str = "") -> Json:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(self.slack.base + path, json.dumps(told).encode(), headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer: Json = json.loads(response.read())
        assert answer.get("ok"), f"{path}: {answer}"
        return answer

    def _get(self, path: str) -> Json:
        with urllib.request.urlopen(self.slack.base + path, timeout=10) as response:
            answer: Json = json.loads(response.read())
        return answer


def _chosen(element: Element, choice: str) -> Json:
    for option in element.options:
        if choice in (option.text, option.value):
            return {
                "type": element.raw["type"],
                "action_id": element.action_id,
                "block_id": element.block_id,
                "selected_option": option.raw,
            }
    raise AssertionError(f"{choice!r} is not on the menu; there are {[option.text for option in element.options]}")
