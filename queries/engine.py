"""What an engine must do to run a compiled query, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from data.rows import QueryFailed, QueryTimeout, Rows, TooManyRows

__all__ = ["Engine", "QueryFailed", "QueryTimeout", "Rows", "TooManyRows"]


class Engine(Protocol):
    """Runs one SELECT with named parameters. `dialect` is sqlglot's name of its SQL."""

    @property
    def dialect(self) -> str: ...

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows: ...
