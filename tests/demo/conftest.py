"""The demo company of one day in 2026, built once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pytest

from data.demo.build import Truth, build_demo

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Demo:
    connection: duckdb.DuckDBPyConnection
    truth: Truth

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def value(self, sql: str) -> Any:
        ((only,),) = self.rows(sql)
        return only

    def facts(self, story: str) -> dict[str, Any]:
        return dict(self.truth.story(story).facts)


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    connection = duckdb.connect(":memory:")
    yield Demo(connection, build_demo(connection, today=TODAY))
    connection.close()
