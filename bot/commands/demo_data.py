"""`kpibot demo-data`: the demo company, written where somebody wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Today, day_of
from bot.failures import Exit, Stop, ending
from data.first_use import SEED


def demo_data(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; it must be empty or a demo.")],
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed makes another company.")] = SEED,
    today: Today = None,
    scale: Annotated[int, typer.Option(min=1, max=10_000, help="How many times the rows.")] = 1,
) -> None:
    """Write the demo company: a workspace with its catalogue, data and truth.json."""
    with ending():
        from duckdb import DuckDBPyConnection

        from bot.progress import Progress, say
        from data.first_use import may_write_demo, write_demo
        from queries.catalogue.load import load_catalogue
        from queries.publishing import keep_beside

        if not may_write_demo(folder):
            raise Stop(Exit.FILE, f"{folder} is not empty and no demo workspace; choose another folder.")

        def finish(connection: DuckDBPyConnection) -> None:
            keep_beside(connection, load_catalogue(folder))

        with Progress() as progress:
            write_demo(
                folder,
                seed=seed,
                today=day_of(today),
                scale=scale,
                progress=progress.report,
                finish=finish,
            )
        say(f'Ask it like this: kpibot ask --workspace {folder} "revenue by territory last quarter"')
