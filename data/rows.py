"""What an engine gives back: rows, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rows:
    """Column names and the rows under them."""

    names: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class QueryFailed(Exception):
    """The engine could not run a statement."""


class QueryTimeout(QueryFailed):
    """The statement took longer than it may."""


class QueryStopped(QueryFailed):
    """The statement was stopped from outside."""


class QueryRefused(QueryFailed):
    """The statement is not one single SELECT."""


class TooManyRows(QueryFailed):
    """The statement gave more rows than may be fetched; a part of them would be a wrong answer."""


class RollupsOutdated(QueryFailed):
    """The statement reads a rollup of rows that have changed since; nothing was read."""
