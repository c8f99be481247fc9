"""The session that all threads share: opened anew where it is gone, let go when nothing runs in it any more."""

from __future__ import annotations

import atexit
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from data.faults import StoreError
from data.rows import QueryFailed

S = TypeVar("S")


class Sessions(ABC, Generic[S]):
    """One session at a time; `open_it` makes it. A statement that comes after `close` has one for itself.

    `lost` is said where there is none to be had.
    """

    lost: str

    def __init__(self, open_it: Callable[[], S]) -> None:
        self._open_it = open_it
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._users, self._closed = 0, False
        self._session: S | None = open_it()
        atexit.register(self._let_go, True)  # a session that is still there may keep Python from ending

    @abstractmethod
    def end(self, session: S) -> None:
        """Let a session go that nothing runs in; raises nothing."""

    def forget(self, gone: S) -> None:
        """A session that the server has lost and that another one took the place of."""

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
        """Whether statements run."""
        return self._users > 0

    def get(self, gone: S | None = None) -> S:
        """The session; another one where it is the one that is `gone`. Raises QueryFailed where there is none."""
        with self._opening:
            if self._session is None or self._session is gone:
                try:
                    self._session = self._open_it()
                except StoreError as error:
                    raise QueryFailed(self.lost) from error
                if gone is not None:
                    self.forget(gone)
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
        self.end(leaving)
