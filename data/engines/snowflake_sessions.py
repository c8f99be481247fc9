"""The Snowflake session that all threads share: opened anew where it is gone, let go when nothing runs in it."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from snowflake.connector.errors import Error

from data.faults import StoreError
from data.rows import QueryFailed

LOST = "The connection to Snowflake was lost; ask again in a moment."


@dataclass(eq=False, slots=True)
class Session:
    """A connection; `calendar` tells whether it has the calendar table, None before it was tried."""

    connection: Any
    calendar: bool | None = None
    making_calendar: threading.Lock = field(default_factory=threading.Lock)


class Sessions:
    """One session at a time; `open_it` makes it. A statement that comes after `close` has one for itself."""

    def __init__(self, open_it: Callable[[], Session]) -> None:
        self._open_it = open_it
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._users, self._closed = 0, False
        self._session: Session | None = open_it()
        atexit.register(self._let_go, True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While this lasts the session is not let go."""
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
            self._let_go()

    @property
    def busy(self) -> bool:
        return self._users > 0

    def get(self, gone: Session | None = None) -> Session:
        """The session; another one where it is the one that is `gone`. Raises QueryFailed where there is none."""
        with self._opening:
            if self._session is None or self._session is gone:
                try:
                    self._session = self._open_it()
                except StoreError as error:
                    raise QueryFailed(LOST) from error
            return self._session

    def close(self) -> None:
        """Let the session go; statements on their way finish."""
        self._closed = True
        self._let_go()

    def _let_go(self, even_in_use: bool = False) -> None:
        with self._lock:
            leaving = self._session
            if leaving is None or not (even_in_use or (self._closed and not self._users)):
                return
            self._session = None
        atexit.unregister(self._let_go)
        with suppress(Error, OSError):
            leaving.connection.close(retry=False)
