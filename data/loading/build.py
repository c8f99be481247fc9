"""Builds the tables of a workspace from its sources, the next version of its data; what each load did is reported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from data import versions
from data.calendar_table import WeekStart, build_calendar
from data.faults import StoreMissing
from data.loading.increment import BEFORE, WIDER, Merged, columns_of, copy_before, cutoff_of, merge, rows_before
from data.loading.named import dated
from data.loading.read import Progress, read_into
from data.loading.report import TableReport
from data.loading.resolve import resolve
from data.loading.source import Source, SourceError
from data.loading.staged import column, drop, identifier, select, table
from data.sources import SourceSetting

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
# A source of which more cannot be read is not the one that was meant.
_MOST_REFUSED = 0.1


@dataclass(frozen=True, slots=True)
class Loaded:
    """One table as it was loaded: the reports of its sources, and `kept` rows of before where it was added to."""

    name: str
    rows: int
    reports: tuple[TableReport, ...]
    kept: int | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The table as people read it."""
        added = f", {self.kept:,} of them from before" if self.kept is not None else ""
        head = f"{self.name}: {self.rows:,} rows{added}"
        return (head, *(f"  {line}" for report in self.reports for line in report.lines))


@dataclass(slots=True)
class Building:
    """What a load reads, and what became of it. `environment` holds the addresses of servers.

    `finish` adds what rests on the loaded tables; it is given the name under which the version before is attached, None
    where there is none or everything is read anew. Sources in `optional` that cannot be read are left out, unless
    there is no other; `unread` has why.
    """

    folder: Path
    database: Path
    settings: tuple[SourceSetting, ...]
    environment: Mapping[str, str]
    week_start: WeekStart = "monday"
    fiscal_first_month: int = 1
    today: date = date(2000, 1, 1)
    full: bool = False
    only: tuple[str, ...] = ()
    memory_mb: int = 0
    progress: Progress | None = None
    finish: Callable[[duckdb.DuckDBPyConnection, str | None], None] | None = None
    optional: frozenset[str] = frozenset()
    loaded: list[Loaded] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)

    def build(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill an empty database. Raises SourceError with a sentence."""
        spare = self.database / f"building-{os.getpid()}.parts"
        spare.mkdir(exist_ok=True)
        if self.memory_mb:
            connection.execute("SET memory_limit = ?", [f"{self.memory_mb}MB"])
        connection.execute("SET temp_directory = ?", [str(spare)])
        before = self._attach_before(connection)
        for number, setting in enumerate(self.settings):
            share = number / len(self.settings)
            if before and self.only and setting.name not in self.only and columns_of(connection, setting.name, BEFORE):
                copy_before(connection, setting.name)
                rows = _rows(connection, setting.name)
                self.loaded.append(Loaded(setting.name, rows, (), kept=rows))
                continue
            try:
                self.loaded.append(self._load(connection, setting, spare, share, before))
            except SourceError as error:
                if setting.name not in self.optional:
                    raise
                connection.execute(drop(setting.name))
                self.unread[setting.name] = str(error.__cause__ or error)
        if not self.loaded and self.unread:
            raise SourceError("; ".join(list(self.unread.values())[:5]))
        if before:
            self._hold_against_before(connection)
        if self.finish is not None:
            self.finish(connection, BEFORE if before and not self.full else None)
        if before:
            connection.execute(f"DETACH {BEFORE}")
        build_calendar(connection, *_days(connection, self.today), self.week_start, self.fiscal_first_month)

    def report(self) -> str:
        """The report kept beside the version."""
        tables = [asdict(t) for t in self.loaded]
        return json.dumps(
            {"loaded": datetime.now(UTC).isoformat(timespec="seconds"), "tables": tables}, ensure_ascii=False
        )

    def _attach_before(self, connection: duckdb.DuckDBPyConnection) -> bool:
        try:
            path = versions.current(self.database)
        except StoreMissing:
            return False
        if not path.is_file():
            return False
        try:
            connection.execute(f"ATTACH {exp.Literal.string(str(path)).sql('duckdb')} AS {BEFORE} (READ_ONLY)")
        except duckdb.Error:
            return False  # a damaged version is no reason not to build a sound one
        return True

    def _load(
        self, connection: duckdb.DuckDBPyConnection, setting: SourceSetting, spare: Path, share: float, before: bool
    ) -> Loaded:
        cutoff = cutoff_of(connection, setting) if before and setting.time and not self.full else None
        sources = resolve(setting, self.folder, self.environment)
        if cutoff is not None and setting.unpivot is None:  # the rows of a crosstab have no time before it is turned
            sources = tuple(replace(s, since=cutoff.isoformat(sep=" "), since_column=setting.time) for s in sources)

        def tell(step: str, part: float, at: float = 0.0) -> None:
            if self.progress is not None:
                self.progress(f"reading {step}", share + (at + part / len(sources)) / len(self.settings))

        texts = _texts(columns_of(connection, setting.name, BEFORE)) if cutoff is not None else frozenset()
        while True:
            try:
                reports = self._read(connection, setting, sources, spare, tell, texts)
                break
            except _Differ as error:
                connection.execute(drop(setting.name))
                texts = texts | error.columns
            except SourceError as error:
                raise error if setting.place in str(error) else _placed(setting, error) from error
        if setting.time and cutoff is None and setting.time not in columns_of(connection, setting.name):
            known = ", ".join(columns_of(connection, setting.name))
            raise SourceError(
                f"{setting.place}: source {setting.name!r} has no column {setting.time!r}; it has {known}"
            )
        merged: Merged | None = merge(connection, setting, cutoff) if cutoff is not None else None
        return Loaded(setting.name, _rows(connection, setting.name), reports, kept=merged.kept if merged else None)

    def _read(
        self,
        connection: duckdb.DuckDBPyConnection,
        setting: SourceSetting,
        sources: tuple[Source, ...],
        spare: Path,
        tell: Callable[[str, float, float], None],
        texts: frozenset[str],
    ) -> tuple[TableReport, ...]:
        """Read one source, or several whose rows follow each other by the names of their columns."""
        reports: list[TableReport] = []
        unpivot, period = setting.unpivot, setting.period
        for number, source in enumerate(sources):
            part = setting.name if number == 0 else f"kpibot_part_{number}"

            def step(name: str, share: float, at: float = number / len(sources)) -> None:
                tell(name, share, at)

            report = read_into(
                connection, source, part, spare=spare, progress=step, texts=texts, unpivot=unpivot, dates=setting.dates
            )
            report = dated(connection, source, report, period)
            if number == 0:
                # What the first of several files was taken for, the others are.
                unpivot, period = report.unpivot, report.period
            if report.refused_rows > _MOST_REFUSED * report.rows_found:
                first = report.refused[0]
                raise SourceError(
                    f"{report.refused_rows:,} of {report.rows_found:,} rows of {report.source} cannot be read; "
                    f"line {first.line}: {first.reason}"
                )
            reports.append(replace(report, table=setting.name))
            if number:
                _append(connection, setting, part, source)
        return tuple(reports)

    def _hold_against_before(self, connection: duckdb.DuckDBPyConnection) -> None:
        """A table that had rows and comes without any is an export that failed, not news."""
        for loaded in self.loaded:
            if not loaded.rows and columns_of(connection, loaded.name, BEFORE):
                old = rows_before(connection, loaded.name)
                if old:
                    raise SourceError(f"source {loaded.name!r} has no row any more, where the data has {old:,} of it")


class _Differ(Exception):
    """Columns that hold one type in one file and another in the next: they are text in all of them."""

    def __init__(self, columns: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(columns)))
        self.columns = columns


def _placed(setting: SourceSetting, error: SourceError) -> SourceError:
    return SourceError(f"{setting.place}: source {setting.name!r}: {error}")


def _texts(columns: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, kind in columns.items() if kind == "VARCHAR")


def _append(connection: duckdb.DuckDBPyConnection, setting: SourceSetting, part: str, source: Source) -> None:
    """Add the rows of a further file, whose columns must be those of the first; a type that differs becomes text."""
    first, more = columns_of(connection, setting.name), columns_of(connection, part)
    if set(first) != set(more):
        odd = ", ".join(sorted(set(first) ^ set(more)))
        raise SourceError(f"{setting.place}: {source.label} has other columns than the files before it: {odd}")
    differ: set[str] = set()
    for name, kind in first.items():
        other = more[name]
        if kind == other or _empty(connection, part, name):
            continue
        into = other if _empty(connection, setting.name, name) else WIDER.get(frozenset((kind, other)))
        if into is None:
            differ.add(name)
        elif into != kind:
            altered = (
                f"ALTER TABLE {table(setting.name).sql('duckdb')} ALTER {identifier(name).sql('duckdb')} TYPE {into}"
            )
            connection.execute(altered)
    if differ:
        connection.execute(drop(part))
        raise _Differ(frozenset(differ))
    insert = exp.Insert(this=table(setting.name), expression=select([exp.Star()], table(part)), by_name=True)
    connection.execute(insert.sql("duckdb"))
    connection.execute(drop(part))


def _empty(connection: duckdb.DuckDBPyConnection, part: str, name: str) -> bool:
    query = select([exp.Count(this=column(name))], table(part))
    return not connection.execute(query.sql("duckdb")).fetchall()[0][0]


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    query = select([exp.Count(this=exp.Star())], table(name))
    return int(connection.execute(query.sql("duckdb")).fetchall()[0][0])


def _days(connection: duckdb.DuckDBPyConnection, today: date) -> tuple[date, date]:
    """The days of the calendar: all that the data holds and today, with two years to each side."""
    rows = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = current_database() AND data_type IN ('DATE', 'TIMESTAMP') AND NOT internal"
    ).fetchall()
    first = last = today
    for name, day in rows:
        value = exp.cast(column(day), "DATE")
        within = exp.Between(this=value, low=_day(_FIRST), high=_day(_LAST))
        query = select([exp.Min(this=value.copy()), exp.Max(this=value.copy())], table(name)).where(within)
        low, high = connection.execute(query.sql("duckdb")).fetchall()[0]
        if low is not None:
            first, last = min(first, low), max(last, high)
    return date(max(first.year - 2, _FIRST.year), 1, 1), date(min(last.year + 2, _LAST.year), 12, 31)


def _day(day: date) -> exp.Cast:
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def read_report(path: Path) -> tuple[datetime, tuple[Loaded, ...]] | None:
    """The report kept beside a version; None where there is none."""
    try:
        values: dict[str, Any] = json.loads(versions.report_of(path).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    tables = tuple(
        Loaded(t["name"], t["rows"], tuple(TableReport.from_json(r) for r in t["reports"]), t["kept"])
        for t in values["tables"]
    )
    return datetime.fromisoformat(values["loaded"]), tables
