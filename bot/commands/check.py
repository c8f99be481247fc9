"""`kpibot check`: does the catalogue fit the data, and does every question it allows run?"""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Today, Workspace, day_of
from bot.failures import Exit, ending

Quick = Annotated[bool, typer.Option("--quick", help="Leave out running every metric against every breakdown.")]


def check(workspace: Workspace = None, today: Today = None, quick: Quick = False) -> None:
    """Check the catalogue against the live data and run every metric by every breakdown it allows."""
    with ending():
        from bot.opening import open_workspace
        from bot.progress import Progress, say
        from data.store import Store
        from queries.catalogue.load import load_catalogue
        from queries.check import check as check_catalogue
        from queries.check import run_all
        from queries.dataset import open_dataset

        day = day_of(today)
        place = open_workspace(workspace, day, pinned=today is not None)
        catalogue = load_catalogue(place.folder)
        store = Store(place.database, place.limits)
        problems = check_catalogue(catalogue, store)
        for problem in problems:
            say(str(problem))
        if problems:
            raise SystemExit(Exit.WORKSPACE)
        metrics, dimensions = len(catalogue.metrics), len(catalogue.dimensions)
        typer.echo(f"{place.folder}: {metrics} metrics and {dimensions} dimensions fit the data.")
        if quick:
            return
        with Progress() as progress:
            failures = run_all(
                open_dataset(catalogue, store), day, lambda done, all_: progress.report("running", done / all_)
            )
        for failure in failures:
            by = f" by {', '.join(failure.by)}" if failure.by else ""
            say(f"{failure.metric}{by}: {failure.reason}")
        if failures:
            raise SystemExit(Exit.WORKSPACE)
        typer.echo("Every metric runs by every breakdown it allows.")
