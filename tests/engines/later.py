"""A statement that runs beside the test, which stops it or breaks something meanwhile."""

from __future__ import annotations

import threading
from typing import Any

from queries.engine import Engine

ENDLESS = "SELECT max(a.id * b.id % 7) FROM range(20000000) a CROSS JOIN range(20000) b"


class Later:
    """Runs at once; `rows` waits for it, and raises what it raised."""

    def __init__(self, engine: Engine, sql: str) -> None:
        self._engine, self._sql = engine, sql
        self._found: list[list[tuple[Any, ...]]] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def rows(self) -> list[tuple[Any, ...]]:
        self._thread.join(120)
        assert not self.running
        if self._error is not None:
            raise self._error
        return self._found[0]

    def _run(self) -> None:
        try:
            self._found.append(self._engine.run(self._sql, {}).rows)
        except Exception as error:
            self._error = error
