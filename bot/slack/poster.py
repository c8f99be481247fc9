"""Posting to Slack: paced, retried where that is safe, looked up where Slack did not say whether it took a message."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack.message import Message
from bot.slack.pieces import Block

_log = structlog.get_logger(__name__)
Result = TypeVar("Result")

_AWAY = (
    "not_in_channel", "channel_not_found", "is_archived", "restricted_action", "user_not_in_channel", "no_permission",
    "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "thread_locked",
)  # fmt: skip
_REVOKED = ("token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed")
_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_arguments")
_NOT_TAKEN = (502, 503)  # a gateway said so before Slack's own servers saw the call
_WAITS = (0.5, 1.5)
_MOST_PAGES = 25  # of 200 messages
_TIMES_OUT = (TimeoutError, ConnectionError, HTTPException)


class PostFailed(Exception):
    """Slack did not take a message; `reason` is Slack's word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Away(PostFailed):
    """The bot may not write where it was asked."""


class Revoked(PostFailed):
    """The bot's token is not valid any more."""


class InDoubt(PostFailed):
    """Slack may have taken the message or not, and does not say."""


class Pace:
    """At most a few messages at once in a channel, then one every 1.1 seconds: Slack's limit for posting."""

    def __init__(self, burst: int = 4, seconds: float = 1.1, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._seconds, self._clock = burst, seconds, clock
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait_for(self, channel: str) -> float:
        """Take the next place in a channel; the seconds until it comes."""
        with self._lock:
            now = self._clock()
            if len(self._free) > 10_000:
                self._free = {name: at for name, at in self._free.items() if at > now}
            at = max(self._free.get(channel, 0.0), now - self._burst * self._seconds) + self._seconds
            self._free[channel] = at
            return max(0.0, at - now)


class Poster:
    """One workspace's way to Slack."""

    def __init__(self, client: WebClient, pace: Pace, *, tables: bool = True) -> None:
        self._client, self._pace, self._tables = client, pace, tables

    @property
    def client(self) -> WebClient:
        """The Web API itself."""
        return self._client

    def versions(self, message: Message) -> tuple[tuple[Block, ...], ...]:
        """The blocks to try, the best first."""
        return (message.blocks, message.simple)[not self._tables :]

    def say(
        self,
        channel: str,
        message: Message,
        thread_ts: str | None,
        mark: str,
        before: Callable[[], None] = lambda: None,
    ) -> str:
        """Post a message, once; its ts. `mark` is a block id of the message, by which it is found again.

        `before` is called when its turn has come, right before Slack is: what it raises keeps the message back.
        """

        def post(blocks: Sequence[Block]) -> SlackResponse:
            return self._client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(blocks),
                thread_ts=thread_ts,
                mrkdwn=False,
                unfurl_links=False,
                unfurl_media=False,
            )

        time.sleep(self._pace.wait_for(channel))
        before()
        try:
            return _ts(self._with_blocks(message, post))
        except InDoubt:
            time.sleep(_WAITS[0])
            return self.find(channel, thread_ts, mark) or _ts(self._with_blocks(message, post))

    def whisper(self, channel: str, user: str, message: Message, thread_ts: str | None) -> None:
        """A message in a channel that one person sees."""
        self._with_blocks(
            message,
            lambda blocks: self._client.chat_postEphemeral(
                channel=channel, user=user, text=message.text, blocks=list(blocks), thread_ts=thread_ts
            ),
        )

    def update(self, channel: str, ts: str, message: Message) -> None:
        """Put another message in the place of one of ours."""
        self._with_blocks(
            message,
            lambda blocks: self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(blocks)),
            repeatable=True,
        )

    def direct(self, user: str) -> str:
        """The channel of our direct messages with a person."""
        return str(_call(lambda: self._client.conversations_open(users=[user]), repeatable=True)["channel"]["id"])

    def has_files(self, channel: str, thread_ts: str) -> bool:
        """Whether files stand in a thread. InDoubt where Slack does not let us look."""
        try:
            found = repeat(lambda: self._client.conversations_replies(channel=channel, ts=thread_ts, limit=200))
        except PostFailed as error:
            raise InDoubt(error.reason) from error
        return any(posted.get("files") for posted in found.get("messages") or [])

    def upload(self, channel: str, thread_ts: str | None, name: str, title: str, content: bytes) -> str:
        """A file in a channel or thread; its id."""
        response = _call(
            lambda: self._client.files_upload_v2(
                channel=channel, thread_ts=thread_ts, filename=name, title=title, content=content
            )
        )
        return str(response["file"]["id"])

    def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a modal for somebody who just pressed something."""
        _call(lambda: self._client.views_open(trigger_id=trigger, view=view))

    def publish(self, user: str, view: dict[str, Any]) -> None:
        """Put a view on a person's App Home."""
        repeat(lambda: self._client.views_publish(user_id=user, view=view))

    def remove_file(self, file: str) -> None:
        """Delete a file of ours and the messages that showed it; one that is gone already is no matter."""
        try:
            shares = repeat(lambda: self._client.files_info(file=file))["file"].get("shares") or {}
            repeat(lambda: self._client.files_delete(file=file))
            for channels in shares.values():
                for channel, places in channels.items():
                    for place in places:
                        repeat(lambda c=channel, p=place: self._client.chat_delete(channel=c, ts=p["ts"]))  # type: ignore[misc]
        except PostFailed as error:
            _log.info("file not removed", file=file, reason=error.reason)

    def _with_blocks(
        self, message: Message, post: Callable[[Sequence[Block]], SlackResponse], *, repeatable: bool = False
    ) -> SlackResponse:
        """Post with all blocks; on a server that does not know some of them with the simple ones, else with none."""
        for blocks in self.versions(message):
            try:
                return _call(lambda blocks=blocks: post(blocks), repeatable=repeatable)  # type: ignore[misc]
            except PostFailed as error:
                if error.reason not in _BLOCKS:
                    raise
                _log.warning("blocks refused", reason=error.reason)
        return _call(lambda: post(()), repeatable=repeatable)

    def find(self, channel: str, thread_ts: str | None, mark: str, since: float = 0.0) -> str:
        """The ts of the message with a mark, "" where there is none. InDoubt where Slack does not let us look.

        Outside of a thread all messages `since` a time (seconds since 1970) are looked through, without one the last.
        """
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            found = self._page(channel, thread_ts, since, cursor)
            for posted in found.get("messages") or []:
                if any(str(block.get("block_id", "")).endswith(mark) for block in posted.get("blocks") or []):
                    return str(posted["ts"])
            cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "") or None
            if cursor is None or not (since or thread_ts):
                return ""
        raise InDoubt("too many messages to look through")

    def _page(self, channel: str, thread_ts: str | None, since: float, cursor: str | None) -> SlackResponse:
        if thread_ts:
            call = partial(self._client.conversations_replies, channel=channel, ts=thread_ts, limit=200, cursor=cursor)
        else:
            oldest = f"{since:.6f}" if since else None
            call = partial(self._client.conversations_history, channel=channel, limit=200, oldest=oldest, cursor=cursor)
        try:
            return _call(call, repeatable=True)
        except PostFailed as error:
            raise InDoubt(error.reason) from error


def _ts(response: SlackResponse) -> str:
    return str(response.get("ts") or "")


def repeat(call: Callable[[], Result]) -> Result:
    """Call Slack for something that does no harm twice; raises PostFailed."""
    return _call(call, repeatable=True)


def _call(call: Callable[[], Result], *, repeatable: bool = False) -> Result:
    """Call Slack; again where the first call cannot have done anything, or does no harm twice."""
    for wait in (*_WAITS, None):
        try:
            return call()
        except SlackApiError as error:
            status, reason = _status(error), _reason(error)
            may_repeat = status in _NOT_TAKEN or (repeatable and status >= 500)
            if may_repeat and wait is not None:
                time.sleep(wait)
                continue
            raise _failure(status, reason) from error
        except URLError as error:
            never_sent = isinstance(error.reason, ConnectionRefusedError | OSError) and not isinstance(
                error.reason, TimeoutError | ConnectionResetError | BrokenPipeError
            )
            if (never_sent or repeatable) and wait is not None:
                time.sleep(wait)
                continue
            raise (PostFailed if never_sent else InDoubt)("no_connection") from error
        except _TIMES_OUT as error:
            if repeatable and wait is not None:
                time.sleep(wait)
                continue
            raise InDoubt("no_answer") from error
        except SlackClientError as error:
            raise PostFailed(str(error)) from error
    raise PostFailed("no_answer")


def _failure(status: int, reason: str) -> PostFailed:
    if status in _NOT_TAKEN:
        return PostFailed(reason)
    if status >= 500 or reason in ("internal_error", "fatal_error", "service_unavailable"):
        return InDoubt(reason)
    if reason in _REVOKED:
        return Revoked(reason)
    return (Away if reason in _AWAY else PostFailed)(reason)


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 0) or 0)


def _reason(error: SlackApiError) -> str:
    data: Any = getattr(error.response, "data", error.response)
    reason = data.get("error") if isinstance(data, dict) else None
    return str(reason or f"http_{_status(error)}")
