"""`kpibot check`: does the catalogue fit the data, does every question it allows run, do the parts add up?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Today, Workspace, day_of
from bot.failures import Exit, ending

Quick = Annotated[bool, typer.Option("--quick", help="Leave out running every metric against every breakdown.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object with every finding.")]


def check(workspace: Workspace = None, today: Today = None, quick: Quick = False, as_json: Json = False) -> None:
    """Check schema, joins and words against the live data, and run every metric by every breakdown it allows."""
    with ending():
        import json

        from bot.checking import findings
        from bot.opening import calendar_rules, open_workspace
        from bot.progress import Progress, say
        from data.engines.opening import open_database
        from queries.catalogue.load import load_catalogue
        from queries.catalogue.problems import CatalogueError
        from queries.checking.findings import Finding, Level, of_problem

        day = day_of(today)
        place = open_workspace(workspace, day, pinned=today is not None)
        found: list[Finding] = []
        try:
            catalogue = load_catalogue(place.folder)
        except CatalogueError as error:
            if not as_json:
                raise
            found = [of_problem(problem) for problem in error.problems]
        else:
            store = open_database(place, calendar_rules(catalogue))
            with Progress() as progress:
                for finding in findings(
                    catalogue,
                    store,
                    day,
                    quick=quick,
                    progress=lambda done, all_: progress.report("running", done / all_),
                ):
                    found.append(finding)
                    if not as_json:
                        say(str(finding))
        wrong = any(finding.level is Level.ERROR for finding in found)
        if as_json:
            counts = {str(level): sum(f.level is level for f in found) for level in Level}
            told = {"workspace": str(place.folder), "ok": not wrong, "counts": counts}
            typer.echo(json.dumps({**told, "findings": [f.as_json() for f in found]}, ensure_ascii=False))
        elif not wrong:
            metrics, dimensions = len(catalogue.metrics), len(catalogue.dimensions)
            typer.echo(f"{place.folder}: {metrics} metrics and {dimensions} dimensions fit the data.")
            if not quick:
                typer.echo("Every metric runs by every breakdown it allows, and the parts add up.")
            if place.digests or place.alerts:
                _check_orders(workspace, day, pinned=today is not None)
        if wrong:
            raise SystemExit(Exit.WORKSPACE)


def _check_orders(workspace: Path | None, day: date, *, pinned: bool) -> None:
    """The digests and alerts of the settings. Raises WorkspaceError."""
    from bot.alerts.settings import alerts_of
    from bot.digests.settings import plans_of
    from bot.opening import open_company

    company = open_company(workspace, day, pinned=pinned)
    try:
        digests, alerts = len(plans_of(company, "", day)), len(alerts_of(company, "", day))
    finally:
        company.store.close()
    typer.echo(f"{digests} digests and {alerts} alerts are ordered in the settings.")
