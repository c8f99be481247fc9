"""Loads a workspace's data: builds the next version from its sources, checks it against the catalogue, publishes it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from data import versions
from data.faults import StoreMissing
from data.sources import DAYS, LoadSetting
from data.workspace import SETTINGS, Workspace, WorkspaceError

if TYPE_CHECKING:
    import duckdb

    from bot.digests.schedule import Schedule
    from data.loading.build import Loaded

Progress = Callable[[str, float], None]


class LoadRefused(Exception):
    """What was built must not be used; the message says why, and the data is as it was."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What a load is asked for. `only` names tables to read anew; `full` reads also those whole that are added to."""

    today: date
    full: bool = False
    only: tuple[str, ...] = ()
    due: datetime | None = None


def load(workspace: Workspace, wanted: Loading, progress: Progress | None = None) -> tuple[Loaded, ...]:
    """Load the data; the tables as they were loaded. Nothing where a version is newer than `due`.

    Raises WorkspaceError, SourceError, StoreError, CatalogueError or LoadRefused; the data is then as it was before.
    """
    from data.loading.build import Building
    from data.publish import publish
    from queries.catalogue.load import load_catalogue
    from queries.publishing import keep_beside

    if not workspace.sources:
        raise WorkspaceError(
            f"{workspace.folder / SETTINGS}:1: no 'sources' are named, so nothing can be loaded; docs/cli.md shows how"
        )
    unknown = sorted(set(wanted.only) - {s.name for s in workspace.sources})
    if unknown:
        known = ", ".join(s.name for s in workspace.sources)
        raise WorkspaceError(f"{workspace.folder / SETTINGS}:1: there is no source {unknown[0]!r}; known are {known}")
    catalogue = load_catalogue(workspace.folder)
    if workspace.database.suffix == ".duckdb" or workspace.database.is_file():
        raise WorkspaceError(
            f"{workspace.folder / SETTINGS}:1: 'database' must be a folder of versions, such as data, to load into"
        )
    with versions.alone(workspace.database, "loading.lock"):
        if wanted.due is not None and not _is_due(workspace, wanted.due):
            return ()

        def sum_up(connection: duckdb.DuckDBPyConnection, before: str | None) -> None:
            if progress is not None:
                progress("summing up", 0.97)
            keep_beside(connection, catalogue, before)

        building = Building(
            folder=workspace.folder,
            database=workspace.database,
            settings=workspace.sources,
            environment=_environment(),
            week_start=catalogue.calendar.week_start,
            fiscal_first_month=catalogue.calendar.fiscal_year_start,
            today=wanted.today,
            full=wanted.full,
            only=wanted.only,
            memory_mb=workspace.limits.memory_mb,
            progress=progress,
            finish=sum_up,
        )

        def check(connection: duckdb.DuckDBPyConnection) -> None:
            from bot.checking import hold_against

            faults = hold_against(catalogue, connection)
            if faults:
                shown = "\n".join(faults[:20]) + (f"\nand {len(faults) - 20} more" if len(faults) > 20 else "")
                raise LoadRefused(f"The new data does not fit the catalogue; the data stays as it was.\n{shown}")

        publish(workspace.database, building.build, check, building.report)
    return tuple(building.loaded)


def _environment() -> dict[str, str]:
    """The addresses of servers: the environment's, else those of .env in the current folder."""
    from dotenv import dotenv_values

    kept = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**kept, **os.environ}


def loaded_at(workspace: Workspace) -> datetime | None:
    """When the current version was made; None where there is none."""
    try:
        return datetime.fromtimestamp(versions.current(workspace.database).stat().st_mtime, UTC)
    except (StoreMissing, OSError):
        return None


def last_due(setting: LoadSetting, now: datetime) -> datetime:
    """The newest time not after `now` at which data was to be loaded, in UTC."""
    from bot.digests.schedule import due_between

    if setting.every == ("hour",):
        return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return due_between(schedule_of(setting), now - timedelta(days=8), now)[-1]


def schedule_of(setting: LoadSetting) -> Schedule:
    """The schedule of a setting, as digests have them."""
    from bot.digests.schedule import Schedule

    days = {"day": (), "workday": (0, 1, 2, 3, 4)}.get(setting.every[0])
    if days is None:
        days = tuple(DAYS.index(day) for day in setting.every)
    return Schedule("week" if days else "day", setting.at, setting.zone, days)


def _is_due(workspace: Workspace, due: datetime) -> bool:
    at = loaded_at(workspace)
    return at is None or at < due


def command_of(folder: Path, due: datetime) -> tuple[str, ...]:
    """The command line of a load that is due, for a process of its own."""
    return ("-m", "bot.cli", "load", "--workspace", str(folder), "--due", due.isoformat())
