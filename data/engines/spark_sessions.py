"""The Spark session that all threads share: opened anew where it is gone, let go when nothing runs in it any more."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from data.engines.spark_faults import LOST
from data.engines.spark_running import Error, Work
from data.faults import StoreError
from data.rows import QueryFailed

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LEAVING = 10.0  # seconds that a server may take to let a session go


class Sessions:
    """One session at a time; `open_it` makes it. A statement that comes after `close` has one for itself."""

    def __init__(self, open_it: Callable[[], SparkSession]) -> None:
        self._open_it = open_it
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._users, self._closed = 0, False
        self._session: SparkSession | None = open_it()
        atexit.register(self._let_go, True)  # a session that is still there keeps Python from ending

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

    def get(self, gone: SparkSession | None = None) -> SparkSession:
        """The session; another one where it is the one that is `gone`. Raises QueryFailed where there is none."""
        with self._opening:
            if self._session is None or self._session is gone:
                try:
                    self._session = self._open_it()
                except StoreError as error:
                    raise QueryFailed(LOST) from error
                if gone is not None:
                    Work(gone.client.close)  # not stop: that would take the new one for the one to forget
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
        for leave in (leaving.stop, leaving.client.close):
            work = Work(leave)
            if work.done.wait(_LEAVING):
                with suppress(*Error):
                    work.result()
                return
