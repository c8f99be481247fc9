"""Faults that Slack can have: which call, how often, and what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Args = Mapping[str, Any]


@dataclass
class Fault:
    """What the next `times` calls of a method meet instead of Slack, or before it.

    `method` is a Web API method, "upload" (the bytes of a file) or "response_url". A connection that is cut was not
    heard at all ("before"), or did its work and lost the answer ("after").
    """

    method: str
    times: int = 1
    status: int = 200
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    cut: Literal["", "before", "after"] = ""
    when: Callable[[Args], bool] = lambda args: True


def rate_limited(method: str, *, after: int = 1, times: int = 1) -> Fault:
    """429 with Retry-After in seconds."""
    return Fault(method, times, 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(after)})


def broken(method: str, *, status: int = 500, times: int = 1) -> Fault:
    """A server error."""
    return Fault(method, times, status, {"ok": False, "error": "internal_error"})


def refused(method: str, error: str, *, times: int = 1, when: Callable[[Args], bool] = lambda args: True) -> Fault:
    """Slack's own error code, such as invalid_blocks, token_revoked or not_in_channel."""
    return Fault(method, times, 200, {"ok": False, "error": error}, when=when)


def slow(method: str, seconds: float, *, times: int = 1) -> Fault:
    """An answer that comes late."""
    return Fault(method, times, seconds=seconds)


def cut(method: str, *, after: bool, times: int = 1) -> Fault:
    """A connection that is reset: before Slack heard the call, or after it did what was asked."""
    return Fault(method, times, cut="after" if after else "before")


class FaultBook:
    """The faults to come."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, *faults: Fault) -> None:
        """More faults."""
        with self._lock:
            self._faults.extend(faults)

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def take(self, method: str, args: Args) -> Fault | None:
        """The fault that meets a call, used up by one."""
        with self._lock:
            for fault in self._faults:
                if fault.method == method and fault.times > 0 and fault.when(args):
                    fault.times -= 1
                    return fault
        return None
