"""The Snowflake session that all threads share."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from snowflake.connector.errors import Error

from data.engines.sessions import Sessions
from data.engines.snowflake_faults import LOST


@dataclass(eq=False, slots=True)
class Session:
    """A connection; `calendar` tells whether it has the calendar table, None before it was tried."""

    connection: Any
    calendar: bool | None = None
    making_calendar: threading.Lock = field(default_factory=threading.Lock)


class SnowflakeSessions(Sessions[Session]):
    """Each is a connection of its own."""

    lost = LOST

    def end(self, session: Session) -> None:
        with suppress(Error, OSError):
            session.connection.close(retry=False)
