"""The command line: `kpibot COMMAND`. Each command has its own module in bot/commands/."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.commands.alert import alert
from bot.commands.ask import ask, read
from bot.commands.audit import audit, words
from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.dashboard import dashboard
from bot.commands.demo import demo
from bot.commands.demo_data import demo_data
from bot.commands.digest import digest
from bot.commands.doctor import doctor
from bot.commands.exchange import export, import_
from bot.commands.init import init
from bot.commands.load import load
from bot.commands.rollups import rollups
from bot.commands.serve import serve
from bot.commands.sheet import sheet
from bot.commands.sql import sql

app = typer.Typer(
    name="kpibot",
    help="Business questions in plain words, answered from your own database.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kpibot {version('kpibot')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Business questions in plain words, answered from your own database."""


app.command()(ask)
app.command()(read)
app.command()(chat)
app.command()(dashboard)
app.add_typer(digest, name="digest")
app.add_typer(alert, name="alert")
app.command()(demo)
app.command()(init)
app.command("demo-data")(demo_data)
app.command()(check)
app.command()(sheet)
app.command()(load)
app.command()(rollups)
app.command()(sql)
app.command()(doctor)
app.command("import")(import_)
app.command()(export)
app.command()(serve)
app.command()(audit)
app.command()(words)


def main() -> None:
    """Run the command line; text goes out as UTF-8 whatever the machine's locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
