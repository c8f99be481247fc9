"""Founds a workspace: reads the sources, looks at the rows, guesses the catalogue, checks it, publishes, writes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from bot.founding.blocks import Key
from bot.founding.engine import OnConnection
from bot.founding.files import Standing, standing_in, write_down
from bot.founding.keep import Kept, keep
from bot.founding.settings import settings_text
from bot.founding.settle import settle, texts_of
from bot.founding.sources import ADDRESS, add_lines, as_turned, settings_of, with_new
from data.calendar_table import build_calendar
from data.loading import Column, Found, TableReport
from data.loading.build import Building
from data.profiling.profile import Survey
from data.profiling.survey import survey
from data.publish import publish
from data.sources import SourceSetting
from data.workspace import read_workspace
from queries.catalogue.model import Catalogue
from queries.check import check
from queries.guessing.draft import SECTIONS, Draft
from queries.guessing.fields import currency_of
from queries.guessing.foreign import in_english
from queries.guessing.guess import guess
from queries.guessing.multiples import Told, told_by
from queries.guessing.yaml_text import entry_text
from queries.rollups.build import build_rollups

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said, or None: the company's name, its currency; and the day."""

    name: str | None
    currency: str | None
    today: date


@dataclass(slots=True)
class Founded:
    """What came of it. `unread` are the sources and files that hold data and could not be read, with the reason."""

    catalogue: Catalogue
    draft: Draft
    kept: Kept
    taken: list[tuple[Key, str]]
    read: list[TableReport]
    passed_over: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]
    settings: str
    again: bool


def found(folder: Path, sources: Found, wanted: Wanted, progress: Progress) -> Founded:
    """Build and publish the data of `folder` and write its kpibot.yaml and catalogue.

    Raises SourceError, StoreError, CatalogueError (in what was written by hand); then nothing is changed.
    """
    standing = standing_in(folder)
    old = read_workspace(folder).sources if standing.settings is not None else ()
    new = with_new(old, settings_of(sources.sources, folder))
    dsn = next((source.dsn for source in sources.sources if source.dsn), None)
    building = Building(
        folder=folder,
        database=folder / "data",
        settings=(*old, *new),
        environment={**os.environ, **({ADDRESS: dsn} if dsn else {})},
        today=wanted.today,
        progress=lambda step, part: progress(step, part * 0.6),
        optional=frozenset(one.name for one in new),
    )
    made: list[Founded] = []

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        building.build(connection)
        reports = [report for loaded in building.loaded for report in loaded.reports]
        left_out = tuple((one.file or one.name, why) for one in new if (why := building.unread.get(one.name)))
        readable = tuple(one for one in new if one.name not in building.unread)
        founded = _made(connection, reports, sources, standing, wanted, readable, progress)
        founded.passed_over = (*founded.passed_over, *left_out)
        founded.unread = (*founded.unread, *left_out)
        calendar = founded.catalogue.calendar
        if (calendar.week_start, calendar.fiscal_year_start) != (building.week_start, building.fiscal_first_month):
            building.week_start, building.fiscal_first_month = calendar.week_start, calendar.fiscal_year_start
            first, last = connection.execute("SELECT min(day), max(day) FROM kpibot_calendar").fetchall()[0]
            build_calendar(connection, first, last, building.week_start, building.fiscal_first_month)
        progress("summing up", 0.97)
        build_rollups(connection, founded.catalogue)
        made.append(founded)

    publish(folder / "data", build, report=building.report)
    result = made[0]
    texts = texts_of(result.kept.entries, standing.others)
    write_down(folder, texts, result.settings, _fresh_texts(result.draft))
    return result


def _made(
    connection: duckdb.DuckDBPyConnection,
    reports: list[TableReport],
    sources: Found,
    standing: Standing,
    wanted: Wanted,
    new: tuple[SourceSetting, ...],
    progress: Progress,
) -> Founded:
    names = {report.table: report.source for report in reports}
    headings: dict[str, dict[str, str]] = {}
    for report in reversed(reports):
        headings[report.table] = _told_apart(report.columns)
    told = {table: {name: told_by(text) for name, text in some.items()} for table, some in headings.items()}
    headings = {table: {name: one.bare for name, one in some.items()} for table, some in told.items()}
    english = in_english(headings, names)
    looked = survey(
        connection,
        names,
        english.columns,
        lambda step, part: progress(step, 0.6 + part * 0.3),
        headings,
        english.tables,
    )
    looked = _multiplied(looked, told)
    units = {(table, name): one.currency for table, some in told.items() for name, one in some.items() if one.currency}
    units |= {(r.table, column.name): column.unit for r in reports for column in r.columns if column.unit}
    new = as_turned(new, reports)
    draft = guess(looked, units, lambda sql: connection.execute(sql).fetchall(), _turned(reports), _unsure(reports))
    progress("checking", 0.92)
    fresh = _fresh_texts(draft)
    if standing.settings is not None:
        settings = add_lines(standing.settings, new)
    else:
        settings = settings_text(
            name=wanted.name or standing.folder.resolve().name,
            currency=wanted.currency or _currency(units) or "USD",
            persian=_mostly_persian(headings),
            jalali=any(column.calendar == "jalali" for r in reports for column in r.columns),
            sources=new,
        )
    kept = keep(standing.before, standing.now, fresh, standing.elsewhere)
    engine = OnConnection(connection)
    catalogue, taken = settle(
        kept.entries, kept.ours, standing.others, standing.foreign, settings, lambda found: check(found, engine)
    )
    unread = tuple(one for one in sources.passed_over if one[0] in sources.unread)
    again = standing.settings is not None
    return Founded(catalogue, draft, kept, taken, reports, sources.passed_over, unread, settings, again)


def _multiplied(looked: Survey, told: Mapping[str, Mapping[str, Told]]) -> Survey:
    """The survey with what the headings say that numbers stand for: thousands, millions."""
    tables = {
        name: replace(
            table,
            columns={
                column: replace(one, times=told[name][column].factor) if column in told.get(name, {}) else one
                for column, one in table.columns.items()
            },
        )
        for name, table in looked.tables.items()
    }
    return replace(looked, tables=tables)


def _turned(reports: Sequence[TableReport]) -> dict[str, frozenset[str]]:
    return {report.table: frozenset(report.cells) for report in reports if report.unpivot is not None}


def _unsure(reports: Sequence[TableReport]) -> dict[str, frozenset[str]]:
    """The columns of dates whose order of day and month nothing tells."""
    found: dict[str, frozenset[str]] = {}
    for report in reports:
        names = {r.column for r in report.repairs if r.code == "ambiguous_dates" and r.column}
        found[report.table] = found.get(report.table, frozenset()) | names
    return found


def _told_apart(columns: Sequence[Column]) -> dict[str, str]:
    """The headings of a table's columns; one that stands there again has its number behind it."""
    found: dict[str, str] = {}
    stood: Counter[str] = Counter()
    for column in columns:
        stood[column.header.casefold()] += 1
        again = stood[column.header.casefold()]
        header = f"{column.header} {again}" if again > 1 else column.header
        found[column.name] = header if column.header else column.name
    return found


def _fresh_texts(draft: Draft) -> dict[Key, str]:
    return {
        (section, name): entry_text(name, entry) for section in SECTIONS for name, entry in draft.of(section).items()
    }


def _currency(units: Mapping[tuple[str, str], str | None]) -> str | None:
    counted = Counter(code for unit in units.values() if (code := currency_of(unit)) is not None)
    return counted.most_common(1)[0][0] if counted else None


def _mostly_persian(headings: Mapping[str, Mapping[str, str]]) -> bool:
    texts = [text for columns in headings.values() for text in columns.values()]
    return sum(any("\u0600" <= c <= "\u06ff" for c in text) for text in texts) * 2 > len(texts)
