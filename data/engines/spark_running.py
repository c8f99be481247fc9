"""A statement of Spark on its way: its time is limited and it can be stopped, whatever the server does meanwhile."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from grpc import RpcError
from pyspark.errors import PySparkException

from data.rows import QueryStopped, QueryTimeout

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

Error = (PySparkException, RpcError)
_AGAIN = 1.0
_PATIENCE = 15.0
T = TypeVar("T")


class Work(Generic[T]):
    """Something done in a thread of its own, as nothing else can limit what a client waits for."""

    def __init__(self, do: Callable[[], T], woken: threading.Event | None = None) -> None:
        self._do, self._woken = do, woken
        self._made: list[T] = []
        self._error: BaseException | None = None
        self.done = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def result(self) -> T:
        """What came out, once it is done."""
        if self._error is not None:
            raise self._error
        return self._made[0]

    def _run(self) -> None:
        try:
            self._made.append(self._do())
        except BaseException as error:  # whoever waits raises it
            self._error = error
        finally:
            self.done.set()
            if self._woken is not None:
                self._woken.set()


class Statement:
    """One statement of a session, which ends within the time it may take, when it is stopped, or by itself."""

    def __init__(self, session: SparkSession, fetch: Callable[[], pa.Table]) -> None:
        self._session, self._fetch = session, fetch
        self._tag = f"kpibot-{uuid.uuid4().hex}"
        self._woken = threading.Event()
        self._stopped = False

    def stop(self) -> None:
        """Have it end with QueryStopped."""
        self._stopped = True
        self._woken.set()

    def rows(self, seconds: float) -> pa.Table:
        """Its rows. A server that does not end it when told to is not waited for; it is told on until it has."""
        work = Work(self._tagged, self._woken)
        self._woken.wait(seconds)
        if work.done.is_set():
            return work.result()
        threading.Thread(target=self._interrupt, args=[work], daemon=True).start()
        if work.done.wait(_PATIENCE):
            with suppress(*Error):
                return work.result()
        raise self._ended(seconds)

    def _ended(self, seconds: float) -> QueryStopped | QueryTimeout:
        if self._stopped:
            return QueryStopped("The question was stopped.")
        return QueryTimeout(f"The question took longer than {seconds:g} seconds.")

    def _interrupt(self, work: Work[pa.Table]) -> None:
        """Again and again: a statement that is not running yet when it is interrupted runs on."""
        while not work.done.is_set():
            with suppress(*Error):
                self._session.interruptTag(self._tag)
            work.done.wait(_AGAIN)

    def _tagged(self) -> pa.Table:
        self._session.addTag(self._tag)  # of this thread alone
        return self._fetch()
