"""What an engine must do to run a compiled query, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from data.rows import QueryFailed, QueryStopped, QueryTimeout, Rows, TooManyRows

__all__ = ["Engine", "QueryFailed", "QueryStopped", "QueryTimeout", "Rows", "TooManyRows", "is_live"]


class Engine(Protocol):
    """Runs one SELECT with named parameters. `dialect` is sqlglot's name of its SQL."""

    @property
    def dialect(self) -> str: ...

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows: ...


def is_live(engine: Engine) -> bool:
    """Whether rows may change while a version lasts, so that nothing found out about them may be relied on."""
    return bool(getattr(engine, "live", False))
