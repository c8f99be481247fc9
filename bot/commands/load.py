"""`kpibot load`: builds the next version of the data from its sources and publishes it; or tells of the last."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Today, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from data.loading.build import Loaded
    from data.workspace import Workspace

Tables = Annotated[
    list[str] | None, typer.Argument(metavar="[TABLE]...", help="Read only these anew. Default: all sources.")
]
Folder = Annotated[
    Path, typer.Option("--workspace", "-w", help="The workspace's folder, whose kpibot.yaml has 'sources'.")
]
Full = Annotated[bool, typer.Option("--full", help="Read whole also those sources of which only new rows are read.")]
Report = Annotated[bool, typer.Option("--report", help="Load nothing; tell what was repaired and refused last time.")]
Watch = Annotated[bool, typer.Option("--watch", help="Load whenever 'load' in kpibot.yaml says, until stopped.")]
Json = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")]


def load(
    workspace: Folder,
    tables: Tables = None,
    full: Full = False,
    report: Report = False,
    watch: Watch = False,
    as_json: Json = False,
    today: Today = None,
    due: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Load the data of a workspace anew. When anything is wrong, the data stays as it was."""
    with ending():
        from data.workspace import read_workspace

        place = read_workspace(workspace)
        if report:
            _told(place, as_json)
        elif watch:
            _watch(place)
        else:
            _load(place, tuple(tables or ()), full, as_json, day_of(today), due)


def _load(place: Workspace, only: tuple[str, ...], full: bool, as_json: bool, today: object, due: str | None) -> None:
    from datetime import date

    from bot.loading import Loading, LoadRefused
    from bot.loading import load as load_data
    from bot.progress import Progress
    from data.loading import SourceError

    assert isinstance(today, date)
    wanted = Loading(today, full, only, datetime.fromisoformat(due) if due else None)
    try:
        with Progress() as progress:
            loaded = load_data(place, wanted, progress.report)
    except SourceError as error:
        raise Stop(Exit.FILE, f"{error}\nThe data stays as it was.") from error
    except LoadRefused as error:
        raise Stop(Exit.WORKSPACE, str(error)) from error
    if loaded:
        _print(datetime.now(UTC), loaded, as_json)
    else:
        typer.echo("The data is as new as it is to be.")


def _told(place: Workspace, as_json: bool) -> None:
    from data import versions
    from data.loading.build import read_report

    told = read_report(versions.current(place.database))
    if told is None:
        raise Stop(Exit.DATABASE_MISSING, f"{place.database}: the current version was not made by kpibot load.")
    _print(*told, as_json)


def _print(at: datetime, loaded: tuple[Loaded, ...], as_json: bool) -> None:
    if as_json:
        import json
        from dataclasses import asdict

        tables = [asdict(table) for table in loaded]
        typer.echo(json.dumps({"loaded": at.isoformat(timespec="seconds"), "tables": tables}, ensure_ascii=False))
        return
    typer.echo(f"Loaded {at.astimezone():%Y-%m-%d %H:%M}")
    for table in loaded:
        for line in table.lines:
            typer.echo(line)


def _watch(place: Workspace) -> None:
    import threading

    from bot.load_clock import LoadClock
    from bot.progress import say

    if place.load is None:
        raise Stop(
            Exit.WORKSPACE, f"{place.folder / 'kpibot.yaml'}:1: 'load' does not say when; such as {{every: day}}"
        )
    clock = LoadClock(place.folder, say)
    say(f"Loading {place.folder} when due. Stop with Ctrl-C.")
    clock.run(threading.Event())
