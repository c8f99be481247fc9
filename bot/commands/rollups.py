"""`kpibot rollups`: builds the rollups of a workspace whose rows are on a server, or prints the statements that do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.rolling.built import Built

Folder = Annotated[
    Path, typer.Option("--workspace", "-w", help="The workspace's folder, whose kpibot.yaml has 'database: {rollups}'.")
]
Print = Annotated[bool, typer.Option("--print", help="Write nothing; print the statements, for a job of yours.")]
Full = Annotated[bool, typer.Option("--full", help="Build those anew too whose tables were not written since.")]
Drop = Annotated[bool, typer.Option("--drop", help="Take away all rollups and all that is kept with them.")]


def rollups(workspace: Folder, print_: Print = False, full: Full = False, drop: Drop = False) -> None:
    """Build the rollups of a workspace on its server, after its tables were loaded. When it fails the old ones stay."""
    with ending():
        from bot.progress import say
        from bot.rolling import building
        from data.workspace import read_workspace

        place = read_workspace(workspace)
        if print_ + full + drop > 1:
            raise Stop(Exit.USAGE, "Only one of --print, --full and --drop can be given.")
        if print_:
            text, without = building.script(place)
            typer.echo(text)
            for table, reason in without:
                typer.echo(f"-- {table}: no rollups, as {reason}")
        elif drop:
            number = building.remove(place)
            typer.echo("1 rollup was taken away." if number == 1 else f"{number:,} rollups were taken away.")
        else:
            _print(building.build(place, full=full, say=lambda name: say(f"Building {name} ...")))


def _print(built: Built) -> None:
    for rollup in built.rollups:
        kept = ", ".join(["day", *(".".join(path) for path in rollup.columns)])
        old = ", left as it was" if rollup.name in built.kept else ""
        typer.echo(f"{rollup.name}: {rollup.rows:,} rows for {rollup.source_rows:,}, by {kept}{old}")
    for table, reason in built.without:
        typer.echo(f"{table}: no rollups, as {reason}")
    if not built.rollups and not built.without:
        typer.echo("No table is large enough to be worth a rollup.")
