"""Holds every message, view and file that the bot sent against what Slack accepts and against our own rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.slack.limits import over_limits, over_limits_text, over_limits_view
from tests.slack.shape import misshapen, misshapen_view
from tests.slack.wire import Call

Json = dict[str, Any]
_POSTS = ("chat.postMessage", "chat.postEphemeral", "chat.update", "chat.scheduleMessage", "response_url")
_VIEWS = ("views.open", "views.push", "views.update", "views.publish")
_STATUS = 50


def problems_of(calls: list[Call]) -> list[str]:
    """What is wrong with what the bot sent, each with the method; [] if nothing."""
    return [f"{call.method}: {problem}" for call in calls for problem in _call(call)]


def _call(call: Call) -> list[str]:
    args = call.args
    if call.method in _POSTS and not args.get("delete_original"):
        return _message(call.method, args)
    if call.method in _VIEWS:
        shape = misshapen_view(args["view"])
        return shape or over_limits_view(args["view"])
    if call.method == "files.completeUploadExternal":
        return _files(args)
    if call.method == "assistant.threads.setStatus":
        status = str(args.get("status", ""))
        return [f"a status of {len(status)} characters"] if len(status) > _STATUS else []
    return []


def _message(method: str, args: Json) -> list[str]:
    blocks = args.get("blocks") or []
    told = over_limits_text(args.get("text")) + (misshapen(blocks) or over_limits(blocks))
    if method == "chat.postMessage":
        told += [f"{name} is not false" for name in ("unfurl_links", "unfurl_media") if args.get(name) is not False]
    if method == "response_url" and not args.get("replace_original") and "response_type" not in args:
        told.append("a response without response_type")
    return told


def _files(args: Json) -> list[str]:
    told = [] if args.get("channel_id") else ["a file that is shared nowhere"]
    files = args.get("files") or []
    names = Counter(file.get("title", "") for file in files)
    return told + (["a file without a title"] if names[""] else [])
