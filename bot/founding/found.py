"""Founds a workspace: reads the sources, looks at the rows, guesses the catalogue, checks it, publishes, writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from bot.founding.blocks import Key
from bot.founding.engine import Building
from bot.founding.files import Standing, standing_in, write_down
from bot.founding.keep import Kept, keep
from bot.founding.settings import settings_text
from bot.founding.settle import settle, texts_of
from data.calendar_table import build_calendar
from data.loading import Found, TableReport, read_into
from data.profiling.profile import Survey
from data.profiling.survey import survey
from data.publish import publish
from queries.catalogue.model import Catalogue
from queries.check import check
from queries.guessing.draft import SECTIONS, Draft
from queries.guessing.fields import currency_of
from queries.guessing.guess import guess
from queries.guessing.yaml_text import entry_text

Progress = Callable[[str, float], None]
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said, or None: the company's name, its currency; and where the data comes from."""

    name: str | None
    currency: str | None
    today: date
    places: tuple[str, ...]


@dataclass(slots=True)
class Founded:
    """What came of it."""

    catalogue: Catalogue
    draft: Draft
    kept: Kept
    taken: list[tuple[Key, str]]
    read: list[TableReport]
    passed_over: tuple[tuple[str, str], ...]
    settings: str
    again: bool
    notes: list[str] = field(default_factory=list)


def found(folder: Path, sources: Found, wanted: Wanted, progress: Progress) -> Founded:
    """Build and publish the data of `folder` and write its kpibot.yaml and catalogue.

    Raises SourceError, StoreError, CatalogueError (in what was written by hand); then nothing is changed.
    """
    standing = standing_in(folder)
    made: list[Founded] = []

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        reports: list[TableReport] = []
        for number, source in enumerate(sources.sources):
            share = number / len(sources.sources)
            reports.append(
                read_into(
                    connection, source, source.name,
                    progress=lambda step, part, at=share: progress(  # type: ignore[misc]
                        f"reading {step}", 0.6 * (at + part / len(sources.sources))
                    ),
                )
            )  # fmt: skip
        made.append(_made(connection, reports, sources, standing, wanted, progress))

    publish(folder / "data", build)
    result = made[0]
    write_down(
        folder, standing, texts_of(result.kept.entries, standing.others), result.settings, _fresh_texts(result.draft)
    )
    return result


def _made(
    connection: duckdb.DuckDBPyConnection,
    reports: list[TableReport],
    sources: Found,
    standing: Standing,
    wanted: Wanted,
    progress: Progress,
) -> Founded:
    names = {report.table: report.source for report in reports}
    headings = {
        report.table: {column.name: column.header or column.name for column in report.columns} for report in reports
    }
    looked = survey(connection, names, headings, lambda step, part: progress(step, 0.6 + part * 0.3))
    units = {(r.table, column.name): column.unit for r in reports for column in r.columns if column.unit}
    draft = guess(looked, units, lambda sql: connection.execute(sql).fetchall())
    progress("checking", 0.92)
    _calendar(connection, looked, wanted.today)
    fresh = _fresh_texts(draft)
    jalali = sum(column.calendar == "jalali" for r in reports for column in r.columns)
    settings = standing.settings or settings_text(
        name=wanted.name or standing.folder.resolve().name,
        currency=wanted.currency or _currency(units) or "USD",
        persian=_mostly_persian(headings),
        jalali=bool(jalali),
        places=wanted.places,
    )
    kept = keep(standing.before, standing.now, fresh, standing.elsewhere)
    engine = Building(connection)
    catalogue, taken = settle(
        kept.entries, kept.ours, standing.others, standing.foreign, settings, lambda found: check(found, engine)
    )
    return Founded(catalogue, draft, kept, taken, reports, sources.passed_over, settings, bool(standing.before))


def _fresh_texts(draft: Draft) -> dict[Key, str]:
    return {
        (section, name): entry_text(name, entry) for section in SECTIONS for name, entry in draft.of(section).items()
    }


def _calendar(connection: duckdb.DuckDBPyConnection, looked: Survey, today: date) -> None:
    """The calendar over all days of the data, and some before and after."""
    days = [
        date.fromisoformat(str(bound))
        for table in looked.tables.values()
        for column in table.columns.values()
        if column.kind in ("day", "moment")
        for bound in (column.smallest, column.largest)
        if bound is not None
    ]
    within = [day for day in days if _FIRST <= day <= _LAST]
    first, last = min([*within, today]), max([*within, today])
    build_calendar(
        connection, date(max(first.year - 2, _FIRST.year), 1, 1), date(min(last.year + 2, _LAST.year), 12, 31)
    )


def _currency(units: Mapping[tuple[str, str], str | None]) -> str | None:
    counted = Counter(code for unit in units.values() if (code := currency_of(unit)) is not None)
    return counted.most_common(1)[0][0] if counted else None


def _mostly_persian(headings: Mapping[str, Mapping[str, str]]) -> bool:
    texts = [text for columns in headings.values() for text in columns.values()]
    return sum(any("\u0600" <= c <= "\u06ff" for c in text) for text in texts) * 2 > len(texts)
