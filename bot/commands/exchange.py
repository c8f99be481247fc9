"""`kpibot import` and `kpibot export`: the catalogue from and to other semantic layers, and what is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.commands.options import Workspace
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from queries.exchange.draft import Carried

Source = Annotated[Path, typer.Argument(help="The file: semantic_manifest.json of dbt, or the YAML or JSON document.")]
Target = Annotated[Path, typer.Option("--to", metavar="DIR", help="The workspace that the catalogue is written into.")]
Name = Annotated[str | None, typer.Option("--name", help="The company's name; of several OSI models the one to take.")]
Currency = Annotated[str | None, typer.Option("--currency", metavar="CODE", help="ISO 4217 code of all amounts.")]
Dialect = Annotated[str, typer.Option("--dialect", help="The SQL that dbt's expressions are written in.")]
NoSchema = Annotated[bool, typer.Option("--no-schema", help="Name tables without dbt's schema.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there instead of printing it.")]
_LARGEST = 64_000_000


def import_(
    form: Annotated[Literal["dbt", "osi"], typer.Argument(help="dbt or osi")],
    file: Source,
    to: Target,
    name: Name = None,
    currency: Currency = None,
    dialect: Dialect = "duckdb",
    no_schema: NoSchema = False,
) -> None:
    """Write a catalogue from another tool's, and say what of it could not be carried over."""
    with ending():
        from queries.catalogue.problems import CatalogueError
        from queries.exchange.dbt import from_dbt
        from queries.exchange.osi_import import from_osi

        place = to / "catalogue" / f"{form}.yaml"
        if place.exists():
            raise Stop(Exit.FILE, f"{place} is there already; move it away to import again.")
        document = _document(file)
        try:
            if form == "dbt":
                found = from_dbt(document, name or file.stem, dialect, currency, schemas=not no_schema)
            else:
                found = from_osi(document, name, currency)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            why = error if isinstance(error, ValueError) else f"its form is not that of {form}: {error!r}"
            raise Stop(Exit.FILE, f"{file}: {why}") from error
        except CatalogueError as error:
            raise Stop(Exit.FILE, f"{file}: nothing of it can be carried over. {error.problems[0].message}") from error
        _write(place, found.text)
        _report(found, f"{place}: {found.count} figures.")
        if not (to / "kpibot.yaml").exists():
            typer.echo(f"{to} has no kpibot.yaml yet: it names the database (docs/cli.md).", err=True)


def export(
    form: Annotated[Literal["osi", "metricflow"], typer.Argument(help="osi or metricflow")],
    workspace: Workspace = None,
    out: Out = None,
) -> None:
    """Print the catalogue in another tool's form; what that form cannot say is named on stderr."""
    with ending():
        from bot.commands.options import day_of
        from bot.opening import open_workspace
        from queries.catalogue.load import load_catalogue
        from queries.exchange.metricflow_export import to_metricflow
        from queries.exchange.osi_export import to_osi

        folder = workspace or open_workspace(None, day_of(None), pinned=False).folder
        catalogue = load_catalogue(folder)
        found = to_osi(catalogue) if form == "osi" else to_metricflow(catalogue)
        if out is None:
            typer.echo(found.text, nl=False)
        else:
            _write(out, found.text)
        _report(found, f"{found.count} figures carried over.")


def _document(file: Path) -> dict[str, Any]:
    """The object in a JSON or YAML file; aliases are refused, since they can make a small file endless."""
    import yaml

    try:
        if file.stat().st_size > _LARGEST:
            raise Stop(Exit.FILE, f"{file} is larger than {_LARGEST // 1_000_000} MB.")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(Exit.FILE, f"{file} cannot be read: {error}") from error
    try:
        if file.suffix == ".json":
            found = json.loads(text)
        else:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
                raise Stop(Exit.FILE, f"{file} uses YAML aliases; write them out.")
            found = yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        first = str(error).split("\n", 1)[0]
        raise Stop(Exit.FILE, f"{file} cannot be read: {first}") from error
    if not isinstance(found, dict):
        raise Stop(Exit.FILE, f"{file} holds no object.")
    return found


def _write(place: Path, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stop(Exit.FILE, f"{place} cannot be written: {error}") from error


def _report(found: Carried, first: str) -> None:
    lines = [first]
    if found.plain:
        lines.append(f"Shown as plain numbers, since their unit is not said (format): {', '.join(found.plain)}.")
    if found.left:
        lines.append(f"Not carried over: {len(found.left)}")
        lines += [f"  {one}" for one in found.left]
    typer.echo("\n".join(lines), err=True)
