"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.failures import Exit, Stop


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-23") from None


def _language(text: str) -> str:
    if text not in ("en", "fa"):
        raise typer.BadParameter(f"{text!r} is no language here; en and fa are")
    return text


Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="The workspace's folder. Default: the demo company.")
]
Today = Annotated[
    date | None, typer.Option("--today", parser=_day, metavar="DAY", help="Answer as on this day, such as 2026-11-23.")
]
Language = Annotated[
    str | None,
    typer.Option("--lang", parser=_language, metavar="en|fa", help="The language of the question and answer."),
]
As = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Who asks: whom “my” means, what may be seen.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs, an object a line.")]
Explain = Annotated[bool, typer.Option("--explain", help="Tell what each word was read as, the definitions, the SQL.")]
NoChart = Annotated[bool, typer.Option("--no-chart", help="Draw no picture.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE", help="Take a question a line from a file (- is standard input)."),
]
Question = Annotated[list[str] | None, typer.Argument(help="The question, in your own words.", show_default=False)]


def day_of(today: date | None) -> date:
    """The day that was given, else today where this machine is."""
    return today or datetime.now().astimezone().date()


def one_question(words: list[str] | None) -> str:
    """The question from the words of the command line."""
    text = " ".join(words or ()).strip()
    if not text:
        raise Stop(Exit.QUESTION, 'There is no question. Ask like this: kpibot ask "revenue by territory last quarter"')
    return text
