"""The `sources` and `load` sections of kpibot.yaml: where each table comes from, and when it is read anew.

    sources:
      orders: {file: exports/orders_*.csv, time: ordered_at, key: order_id, late: 7}
      accounts: {file: crm.xlsx, table: Accounts}
      budget: {file: budget.xlsx, unpivot: {value: budget, year: 2025}}
      invoices: {postgres: BOOKS_DSN, table: public.invoices}
    load: {every: day, at: "6:00", time_zone: Europe/Berlin}

`file` is a path from the workspace's folder, or a pattern whose files have the same columns; `table` a sheet or a table
in it; `postgres` the name of the environment variable with the server's address. With `time` only rows from `late` days
before the newest are read anew; with `key` rows that changed take the place of the old. `unpivot` turns a crosstab.
`dates` (day_first, month_first) says how 5/1/2024 is meant where a column does not tell. `period` names the column that
is given the period which the name of a file or sheet tells (own: their rows have a date; other files of the pattern are
left out all the same); a pattern for `table` stands for the sheets whose names tell one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from data.section import Section
from data.unpivot import Unpivot, read_unpivot

if TYPE_CHECKING:  # reading kpibot.yaml must not cost what reading data does
    from data.loading.source import Source

_KEYS = ("file", "table", "postgres", "time", "key", "late", "unpivot", "dates", "period")
DATES = ("day_first", "month_first")
OWN, GUESSED = "own", "?"
"""In place of the column that `period` names: rows have a date of their own; whether they have is found out."""
_LOAD_KEYS = ("every", "at", "time_zone")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY = ("hour", "day", "workday", *DAYS)
_NAME = re.compile(r"[^\W\d]\w*")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """One table's source. Exactly one of `file` and `postgres` is there; `place` is where it stands in the file."""

    name: str
    place: str
    file: str = ""
    table: str = ""
    postgres: str = ""
    time: str = ""
    key: tuple[str, ...] = ()
    late: float = 0.0
    unpivot: Unpivot | None = None
    dates: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class LoadSetting:
    """When data is loaded: every hour, every day, on workdays or days of the week, at a time of `zone`."""

    every: tuple[str, ...]
    at: time
    zone: str


def read_sources(root: Section) -> tuple[SourceSetting, ...]:
    """The sources of kpibot.yaml. Raises WorkspaceError."""
    sources = root.section("sources", None)
    return tuple(_source(sources, name) for name in sources.names) if sources else ()


def _source(sources: Section, name: str) -> SourceSetting:
    if not _NAME.fullmatch(name):
        raise sources.mistake(name, f"a source's name is the name of its table, such as orders, not {name!r}")
    section = sources.section(name, _KEYS)
    assert section is not None
    file, postgres = section.text("file") or "", section.text("postgres") or ""
    if bool(file) == bool(postgres):
        raise section.mistake("postgres", f"{name!r} needs either 'file' or 'postgres'")
    if postgres and not _VARIABLE.fullmatch(postgres):
        raise section.mistake(
            "postgres", "'postgres' is the name of an environment variable with the address, never the address itself"
        )
    if postgres and not section.text("table"):
        raise section.mistake("postgres", f"{name!r} needs 'table', such as public.{name}")
    when, key = section.text("time") or "", section.texts("key")
    for other in ("late", "key"):
        if other in section.names and not when:
            raise section.mistake(other, f"{other!r} is for sources with 'time', of which only new rows are read")
    late = section.number("late", 0.0)
    return SourceSetting(
        name,
        section.place,
        file,
        section.text("table") or "",
        postgres,
        when,
        key,
        late,
        read_unpivot(section),
        section.choice("dates", DATES) or "",
        _period(section),
    )


def _period(section: Section) -> str:
    name = section.text("period") or ""
    if name and not _NAME.fullmatch(name):
        raise section.mistake("period", f"'period' names a column to be made, such as month, not {name!r}")
    return name


def read_load(root: Section) -> LoadSetting | None:
    """When data is loaded; None where that is not said. Raises WorkspaceError."""
    section = root.section("load", _LOAD_KEYS)
    if section is None:
        return None
    every = section.choices("every", EVERY) or ("day",)
    if len(every) > 1 and not set(every) <= set(DAYS):
        raise section.mistake("every", "'every' is hour, day, workday, or one or more days of the week")
    text = section.text("at") or "6:00"
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        raise section.mistake("at", f"'at' must be a time such as \"6:00\" in quotes, not {text!r}")
    zone = section.text("time_zone") or "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise section.mistake("time_zone", f"there is no time zone {zone!r}; such as Europe/Berlin") from None
    return LoadSetting(every, time(int(clock[1]), int(clock[2])), zone)


def sources_text(sources: Iterable[Source], folder: Path, *, variable: str = "KPIBOT_SOURCE_DSN") -> str:
    """The `sources` section of kpibot.yaml that reads these sources again; `variable` names the server's address."""
    tables: dict[str, dict[str, str]] = {}
    for source in sources:
        if source.path is None:
            setting = {"postgres": variable, "table": source.part}
        else:
            setting = {"file": _relative(source.path, folder), **({"table": source.part} if source.part else {})}
        tables[source.name] = setting
    text: str = yaml.safe_dump(
        {"sources": tables}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000
    )
    return text


def _relative(path: Path, folder: Path) -> str:
    """A path from the workspace's folder where that is near, else the whole path."""
    relative = os.path.relpath(path.resolve(), folder.resolve())
    plain = str(path.resolve()) if relative.startswith("../../..") else relative
    return plain.replace("\\", "/")
