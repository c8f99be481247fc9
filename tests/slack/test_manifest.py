"""The manifest asks for what the listeners and calls in the code need, and for no more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.slack.app import SCOPES
from bot.slack.listeners import COMMANDS, EVENTS, SHORTCUT

ROOT = Path(__file__).resolve().parents[2]

# Which scope lets a call through, by Slack's documentation of each method.
NEEDED = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "chat_delete": "chat:write",
    "conversations_open": "im:write",
    "conversations_history": "im:history",
    "conversations_replies": "im:history",
    "files_upload_v2": "files:write",
    "files_delete": "files:write",
    "files_info": "files:read",
    "users_info": "users:read",
    "users_lookupByEmail": "users:read.email",
}
FREE = {
    "auth_test",
    "views_open",
    "views_publish",
    "assistant_threads_setStatus",
    "assistant_threads_setSuggestedPrompts",
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_events_are_those_that_are_listened_to(manifest: dict[str, Any]) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in subscribed} == set(EVENTS)


def test_commands_and_shortcut_are_those_that_are_answered(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert [c["command"] for c in features["slash_commands"]] == list(COMMANDS)
    assert [s["callback_id"] for s in features["shortcuts"]] == [SHORTCUT]


def test_channels_in_a_question_come_with_their_ids(manifest: dict[str, Any]) -> None:
    """Else "/kpi send this every Monday to #north" cannot be told from a question about the north."""
    escaped = {c["command"]: c["should_escape"] for c in manifest["features"]["slash_commands"]}
    assert escaped["/kpi"]


def test_scopes_are_the_same_for_both_ways_to_install(manifest: dict[str, Any]) -> None:
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_every_call_in_the_code_has_its_scope(manifest: dict[str, Any]) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "slack").glob("*.py"))
    called = set(re.findall(r"client\.([a-z]+_[A-Za-z_0-9]+)\b", code))
    assert called <= set(NEEDED) | FREE, "say which scope a new call needs"
    assert {NEEDED[name] for name in called - FREE} <= set(manifest["oauth_config"]["scopes"]["bot"])


def test_limits_of_the_manifest_itself(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert all(len(s["name"]) <= 24 for s in manifest["features"]["shortcuts"])
