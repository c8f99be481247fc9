"""What an engine must do to run a compiled query, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from data.rows import QueryFailed, QueryStopped, QueryTimeout, RollupsOutdated, Rows, TooManyRows

__all__ = [
    "Engine",
    "QueryFailed",
    "QueryStopped",
    "QueryTimeout",
    "RollupsOutdated",
    "Rows",
    "TooManyRows",
    "Watch",
    "is_live",
    "watch_of",
]


class Engine(Protocol):
    """Runs one SELECT with named parameters. `dialect` is sqlglot's name of its SQL."""

    @property
    def dialect(self) -> str: ...

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows: ...


def is_live(engine: Engine) -> bool:
    """Whether rows may change while a version lasts, so that nothing found out about them may be relied on."""
    return bool(getattr(engine, "live", False))


class Watch(Protocol):
    """An engine whose rows change and that knows of its rollups whether they still hold.

    `run` raises RollupsOutdated rather than read one that does not hold in the statement's own snapshot. `outdated` are
    those that it has found so, each with why; days are those of `timezone`. `schema` is where their tables lie, "" if
    they are found by their names alone.
    """

    @property
    def schema(self) -> str: ...

    @property
    def timezone(self) -> str: ...

    @property
    def outdated(self) -> Mapping[str, str]: ...

    def rollups(self) -> list[tuple[str, int, str, str | None]]:
        """Each rollup: its name, rows, definition, and why it does not hold now, if it does not."""


def watch_of(engine: Engine) -> Watch | None:
    """The engine as one that keeps rollups of changing rows; None where it is none."""
    return cast("Watch", engine) if hasattr(engine, "outdated") else None
