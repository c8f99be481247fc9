"""A Socket Mode connection between the bot and local-slack: read on its way, added to, cut off."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

from tests.slack.frames import CLOSE, Ended, Frame, FrameReader, text_frame

Json = dict[str, Any]


class Relay:
    """Both directions of one connection. `change` rewrites what comes from Slack, `heard` gets what the bot says."""

    def __init__(
        self,
        bot: socket.socket,
        slack: socket.socket,
        rest: bytes,
        change: Callable[[Json], list[Json]],
        heard: Callable[[Json], None],
    ) -> None:
        self._bot, self._slack, self._rest = bot, slack, rest
        self._change, self._heard = change, heard
        self._lock = threading.Lock()
        self.open = True

    def run(self) -> None:
        """Carry frames until one side is gone."""
        up = threading.Thread(target=self._from_bot, daemon=True)
        up.start()
        try:
            reader = FrameReader(self._slack, self._rest)
            while True:
                frame = reader.read()
                for told in self._told(frame):
                    self._send(told)
        except (Ended, OSError):
            pass
        finally:
            self.cut()
            up.join(5)

    def say(self, envelope: Json) -> None:
        """Send the bot an envelope of our own."""
        self._send(text_frame(json.dumps(envelope)))

    def cut(self) -> None:
        """Both ends lose the connection without a word."""
        self.open = False
        for end in (self._bot, self._slack):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _told(self, frame: Frame) -> list[Frame]:
        if not frame.is_text:
            return [frame]
        return [text_frame(json.dumps(envelope)) for envelope in self._change(json.loads(frame.payload))]

    def _send(self, frame: Frame) -> None:
        with self._lock:
            self._bot.sendall(frame.packed(masked=False))

    def _from_bot(self) -> None:
        try:
            reader = FrameReader(self._bot)
            while True:
                frame = reader.read()
                if frame.is_text:
                    self._heard(json.loads(frame.payload))
                self._slack.sendall(frame.packed(masked=True))
                if frame.first & 0x0F == CLOSE:
                    break
        except (Ended, OSError):
            pass
        finally:
            self.cut()
