"""`kpibot init`: a workspace made of somebody's own files or database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Today, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.founding.found import Founded

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The workspace's folder; it is made.")]
From = Annotated[
    list[str],
    typer.Option("--from", metavar="PATH|DSN", help="Files, folders, or postgresql://… ; may be given several times."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing, take what was guessed.")]
Name = Annotated[str | None, typer.Option("--name", help="The company's name.")]
Currency = Annotated[str | None, typer.Option("--currency", metavar="CODE", help="ISO 4217 code of all amounts: USD.")]
More = Annotated[list[str] | None, typer.Argument(metavar="[PATH]…", help="More files, as after --from *.csv.")]


def init(
    folder: Folder,
    from_: From,
    more: More = None,
    yes: Yes = False,
    name: Name = None,
    currency: Currency = None,
    today: Today = None,
) -> None:
    """Look at files or a database and write a first catalogue that answers questions at once."""
    with ending():
        from bot.founding.files import REPORT, replace_file
        from bot.founding.found import Wanted, found
        from bot.founding.report import report_text
        from bot.progress import Progress
        from data.loading import SourceError, find_sources

        places = [*from_, *(more or ())]
        try:
            sources = find_sources([place if "://" in place else Path(place) for place in places])
            if not yes and not (folder / "kpibot.yaml").exists():
                name = name or typer.prompt("The company's name", default=folder.resolve().name, err=True)
                currency = currency or typer.prompt("The currency of all amounts (ISO 4217)", default="USD", err=True)
            wanted = Wanted(name, currency, day_of(today))
            with Progress() as progress:
                founded = found(folder, sources, wanted, progress.report)
        except SourceError as error:
            raise Stop(Exit.FILE, str(error)) from error
        replace_file(folder / REPORT, report_text(founded))
        _tell(folder, founded)
        if founded.unread:
            raise Stop(Exit.FILE, f"Left out as unreadable: {len(founded.unread)}. The rest can be asked.")


def _tell(folder: Path, founded: Founded) -> None:
    from bot.founding.files import REPORT
    from bot.founding.report import first_questions, summary

    for line in summary(founded):
        typer.echo(line)
    typer.echo(f"Everything that was repaired, guessed and left out: {folder / REPORT}")
    for question in first_questions(founded.catalogue):
        typer.echo(f'Ask: kpibot ask --workspace {folder} "{question}"')
