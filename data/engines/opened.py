"""An open database, as whoever opens a company sees it: DuckDB's file or a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from data.calendar_table import WeekStart
from data.rows import Rows


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Where the company's weeks and fiscal years begin, for the calendar table."""

    week_start: WeekStart = "monday"
    fiscal_year_start: int = 1


class Opened(Protocol):
    """Runs one SELECT at a time for each thread. `live` where rows may change while a version lasts."""

    @property
    def dialect(self) -> str: ...

    @property
    def live(self) -> bool: ...

    @property
    def version(self) -> str: ...

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows: ...

    def cancel(self) -> None:
        """Stop every statement that runs; each ends with QueryStopped."""

    def refresh(self) -> bool:
        """Whether there is newer data than what answers know of; DuckDB's file moves to it."""

    def close(self) -> None: ...
