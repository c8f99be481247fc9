"""What a delivery puts into Slack, and the ways in which it cannot be sent (now)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.slack.message import Message
from bot.state import Said
from charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message and the pictures that follow in its thread.

    `channel` is where it goes. `message` must carry `mark` at the end of a block id: by it the message is found again
    where Slack did not say whether it took it. `said` is what is remembered of it, its place left open, so that the
    thread goes on from it. `pictures` are titles with what draws them.
    """

    channel: str
    message: Message
    mark: str
    said: Said
    pictures: tuple[tuple[str, Callable[[], Chart]], ...] = ()


class Wait(Exception):
    """It cannot be sent yet: to be tried again in so many seconds."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.reason, self.seconds = reason, seconds


class Skip(Exception):
    """It is not to be sent, and that is no fault."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Impossible(Exception):
    """It cannot be sent. `told` is the sentence for the owner, in their language; "" where they cannot be told.

    `pause`: nor can the next one be, until somebody does something.
    """

    def __init__(self, reason: str, told: str = "", *, pause: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.told, self.pause = reason, told, pause
