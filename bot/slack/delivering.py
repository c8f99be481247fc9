"""Where an answer is put: a thread, a direct message, one person's eyes, or the place of an earlier answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.slack.asked import Asked
from bot.slack.message import Message, notice
from bot.slack.poster import Away, InDoubt, Poster, PostFailed
from bot.words.slack import language_of_text, say

_log = structlog.get_logger(__name__)
_PATIENCE = 0.35  # seconds before a status is shown; most answers are there by then


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message of ours stands; `ts` is empty where Slack does not tell (only one person sees it)."""

    channel: str
    ts: str
    thread_ts: str | None
    private: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """The way back to who asked. `replaces` is the message whose place the answer takes."""

    poster: Poster
    asked: Asked
    replaces: Posted | None = None

    def post(self, message: Message, mark: str, *, private: bool) -> Posted:
        """Post where it belongs; where the bot may not write, in direct messages."""
        asked = self.asked
        if self.replaces is not None and self.replaces.ts and not private:
            self.poster.update(self.replaces.channel, self.replaces.ts, message)
            return self.replaces
        try:
            if private and not asked.direct:
                return self._to_one(message)
            ts = self.poster.say(asked.channel, message, asked.thread_ts, mark)
            return Posted(asked.channel, ts, asked.thread_ts, private=False)
        except Away as away:
            _log.warning("may not write there", channel=asked.channel, reason=away.reason)
            return self._aside(message, mark)
        except InDoubt as doubt:
            _log.error("in doubt whether it was posted", channel=asked.channel, reason=doubt.reason)
            self._doubt()
            raise

    def file_place(self, posted: Posted) -> tuple[str, str | None]:
        """The channel and thread of files that go with a message; what one person sees has them in direct messages."""
        if posted.private:
            return self.poster.direct(self.asked.user), None
        return posted.channel, posted.thread_ts or (None if self.asked.direct else posted.ts or None)

    def beside(self, posted: Posted, message: Message) -> None:
        """A word about a message, beside it."""
        if posted.private:
            self._to_one(message, again=False)
            return
        thread = posted.thread_ts or (None if self.asked.direct else posted.ts or None)
        self.poster.say(posted.channel, message, thread, "")

    def respond(self, message: Message, *, replace_original: bool = False) -> bool:
        """Answer by the address that came with a command or a press; whether that worked."""
        if not self.asked.response_url:
            return False
        for blocks in (*self.poster.versions(message), ()):
            try:
                response = WebhookClient(self.asked.response_url, timeout=10).send(
                    text=message.text,
                    blocks=list(blocks),
                    response_type="ephemeral",
                    replace_original=replace_original,
                )
            except (SlackClientError, OSError) as error:
                _log.warning("response_url failed", reason=str(error))
                return False
            if response.status_code == 200:
                return True
            _log.warning("response_url refused", status=response.status_code, body=response.body[:200])
        return False

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Say that somebody is at it, where it takes long enough to wonder."""
        asked = self.asked
        if asked.private or not (asked.thread_ts or asked.ts):
            yield
            return
        timer = threading.Timer(_PATIENCE, self._status, (text,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _status(self, text: str) -> None:
        try:
            self.poster.client.assistant_threads_setStatus(
                channel_id=self.asked.channel, thread_ts=self.asked.thread_ts or self.asked.ts, status=text
            )
        except (SlackClientError, OSError) as error:
            _log.debug("no status shown", reason=str(error))

    def _to_one(self, message: Message, *, again: bool | None = None) -> Posted:
        asked = self.asked
        again = self.replaces is not None if again is None else again
        if self.respond(message, replace_original=again):
            return Posted(asked.channel, "", asked.thread_ts, private=True)
        self.poster.whisper(asked.channel, asked.user, message, asked.thread_ts)
        return Posted(asked.channel, "", asked.thread_ts, private=True)

    def _aside(self, message: Message, mark: str) -> Posted:
        """In direct messages, with why."""
        asked = self.asked
        channel = self.poster.direct(asked.user)
        why = notice(say(language_of_text(asked.text), "not_here", question=asked.text))
        whole = replace(
            message,
            blocks=(*why.blocks, *message.blocks)[:50],
            simple=(*why.blocks, *message.simple)[:50],
        )
        return Posted(channel, self.poster.say(channel, whole, None, mark), None, private=False)

    def _doubt(self) -> None:
        asked = self.asked
        text = notice(say(language_of_text(asked.text), "doubt"))
        try:
            self.poster.whisper(asked.channel, asked.user, text, asked.thread_ts)
        except PostFailed as error:
            _log.error("not told", reason=error.reason)
