"""`kpibot audit` and `kpibot words`: who asked what, and the words that were not understood."""

from __future__ import annotations

import json as jsons
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import Json, Workspace, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state import State

Days = Annotated[int | None, typer.Option("--days", min=1, metavar="N", help="Only of the last N days.")]
Last = Annotated[int, typer.Option("--last", min=1, metavar="N", help="At most N lines.")]
Who = Annotated[str | None, typer.Option("--person", metavar="EMAIL", help="Only what this person asked.")]


def audit(
    workspace: Workspace = None, person: Who = None, days: Days = None, last: Last = 100, json: Json = False
) -> None:
    """List who asked what, which rows they could see and what became of it, the newest first."""
    with ending():
        with closing(_state(workspace)) as state:
            entries = state.audits(person=person, since=_since(days), last=last)
        if json:
            _print_json(entries)
            return
        from rich.console import Console
        from rich.table import Table

        from bot.rights import scope_text

        table = Table("When (UTC)", "Who", "Role", "Rows", "Question", "Outcome", box=None, header_style="bold")
        for entry in entries:
            when = f"{entry.at:%Y-%m-%d %H:%M}"
            outcome = entry.outcome if entry.outcome == "answered" else f"{entry.outcome}: {entry.detail}"
            cells = (when, entry.person, entry.role, scope_text(entry.scope), entry.question, outcome)
            table.add_row(*(_plain(cell) for cell in cells))
        Console(highlight=False).print(table if entries else "Nobody has asked anything yet.")


def words(workspace: Workspace = None, days: Days = None, last: Last = 50, json: Json = False) -> None:
    """List the words that were not understood, the most frequent first: what the catalogue may lack."""
    with ending():
        with closing(_state(workspace)) as state:
            found = state.words(since=_since(days), last=last)
        if json:
            _print_json(found)
            return
        from rich.console import Console
        from rich.table import Table

        table = Table("Word", "Language", "Questions", "People", "For instance", box=None, header_style="bold")
        for word in found:
            cells = (word.word, word.language, str(word.questions), str(word.people), word.example)
            table.add_row(*(_plain(cell) for cell in cells))
        Console(highlight=False).print(table if found else "Every word so far was understood.")


def _state(folder: Path | None) -> State:
    """The state of a workspace, where there is one."""
    from bot.opening import open_workspace
    from bot.slack.settings import SettingsError, any_settings
    from bot.state import StateError, open_state

    place = open_workspace(folder, day_of(None), pinned=True)
    try:
        return open_state(any_settings().state_url(place.folder))
    except SettingsError as error:
        raise Stop(Exit.SLACK, str(error)) from error
    except StateError as error:
        raise Stop(Exit.FILE, str(error)) from error


def _since(days: int | None) -> datetime | None:
    return None if days is None else datetime.now(UTC) - timedelta(days=days)


def _print_json(rows: tuple[Any, ...]) -> None:
    for row in rows:
        typer.echo(jsons.dumps(asdict(row), ensure_ascii=False, default=lambda at: at.isoformat()))


def _plain(text: str) -> str:
    """Text of people without what the terminal would take for markup or commands."""
    from rich.markup import escape

    return escape("".join(c if c.isprintable() else " " for c in text))
