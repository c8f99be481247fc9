"""What local-slack leaves out and Slack has: guests, membership, ephemeral containers, kinds of channels, triggers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from bot.demo_slack.server import SlackWorkspace

Json = dict[str, Any]
_POSTS = ("chat.postMessage", "chat.postEphemeral", "files.completeUploadExternal")


class Likeness:
    """The rules of Slack that local-slack does not keep, and the fields that it does not fill."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._workspace = workspace
        self._bot = workspace.apps[0].bot_user
        self._lock = threading.Lock()
        self._ephemeral: set[str] = set()
        self._used: set[str] = set()
        self.members = {c.id: set(c.members) for c in workspace.channels}
        self.people: Mapping[str, Json] = {}  # what users.info says of a person besides
        self.revoked = False

    def refusal(self, method: str, args: Mapping[str, Any]) -> str | None:
        """The error code with which Slack would refuse a call."""
        if self.revoked:
            return "token_revoked"
        channel = str(args.get("channel") or args.get("channel_id") or "")
        known = self.members.get(channel)
        if method in _POSTS and known is not None:
            if self._bot not in known:
                return "not_in_channel"
            if method == "chat.postEphemeral" and args.get("user") not in known:
                return "user_not_in_channel"
        if method == "conversations.info" and known is not None and self._bot not in known and self._private(channel):
            return "channel_not_found"
        with self._lock:
            if method in ("chat.update", "chat.delete") and args.get("ts") in self._ephemeral:
                return "message_not_found"
            if method in ("views.open", "views.push"):
                trigger = str(args.get("trigger_id"))
                if trigger in self._used:
                    return "exchanged_trigger_id"
                self._used.add(trigger)
        return None

    def answer(self, method: str, args: Mapping[str, Any], answer: Json) -> Json:
        """What Slack would have answered."""
        if not answer.get("ok"):
            return answer
        if method == "chat.postEphemeral":
            with self._lock:
                self._ephemeral.add(answer["message_ts"])
        if method == "users.info":
            plain = {"is_restricted": False, "is_ultra_restricted": False, "is_stranger": False, "locale": "en-US"}
            answer["user"] |= plain | self.people.get(args["user"], {})
        if method == "conversations.info":
            channel = answer["channel"]
            members = self.members.get(channel["id"])
            channel |= {"is_ext_shared": False, "is_shared": False, "is_org_shared": False}
            channel["is_member"] = members is None or self._bot in members
        return answer

    def payload(self, payload: Json) -> Json:
        """An event, a press or a command as Slack would send it."""
        event = payload.get("event")
        if isinstance(event, dict) and event.get("type") in ("message", "app_mention"):
            self._event(event)
        if payload.get("type") == "block_actions" and payload.get("message"):
            self._press(payload)
        return payload

    def _event(self, event: Json) -> None:
        event.setdefault("team", self._workspace.team_id)
        if event.get("channel_type") == "channel" and self._private(event["channel"]):
            event["channel_type"] = "group"
        if "subtype" not in event and event.get("user") != self._bot:
            event.setdefault("client_msg_id", f"client-{event['ts']}")

    def _press(self, payload: Json) -> None:
        message, container = payload["message"], payload["container"]
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        if message.get("subtype") == "ephemeral":
            container["is_ephemeral"] = True
            del payload["message"]  # Slack does not send what it does not keep

    def _private(self, channel: str) -> bool:
        return any(c.id == channel and c.private for c in self._workspace.channels)
