"""The Spark session that all threads share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from data.engines.sessions import Sessions
from data.engines.spark_faults import LOST
from data.engines.spark_running import Error, Work

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LEAVING = 10.0  # seconds that a server may take to let a session go


class SparkSessions(Sessions["SparkSession"]):
    """Each is a client of the server."""

    lost = LOST

    def end(self, session: SparkSession) -> None:
        for leave in (session.stop, session.client.close):
            work = Work(leave)
            if work.done.wait(_LEAVING):
                with suppress(*Error):
                    work.result()
                return

    def forget(self, gone: SparkSession) -> None:
        Work(gone.client.close)  # not stop: that would take the new one for the one to forget
