"""A statement that runs beside the test, which stops it or breaks something meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import pytest

from data.rows import QueryStopped
from queries.engine import Engine

ENDLESS = "SELECT max(a.id * b.id % 7) FROM range(20000000) a CROSS JOIN range(20000) b"


class Later:
    """Runs at once; `rows` waits for it, and raises what it raised."""

    def __init__(self, engine: Engine, sql: str, values: Mapping[str, object] | None = None) -> None:
        self._engine, self._sql, self._values = engine, sql, values or {}
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
            self._found.append(self._engine.run(self._sql, self._values).rows)
        except Exception as error:
            self._error = error


def check_stopping(engine: Any, endless: str) -> None:
    """What runs can be stopped, and the engine answers after it."""
    later = Later(engine, endless)
    while later.running:
        engine.cancel()
        time.sleep(0.05)
    with pytest.raises(QueryStopped) as stopped:
        later.rows()
    assert type(stopped.value) is QueryStopped
    assert engine.run("SELECT 1 AS one").rows == [(1,)]


def check_many_at_once(engine: Engine, sql: str) -> None:
    """Each of many threads gets the row of its own `n`, which `sql` gives first."""
    asked = {n: Later(engine, sql, {"n": n}) for n in range(12)}
    assert {n: later.rows()[0][0] for n, later in asked.items()} == {n: n for n in range(12)}
